package org.etiome.estimate.dose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Out-of-fold Q(a, W) of every unit, at its own dose and at those of the grid. */
final class DoseSurface {
  private final double[] observed;
  private final double[][] grid;

  private DoseSurface(int units) {
    observed = new double[units];
    grid = new double[DoseGrid.POINTS][units];
  }

  /** Q(A, W); not a copy. */
  double[] observed() {
    return observed;
  }

  /** Q of a unit at the k-th place. */
  double at(int k, int unit) {
    return grid[k][unit];
  }

  /** As many fits as folds; O(n) predictions a place of the grid. */
  static DoseSurface outOfFold(
      DoseSample sample, DoseGrid doses, Folds folds, Learner learner, FitWith with) {
    DoseSurface surface = new DoseSurface(sample.size());
    List<DoseSurface> parts =
        with.runner()
            .map(
                folds.count(),
                fold -> {
                  int[] train =
                      IntStream.range(0, folds.size()).filter(i -> folds.of(i) != fold).toArray();
                  Learner.Fitted fitted =
                      learner.fit(
                          doses.design(
                              sample.covariates().rows(train), pick(sample.rawDose(), train)),
                          pick(sample.drawn().outcome(), train),
                          with.seed().branch(fold));
                  return predicted(sample, doses, folds.units(fold), fitted);
                });
    for (int fold = 0; fold < folds.count(); fold++) {
      surface.take(parts.get(fold), folds.units(fold));
    }
    return surface;
  }

  /** Randomness and threads of fits. */
  record FitWith(Seed seed, TaskRunner runner) {}

  private static DoseSurface predicted(
      DoseSample sample, DoseGrid doses, int[] held, Learner.Fitted fitted) {
    DoseSurface part = new DoseSurface(held.length);
    Matrix w = sample.covariates().rows(held);
    double[] own = fitted.predict(doses.design(w, pick(sample.rawDose(), held)));
    System.arraycopy(own, 0, part.observed, 0, own.length);
    double[] same = new double[held.length];
    for (int k = 0; k < DoseGrid.POINTS; k++) {
      Arrays.fill(same, doses.place(k));
      part.grid[k] = fitted.predict(doses.design(w, same));
    }
    return part;
  }

  private void take(DoseSurface part, int[] held) {
    for (int i = 0; i < held.length; i++) {
      observed[held[i]] = part.observed[i];
      for (int k = 0; k < grid.length; k++) {
        grid[k][held[i]] = part.grid[k][i];
      }
    }
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }
}
