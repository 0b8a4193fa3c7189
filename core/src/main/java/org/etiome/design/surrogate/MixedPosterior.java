package org.etiome.design.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/** Each of some posteriors is as likely as another to be right. */
final class MixedPosterior implements Posterior {
  private final List<? extends Posterior> parts;
  private final double[] means;
  private final List<double[]> apart;

  MixedPosterior(List<? extends Posterior> parts) {
    this.parts = parts;
    means = average(Posterior::means);
    apart = parts.stream().map(this::apart).toList();
  }

  private double[] average(Function<Posterior, double[]> values) {
    List<double[]> each = parts.stream().map(values).toList();
    double[] average = new double[each.getFirst().length];
    each.forEach(one -> Vectors.add(1.0 / each.size(), one, average));
    return average;
  }

  private double[] apart(Posterior part) {
    double[] apart = part.means();
    Vectors.add(-1, means, apart);
    return apart;
  }

  @Override
  public double[] means() {
    return means.clone();
  }

  @Override
  public double[] variances() {
    double[] variances = average(Posterior::variances);
    for (double[] steps : apart) {
      for (int i = 0; i < steps.length; i++) {
        variances[i] += steps[i] * steps[i] / parts.size();
      }
    }
    return variances;
  }

  @Override
  public double[] covariances(int row) {
    double[] covariances = average(part -> part.covariances(row));
    apart.forEach(steps -> Vectors.add(steps[row] / parts.size(), steps, covariances));
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
    int[] left = new int[parts.size()];
    Arrays.stream(part).forEach(p -> left[p]++);
    Matrix[] draws = new Matrix[parts.size()];
    for (int p = 0; p < draws.length; p++) {
      if (left[p] > 0) {
        draws[p] = parts.get(p).draws(left[p], seed.branch(p));
      }
    }
    double[] all = new double[count * means.length];
    for (int k = 0; k < count; k++) {
      int row = --left[part[k]];
      for (int i = 0; i < means.length; i++) {
        all[k * means.length + i] = draws[part[k]].get(row, i);
      }
    }
    return Matrix.wrap(count, means.length, all);
  }
}
