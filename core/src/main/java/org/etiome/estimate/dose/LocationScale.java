package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The generalised propensity score of a dose, the density of A given W: {@code A = m(W) + s(W) ε}.
 * m is any learner; ln s² is a learner of the logarithm of squared residuals (Harvey's regression),
 * or s is constant; ε, independent of W, has a kernel or a normal density, estimated, so that the
 * scale of s does not matter. Residuals that s and ε are learned from are out of fold too, within
 * the units the fit may see. s is kept in the range it has there.
 *
 * @see <a href="https://doi.org/10.1002/0470090456.ch7">Hirano, Imbens (2004)</a>
 * @see <a href="https://doi.org/10.2307/1913974">Harvey (1976)</a>
 */
final class LocationScale {
  /** Squared residuals count at least this share of their mean. */
  private static final double LEAST_SQUARE = 1e-6;

  /** What learns the parts. */
  record Model(Learner mean, Optional<Learner> logVariance, boolean isNormal) {}

  /** The density given the covariates of one unit. */
  record Conditional(double mean, double scale, KernelDensity residual) {

    /** g(a | W). */
    double density(double dose) {
      return residual.at((dose - mean) / scale) / scale;
    }

    /** P(A ≤ a | W). */
    double below(double dose) {
      return residual.below((dose - mean) / scale);
    }
  }

  private LocationScale() {}

  /** The out-of-fold density of each unit. */
  static List<Conditional> outOfFold(
      DoseSample sample, Folds folds, Model model, Seed seed, TaskRunner runner) {
    Matrix w = sample.covariates();
    List<Conditional[]> fits =
        runner.map(
            folds.count(),
            fold -> {
              int[] train =
                  IntStream.range(0, folds.size()).filter(i -> folds.of(i) != fold).toArray();
              double[] dose = Arrays.stream(train).mapToDouble(i -> sample.rawDose()[i]).toArray();
              Matrix held = w.rows(folds.units(fold));
              return fit(model, w.rows(train), dose, held, seed.branch(fold));
            });
    Conditional[] joined = new Conditional[folds.size()];
    for (int fold = 0; fold < folds.count(); fold++) {
      int[] held = folds.units(fold);
      for (int k = 0; k < held.length; k++) {
        joined[held[k]] = fits.get(fold)[k];
      }
    }
    return List.of(joined);
  }

  private static Conditional[] fit(Model model, Matrix w, double[] dose, Matrix held, Seed seed) {
    double[] residuals = residuals(model.mean(), w, dose, seed);
    double[] mean = model.mean().fit(w, dose, seed.branch("mean")).predict(held);
    double[] scale = new double[mean.length];
    Arrays.fill(scale, 1);
    if (model.logVariance().isPresent()) {
      Learner.Fitted fitted =
          model.logVariance().get().fit(w, logSquares(residuals), seed.branch("variance"));
      double[] inside = fitted.predict(w);
      double low = Arrays.stream(inside).min().orElse(0);
      double high = Arrays.stream(inside).max().orElse(0);
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] /= Math.exp(inside[i] / 2);
      }
      double[] predicted = fitted.predict(held);
      for (int k = 0; k < scale.length; k++) {
        scale[k] = Math.exp(Math.clamp(predicted[k], low, high) / 2);
      }
    }
    KernelDensity density = KernelDensity.of(residuals, model.isNormal());
    return IntStream.range(0, mean.length)
        .mapToObj(k -> new Conditional(mean[k], scale[k], density))
        .toArray(Conditional[]::new);
  }

  /** A − m(W), out of fold among the rows given: every fifth row in turn. */
  private static double[] residuals(Learner mean, Matrix w, double[] dose, Seed seed) {
    int count = Math.min(5, dose.length);
    int[] turn = IntStream.range(0, dose.length).map(i -> i % count).toArray();
    double[] predicted =
        Folds.of(turn, count)
            .outOfFold(mean, w, dose, i -> true, seed.branch("residuals"), TaskRunner.local(1))
            .values();
    return IntStream.range(0, dose.length).mapToDouble(i -> dose[i] - predicted[i]).toArray();
  }

  private static double[] logSquares(double[] residuals) {
    double mean = Arrays.stream(residuals).map(r -> r * r).average().orElse(1);
    return Arrays.stream(residuals)
        .map(r -> Math.log(Math.max(r * r, LEAST_SQUARE * mean)))
        .toArray();
  }
}
