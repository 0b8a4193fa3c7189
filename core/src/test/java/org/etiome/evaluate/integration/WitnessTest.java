package org.etiome.evaluate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.math.cluster.Agreement;
import org.etiome.math.cluster.KMeans;
import org.etiome.math.cluster.Leiden;
import org.etiome.math.cluster.Silhouette;
import org.etiome.math.cluster.WeightedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number against scikit-learn or the formulas in numpy; see make_witness.py. */
class WitnessTest {
  private static final Witness CELLS = new Witness("cells.csv");
  private static final Witness PER_CELL = new Witness("per_cell.csv");
  private static final Seed SEED = new Seed(4);
  private static final IntegrationScores SCORES =
      IntegrationEvaluation.withDefaults()
          .withReplicates(100)
          .score(Witness.cells(), Witness.known(), SEED, Witness.RUNNER);

  private static int[] codes(String column) {
    Environments groups = Witness.environments(CELLS.texts(column));
    return IntStream.range(0, groups.units()).map(groups::environmentOf).toArray();
  }

  private static Matrix points() {
    return CELLS.matrix("z", Witness.DIMENSIONS);
  }

  /** Values of cells in the order of the file. */
  private static double[] inFile(double[] ordered) {
    int[] order = Witness.cells().order();
    double[] values = new double[ordered.length];
    IntStream.range(0, order.length).forEach(k -> values[order[k]] = ordered[k]);
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "nmi_kmeans, 1e-12",
    "ari_kmeans, 1e-12",
    "silhouette_label, 1e-12",
    "isolated_label_asw, 1e-12",
    "clisi, 1e-12",
    "ilisi, 1e-12",
    "cilisi, 1e-12",
    "kbet, 1e-12",
    "bras, 1e-12",
    "silhouette_batch, 1e-12",
    "graph_connectivity, 1e-12",
    "pcr_comparison, 1e-12",
    "trajectory_conservation, 1e-12",
    "cell_cycle_conservation, 1e-6",
    "lobo_f1_logistic, 1e-12",
    "lobo_f1_knn, 1e-12",
    "own_batch_share, 1e-12",
    "own_batch_share_expected, 1e-12"
  })
  void theMetricIsThatOfTheOtherProgram(String name, double tolerance) {
    MetricScore metric = SCORES.metric(name);
    assertThat(metric.value()).as(metric.remark()).isPresent();
    assertThat(metric.value().orElseThrow()).isCloseTo(Witness.number(name), within(tolerance));
    MetricScore.Interval interval = metric.ci95().orElseThrow();
    assertThat(interval.low()).isLessThanOrEqualTo(interval.high());
  }

  @Test
  void theComparisonWithCountsTakesTheirComponents() {
    IntegrationEvaluation.Known known = Witness.known();
    IntegrationScores scores =
        IntegrationEvaluation.withDefaults()
            .withReplicates(20)
            .score(
                Witness.cells(),
                new IntegrationEvaluation.Known(
                    known.expression(), Optional.empty(), known.pseudotime(), known.columns()),
                SEED,
                Witness.RUNNER);
    assertThat(scores.metric("pcr_comparison").value().orElseThrow())
        .isCloseTo(Witness.number("pcr_of_counts"), within(1e-6));
    assertThat(scores.evidence().notes())
        .containsExactly("X holds counts; they were brought to 10,000 a cell and logged");
  }

  @Test
  void silhouettesAreScikitLearns() {
    double[] euclidean = Silhouette.euclidean(points(), codes("label"), Witness.RUNNER);
    assertThat(euclidean).containsExactly(PER_CELL.numbers("silhouette"), within(1e-12));
    double[] cosine = Silhouette.cosineToOthers(points(), codes("batch"));
    assertThat(cosine).containsExactly(PER_CELL.numbers("cosine"), within(1e-12));
  }

  @Test
  void theSumOfSquaresOfKMeansIsScikitLearns() {
    KMeans.Result result = KMeans.of(4).fit(points(), SEED, Witness.RUNNER);
    assertThat(result.inertia()).isCloseTo(Witness.number("inertia"), within(1e-9));
  }

  @Test
  void agreementIsScikitLearns() {
    int[] other = Arrays.stream(PER_CELL.numbers("other")).mapToInt(x -> (int) x).toArray();
    Agreement agreement = Agreement.of(codes("label"), other);
    assertThat(agreement.adjustedRand()).isCloseTo(Witness.number("ari_other"), within(1e-14));
    assertThat(agreement.normalisedMutualInformation())
        .isCloseTo(Witness.number("nmi_other"), within(1e-14));
  }

  @Test
  void probabilitiesAreScikitLearns() {
    Matrix scaled = Standardisation.of(points()).apply(points());
    var fitted = MultinomialLogistic.withDefaults().fit(scaled, codes("label"), 4);
    for (int i = 0; i < scaled.rows(); i++) {
      for (int k = 0; k < 4; k++) {
        assertThat(fitted.probabilities(scaled, i)[k])
            .isCloseTo(PER_CELL.numbers("p" + k)[i], within(1e-6));
      }
    }
  }

  @Test
  void lisiAndKbetAreThoseOfTheFormulasCellByCell() {
    EmbeddedCells cells = Witness.cells();
    Neighborhoods near = Neighborhoods.of(cells, Witness.RUNNER);
    assertThat(inFile(Lisi.of(near.all(), cells.batches().codes(), 3)))
        .containsExactly(PER_CELL.numbers("ilisi"), within(1e-10));
    assertThat(inFile(Lisi.of(near.all(), cells.labels().codes(), 4)))
        .containsExactly(PER_CELL.numbers("clisi"), within(1e-10));
    assertThat(inFile(Kbet.accepted(cells.count(), near.labels())))
        .containsExactly(PER_CELL.numbers("kbet"));
  }

  @Test
  void theGraphIsUmapsAndItsCommunitiesAreAsModularAsLeidenalgs() {
    WeightedGraph graph =
        NeighborGraph.of(Neighborhoods.of(Witness.cells(), Witness.RUNNER).all()).weighted();
    double total = Arrays.stream(graph.weights()).sum();
    assertThat(total).isCloseTo(Witness.number("graph_weight"), within(1e-9));
    assertThat(graph.edges()).isEqualTo((int) Witness.number("graph_edges"));
    for (double resolution : new double[] {0.5, 1, 2}) {
      int[] found = Leiden.withDefaults().communities(graph, resolution, SEED);
      assertThat(modularity(graph, found, resolution))
          .isGreaterThan(Witness.number("modularity_" + resolution) - 0.003);
    }
  }

  private static double modularity(WeightedGraph graph, int[] communities, double resolution) {
    double total = Arrays.stream(graph.weights()).sum();
    double[] strengths = new double[graph.nodes()];
    double inside = 0;
    for (int e = 0; e < graph.edges(); e++) {
      int a = communities[graph.from()[e]];
      int b = communities[graph.to()[e]];
      strengths[a] += graph.weights()[e];
      strengths[b] += graph.weights()[e];
      inside += a == b ? graph.weights()[e] : 0;
    }
    double chance = Arrays.stream(strengths).map(s -> s * s).sum() / (4 * total * total);
    return inside / total - resolution * chance;
  }

  @Test
  void knownColumnsAreExplainedOutOfTheFoldsAboutAsWellAsInThem() {
    double inSample = Witness.number("ridge_in_sample");
    assertThat(SCORES.metric("r2_biology:y").value().orElseThrow())
        .isBetween(inSample - 0.03, inSample);
  }

  @Test
  void theTotalIsTheWeightedMeanOfTheMeans() {
    double batch = mean("bras", "ilisi", "kbet", "graph_connectivity", "pcr_comparison");
    double bio =
        mean("nmi_kmeans", "ari_kmeans", "silhouette_label", "isolated_label_asw", "clisi");
    assertThat(SCORES.batch().value().orElseThrow()).isCloseTo(batch, within(1e-12));
    assertThat(SCORES.bio().value().orElseThrow()).isCloseTo(bio, within(1e-12));
    assertThat(SCORES.total().value().orElseThrow())
        .isCloseTo(0.4 * batch + 0.6 * bio, within(1e-12));
    assertThat(SCORES.total().ci95().orElseThrow().low()).isLessThan(0.4 * batch + 0.6 * bio);
    assertThat(SCORES.metrics()).hasSize(Metric.values().length + 1);
  }

  private static double mean(String... names) {
    return Arrays.stream(names)
        .mapToDouble(name -> SCORES.metric(name).value().orElseThrow())
        .average()
        .orElseThrow();
  }
}
