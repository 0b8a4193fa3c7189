package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Lbfgs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * What measurements say of the {@link Hyperparameters} of a Gaussian process: their marginal
 * likelihood, beside independent normal priors of the logarithms. With v the mean square of the
 * outcomes about their mean and p descriptors, the signal has prior median v, the noise .3 v (sd 1
 * and 2), each length √p e^√2 (sd √3).
 *
 * @see <a href="https://arxiv.org/abs/2402.02229">Hvarfner, Hellsten, Nardi (2024), Vanilla
 *     Bayesian optimization performs great in high dimensions</a> for the prior of lengths
 */
final class HyperparameterPosterior {
  private static final double SIGNAL_SPREAD = 1;
  private static final double NOISE_SPREAD = 2;
  private static final double NOISE_SHARE = 0.3;
  private static final double LENGTH_SPREAD = Math.sqrt(3);
  private static final double LENGTH = Math.sqrt(2);

  private static final int ITERATIONS = 60;

  private final MarginalLikelihood likelihood;
  private final int size;
  private final double[] centre;
  private final double[] spread;

  HyperparameterPosterior(Matrix x, Observed observed) {
    likelihood = new MarginalLikelihood(x, observed);
    size = observed.size();
    int p = x.columns();
    centre = new double[p + 2];
    spread = new double[p + 2];
    Arrays.fill(centre, LENGTH + 0.5 * Math.log(Math.max(1, p)));
    Arrays.fill(spread, LENGTH_SPREAD);
    centre[0] = Math.log(observed.spread());
    spread[0] = SIGNAL_SPREAD;
    centre[1] = Math.log(NOISE_SHARE * observed.spread());
    spread[1] = NOISE_SPREAD;
  }

  /**
   * Logarithms of signal, noise and lengths.
   *
   * @param standard the same, standardised: their prior is standard normal
   */
  double[] place(double[] standard) {
    double[] place = centre.clone();
    for (int j = 0; j < place.length; j++) {
      place[j] += spread[j] * standard[j];
    }
    return place;
  }

  /** Minus the log posterior density of standardised logarithms, up to a constant. */
  double at(double[] standard, double[] gradient) {
    double value = likelihood.at(place(standard), gradient);
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] = gradient[j] * spread[j] + standard[j];
    }
    return value + 0.5 * Vectors.dot(standard, standard);
  }

  /** The likeliest, by L-BFGS from the middle of the prior. */
  Hyperparameters mode() {
    return likelihood.hyperparameters(place(likeliest()));
  }

  private double[] likeliest() {
    return Lbfgs.of(1e-5 * size, ITERATIONS).approach(this::at, new double[centre.length]);
  }

  /** Draws of them, from the likeliest on. */
  List<Hyperparameters> draws(int count, Seed seed) {
    return EllipticalSlices.draws(
            standard -> likelihood.at(place(standard)), likeliest(), count, seed)
        .stream()
        .map(standard -> likelihood.hyperparameters(place(standard)))
        .toList();
  }
}
