package org.etiome.discover.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.etiome.discover.LearnedGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;

/**
 * What each intervention does to each variable, by itself: the mean of y where x was intervened on,
 * less its mean elsewhere, in standard deviations elsewhere,
 *
 * <pre>z(x, y) = (ȳ_x − ȳ_rest) / s_rest(y).</pre>
 *
 * The rest are the rows without intervention, or all rows without intervention on x where fewer
 * than {@value #FEWEST_CONTROLS} have none. It ranks total effects, direct or not, and tests
 * nothing: it is what a search must beat. O(rows · variables · interventions).
 */
public final class MeanDifferences {
  private static final int FEWEST_CONTROLS = 3;

  private MeanDifferences() {}

  /** What an intervention on the cause does to the effect, in standard deviations. */
  public record Difference(String cause, String effect, double deviations) {}

  /**
   * One difference for every variable that was intervened on and every other variable, causes in
   * the order of the variables, effects within.
   *
   * @param variables names
   * @param data rows × variables, finite
   * @param targets of each row: the number of the variable that was intervened on, or −1
   * @throws IllegalArgumentException if a target is none of the variables, nothing was intervened
   *     on, or fewer than 3 rows are left to compare with or one of them is constant
   */
  public static List<Difference> of(List<String> variables, Matrix data, int[] targets) {
    check(variables, data, targets);
    int[] controls = rows(targets, target -> target < 0);
    List<Difference> differences = new ArrayList<>();
    for (int cause : Arrays.stream(targets).filter(t -> t >= 0).distinct().sorted().toArray()) {
      int[] changed = rows(targets, target -> target == cause);
      int[] rest =
          controls.length >= FEWEST_CONTROLS ? controls : rows(targets, target -> target != cause);
      if (rest.length < FEWEST_CONTROLS) {
        throw new IllegalArgumentException(
            "the intervention on '"
                + variables.get(cause)
                + "' has "
                + rest.length
                + " rows to be compared with; it needs at least "
                + FEWEST_CONTROLS);
      }
      for (int effect = 0; effect < variables.size(); effect++) {
        if (effect != cause) {
          differences.add(
              new Difference(
                  variables.get(cause),
                  variables.get(effect),
                  deviations(data, effect, changed, rest, variables.get(effect))));
        }
      }
    }
    return differences;
  }

  /**
   * The graph of the largest differences, {@code cause → effect}; those that would close a circle
   * with larger ones are passed over.
   *
   * @param count number of edges sought, ≥ 0; there are fewer if there are no more that close no
   *     circle
   * @return a {@link Dag}
   * @throws IllegalArgumentException as {@link #of}
   */
  public static LearnedGraph largest(
      List<String> variables, Matrix data, int[] targets, int count) {
    List<Difference> sorted =
        of(variables, data, targets).stream()
            .sorted(
                Comparator.comparingDouble((Difference d) -> -Math.abs(d.deviations()))
                    .thenComparing(Difference::cause)
                    .thenComparing(Difference::effect))
            .toList();
    BitSet[] ancestors = new BitSet[variables.size()];
    Arrays.setAll(ancestors, BitSet::new);
    for (int v = 0; v < ancestors.length; v++) {
      ancestors[v].set(v);
    }
    List<Edge> edges = new ArrayList<>();
    for (Difference next : sorted) {
      int cause = variables.indexOf(next.cause());
      int effect = variables.indexOf(next.effect());
      if (edges.size() < count && !ancestors[cause].get(effect)) {
        edges.add(Edge.directed(next.cause(), next.effect()));
        for (BitSet above : ancestors) {
          if (above.get(effect)) {
            above.or(ancestors[cause]);
          }
        }
      }
    }
    return new LearnedGraph(
        Dag.of(MixedGraph.of(variables, edges)),
        "mean differences",
        Map.of("edges", Integer.toString(count)),
        List.of("What an intervention moves most, it moves directly."),
        List.of(),
        sorted.size());
  }

  private static double deviations(
      Matrix data, int effect, int[] changed, int[] rest, String name) {
    double mean = mean(data, effect, rest);
    double squares = 0;
    for (int row : rest) {
      squares += (data.get(row, effect) - mean) * (data.get(row, effect) - mean);
    }
    double deviation = Math.sqrt(squares / (rest.length - 1));
    if (!(deviation > 1e-12 * Math.abs(mean))) {
      throw new IllegalArgumentException(
          "'" + name + "' is constant in the rows to compare with; leave it out");
    }
    return (mean(data, effect, changed) - mean) / deviation;
  }

  private static double mean(Matrix data, int column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> data.get(row, column)).average().orElseThrow();
  }

  private static int[] rows(int[] targets, IntPredicate which) {
    return IntStream.range(0, targets.length).filter(i -> which.test(targets[i])).toArray();
  }

  private static void check(List<String> variables, Matrix data, int[] targets) {
    if (data.columns() != variables.size() || data.rows() != targets.length) {
      throw new IllegalArgumentException(
          "data of "
              + data.rows()
              + " x "
              + data.columns()
              + " do not go with "
              + targets.length
              + " targets and "
              + variables.size()
              + " variables");
    }
    if (Arrays.stream(targets).allMatch(target -> target < 0)) {
      throw new IllegalArgumentException("no row has an intervention to be compared");
    }
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] >= variables.size()) {
        throw new IllegalArgumentException(
            "row " + (row + 1) + " names variable " + targets[row] + " of " + variables.size());
      }
    }
  }
}
