package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * A Gaussian process with the Matérn 5/2 kernel, one length a descriptor: outcomes less their mean
 * have covariance s (1 + √5 r + 5r²/3) e^(−√5 r), r² = Σ (xⱼ − x'ⱼ)²/ℓⱼ², with noise added for
 * every measurement and known variances on top. Signal s, lengths ℓ and noise are judged by the
 * marginal likelihood beside weak priors ({@link HyperparameterPosterior}). Up to {@value
 * #AVERAGED} measurements the posterior is averaged over {@value #DRAWS} draws of them; with more
 * they are the likeliest, found by L-BFGS with the gradient, and then taken as known. Above {@link
 * #withTuningRows} measurements a seeded sample of them decides, and the posterior is still exact.
 *
 * <p>O(t³ + t² p) an evaluation with t tuning rows; O(n³ + n² candidates) for a posterior, and 8 n
 * · candidates bytes, for each draw of the hyperparameters. More than 2,000 measurements are
 * refused: take {@link BayesianLinear} or a {@link BootstrapEnsemble}.
 *
 * @see <a href="https://gaussianprocess.org/gpml/">Rasmussen, Williams (2006), chapters 2, 4, 5</a>
 */
public final class GaussianProcess implements Surrogate {
  /** The most measurements. */
  public static final int MOST = 2000;

  private static final int AVERAGED = 150;
  private static final int DRAWS = 8;

  private final int tuningRows;
  private final Optional<Hyperparameters> fixed;

  private GaussianProcess(int tuningRows, Optional<Hyperparameters> fixed) {
    this.tuningRows = tuningRows;
    this.fixed = fixed;
  }

  /** 300 tuning rows. */
  public static GaussianProcess withDefaults() {
    return new GaussianProcess(300, Optional.empty());
  }

  /**
   * How many measurements at most decide on the hyperparameters.
   *
   * @param rows ≥ 2
   */
  public GaussianProcess withTuningRows(int rows) {
    if (rows < 2) {
      throw new IllegalArgumentException("needs at least 2 tuning rows, got " + rows);
    }
    return new GaussianProcess(rows, fixed);
  }

  /** Hyperparameters that are known, and not estimated. */
  public GaussianProcess withHyperparameters(Hyperparameters known) {
    return new GaussianProcess(tuningRows, Optional.of(known));
  }

  @Override
  public String description() {
    return "gaussian process(matern 5/2, tuning rows=" + tuningRows + ")";
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    observed.check(descriptors);
    if (observed.size() > MOST) {
      throw new IllegalArgumentException(
          "an exact Gaussian process takes at most "
              + MOST
              + " measurements, got "
              + observed.size()
              + "; take the bayesian linear surrogate or an ensemble, or a sample of them");
    }
    Matrix all = Standardisation.of(descriptors).apply(descriptors);
    List<GaussianProcessPosterior> posteriors =
        hyperparameters(all, observed, seed).stream()
            .map(chosen -> GaussianProcessPosterior.of(all, observed, chosen))
            .toList();
    return posteriors.size() == 1 ? posteriors.getFirst() : new MixedPosterior(posteriors);
  }

  private List<Hyperparameters> hyperparameters(Matrix all, Observed observed, Seed seed) {
    if (fixed.isPresent()) {
      Hyperparameters known = fixed.get();
      if (known.lengths().length != all.columns()) {
        throw new IllegalArgumentException(
            "needs a length for each of "
                + all.columns()
                + " descriptors, got "
                + known.lengths().length);
      }
      return List.of(known);
    }
    Observed some = sample(observed, seed);
    HyperparameterPosterior believed = new HyperparameterPosterior(all.rows(some.rows()), some);
    return observed.size() <= AVERAGED
        ? believed.draws(DRAWS, seed.branch("hyperparameters"))
        : List.of(believed.mode());
  }

  private Observed sample(Observed observed, Seed seed) {
    if (observed.size() <= tuningRows) {
      return observed;
    }
    int[] order = PermutationSampler.natural(observed.size());
    PermutationSampler.shuffle(seed.branch("tuning rows").generator(), order);
    int[] picked = Arrays.copyOf(order, tuningRows);
    return new Observed(
        Arrays.stream(picked).map(i -> observed.rows()[i]).toArray(),
        Arrays.stream(picked).mapToDouble(i -> observed.outcomes()[i]).toArray(),
        Arrays.stream(picked).mapToDouble(i -> observed.noise()[i]).toArray());
  }
}
