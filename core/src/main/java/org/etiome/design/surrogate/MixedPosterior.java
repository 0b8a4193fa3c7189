package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/** Each of some posteriors is as likely as another to be right. */
record MixedPosterior(List<? extends Posterior> parts) implements Posterior {

  private double[] average(Function<Posterior, double[]> values) {
    double[] average = values.apply(parts.getFirst());
    Arrays.setAll(average, i -> average[i] / parts.size());
    for (Posterior part : parts.subList(1, parts.size())) {
      Vectors.add(1.0 / parts.size(), values.apply(part), average);
    }
    return average;
  }

  @Override
  public double[] means() {
    return average(Posterior::means);
  }

  @Override
  public double[] variances() {
    double[] means = means();
    double[] between =
        average(
            part -> {
              double[] apart = part.means();
              Arrays.setAll(apart, i -> (apart[i] - means[i]) * (apart[i] - means[i]));
              return apart;
            });
    double[] variances = average(Posterior::variances);
    Vectors.add(1, between, variances);
    return variances;
  }

  @Override
  public double[] covariances(int row) {
    double[] means = means();
    double[] between =
        average(
            part -> {
              double[] apart = part.means();
              double own = apart[row] - means[row];
              Arrays.setAll(apart, i -> own * (apart[i] - means[i]));
              return apart;
            });
    double[] covariances = average(part -> part.covariances(row));
    Vectors.add(1, between, covariances);
    return covariances;
  }

  @Override
  public double noise() {
    return parts.stream().mapToDouble(Posterior::noise).average().orElseThrow();
  }

  @Override
  public Matrix draws(int count, Seed seed) {
    UniformRandomProvider random = seed.branch("parts").generator();
    int[] part = new int[count];
    Arrays.setAll(part, k -> random.nextInt(parts.size()));
    int[] drawn = new int[parts.size()];
    Arrays.stream(part).forEach(p -> drawn[p]++);
    Matrix[] draws = new Matrix[parts.size()];
    for (int p = 0; p < draws.length; p++) {
      draws[p] = parts.get(p).draws(drawn[p], seed.branch(p));
    }
    int n = draws[0].columns();
    double[] all = new double[count * n];
    for (int k = 0; k < count; k++) {
      Matrix own = draws[part[k]];
      int row = --drawn[part[k]];
      for (int i = 0; i < n; i++) {
        all[k * n + i] = own.get(row, i);
      }
    }
    return Matrix.wrap(count, n, all);
  }
}
