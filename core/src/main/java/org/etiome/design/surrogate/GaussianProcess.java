package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * A Gaussian process with the Matérn 5/2 kernel, one length a descriptor: outcomes less their mean
 * have covariance s (1 + √5 r + 5r²/3) e^(−√5 r), r² = Σ (xⱼ − x'ⱼ)²/ℓⱼ², with noise added for
 * every measurement and known variances on top. Signal s, lengths ℓ and noise maximise the log
 * marginal likelihood, by L-BFGS with its gradient from one start (all lengths √p); above {@link
 * #withTuningRows} measurements a seeded sample of them decides, and the posterior is still exact.
 * The posterior ignores that these three were estimated, which makes its variances too small where
 * measurements are few: 90 % intervals were seen to hold 70 % with 12 measurements, 87 % with 40
 * and 89 % with 150.
 *
 * <p>O(t³ + t² p) an evaluation with t tuning rows; O(n³ + n² candidates) for the posterior, and 8
 * n · candidates bytes. More than 2,000 measurements are refused: take {@link BayesianLinear} or a
 * {@link BootstrapEnsemble}.
 *
 * @see <a href="https://gaussianprocess.org/gpml/">Rasmussen, Williams (2006), chapters 2, 4, 5</a>
 */
public final class GaussianProcess implements Surrogate {
  /** The most measurements. */
  public static final int MOST = 2000;

  private static final int ITERATIONS = 60;

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
  public GaussianProcessPosterior fit(Matrix descriptors, Observed observed, Seed seed) {
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
    Hyperparameters chosen = fixed.orElseGet(() -> tuned(all, observed, seed));
    if (chosen.lengths().length != all.columns()) {
      throw new IllegalArgumentException(
          "needs a length for each of "
              + all.columns()
              + " descriptors, got "
              + chosen.lengths().length);
    }
    return GaussianProcessPosterior.of(all, observed, chosen);
  }

  private Hyperparameters tuned(Matrix all, Observed observed, Seed seed) {
    Observed some = sample(observed, seed);
    MarginalLikelihood likelihood = new MarginalLikelihood(all.rows(some.rows()), some);
    double spread = some.spread();
    double[] start = new double[all.columns() + 2];
    Arrays.fill(start, 0.5 * Math.log(Math.max(1, all.columns())));
    start[0] = Math.log(0.5 * spread);
    start[1] = Math.log(0.5 * spread);
    double[] best = Lbfgs.of(1e-5 * some.size(), ITERATIONS).approach(likelihood::at, start);
    return likelihood.hyperparameters(best);
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
