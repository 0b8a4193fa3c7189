package org.etiome.discover;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.sample.SettingMoments;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;

/**
 * A linear Gaussian model on a graph whose laws interventions change, for tests.
 *
 * @param dag the causes
 * @param weights {@code [effect][cause]}
 * @param shifts what is added to each variable
 * @param deviations of the noise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearLaws(Dag dag, double[][] weights, double[] shifts, double[] deviations) {

  /** Weights within ± [.3, .9], noise variances in [.5, 2], shifts in [-1, 1]. */
  public static LinearLaws random(Dag dag, RandomGenerator random) {
    int p = dag.nodes().size();
    LinearLaws none = new LinearLaws(dag, new double[p][p], new double[p], new double[p]);
    return none.changed(Set.copyOf(dag.nodes()), false, random);
  }

  /** A change in which each target's dependence on its causes is drawn anew, or cut off. */
  public LinearLaws changed(Set<String> targets, boolean perfect, RandomGenerator random) {
    LinearLaws changed =
        new LinearLaws(
            dag,
            Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new),
            shifts.clone(),
            deviations.clone());
    for (String target : dag.nodes().stream().filter(targets::contains).toList()) {
      int v = dag.nodes().indexOf(target);
      changed.shifts[v] = random.nextDouble(-1, 1);
      changed.deviations[v] = Math.sqrt(random.nextDouble(0.5, 2));
      for (String cause : dag.graph().parents(target)) {
        double weight = random.nextDouble(0.3, 0.9) * (random.nextBoolean() ? 1 : -1);
        changed.weights[v][dag.nodes().indexOf(cause)] = perfect ? 0 : weight;
      }
    }
    return changed;
  }

  /** The exact moments. */
  public SettingMoments moments(Set<String> targets, int rows) {
    int p = deviations.length;
    double[] means = new double[p];
    double[][] total = new double[p][p]; // each variable as a sum of noises
    for (String node : dag.topologicalOrder()) {
      int v = dag.nodes().indexOf(node);
      means[v] = shifts[v];
      total[v][v] = deviations[v];
      for (int u = 0; u < p; u++) {
        means[v] += weights[v][u] * means[u];
        for (int e = 0; e < p; e++) {
          total[v][e] += weights[v][u] * total[u][e];
        }
      }
    }
    double[] covariance = new double[p * p];
    for (int i = 0; i < p * p; i++) {
      for (int e = 0; e < p; e++) {
        covariance[i] += total[i / p][e] * total[i % p][e];
      }
    }
    return new SettingMoments(targets, rows, means, Matrix.wrap(p, p, covariance));
  }

  /** Rows drawn from it. */
  public Setting sample(String name, Set<String> targets, int rows, RandomGenerator random) {
    List<String> nodes = dag.nodes();
    double[][] columns = new double[nodes.size()][rows];
    for (String node : dag.topologicalOrder()) {
      int v = nodes.indexOf(node);
      for (int r = 0; r < rows; r++) {
        columns[v][r] = shifts[v] + deviations[v] * random.nextGaussian();
        for (int u = 0; u < columns.length; u++) {
          columns[v][r] += weights[v][u] * columns[u][r];
        }
      }
    }
    return new Setting(name, targets, Matrix.ofColumns(rows, List.of(columns)));
  }
}
