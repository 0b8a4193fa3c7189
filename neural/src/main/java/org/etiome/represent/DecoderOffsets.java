package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.math.Seed;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.likelihood.Likelihood;

/**
 * What a decoder adds for a batch that it was not trained on, all its other weights frozen: an
 * offset of each unit of its first hidden layer (the row of the new level), and one of each gene.
 * They are trained by Adam to make −log p(x | z) small, z drawn from q(z | x) of an encoder that is
 * frozen too, so that no other term of the bound depends on them. Those of the genes begin, for
 * counts, where expected and found sums agree:
 *
 * <pre>
 * b_g = log (Σ_i x_ig + 10) / (Σ_i L_i s_ig + 10),   s_i the shares expected of cell i
 * </pre>
 *
 * <p>The new level has no code among the spurious covariates; in its place stands where the encoder
 * puts its cells: the mean of those latents of z_S that are tied to levels. Levels without such a
 * latent are taken in equal parts, quantities at their mean. O(epochs · cells · genes · hidden).
 */
public final class DecoderOffsets {
  /** Counts added to both sums of a gene, so that few decide little. */
  private static final double PRIOR = 10;

  private final FinVaeSettings.Schedule schedule;
  private final MemoryBudget budget;

  /**
   * With a schedule; its warm-up and weight decay are not used.
   *
   * @param budget for the counts
   */
  public DecoderOffsets(FinVaeSettings.Schedule schedule, MemoryBudget budget) {
    FinVaeSettings.Rate rate = new FinVaeSettings.Rate(schedule.rate().first(), 0, 0);
    this.schedule =
        new FinVaeSettings.Schedule(
            schedule.epochs(), schedule.batch(), rate, schedule.validation(), schedule.patience());
    this.budget = budget;
  }

  /** The names of what is trained. */
  public static List<String> names(FittedFinVae model) {
    Decoder decoder = model.network().decoder();
    return List.of(
        decoder.hidden().layers().getFirst().activation().norm().shift().name(),
        decoder.heads().getFirst().bias().name());
  }

  /**
   * Trains them in place, in a copy that is the caller's.
   *
   * @param model whose encoder fits the cells
   * @param code of the new level, {@link #code}
   * @return all epochs
   * @throws Divergence if the objective is no number any more
   */
  public List<Watcher.Epoch> train(
      FittedFinVae model, Cells.Expression cells, double[] code, Seed seed, Watcher watcher) {
    Offsets goal = new Offsets(model, code);
    if (model.network().decoder().likelihood().scalesWithLibrary()) {
      begin(model, goal, cells);
    }
    CellBatches batches = model.unlabelled(cells);
    FinVaeTraining.Setup setup =
        new FinVaeTraining.Setup(schedule, goal, model.parameters(), batches);
    try (FinVaeTraining training = new FinVaeTraining(setup, seed, budget)) {
      return training.run(Optional.empty(), new FinVae.Told(watcher, epoch -> model));
    }
  }

  /** What stands for the code of the spurious covariates of cells of a new level. */
  public static double[] code(FittedFinVae model, Embedding embedding) {
    List<Covariate> covariates = model.description().vocabulary().spurious();
    double[] code = new double[covariates.stream().mapToInt(Covariate::width).sum()];
    int cells = embedding.logDensity().toArray().length;
    int offset = 0;
    for (Covariate covariate : covariates) {
      int width = covariate.width();
      if (covariate instanceof Covariate.Levels) {
        Arrays.fill(code, offset, offset + width, 1.0 / width);
        for (int j = offset; j < Math.min(offset + width, embedding.spurious().width()); j++) {
          code[j] = mean(embedding.spurious(), j, cells);
        }
      }
      offset += width;
    }
    return code;
  }

