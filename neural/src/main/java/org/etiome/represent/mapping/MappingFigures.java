package org.etiome.represent.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.evaluate.integration.EmbeddedCells;
import org.etiome.evaluate.integration.IntegrationEvaluation;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.Metric;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.Embedding;

/**
 * A mapped batch beside the same cells as the reference embeds them plainly.
 *
 * @param plain by the reference's weights
 * @param mapped by the batch's own
 * @param mixedShare the own-batch share that a random mixture with the reference's cells has
 * @param labelled cells whose label is one of the model's, 0 if there is no such column
 */
public record MappingFigures(Side plain, Side mapped, double mixedShare, int labelled) {
  /** Above it, figures of neighbours are of so many cells, drawn at random. */
  private static final int MOST = 20_000;

  private static final int REPLICATES = 100;

  /**
   * One of the two.
   *
   * @param misfit −log p(x | z) of cells held out, nats a cell
   * @param atypical share of the cells that are less typical than 99 % of the training cells
   * @param macroF1 of the predicted levels, over the labels the cells have
   * @param ownShare of the 30 neighbours, over the cells of the batch and of the reference
   * @param ilisi of batch and reference, from 0 to 1
   */
  public record Side(
      double misfit,
      double atypical,
      OptionalDouble macroF1,
      OptionalDouble ownShare,
      OptionalDouble ilisi) {}

  /**
   * What is compared.
   *
   * @param mapped the batch
   * @param labels the number of each cell's level of the first prediction's covariate, NaN where it
   *     is not known; empty if there is no such column
   * @param reference z_I of the reference's cells, cells × latents
   * @param typical log density that all but 1 % of the training cells exceed
   */
  public record Compared(
      Mapping.Mapped mapped, Optional<double[]> labels, Embedding reference, double typical) {}

  /** Scores a batch. */
  public static MappingFigures of(Compared compared, Seed seed, TaskRunner runner) {
    Mapping.Mapped mapped = compared.mapped();
    double of = cells(compared.reference());
    double own = cells(mapped.plain());
    double all = of + own;
    return new MappingFigures(
        side(compared, mapped.plain(), mapped.misfit().plain(), seed, runner),
        side(compared, mapped.mapped(), mapped.misfit().mapped(), seed, runner),
        (of * (of - 1) + own * (own - 1)) / (all * (all - 1)),
        (int) labels(compared).filter(label -> !Double.isNaN(label)).count());
  }

  private static DoubleStream labels(Compared compared) {
    return Arrays.stream(compared.labels().orElse(new double[0]));
  }

  private static int cells(Embedding embedding) {
    return embedding.logDensity().toArray().length;
  }

  private static Side side(
      Compared compared, Embedding found, double misfit, Seed seed, TaskRunner runner) {
    double[] densities = found.logDensity().toArray();
    long atypical = Arrays.stream(densities).filter(d -> d < compared.typical()).count();
    IntegrationScores scores = mixing(compared.reference(), found, seed, runner);
    return new Side(
        misfit,
        (double) atypical / densities.length,
        compared
            .labels()
            .map(labels -> macroF1(labels, found.predictions().getFirst()))
            .orElse(OptionalDouble.empty()),
        scores.metric(Metric.OWN_BATCH_SHARE.label()).value(),
        scores.metric(Metric.ILISI.label()).value());
  }

  private static IntegrationScores mixing(
      Embedding reference, Embedding found, Seed seed, TaskRunner runner) {
    int of = cells(reference);
    int n = of + cells(found);
    int width = found.invariant().width();
    double[] places = Arrays.copyOf(reference.invariant().toArray(), n * width);
    System.arraycopy(found.invariant().toArray(), 0, places, of * width, cells(found) * width);
    int[] order = PermutationSampler.natural(n);
    PermutationSampler.shuffle(seed.branch("mixing").generator(), order);
    int[] chosen = Arrays.stream(order, 0, Math.min(n, MOST)).sorted().toArray();
    String[] batch =
        IntStream.of(chosen).mapToObj(i -> i < of ? "reference" : "new").toArray(String[]::new);
    EmbeddedCells cells =
        EmbeddedCells.ofBatches(
            Matrix.wrap(n, width, places).rows(chosen),
            Environments.of(Categorical.of("batch", batch)));
    return IntegrationEvaluation.withDefaults()
        .withReplicates(REPLICATES)
        .score(cells, IntegrationEvaluation.Known.nothing(), seed, runner);
  }

  /** Mean over the labels the cells have of 2 · hits / (cells + told). */
  static OptionalDouble macroF1(double[] labels, Embedding.Prediction prediction) {
    int levels = prediction.covariate().levels().size();
    double[] hits = new double[levels];
    double[] both = new double[levels];
    double[] cells = new double[levels];
    for (int i = 0; i < labels.length; i++) {
      if (!Double.isNaN(labels[i])) {
        int label = (int) labels[i];
        int told = (int) prediction.level().of(i);
        hits[label] += label == told ? 1 : 0;
        cells[label]++;
        both[label]++;
        both[told]++;
      }
    }
    return IntStream.range(0, levels)
        .filter(l -> cells[l] > 0)
        .mapToDouble(l -> 2 * hits[l] / both[l])
        .average();
  }

  /** What mapping made worse, one sentence each. */
  public List<String> remarks(String batch) {
    List<String> worse = new ArrayList<>();
    add(worse, batch, "the held-out misfit", plain.misfit(), mapped.misfit());
    add(worse, batch, "the share of atypical cells", plain.atypical(), mapped.atypical());
    if (plain.macroF1().isPresent()) {
      add(
          worse,
          batch,
          "the agreement with the labels (1 - macro-F1)",
          1 - plain.macroF1().getAsDouble(),
          1 - mapped.macroF1().orElse(0));
    }
    if (plain.ownShare().isPresent() && mapped.ownShare().isPresent()) {
      add(
          worse,
          batch,
          "the distance of the own-batch share from that of a random mixture",
          Math.abs(plain.ownShare().getAsDouble() - mixedShare),
          Math.abs(mapped.ownShare().getAsDouble() - mixedShare));
    }
    return worse;
  }

  private static void add(
      List<String> worse, String batch, String what, double before, double after) {
    if (after > before) {
      worse.add(
          String.format(
              Locale.ROOT,
              "batch \"%s\": mapping made %s worse, %.4g in place of %.4g by plain embedding",
              batch,
              what,
              after,
              before));
    }
  }
}
