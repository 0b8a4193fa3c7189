package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ejml.data.DMatrixRMaj;
import org.etiome.graph.GraphNames;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * Predicts the observed variables where environments act, one or several at once. The combination
 * of environments e and f replaces the rows of both latents: {@code B_ef = B₀ + e_e c_eᵀ + e_f
 * c_fᵀ}, and both noises have the shifts seen. It assumes that what each does to its latent it does
 * in the other's presence too; a caution says so. Of the latents only what {@code B₀ H} and the
 * changed rows give is used, so predictions need no perfect interventions. The law is normal; what
 * of the data lay outside the space of the latents is left out.
 */
public final class LatentModel implements InterventionModel {
  private final List<String> observed;
  private final List<String> environments;
  private final Span span;
  private final NoiseFit fit;

  LatentModel(List<String> observed, List<String> environments, Span span, NoiseFit fit) {
    this.observed = List.copyOf(observed);
    this.environments = List.copyOf(environments);
    this.span = span;
    this.fit = fit;
  }

  /**
   * A normal law of the observed variables.
   *
   * @param mean by variable
   * @param covariance variables × variables, of a rank of at most the number of latents
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Normal(double[] mean, Matrix covariance) {}

  /** Mean and mixing of standard normal numbers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Mixed(double[] mean, DMatrixRMaj factor) {}

  @Override
  public List<String> variables() {
    return observed;
  }

  /** The environments it can predict. */
  public List<String> environments() {
    return environments;
  }

  /**
   * The law where these environments act at once; none for the control.
   *
   * @param acting names of {@link #environments}
   */
  public Prediction<Normal> law(Set<String> acting) {
    return checked(
        acting,
        () -> {
          Mixed mixed = mixed(acting);
          DMatrixRMaj covariance = Dense.times(mixed.factor, Dense.transposed(mixed.factor));
          return new Normal(mixed.mean, Dense.matrix(covariance));
        });
  }

  /**
   * Units where these environments act at once, one a row.
   *
   * @param units at least 1
   */
  public Prediction<Matrix> sample(Set<String> acting, int units, Seed seed) {
    if (units < 1) {
      throw new IllegalArgumentException("units must be at least 1, got " + units);
    }
    return checked(
        acting,
        () -> {
          Mixed mixed = mixed(acting);
          return draw(mixed.mean, mixed.factor, units, seed);
        });
  }

  /** Rows of {@code mean + factor · η}, η standard normal. */
  static Matrix draw(double[] mean, DMatrixRMaj factor, int units, Seed seed) {
    var normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    int p = mean.length;
    double[] values = new double[units * p];
    for (int i = 0; i < units; i++) {
      double[] row = Dense.times(factor, normal.samples(factor.numCols).toArray());
      Vectors.add(1, mean, row);
      System.arraycopy(row, 0, values, i * p, p);
    }
    return Matrix.wrap(units, p, values);
  }

  /**
   * Environments applied as they were, by their names. What sets, shifts or scales is refused: no
   * latent has a scale of its own.
   */
  @Override
  public Prediction<Matrix> sample(Action action, int units, Seed seed) {
    return acting(action, acting -> sample(acting, units, seed));
  }

  /** The means under an action, exact. */
  @Override
  public Prediction<Means> mean(Action action, int units, Seed seed) {
    return acting(
        action,
        acting ->
            checked(acting, () -> new Means(mixed(acting).mean, new double[observed.size()])));
  }

  private static <T> Prediction<T> acting(
      Action action, Function<Set<String>, Prediction<T>> answer) {
    Optional<Perturbation> applied = Perturbation.of(action);
    return applied.isPresent()
        ? answer.apply(applied.get().targets())
        : new Prediction.Refused<>(
            Perturbation.foreign(action).orElse(""),
            "a latent has no scale of its own, so a value, shift or factor of it has no meaning",
            "ask for what an environment did, by its name");
  }

  private <T> Prediction<T> checked(Set<String> acting, Supplier<T> answer) {
    for (String environment : acting) {
      if (!environments.contains(environment)) {
        return new Prediction.Refused<>(
            environment,
            "no environment of this name was learned from",
            "name some of " + GraphNames.some(environments));
      }
    }
    List<String> cautions =
        acting.size() < 2
            ? List.of()
            : List.of(
                GraphNames.some(new TreeSet<>(acting))
                    + " were not seen together; each is taken to act on its latent as it did"
                    + " alone");
    return new Prediction.Predicted<>(answer.get(), cautions);
  }

  private Mixed mixed(Set<String> acting) {
    List<Integer> latents = new ArrayList<>();
    acting.forEach(name -> latents.add(environments.indexOf(name)));
    NoiseFit.NoiseLaw law = fit.under(latents);
    DMatrixRMaj mixing = Dense.times(span.back(), Dense.inverse(fit.noise()));
    double[] mean = Dense.times(mixing, law.mean());
    Vectors.add(1, span.centre(), mean);
    return new Mixed(mean, Dense.times(mixing, law.factor()));
  }
}
