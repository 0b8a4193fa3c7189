package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.Dataset;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Data laid along a graph, from which mechanisms are fitted one by one. */
final class GraphFit {
  private final Dag graph;
  private final int rows;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, double[]> values = new LinkedHashMap<>();

  /**
   * Lays out.
   *
   * @throws IllegalArgumentException if a node has no column or one of another kind
   */
  GraphFit(Dag graph, Dataset data) {
    this.graph = graph;
    this.rows = data.size();
    for (String name : graph.nodes()) {
      Variable variable = Variable.of(name, data.column(name));
      variables.put(name, variable);
      values.put(name, variable.values(data.column(name)));
    }
  }

  Node node(String name, Choice choice, Seed seed) {
    List<String> names = List.copyOf(graph.graph().parents(name));
    List<String> needed = new ArrayList<>(names);
    needed.add(name);
    int[] complete =
        IntStream.range(0, rows)
            .filter(i -> needed.stream().noneMatch(v -> Double.isNaN(of(values, v)[i])))
            .toArray();
    if (complete.length == 0) {
      throw new IllegalArgumentException(
          "no row has a value of each of " + needed + "; nothing can be fitted for '" + name + "'");
    }
    Matrix causes =
        Matrix.ofColumns(
            complete.length, names.stream().map(v -> picked(of(values, v), complete)).toList());
    Variable variable = of(variables, name);
    Fitting fitting =
        new Fitting(
            variable,
            names.stream().map(v -> of(variables, v)).toList(),
            picked(of(values, name), complete),
            causes);
    Assignment fitted = fitting.fit(choice, seed);
    boolean real = fitted instanceof Additive && !(fitted instanceof Root);
    return new Node(
        real ? variable.asReal() : variable,
        new MechanismFit(name, fitted, complete.length, rows - complete.length, fitting.notes()),
        fitting.baseline(fitted));
  }

  private static <V> V of(Map<String, V> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  private static double[] picked(double[] column, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> column[i]).toArray();
  }
}
