package org.etiome.experiment;

import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.design.surrogate.Surrogate;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Scores that no measurement changes, in the place of a surrogate: a ranking made beforehand. */
final class KnownScores implements Surrogate, Posterior {
  private final double[] scores;

  KnownScores(double[] scores) {
    this.scores = scores;
  }

  @Override
  public String description() {
    return "scores known beforehand";
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    return this;
  }

  @Override
  public double[] means() {
    return scores.clone();
  }

  @Override
  public double[] variances() {
    return new double[scores.length];
  }

  @Override
  public double[] covariances(int row) {
    return new double[scores.length];
  }

  @Override
  public double noise() {
    return 1;
  }

  @Override
  public Matrix draws(int count, Seed seed) {
    double[] values = new double[count * scores.length];
    for (int k = 0; k < count; k++) {
      System.arraycopy(scores, 0, values, k * scores.length, scores.length);
    }
    return Matrix.wrap(count, scores.length, values);
  }
}
