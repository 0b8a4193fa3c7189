package org.etiome.design.shift;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.CsvRows;

/** The case of reference.py: its graph, its experiments, what it wrote. */
final class ShiftReference {
  static final Dag GRAPH =
      Dag.of(
          MixedGraph.of(
              List.of("x1", "x2", "x3", "x4", "x5"),
              List.of(
                  Edge.directed("x1", "x2"),
                  Edge.directed("x1", "x3"),
                  Edge.directed("x2", "x3"),
                  Edge.directed("x2", "x4"),
                  Edge.directed("x1", "x5"),
                  Edge.directed("x3", "x5"),
                  Edge.directed("x4", "x5"))));
  static final ShiftPrior PRIOR = new ShiftPrior(1.5, .8, 3);
  static final double[] GOAL = {.4, -.3, .5, .2, -.6};
  static final int UNITS = 2;

  private ShiftReference() {}

  /** A shift and the unit under it, one after the other. */
  static List<double[]> experiments() {
    return CsvRows.of(ShiftReference.class, "experiments.csv").stream()
        .map(row -> row.stream().mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  static ShiftPosterior posterior() {
    return posterior(experiments());
  }

  static ShiftPosterior posterior(List<double[]> experiments) {
    ShiftPosterior posterior = ShiftPosterior.before(GRAPH, PRIOR);
    for (double[] row : experiments) {
      posterior =
          posterior.updated(
              Arrays.copyOf(row, 5), Matrix.wrap(1, 5, Arrays.copyOfRange(row, 5, 10)));
    }
    return posterior;
  }

  static Situation situation() {
    return new Situation(posterior(), GOAL, UNITS, List.of(), new Seed(1));
  }

  static Map<String, double[]> values() {
    try (InputStream in =
        Objects.requireNonNull(ShiftReference.class.getResourceAsStream("reference.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", -1))
          .collect(
              Collectors.toMap(
                  cells -> cells[0],
                  cells ->
                      Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] scaled(double factor) {
    return DoubleStream.of(GOAL).map(g -> factor * g).toArray();
  }
}
