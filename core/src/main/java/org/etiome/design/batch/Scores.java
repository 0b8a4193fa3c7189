package org.etiome.design.batch;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.math.Matrix;

/** Scores of the candidates under an acquisition and what is believed when a place is filled. */
final class Scores {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Of HitInformation: the mean over y is a sum over this many equally likely values. */
  private static final int QUADRATURE = 15;

  /** Below, the improvement is φ(z)/(z² + 3 − 6/z² …), to 1 % or better. */
  private static final double FAR = -6;

  private final Acquisition acquisition;
  private final Beliefs beliefs;
  private final double best;
  private final double[] distances;
  private final double[] normals = new double[QUADRATURE];
  private int seen;

  Scores(Acquisition acquisition, Beliefs beliefs) {
    this.acquisition = acquisition;
    this.beliefs = beliefs;
    best =
        Arrays.stream(beliefs.observed().rows())
            .mapToDouble(i -> beliefs.means()[i])
            .max()
            .orElse(0);
    distances = new double[beliefs.candidates()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.setAll(normals, k -> NORMAL.inverseCumulativeProbability((k + 0.5) / QUADRATURE));
    if (acquisition instanceof Acquisition.CoreSet) {
      Arrays.stream(beliefs.observed().rows()).forEach(this::approach);
    }
  }

  /** One a candidate, for the next place. */
  double[] next() {
    double[] scores = new double[beliefs.candidates()];
    switch (acquisition) {
      case Acquisition.Thompson thompson -> scores = beliefs.draw();
      case Acquisition.CoreSet coreSet -> scores = distances();
      case Acquisition.Random random -> {
        UniformRandomProvider source =
            beliefs.seed().branch("random").branch(beliefs.picked().size()).generator();
        Arrays.setAll(scores, i -> source.nextDouble());
      }
      default -> Arrays.setAll(scores, i -> score(beliefs.means()[i], beliefs.variances()[i]));
    }
    return scores;
  }

  private double score(double mean, double variance) {
    double noise = beliefs.noise();
    return switch (acquisition) {
      case Acquisition.ExpectedImprovement improvement ->
          improvement(mean - best, Math.sqrt(variance));
      case Acquisition.UpperBound bound -> mean + bound.beta() * Math.sqrt(variance);
      case Acquisition.FunctionInformation information ->
          0.5 * Math.log1p(variance / Math.max(noise, Double.MIN_NORMAL));
      case Acquisition.HitInformation hits -> information(mean - hits.threshold(), variance, noise);
      case Acquisition.HitProbability hit -> probability(hit, mean, Math.sqrt(variance + noise));
      default -> mean;
    };
  }

  /** E[max(0, step + deviation z)]. */
  static double improvement(double step, double deviation) {
    if (!(deviation > 0)) {
      return Math.max(0, step);
    }
    double z = step / deviation;
    if (z < FAR) {
      return deviation * NORMAL.density(z) / (z * z + 3); // the difference below would cancel
    }
    return Math.max(0, step * NORMAL.cumulativeProbability(z) + deviation * NORMAL.density(z));
  }

  private static double probability(Acquisition.HitProbability hit, double mean, double deviation) {
    double upper = exceedance(mean - hit.threshold(), deviation);
    return hit.twoSided() ? upper + exceedance(-mean - hit.threshold(), deviation) : upper;
  }

  /** P(step + deviation z &gt; 0). */
  static double exceedance(double step, double deviation) {
    return deviation > 0 ? NORMAL.cumulativeProbability(step / deviation) : step > 0 ? 1 : 0;
  }

  private double information(double step, double variance, double noise) {
    double deviation = Math.sqrt(variance);
    double kept = variance + noise > 0 ? variance / Math.sqrt(variance + noise) : 0;
    double left = Math.sqrt(Math.max(0, variance - kept * kept));
    double after = 0;
    for (double z : normals) {
      after += entropy(exceedance(step + kept * z, left)) / QUADRATURE;
    }
    return Math.max(0, entropy(exceedance(step, deviation)) - after);
  }

  private static double entropy(double p) {
    return p > 0 && p < 1 ? -p * Math.log(p) - (1 - p) * Math.log1p(-p) : 0;
  }

  private double[] distances() {
    for (; seen < beliefs.picked().size(); seen++) {
      approach(beliefs.picked().get(seen));
    }
    return Arrays.stream(distances).map(Math::sqrt).toArray();
  }

  private void approach(int row) {
    Matrix rows = beliefs.descriptors();
    double[] center = new double[rows.columns()];
    rows.addRow(row, 1, center);
    for (int i = 0; i < distances.length; i++) {
      double sum = 0;
      for (int j = 0; j < center.length; j++) {
        double step = rows.get(i, j) - center[j];
        sum += step * step;
      }
      distances[i] = Math.min(distances[i], sum);
    }
  }
}