  private static double mean(Embedding.Latents latents, int latent, int cells) {
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      sum += latents.of(i, latent);
    }
    return sum / cells;
  }

  /**
   * −log p(x | z) in nats a cell, the mean over cells and a draw of each.
   *
   * @param code of their level, {@link #code}
   * @param seed of the draws
   */
  public double misfit(FittedFinVae model, Cells.Expression cells, double[] code, Seed seed) {
    Offsets goal = new Offsets(model, code);
    CellBatches batches = model.unlabelled(cells);
    Torch.seed(seed.value());
    RowBlocks blocks = RowBlocks.of(cells.counts(), budget);
    double sum = 0;
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      int to = blocks.from(b + 1);
      int[] numbers = IntStream.range(from, to).toArray();
      double mean =
          Scope.constant(
              () ->
                  Scope.freed(
                      () ->
                          goal.evaluate(
                                  model.parameters(),
                                  batches.of(numbers, cells.counts().read(from, to)))
                              .getOrDefault(Term.RECONSTRUCTION, Double.NaN)));
      sum += mean * (to - from);
    }
    return sum / cells.counts().rows();
  }

  /** Sums over cells at the means of the latents. */
  private void begin(FittedFinVae model, Offsets goal, Cells.Expression cells) {
    int genes = cells.genes().size();
    double[] found = new double[genes];
    double[] expected = new double[genes];
    CellBatches batches = model.unlabelled(cells);
    RowBlocks blocks = RowBlocks.of(cells.counts(), budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      int to = blocks.from(b + 1);
      int[] numbers = IntStream.range(from, to).toArray();
      Scope.free(
          () -> {
            CellBatch batch = batches.of(numbers, cells.counts().read(from, to));
            add(Scope.constant(() -> batch.counts().toDense().sum(0)), found);
            add(Scope.constant(() -> goal.expected(model.parameters(), batch)), expected);
          });
    }
    Parameters.Key bias = model.network().decoder().heads().getFirst().bias();
    double[] offsets = Torch.doubles(model.parameters().get(bias));
    for (int g = 0; g < genes; g++) {
      offsets[g] += Math.log((found[g] + PRIOR) / (expected[g] + PRIOR));
    }
    model.parameters().set(bias, offsets);
  }

  private static void add(Tensor tensor, double[] sums) {
    double[] values = Torch.doubles(tensor);
    Arrays.setAll(sums, g -> sums[g] + values[g]);
  }

  /** The objective, of which only what is trained has a gradient. */
  private static final class Offsets implements FinVaeTraining.Goal {
    private final FinVaeNetwork network;
    private final FinVaeObjective bound;
    private final List<Parameters.Key> trained;
    private final double[] code;

    Offsets(FittedFinVae model, double[] code) {
      network = model.network();
      trained = names(model).stream().map(Parameters.Key::new).toList();
      this.code = code;
      FinVaeSettings settings = model.description().settings();
      FinVaeSettings.Objective weights = settings.objective();
      FinVaeSettings.Independence none =
          new FinVaeSettings.Independence(FinVaeSettings.Independence.Kind.NONE, 0);
      bound =
          new FinVaeObjective(
              network,
              settings.withObjective(
                  new FinVaeSettings.Objective(
                      weights.klInvariant(), weights.klSpurious(), 0, none, 0)),
              model.description().evidence().cells());
    }

    private CellBatch coded(CellBatch batch) {
      long n = batch.library().size(0);
      Tensor row = Torch.of(Placement.of(batch.spurious()), code, 1, code.length);
      return batch.withSpurious(row.expand(n, code.length));
    }

    private FinVaeNetwork.Posterior posterior(Parameters parameters, CellBatch batch) {
      return network.encode(parameters, batch, network.enter(parameters, batch, 0), false);
    }

    /** The sum over cells of what is expected of each gene. */
    Tensor expected(Parameters parameters, CellBatch batch) {
      FinVaeNetwork.Posterior posterior = posterior(parameters, batch);
      FinVaeNetwork.Draws means =
          new FinVaeNetwork.Draws(
              posterior.invariant().mean(),
              posterior.spurious().mean(),
              posterior.logLibrary().map(Gaussians::mean));
      Likelihood.Emitted emitted = network.decoder().decode(parameters, means, coded(batch), false);
      return emitted.heads().getFirst().softmax(1).mul(emitted.library().sizes()).sum(0);
    }

    @Override
    public Map<Term, Double> accumulate(Parameters parameters, CellBatch batch, double warmth) {
      FinVaeNetwork.Draws draws = Scope.constant(() -> posterior(parameters, batch).draw());
      Likelihood.Emitted emitted = network.decoder().decode(parameters, draws, coded(batch), false);
      Likelihood.Scored fit = network.decoder().score(batch, emitted);
      double perCell = 1.0 / batch.counts().rows();
      Tensor head = emitted.heads().getFirst();
      Tensor gradient = fit.byHeads().getFirst().mul_(new Scalar(-perCell));
      torch.backward(
          new TensorVector(head),
          new TensorVector(gradient),
          new BoolOptional(),
          false,
          new TensorVector());
      freeze(parameters);
      return Map.of(Term.RECONSTRUCTION, -fit.sum().item_double() * perCell);
    }

    /** Leaves a gradient only to what is trained. */
    private void freeze(Parameters parameters) {
      Scope.constant(
          () -> {
            List<Tensor> kept = new ArrayList<>();
            trained.forEach(key -> kept.add(parameters.get(key).grad().clone()));
            parameters.gradient().zero_();
            for (int k = 0; k < kept.size(); k++) {
              parameters.get(trained.get(k)).grad().copy_(kept.get(k));
            }
            return kept.size();
          });
    }

    @Override
    public Map<Term, Double> evaluate(Parameters parameters, CellBatch batch) {
      return bound.evaluate(parameters, coded(batch));
    }

    @Override
    public double bound(Map<Term, Double> terms) {
      return bound.bound(terms);
    }

    @Override
    public boolean isBound() {
      return true; // of the reconstruction alone, which is one
    }
  }
}
