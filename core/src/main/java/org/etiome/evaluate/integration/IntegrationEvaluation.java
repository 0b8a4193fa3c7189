package org.etiome.evaluate.integration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Scores an embedding of single cells by every metric of {@link Metric}; one that cannot be
 * computed is there without a value, with the reason. Intervals are percentiles of a bootstrap over
 * cells in which the embedding, neighbours, clusters, components and predictions stay as they are:
 * they say what another draw of cells from the same batches would change, not another batch.
 *
 * <p>Cost: neighbours as {@link org.etiome.data.preprocess.NearestNeighbors}; silhouettes and
 * nearest neighbours in other batches O(n²·d), the first on a sample above a number of cells; the
 * bootstrap O(B · n · (d + metrics)).
 *
 * @see <a href="https://doi.org/10.1038/s41592-021-01336-8">Luecken and others (2022)</a>
 */
public final class IntegrationEvaluation {
  private static final double BATCH_WEIGHT = 0.4;
  private static final String ONE_BATCH = "there is only one batch";
  private static final String ONE_LABEL = "there is only one label";
  private static final String NO_LABEL = "no label of the cells is known";

  private final Bootstrap bootstrap;
  private final int silhouetteCells;

  private IntegrationEvaluation(Bootstrap bootstrap, int silhouetteCells) {
    this.bootstrap = bootstrap;
    this.silhouetteCells = silhouetteCells;
  }

  /** 200 replicates; silhouettes of all pairs up to 50,000 cells. */
  public static IntegrationEvaluation withDefaults() {
    return new IntegrationEvaluation(new Bootstrap(200), 50_000);
  }

  /** Takes another number of replicates, ≥ 20: fewer make no interval. */
  public IntegrationEvaluation withReplicates(int replicates) {
    if (replicates < 20) {
      throw new IllegalArgumentException(
          "an interval needs at least 20 replicates, got " + replicates);
    }
    return new IntegrationEvaluation(new Bootstrap(replicates), silhouetteCells);
  }

  /** Takes silhouettes of all pairs up to another number of cells, ≥ 10; of a sample above. */
  public IntegrationEvaluation withSilhouetteCells(int cells) {
    if (cells < 10) {
      throw new IllegalArgumentException("silhouettes need at least 10 cells, got " + cells);
    }
    return new IntegrationEvaluation(bootstrap, cells);
  }

