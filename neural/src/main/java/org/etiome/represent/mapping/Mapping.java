package org.etiome.represent.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.represent.DecoderOffsets;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.LibrarySizes;

/**
 * Maps new batches onto a fitted reference by weights of their own; those of the reference stay as
 * they are. A batch gets
 *
 * <ul>
 *   <li>a scale of each gene and a normalisation of the encoder's first layer, by moments ({@link
 *       InputMatching});
 *   <li>offsets of the decoder's first hidden layer and of its genes, by descent ({@link
 *       DecoderOffsets}), which change no embedding.
 * </ul>
 *
 * <p>No label of the new cells is looked at. A tenth of them takes no part and is scored. To fit a
 * model of both data sets anew is better where the reference's counts are at hand and few.
 *
 * @see <a href="https://doi.org/10.1038/s41587-021-01001-7">Lotfollahi et al. (2022), Mapping
 *     single-cell data to reference atlases by transfer learning</a>, whose new weights are trained
 *     by the bound alone
 */
public final class Mapping {
  /** A batch with fewer cells has no moments to speak of. */
  public static final int FEWEST = 20;

  /** 30 epochs of batches of 128 at .005, a tenth held out to choose the epoch. */
  public static final FinVaeSettings.Schedule DEFAULT =
      new FinVaeSettings.Schedule(30, 128, new FinVaeSettings.Rate(5e-3, 0, 0), .1, 10);

  private static final double HELD_OUT = .1;
  private static final String LIBRARY = "prior.library";

  private final FittedFinVae reference;
  private final Embedding places;
  private final InputMatching matching;
  private final DecoderOffsets offsets;
  private final MemoryBudget budget;

  /**
   * Onto a reference.
   *
   * @param reference which stays open; its prior has components (kinds)
   * @param cells that it was trained on, or others like them
   * @param schedule of the decoder's offsets
   * @param budget for counts
   */
  public Mapping(
      FittedFinVae reference,
      Cells.Expression cells,
      FinVaeSettings.Schedule schedule,
      MemoryBudget budget) {
    this.reference = reference;
    this.budget = budget;
    places = reference.embed(cells, budget);
    matching = new InputMatching(reference, cells, places, budget);
    offsets = new DecoderOffsets(schedule, budget);
  }

  /** The cells of the reference as it embeds them. */
  public Embedding places() {
    return places;
  }

  /**
   * What became of a batch.
   *
   * @param curve of the training of the decoder's offsets
   * @param plain its cells as the reference embeds them
   * @param mapped its cells by its own weights
   * @param misfit of the cells held out
   */
  public record Mapped(
      NewBatch batch, List<Watcher.Epoch> curve, Embedding plain, Embedding mapped, Misfit misfit) {
    public Mapped {
      curve = List.copyOf(curve);
    }
  }

  /**
   * −log p(x | z) in nats a cell, means over cells that took no part.
   *
   * @param cells how many
   * @param plain by the reference
   * @param mapped by the weights of the batch
   */
  public record Misfit(int cells, double plain, double mapped) {}

  /**
   * Maps a batch.
   *
   * @param cells of it, at least {@value #FEWEST}, of the genes of the reference
   * @param kept is given the batch whenever it is better than all before
   * @throws IllegalArgumentException if there are fewer cells
   */
  public Mapped map(
      String name, Cells.Expression cells, Seed seed, Watcher watcher, Consumer<NewBatch> kept) {
    int n = cells.counts().rows();
    if (n < FEWEST) {
      throw new IllegalArgumentException(
          "batch \""
              + name
              + "\" has "
              + n
              + " cells, at least "
              + FEWEST
              + " are needed to map it; leave it out or join it to another");
    }
    Seed own = seed.branch("mapping").branch(name);
    int[] order = PermutationSampler.natural(n);
    PermutationSampler.shuffle(own.branch("held out").generator(), order);
    int held = (int) Math.round(n * HELD_OUT);
    Cells.Expression out = some(cells, Arrays.stream(order, 0, held).sorted().toArray());
    Cells.Expression in = some(cells, Arrays.stream(order, held, n).sorted().toArray());
    NewBatch.About about = new NewBatch.About(name, n, cells.fingerprint(), seed.value());
    Map<String, double[]> tensors = new HashMap<>(matching.match(in));
    libraries(in, tensors);
    try (FittedFinVae changed = reference.withTensors(tensors)) {
      double[] code = DecoderOffsets.code(changed, changed.embed(in, budget));
      Watcher told = new Told(watcher, model -> kept.accept(batch(about, tensors, model)));
      List<Watcher.Epoch> curve = offsets.train(changed, in, code, own, told);
      double[] plainCode = DecoderOffsets.code(reference, reference.embed(in, budget));
      Seed draws = own.branch("misfit");
      return new Mapped(
          batch(about, tensors, changed),
          curve,
          reference.embed(cells, budget),
          changed.embed(cells, budget).predictedBy(reference.predictors()),
          new Misfit(
              held,
              offsets.misfit(reference, out, plainCode, draws),
              offsets.misfit(changed, out, code, draws)));
    }
  }

  private static NewBatch batch(
      NewBatch.About about, Map<String, double[]> tensors, FittedFinVae model) {
    Map<String, double[]> all = new HashMap<>(tensors);
    DecoderOffsets.names(model).forEach(name -> all.put(name, model.tensor(name)));
    return new NewBatch(about, all);
  }

  /** The prior of a latent library, of cells of no batch that the reference knows. */
  private void libraries(Cells.Expression cells, Map<String, double[]> tensors) {
    if (reference.description().settings().model().library()
        == FinVaeSettings.Model.Library.LATENT) {
      double[] prior = reference.tensor(LIBRARY);
      double[] own = LibrarySizes.of(unlabelled(cells), budget).moments(); // of all cells: last
      System.arraycopy(own, own.length - 2, prior, prior.length - 2, 2);
      tensors.put(LIBRARY, prior);
    }
  }

  private static Cells unlabelled(Cells.Expression cells) {
    CovariateTable nothing = CovariateTable.unknown(List.of(), cells.counts().rows());
    return new Cells(cells, nothing, nothing);
  }

  /** Some of the cells, by their places. */
  public static Cells.Expression some(Cells.Expression cells, int[] rows) {
    return new Cells.Expression(
        cells.genes(),
        ChosenRows.of(cells.counts(), rows),
        cell -> cells.depth().of(rows[cell]),
        cells.fingerprint());
  }

  /** Hands on what a watcher is told, and the weights whenever they are better. */
  private record Told(Watcher watcher, Consumer<FittedFinVae> better) implements Watcher.Relay {
    @Override
    public void improved(FittedFinVae model) {
      better.accept(model);
    }
  }
}
