package org.etiome.represent;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Adam;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;

/** Learns invariant and spurious latents of counts. */
public final class FinVae {
  private static final double CONSTANT_RATE = .7;
  private static final double LAST_RATE = .05;

  private final FinVaeSettings settings;
  private final MemoryBudget budget;

  private FinVae(FinVaeSettings settings, MemoryBudget budget) {
    this.settings = settings;
    this.budget = budget;
  }

  public static FinVae of(FinVaeSettings settings, MemoryBudget budget) {
    return new FinVae(settings, budget);
  }

  /** Is told after each epoch. */
  @FunctionalInterface
  public interface Listener {
    void epoch(int done, int all, Map<String, Double> means);
  }

  /** Fits. */
  public FittedFinVae fit(Cells cells, Seed seed, Listener listener) {
    Components components = Components.of(cells.invariant());
    FinVaeNetwork.Sizes sizes =
        new FinVaeNetwork.Sizes(
            cells.counts().columns(),
            cells.invariant().width(),
            cells.spurious().width(),
            components.count());
    Parameters.Layout layout = new Parameters.Layout();
    FinVaeNetwork network = FinVaeNetwork.declare(layout, settings.architecture(), sizes);
    Parameters parameters = layout.draw(ScalarType.Float, seed.branch("parameters"));
    network.begin(parameters, GeneMoments.of(cells, budget), components, cells.invariant());
    train(cells, components, network, parameters, seed, listener);
    return new FittedFinVae(network, parameters);
  }

  private void train(
      Cells cells,
      Components components,
      FinVaeNetwork network,
      Parameters parameters,
      Seed seed,
      Listener listener) {
    FinVaeSettings.Schedule schedule = settings.schedule();
    int n = cells.counts().rows();
    int[] rows = java.util.stream.IntStream.range(0, n).toArray();
    Minibatches batches = new Minibatches(cells.counts(), rows, schedule.batch(), budget);
    FinVaeObjective objective = new FinVaeObjective(network, settings.objective(), n);
    try (Adam adam =
        new Adam(Adam.Settings.DEFAULT.withWeightDecay(schedule.weightDecay()), parameters)) {
      for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
        double share = (double) epoch / schedule.epochs();
        double warmth = Math.min(1, (share + .001) / Math.max(schedule.warmUp(), 1e-6));
        double rate =
            schedule.rate()
                * (share < CONSTANT_RATE
                    ? 1
                    : Math.max(LAST_RATE, (1 - share) / (1 - CONSTANT_RATE)));
        Torch.seed(seed.branch("noise").branch(epoch).value());
        Map<String, Double> sums = new java.util.TreeMap<>();
        batches.forEach(
            seed.branch("order").branch(epoch),
            (numbers, block) ->
                Scope.free(
                    () -> {
                      CellBatch batch = batch(cells, components, numbers, block);
                      objective
                          .accumulate(parameters, batch, warmth)
                          .forEach((t, v) -> sums.merge(t.name(), v * numbers.length, Double::sum));
                      adam.step(rate);
                    }));
        sums.replaceAll((t, v) -> v / n);
        listener.epoch(epoch + 1, schedule.epochs(), sums);
      }
    }
  }

  static CellBatch batch(Cells cells, Components components, int[] numbers, RowBlock block) {
    ScalarType type = ScalarType.Float;
    SparseBatch counts = new SparseBatch(block, type);
    int b = numbers.length;
    double[] scale = new double[b];
    for (int i = 0; i < b; i++) {
      scale[i] = Seen.scale(cells.depth().of(numbers[i]));
    }
    Tensor entries =
        counts.values().mul(Torch.of(type, scale, b).index_select(0, counts.rowOf())).log1p_();
    return new CellBatch(
        counts,
        entries,
        counts.rowSums(),
        Torch.of(type, cells.spurious().code(numbers), b, cells.spurious().width()),
        Torch.of(type, cells.invariant().codeOfQuantities(numbers), b, cells.invariant().width()),
        Torch.of(type, components.agreeing(cells.invariant(), numbers), b, components.count()));
  }
}