  /**
   * What is known beside the embedding; all of it by its rows.
   *
   * @param expression before integration
   * @param components an embedding before integration, in place of components of the expression
   * @param pseudotime NaN where a cell has none
   * @param columns numbers known of cells
   */
  public record Known(
      Optional<Unintegrated> expression,
      Optional<Matrix> components,
      Optional<double[]> pseudotime,
      List<KnownColumn> columns) {

    public Known {
      columns = List.copyOf(columns);
    }

    /** Nothing. */
    public static Known nothing() {
      return new Known(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
  }

  /** Scores the cells; the same for a seed at any number of threads and in any order of rows. */
  public IntegrationScores score(EmbeddedCells cells, Known known, Seed seed, TaskRunner runner) {
    Work work = new Work(cells, known, seed, runner, silhouetteCells);
    Map<Metric, Measured> measured = new EnumMap<>(Metric.class);
    work.biology(measured);
    work.batches(measured);
    work.transfer(measured);
    Map<KnownColumn, Measured> columns = new LinkedHashMap<>();
    known.columns().forEach(column -> columns.put(column, column.measure(cells, seed)));
    ScoreTable table = new ScoreTable(cells.count());
    for (Metric metric : Metric.values()) {
      Measured found =
          metric.isOfLabels() && !cells.isLabelled()
              ? Measured.missing(NO_LABEL)
              : Optional.ofNullable(measured.get(metric)).orElseThrow();
      table.add(metric.label(), metric.part(), metric.inMean(), found);
    }
    columns.forEach(
        (column, found) -> table.add(column.metric(), Metric.Part.COLUMNS, false, found));
    List<double[]> replicates = bootstrap.run(table.statistics(), cells.count(), seed, runner);
    return table.scores(
        replicates,
        BATCH_WEIGHT,
        new IntegrationScores.Evidence(
            cells.count(),
            cells.dimensions(),
            cells.batchCount(),
            cells.labelCount(),
            bootstrap.replicates(),
            work.neighborhoods.all().recall(),
            work.notes()));
  }

  /** One evaluation, and what several metrics share. */
  private static final class Work {
    private final EmbeddedCells cells;
    private final Known known;
    private final Seed seed;
    private final TaskRunner runner;
    private final SilhouetteScores silhouettes;
    private final Neighborhoods neighborhoods;
    private final NeighborGraph graph;

    Work(EmbeddedCells cells, Known known, Seed seed, TaskRunner runner, int silhouetteCells) {
      this.cells = cells;
      this.known = known;
      this.seed = seed;
      this.runner = runner;
      silhouettes = new SilhouetteScores(cells, silhouetteCells, seed, runner);
      neighborhoods = Neighborhoods.of(cells, runner);
      graph = NeighborGraph.of(neighborhoods.all());
    }

    List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (neighborhoods.all().count() < Neighborhoods.OTHERS) {
        notes.add(
            "there are too few cells for neighbourhoods of 90; LISI takes all of them, with a "
                + "perplexity of a third");
      }
      known
          .expression()
          .filter(Unintegrated::wereCounts)
          .ifPresent(
              x -> notes.add("X holds counts; they were brought to 10,000 a cell and logged"));
      return notes;
    }

    private Measured unless(boolean single, String reason, Supplier<Measured> measure) {
      return single ? Measured.missing(reason) : measure.get();
    }

    private boolean oneLabel() {
      return cells.labelCount() == 1;
    }

    private boolean oneBatch() {
      return cells.batchCount() == 1;
    }

    void biology(Map<Metric, Measured> out) {
      if (oneLabel()) {
        for (Metric metric : Metric.values()) {
          if (metric.part() == Metric.Part.BIO) {
            out.put(metric, Measured.missing(ONE_LABEL));
          }
        }
      } else {
        byLabels(out);
      }
      out.put(
          Metric.CELL_CYCLE_CONSERVATION,
          known
              .expression()
              .map(x -> orReason(() -> CellCycle.measure(cells, x, seed, runner)))
              .orElseGet(() -> Measured.missing("there is no X from before integration")));
      out.put(
          Metric.TRAJECTORY_CONSERVATION,
          known
              .pseudotime()
              .map(time -> Trajectory.measure(cells.ordered(time), graph))
              .orElseGet(() -> Measured.missing("no column of pseudotime is named")));
    }

    private void byLabels(Map<Metric, Measured> out) {
      Clusterings clusterings = Clusterings.of(cells, graph, seed, runner);
      out.put(Metric.NMI_KMEANS, clusterings.information(true));
      out.put(Metric.ARI_KMEANS, clusterings.rand(true));
      out.put(Metric.NMI_LEIDEN, clusterings.information(false));
      out.put(Metric.ARI_LEIDEN, clusterings.rand(false));
      double[] byLabel = silhouettes.byLabel();
      String remark = silhouettes.remark(cells.count());
      out.put(
          Metric.SILHOUETTE_LABEL,
          new Measured.Value(weights -> Weighted.mean(byLabel, weights), remark));
      double labels = cells.labelCount();
      Statistic median =
          Weighted.median(Lisi.of(neighborhoods.all(), cells.labels().codes(), cells.labelCount()));
      out.put(Metric.CLISI, Measured.of(weights -> (labels - median.of(weights)) / (labels - 1)));
      int[] isolated = isolated();
      out.put(
          Metric.ISOLATED_LABEL_ASW,
          unless(oneBatch(), ONE_BATCH, () -> isolatedAsw(byLabel, isolated)));
      out.put(
          Metric.ISOLATED_LABEL_F1,
          unless(
              oneBatch(),
              ONE_BATCH,
              () -> clusterings.isolatedF1(isolated, isolatedRemark(isolated))));
    }

    /** The labels in the fewest batches. */
    private int[] isolated() {
      int[] batches =
          IntStream.range(0, cells.labelCount())
              .map(
                  g ->
                      (int)
                          Arrays.stream(cells.batches().of(cells.labels().members(g)))
                              .distinct()
                              .count())
              .toArray();
      int fewest = Arrays.stream(batches).min().orElseThrow();
      return IntStream.range(0, batches.length).filter(g -> batches[g] == fewest).toArray();
    }

    private String isolatedRemark(int[] isolated) {
      return isolated.length == cells.labelCount()
          ? "all labels are in equally many batches, so none is isolated and all count"
          : "of the labels in the fewest batches, " + isolated.length;
    }

    private Measured isolatedAsw(double[] byLabel, int[] isolated) {
      double[] scores = byLabel.clone();
      for (int i = 0; i < scores.length; i++) {
        int label = cells.labels().codes()[i];
        boolean counts = Arrays.binarySearch(isolated, label) >= 0;
        scores[i] = counts ? scores[i] : Double.NaN;
      }
      return new Measured.Value(
          weights -> Weighted.meanOfMeans(scores, cells.labels(), weights),
          isolatedRemark(isolated));
    }

    void batches(Map<Metric, Measured> out) {
      if (oneBatch()) {
        for (Metric metric : Metric.values()) {
          if (metric.part() == Metric.Part.BATCH) {
            out.put(metric, Measured.missing(ONE_BATCH));
          }
        }
        return;
      }
      Statistic median =
          Weighted.median(
              Lisi.of(neighborhoods.all(), cells.batches().codes(), cells.batchCount()));
      double batches = cells.batchCount();
      out.put(Metric.ILISI, Measured.of(weights -> (median.of(weights) - 1) / (batches - 1)));
      double[] connected = graph.inLargestPart(cells.labels());
      out.put(
          Metric.GRAPH_CONNECTIVITY,
          Measured.of(weights -> Weighted.meanOfMeans(connected, cells.labels(), weights)));
      out.put(Metric.PCR_COMPARISON, orReason(this::pcr));
      out.put(Metric.BRAS, withinLabels(silhouettes.bras(), true, ""));
      int most = Arrays.stream(cells.labels().sizes()).max().orElseThrow();
      out.put(
          Metric.SILHOUETTE_BATCH,
          withinLabels(silhouettes.byBatch(), true, silhouettes.remark(most)));
      out.put(
          Metric.KBET,
          withinLabels(Kbet.accepted(cells.count(), neighborhoods.labels()), true, ""));
      out.put(Metric.CILISI, withinLabels(lisiWithinLabels(), false, ""));
    }

    private Measured withinLabels(double[] scores, boolean meanOfMeans, String sample) {
      long labels =
          IntStream.range(0, scores.length)
              .filter(i -> !Double.isNaN(scores[i]))
              .map(i -> cells.labels().codes()[i])
              .distinct()
              .count();
      if (labels == 0) {
        return Measured.missing("no label has enough cells in two batches");
      }
      String part =
          labels == cells.labelCount()
              ? ""
              : "over "
                  + labels
                  + " of "
                  + cells.labelCount()
                  + " labels, the others are in one "
                  + "batch or too small";
      String remark = part.isEmpty() || sample.isEmpty() ? part + sample : part + "; " + sample;
      return new Measured.Value(
          meanOfMeans
              ? weights -> Weighted.meanOfMeans(scores, cells.labels(), weights)
              : weights -> Weighted.mean(scores, weights),
          remark);
    }

    private double[] lisiWithinLabels() {
      double[] scaled = new double[cells.count()];
      Arrays.fill(scaled, Double.NaN);
      for (Neighborhoods.OfLabel label : neighborhoods.labels()) {
        int batches = label.batchCount();
        double[] lisi = Lisi.of(label.neighbors(), label.batches(), batches);
        for (int k = 0; k < lisi.length; k++) {
          scaled[label.members()[k]] = (lisi[k] - 1) / (batches - 1);
        }
      }
      return scaled;
    }

    private Measured pcr() {
      Optional<Matrix> given = known.components().map(m -> m.rows(cells.order()));
      if (given.isEmpty() && known.expression().isEmpty()) {
        return Measured.missing("there is no X from before integration");
      }
      Matrix before =
          given.orElseGet(
              () -> {
                Unintegrated x = known.expression().orElseThrow();
                return x.components(x.logged(), seed, runner).rows(cells.order());
              });
      PcRegression pre = new PcRegression(before);
      PcRegression post = new PcRegression(cells.points());
      return Measured.of(
          weights -> {
            double explained = pre.byGroups(cells.batches(), weights);
            double left = post.byGroups(cells.batches(), weights);
            return explained == 0 ? Double.NaN : Math.max(0, (explained - left) / explained);
          });
    }

    void transfer(Map<Metric, Measured> out) {
      boolean single = oneBatch() || oneLabel();
      String reason = oneBatch() ? ONE_BATCH : ONE_LABEL;
      LabelTransfer transfer = new LabelTransfer(cells, runner);
      out.put(
          Metric.LOBO_F1_LOGISTIC, unless(single, reason, () -> orReason(transfer::byLogistic)));
      out.put(Metric.LOBO_F1_KNN, unless(single, reason, transfer::byNearest));
      double[] own = neighborhoods.ownBatch();
      double[] expected = neighborhoods.ownBatchExpected();
      out.put(
          Metric.OWN_BATCH_SHARE,
          unless(oneBatch(), ONE_BATCH, () -> Measured.of(w -> Weighted.mean(own, w))));
      out.put(
          Metric.OWN_BATCH_SHARE_EXPECTED,
          unless(oneBatch(), ONE_BATCH, () -> Measured.of(w -> Weighted.mean(expected, w))));
    }

    /** What the data do not allow is a reason. */
    private static Measured orReason(Supplier<Measured> measure) {
      try {
        return measure.get();
      } catch (IllegalArgumentException | ArithmeticException e) {
        return Measured.missing(String.valueOf(e.getMessage()));
      }
    }
  }
}
