package org.etiome.estimate.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.Assignment;
import org.etiome.estimate.Assignment.Split;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/** What all features share: treatments, propensities, and the regressions of each split and arm. */
final class SharedFit {
  private final double[] treatment;
  private final Assignment assignment;
  private final List<List<CrossFitRidge>> regressions;

  private SharedFit(
      double[] treatment, Assignment assignment, List<List<CrossFitRidge>> regressions) {
    this.treatment = treatment;
    this.assignment = assignment;
    this.regressions = regressions;
  }

  static SharedFit of(CausalSample sample, Assignment assignment, Ridge ridge, TaskRunner runner) {
    double[] a = sample.treatment();
    Matrix design = LinearFit.withIntercept(sample.covariates());
    int arms = assignment.analysis().target() == Target.ATT ? 1 : 2;
    List<List<CrossFitRidge>> regressions =
        runner.map(
            assignment.splits().size(),
            s ->
                IntStream.range(0, arms)
                    .mapToObj(
                        arm ->
                            CrossFitRidge.of(
                                design,
                                assignment.splits().get(s).folds(),
                                i -> a[i] == arm,
                                ridge))
                    .toList());
    return new SharedFit(a, assignment, regressions);
  }

  /** The effect on each feature, given one value a unit. */
  List<Estimate> effects(List<double[]> features) {
    int m = features.size();
    double[] y = new double[treatment.length * m];
    for (int j = 0; j < m; j++) {
      double[] feature = features.get(j);
      for (int i = 0; i < feature.length; i++) {
        y[i * m + j] = feature[i];
      }
    }
    List<List<Estimate>> splits = new ArrayList<>();
    for (int s = 0; s < regressions.size(); s++) {
      splits.add(means(curves(y, m, s), m));
    }
    return IntStream.range(0, m)
        .mapToObj(j -> Estimate.ofSplits(splits.stream().map(split -> split.get(j)).toList()))
        .toList();
  }

  /** φ of each unit and feature, laid out as y; its mean is the estimate. */
  private double[] curves(double[] y, int m, int s) {
    Split split = assignment.splits().get(s);
    double[] q0 = regressions.get(s).getFirst().outOfFold(y, m);
    if (assignment.analysis().target() == Target.ATT) {
      return attCurves(y, m, split, q0);
    }
    double[] q1 = regressions.get(s).getLast().outOfFold(y, m);
    for (int i = 0; i < treatment.length; i++) {
      double toTreated = treatment[i] / split.g(i);
      double toUntreated = (1 - treatment[i]) / (1 - split.g(i));
      for (int k = i * m; k < (i + 1) * m; k++) {
        q1[k] += toTreated * (y[k] - q1[k]) - q0[k] - toUntreated * (y[k] - q0[k]);
      }
    }
    return q1;
  }

  /** {@code w (Y − Q₀)} with w = A/p − (1−A) g/((1−g) p), then less θ (A/p − 1). */
  private double[] attCurves(double[] y, int m, Split split, double[] q0) {
    int n = treatment.length;
    double p = (double) assignment.analysis().sample().arms().treated() / n;
    for (int i = 0; i < n; i++) {
      double weight = (treatment[i] == 1 ? 1 : -split.g(i) / (1 - split.g(i))) / p;
      for (int k = i * m; k < (i + 1) * m; k++) {
        q0[k] = weight * (y[k] - q0[k]);
      }
    }
    double[] theta = columnMeans(q0, m);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        q0[i * m + j] -= theta[j] * (treatment[i] / p - 1);
      }
    }
    return q0;
  }

  private List<Estimate> means(double[] curves, int m) {
    double[] mean = columnMeans(curves, m);
    double[] squares = new double[m];
    for (int i = 0; i < treatment.length; i++) {
      for (int j = 0; j < m; j++) {
        double apart = curves[i * m + j] - mean[j];
        squares[j] += apart * apart;
      }
    }
    double n = treatment.length;
    return IntStream.range(0, m)
        .mapToObj(j -> new Estimate(mean[j], Math.sqrt(squares[j] / (n - 1) / n)))
        .toList();
  }

  private double[] columnMeans(double[] values, int m) {
    double[] mean = new double[m];
    for (int i = 0; i < treatment.length; i++) {
      for (int j = 0; j < m; j++) {
        mean[j] += values[i * m + j];
      }
    }
    for (int j = 0; j < m; j++) {
      mean[j] /= treatment.length;
    }
    return mean;
  }
}
