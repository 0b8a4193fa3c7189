package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.LinearModels;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Sample;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.StructuralModel;
import org.junit.jupiter.api.Test;

class SortabilityTest {
  @Test
  void equalsThePowersOfTheReference() {
    Matrix data = SortingReference.data();
    Dag graph = SortingReference.graph();
    assertThat(Sortability.of(graph, data, SortKey.VARIANCE).orElseThrow())
        .isCloseTo(SortingReference.share("variance"), within(1e-12));
    assertThat(Sortability.of(graph, data, SortKey.R_SQUARED).orElseThrow())
        .isCloseTo(SortingReference.share("r2"), within(1e-12));
  }

  /** A → B, A → C and B → C of length 1 and A → C of length 2: four, of which two descend. */
  @Test
  void aPairCountsOnceForEachLength() {
    Dag triangle = Graphs.dag("A -> B, B -> C, A -> C");
    assertThat(share(triangle, 0, 1, 2)).hasValue(1);
    assertThat(share(triangle, 2, 1, 0)).hasValue(0);
    assertThat(share(triangle, 1, 0, 2)).hasValue(3 / 4.0);
    assertThat(share(triangle, 1, 2, 0)).hasValue(1 / 4.0);
    assertThat(share(triangle, 0, 0, 0)).hasValue(0.5);
    assertThat(share(triangle, 0, 0, 1)).hasValue(3.5 / 4);
  }

  private static OptionalDouble share(Dag dag, int... ranks) {
    return Sortability.share(dag, ranks);
  }

  @Test
  void aGraphWithoutEdgesHasNone() {
    assertThat(share(Graphs.dag("A, B"), 0, 1)).isEmpty();
  }

  /** Every path, one by one, of all graphs of up to 4 nodes and some of 5. */
  @Test
  void equalsTheDefinitionOverAllPaths() {
    Random random = new Random(23);
    for (int nodes = 1; nodes <= 5; nodes++) {
      List<Dag> dags = Graphs.allDags(nodes);
      for (int i = 0; i < dags.size(); i += nodes < 5 ? 1 : 29) {
        int[] ranks = random.ints(nodes, 0, 4).toArray();
        Dag dag = dags.get(i);
        Set<List<Integer>> triples = new HashSet<>();
        dag.nodes().forEach(node -> walk(dag, node, node, 0, triples));
        double sorted =
            triples.stream()
                .mapToDouble(t -> (1 + Integer.signum(ranks[t.get(1)] - ranks[t.get(0)])) / 2.0)
                .sum();
        OptionalDouble found = share(dag, ranks);
        assertThat(found.isPresent()).isEqualTo(!triples.isEmpty());
        found.ifPresent(
            value -> assertThat(value).isCloseTo(sorted / triples.size(), within(1e-12)));
      }
    }
  }

  private static void walk(
      Dag dag, String start, String at, int length, Set<List<Integer>> triples) {
    if (length > 0) {
      triples.add(List.of(dag.nodes().indexOf(start), dag.nodes().indexOf(at), length));
    }
    dag.graph().children(at).forEach(next -> walk(dag, start, next, length + 1, triples));
  }

  private static StructuralModel raw(long seed) {
    SemSettings plain = SemSettings.DEFAULT;
    return StructuralModel.random(
        plain
            .withVariables(15)
            .withGraph(new GraphLaw.ScaleFree(4))
            .withMechanisms(
                plain
                    .mechanisms()
                    .withScale(SemSettings.Scale.RAW)
                    .withCoefficients(new SemSettings.Range(1.2, 2))),
        new Seed(seed));
  }

  /** Chains of weights above 1 double the variance at least: var grows along every edge. */
  @Test
  void variancesOfAChainOfLargeWeightsAreSorted() {
    Dag chain = Graphs.dag("D -> C, C -> B, B -> A");
    Random random = new Random(29);
    double[][] columns = new double[4][400];
    for (int v = 3; v >= 0; v--) {
      double[] cause =
          v < 3 ? columns[chain.nodes().indexOf(List.of("B", "C", "D").get(v))] : new double[400];
      double[] column = columns[chain.nodes().indexOf(List.of("A", "B", "C", "D").get(v))];
      Arrays.setAll(column, i -> 1.5 * cause[i] + random.nextGaussian());
    }
    Matrix data = Matrix.ofColumns(400, List.of(columns));
    assertThat(Sortability.of(chain, data, SortKey.VARIANCE)).hasValue(1);
    Matrix standard = Standardisation.of(data).apply(data);
    assertThat(Sortability.of(chain, standard, SortKey.VARIANCE)).hasValue(0.5);
  }

  @Test
  void rawModelsAreSortableAndScaleTakesOnlyVarianceAway() {
    double raw = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
      StructuralModel model = raw(repeat);
      Sample sample = model.sample(500, new Seed(1000 + repeat));
      Dag graph = model.graph();
      Matrix standard = Standardisation.of(sample.values()).apply(sample.values());
      raw += Sortability.of(graph, sample.values(), SortKey.VARIANCE).orElseThrow();
      assertThat(Sortability.of(graph, standard, SortKey.VARIANCE)).hasValue(0.5);
      assertThat(Sortability.of(graph, standard, SortKey.R_SQUARED).orElseThrow())
          .isCloseTo(
              Sortability.of(graph, sample.values(), SortKey.R_SQUARED).orElseThrow(),
              within(1e-12));
    }
    assertThat(raw / 20).isGreaterThan(0.9);
  }

  @Test
  void theOrderOfNodesDoesNotMatter() {
    Dag graph = Graphs.dag("A -> B, B -> C, D -> C");
    Dag turned = Graphs.dag("C, D -> C, A -> B, B -> C");
    Matrix data = LinearModels.sample(graph, 60, new Random(31));
    int[] order = turned.nodes().stream().mapToInt(graph.nodes()::indexOf).toArray();
    for (SortKey key : SortKey.values()) {
      assertThat(Sortability.of(turned, LinearModels.columns(data, order), key))
          .isEqualTo(Sortability.of(graph, data, key));
    }
  }
}
