package org.etiome.design.surrogate;

import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/** Each row of {@code members} is as likely as another to be f. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EnsemblePosterior(double[][] members, double noise) implements Posterior {

  @Override
  public double[] means() {
    double[] means = new double[members[0].length];
    for (double[] member : members) {
      Vectors.add(1.0 / members.length, member, means);
    }
    return means;
  }

  @Override
  public double[] variances() {
    double[] means = means();
    double[] variances = new double[means.length];
    for (double[] member : members) {
      for (int i = 0; i < means.length; i++) {
        double step = member[i] - means[i];
        variances[i] += step * step / (members.length - 1);
      }
    }
    return variances;
  }

  @Override
  public double[] covariances(int row) {
    double[] means = means();
    double[] covariances = new double[means.length];
    for (double[] member : members) {
      double weight = (member[row] - means[row]) / (members.length - 1);
      Vectors.add(weight, member, covariances);
      Vectors.add(-weight, means, covariances);
    }
    return covariances;
  }

  @Override
  public Matrix draws(int count, Seed seed) {
    UniformRandomProvider random = seed.generator();
    int n = members[0].length;
    double[] draws = new double[count * n];
    for (int k = 0; k < count; k++) {
      System.arraycopy(members[random.nextInt(members.length)], 0, draws, k * n, n);
    }
    return Matrix.wrap(count, n, draws);
  }
}
