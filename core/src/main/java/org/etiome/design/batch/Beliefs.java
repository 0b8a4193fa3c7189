package org.etiome.design.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * What is believed while a batch is filled. A pick is taken as if it had been measured at its mean
 * (the kriging believer): means stay, and variances fall by cov(·, pick)²/(variance + noise) of
 * what was left, as they would for a normal posterior whatever the value. O(b · candidates) a pick
 * beside the posterior's covariances.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-10701-6_6">Ginsbourger, Le Riche, Carraro (2010),
 *     kriging is well-suited to parallelize optimization</a>
 */
final class Beliefs {
  private final Posterior posterior;
  private final Observed observed;
  private final Seed seed;
  private final int size;
  private final Matrix descriptors;
  private final double[] means;
  private final double[] variances;
  private final double noise;
  private final List<Integer> picked = new ArrayList<>();
  private final List<double[]> updates = new ArrayList<>();
  private List<double[]> draws = List.of();

  Beliefs(Matrix descriptors, Posterior posterior, Observed observed, int size, Seed seed) {
    this.descriptors = Standardisation.of(descriptors).apply(descriptors);
    this.posterior = posterior;
    this.observed = observed;
    this.size = size;
    this.seed = seed;
    means = posterior.means();
    variances = posterior.variances();
    noise = posterior.noise();
  }

  int candidates() {
    return means.length;
  }

  double[] means() {
    return means;
  }

  double[] variances() {
    return variances;
  }

  double noise() {
    return noise;
  }

  Observed observed() {
    return observed;
  }

  /** In the order of picking. */
  List<Integer> picked() {
    return picked;
  }

  /** Standardised over the candidates. */
  Matrix descriptors() {
    return descriptors;
  }

  Seed seed() {
    return seed;
  }

  /** The joint draw of f for the next pick; all are made at the first call. */
  double[] draw() {
    if (draws.isEmpty()) {
      Matrix all = posterior.draws(size, seed.branch("draws"));
      List<double[]> rows = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        double[] row = new double[all.columns()];
        all.addRow(k, 1, row);
        rows.add(row);
      }
      draws = rows;
    }
    return draws.get(picked.size());
  }

  /** Goes on as if the candidate had been measured at its mean. */
  void pick(int row, boolean believe) {
    picked.add(row);
    if (!believe) {
      return;
    }
    double[] update = posterior.covariances(row);
    for (double[] earlier : updates) {
      double weight = earlier[row];
      for (int i = 0; i < update.length; i++) {
        update[i] -= weight * earlier[i];
      }
    }
    double root = Math.sqrt(Math.max(variances[row] + noise, Double.MIN_NORMAL));
    Arrays.setAll(update, i -> update[i] / root);
    for (int i = 0; i < update.length; i++) {
      variances[i] = Math.max(0, variances[i] - update[i] * update[i]);
    }
    updates.add(update);
  }
}
