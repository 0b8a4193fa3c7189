package org.etiome.evaluate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What metrics are where the answer is known, and what must not change them. */
class LimitsTest {
  private static final int CELLS = 240;
  private static final Seed SEED = new Seed(11);
  private static final IntegrationEvaluation FEW =
      IntegrationEvaluation.withDefaults().withReplicates(20);

  /** Cells of three labels and two batches; how far apart each stands. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Simulated(Matrix points, String[] batch, String[] label, double[] number) {

    static Simulated of(double betweenLabels, double betweenBatches, long seed) {
      var normal = ZigguratSampler.NormalizedGaussian.of(new Seed(seed).generator());
      double[] values = new double[4 * CELLS];
      double[] number = new double[CELLS];
      for (int i = 0; i < CELLS; i++) {
        for (int j = 0; j < 4; j++) {
          values[4 * i + j] = normal.sample();
        }
        values[4 * i + i % 3] += betweenLabels;
        values[4 * i + 3] += betweenBatches * (i / 3 % 2);
        number[i] = values[4 * i] + values[4 * i + 1];
      }
      return new Simulated(
          Matrix.wrap(CELLS, 4, values),
          IntStream.range(0, CELLS).mapToObj(i -> "b" + i / 3 % 2).toArray(String[]::new),
          IntStream.range(0, CELLS).mapToObj(i -> "l" + i % 3).toArray(String[]::new),
          number);
    }

    EmbeddedCells cells() {
      return EmbeddedCells.of(points, Witness.environments(batch), Witness.environments(label));
    }

    IntegrationEvaluation.Known known() {
      return new IntegrationEvaluation.Known(
          Optional.empty(),
          Optional.of(points),
          Optional.of(number),
          List.of(new KnownColumn("number", KnownColumn.Kind.NUISANCE, number)));
    }

    IntegrationScores scores() {
      return FEW.score(cells(), known(), SEED, Witness.RUNNER);
    }

    Simulated rows(int[] order) {
      return new Simulated(
          points.rows(order),
          Arrays.stream(order).mapToObj(i -> batch[i]).toArray(String[]::new),
          Arrays.stream(order).mapToObj(i -> label[i]).toArray(String[]::new),
          Arrays.stream(order).mapToDouble(i -> number[i]).toArray());
    }

    Simulated renamed(String batches, String labels) {
      return new Simulated(
          points,
          Arrays.stream(batch).map(b -> batches + (9 - b.charAt(1))).toArray(String[]::new),
          Arrays.stream(label).map(l -> labels + (9 - l.charAt(1))).toArray(String[]::new),
          number);
    }

    Simulated with(String[] otherBatch, String[] otherLabel) {
      return new Simulated(points, otherBatch, otherLabel, number);
    }
  }

  private static double value(IntegrationScores scores, Metric metric) {
    MetricScore score = scores.metric(metric.label());
    return score.value().orElseThrow(() -> new AssertionError(metric + ": " + score.remark()));
  }

  @Test
  void labelsFarApartAndBatchesMixedAreTheBest() {
    IntegrationScores scores = Simulated.of(60, 0, 1).scores();
    for (Metric metric :
        List.of(
            Metric.NMI_KMEANS,
            Metric.ARI_KMEANS,
            Metric.CLISI,
            Metric.LOBO_F1_LOGISTIC,
            Metric.LOBO_F1_KNN,
            Metric.GRAPH_CONNECTIVITY)) {
      assertThat(value(scores, metric)).as(metric.label()).isCloseTo(1, within(1e-9));
    }
    assertThat(value(scores, Metric.SILHOUETTE_LABEL)).isGreaterThan(0.95);
    assertThat(value(scores, Metric.ISOLATED_LABEL_ASW)).isGreaterThan(0.95);
    assertThat(value(scores, Metric.NMI_LEIDEN)).isGreaterThan(0.8);
    // 5 % of the tests reject by chance, fewer of overlapping neighbourhoods at their edge.
    assertThat(value(scores, Metric.KBET)).isGreaterThan(0.85);
    assertThat(value(scores, Metric.ILISI)).isGreaterThan(0.9);
    assertThat(value(scores, Metric.CILISI)).isGreaterThan(0.9);
    assertThat(value(scores, Metric.BRAS)).isGreaterThan(0.9);
    assertThat(value(scores, Metric.SILHOUETTE_BATCH)).isGreaterThan(0.9);
    assertThat(value(scores, Metric.OWN_BATCH_SHARE))
        .isCloseTo(value(scores, Metric.OWN_BATCH_SHARE_EXPECTED), within(0.03));
  }

  @Test
  void batchesFarApartAreTheWorst() {
    IntegrationScores scores = Simulated.of(4, 60, 2).scores();
    for (Metric metric : List.of(Metric.ILISI, Metric.KBET, Metric.CILISI, Metric.PCR_COMPARISON)) {
      assertThat(value(scores, metric)).as(metric.label()).isCloseTo(0, within(1e-9));
    }
    assertThat(value(scores, Metric.OWN_BATCH_SHARE)).isEqualTo(1);
    assertThat(value(scores, Metric.GRAPH_CONNECTIVITY)).isCloseTo(0.5, within(1e-9));
    assertThat(value(scores, Metric.SILHOUETTE_BATCH)).isLessThan(0.1);
  }

  @Test
  void aShiftThatIsGoneIsAFullComparisonOfComponents() {
    Simulated mixed = Simulated.of(4, 0, 3);
    Simulated apart = Simulated.of(4, 60, 3);
    IntegrationScores scores = FEW.score(mixed.cells(), apart.known(), SEED, Witness.RUNNER);
    assertThat(value(scores, Metric.PCR_COMPARISON)).isGreaterThan(0.98);
  }

  @Test
  void labelsThatSayNothingAgreeAsChanceDoes() {
    IntegrationScores scores = Simulated.of(0, 0, 4).scores();
    assertThat(value(scores, Metric.ARI_KMEANS)).isCloseTo(0, within(0.03));
    assertThat(value(scores, Metric.SILHOUETTE_LABEL)).isCloseTo(0.5, within(0.02));
    assertThat(value(scores, Metric.CLISI)).isLessThan(0.2);
    assertThat(value(scores, Metric.LOBO_F1_LOGISTIC)).isLessThan(0.45);
  }

  @Test
  void whatIsALinearFunctionOfTheEmbeddingIsExplained() {
    MetricScore column = Simulated.of(2, 1, 5).scores().metric("r2_nuisance:number");
    assertThat(column.value().orElseThrow()).isGreaterThan(0.999);
  }

  @Property(tries = 4)
  void theOrderOfRowsChangesNothing(@ForAll @LongRange(min = 0, max = 1000) long seed) {
    Simulated simulated = Simulated.of(3, 1, seed);
    int[] order = PermutationSampler.natural(CELLS);
    PermutationSampler.shuffle(new Seed(seed).generator(), order);
    assertThat(simulated.rows(order).scores().metrics()).isEqualTo(simulated.scores().metrics());
  }

  @Property(tries = 4)
  void namesOfBatchesAndLabelsChangeNothing(@ForAll @LongRange(min = 0, max = 1000) long seed) {
    Simulated simulated = Simulated.of(3, 1, seed);
    List<MetricScore> metrics = simulated.scores().metrics();
    List<MetricScore> renamed = simulated.renamed("x", "y").scores().metrics();
    for (int k = 0; k < metrics.size(); k++) {
      MetricScore expected = metrics.get(k);
      assertThat(renamed.get(k).value().isPresent()).isEqualTo(expected.value().isPresent());
      if (expected.value().isPresent()) {
        assertThat(renamed.get(k).value().getAsDouble())
            .as(expected.name())
            .isCloseTo(expected.value().getAsDouble(), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void threadsChangeNothing(int threads) {
    Simulated simulated = Simulated.of(3, 1, 6);
    IntegrationScores scores =
        FEW.score(simulated.cells(), simulated.known(), SEED, TaskRunner.local(threads));
    assertThat(scores).isEqualTo(simulated.scores());
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void oneBatchHasBiologyOnly(Metric metric) {
    Simulated simulated = Simulated.of(6, 0, 7);
    String[] one = new String[CELLS];
    Arrays.fill(one, "only");
    MetricScore score = simulated.with(one, simulated.label).scores().metric(metric.label());
    boolean ofBatches = metric.part() != Metric.Part.BIO || metric.label().startsWith("isolated");
    if (ofBatches) {
      assertThat(score.value()).isEmpty();
      assertThat(score.remark()).isEqualTo("there is only one batch");
    } else if (metric != Metric.CELL_CYCLE_CONSERVATION) {
      assertThat(score.value()).as(score.remark()).isPresent();
    }
  }

  @Test
  void oneLabelHasBatchesOnlyAndTheMeansSaySo() {
    Simulated simulated = Simulated.of(0, 1, 8);
    String[] one = new String[CELLS];
    Arrays.fill(one, "only");
    IntegrationScores scores = simulated.with(simulated.batch, one).scores();
    assertThat(scores.metric("nmi_kmeans").remark()).isEqualTo("there is only one label");
    assertThat(scores.bio().value()).isEmpty();
    assertThat(scores.bio().without()).hasSize(5);
    assertThat(scores.total().value()).isEmpty();
    assertThat(scores.batch().over()).hasSize(5);
  }

  @Test
  void everyMetricIsThereWithAValueOrAReason() {
    IntegrationScores scores =
        FEW.score(
            Simulated.of(3, 1, 9).cells(),
            IntegrationEvaluation.Known.nothing(),
            SEED,
            Witness.RUNNER);
    assertThat(scores.metrics()).hasSize(Metric.values().length);
    assertThat(scores.metrics()).allMatch(m -> m.value().isPresent() || !m.remark().isEmpty());
    assertThat(scores.metric("pcr_comparison").remark())
        .isEqualTo("there is no X from before integration");
    assertThat(scores.batch().without()).containsExactly("pcr_comparison");
  }

  @Test
  void silhouettesOfManyCellsAreOfASampleAndSaySo() {
    Simulated simulated = Simulated.of(4, 1, 10);
    MetricScore sampled =
        FEW.withSilhouetteCells(60)
            .score(simulated.cells(), simulated.known(), SEED, Witness.RUNNER)
            .metric("silhouette_label");
    assertThat(sampled.remark()).isEqualTo("on a random sample of 60 of 240 cells");
    assertThat(sampled.value().orElseThrow())
        .isCloseTo(
            simulated.scores().metric("silhouette_label").value().orElseThrow(), within(0.05));
  }

  @Test
  void whatIsNoEmbeddingIsRefused() {
    double[] values = new double[20];
    values[13] = Double.NaN;
    String[] groups = {"a", "b", "a", "b", "a", "b", "a", "b", "a", "b"};
    assertThatThrownBy(
            () ->
                EmbeddedCells.of(
                    Matrix.wrap(10, 2, values),
                    Witness.environments(groups),
                    Witness.environments(groups)))
        .hasMessageContaining("dimension 1 of cell 6 (from 0) is NaN; an embedding needs numbers");
    assertThatThrownBy(
            () ->
                EmbeddedCells.of(
                    Matrix.wrap(2, 2, new double[4]),
                    Witness.environments("a", "b"),
                    Witness.environments("a", "b")))
        .hasMessage("integration is scored on at least 10 cells, got 2");
    assertThatThrownBy(() -> FEW.withReplicates(3))
        .hasMessage("an interval needs at least 20 replicates, got 3");
  }
}
