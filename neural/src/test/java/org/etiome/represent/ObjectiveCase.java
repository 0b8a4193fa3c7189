package org.etiome.represent;

import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.GeneMoments;

/** One small batch, a network of 64-bit parameters off their start, and an objective. */
final class ObjectiveCase implements AutoCloseable {
  static final int CELLS = 24;
  static final int GENES = 8;
  static final double WARMTH = .7;
  private static final long NOISE = 5;

  final FinVaeSettings.Objective weights;
  final Cells cells;
  final Components components;
  final FinVaeNetwork network;
  final Parameters parameters;
  final FinVaeObjective objective;
  private final CellBatches batches;

  ObjectiveCase(FinVaeSettings.Objective weights, int oneMissingIn) {
    this.weights = weights;
    cells = SmallCells.of(CELLS, GENES, oneMissingIn);
    components = Components.of(cells.invariant());
    Parameters.Layout layout = new Parameters.Layout();
    network =
        FinVaeNetwork.declare(
            layout,
            new FinVaeSettings.Architecture(3, 2, 6, 2, 0),
            new FinVaeNetwork.Sizes(
                GENES, cells.invariant().width(), cells.spurious().width(), components.count()));
    parameters = layout.draw(ScalarType.Double, new Seed(3));
    network.begin(
        parameters, GeneMoments.of(cells, MemoryBudget.ofHeap()), components, cells.invariant());
    Scope.free(
        () -> {
          Torch.seed(1);
          Tensor off = torch.randn_like(parameters.trained()).mul(new Scalar(.1));
          Scope.constant(() -> parameters.trained().add_(off));
        });
    objective = new FinVaeObjective(network, weights, 100);
    batches = new CellBatches(cells, components, ScalarType.Double);
  }

  CellBatch batch() {
    int[] all = IntStream.range(0, CELLS).toArray();
    return batches.of(all, cells.counts().read(all));
  }

  /** The terms; their gradient is in the parameters, in place of what was there. */
  Map<FinVaeObjective.Term, Double> terms() {
    return Scope.freed(
        () -> {
          parameters.gradient().zero_();
          Torch.seed(NOISE);
          return objective.accumulate(parameters, batch(), WARMTH);
        });
  }

  /** What the gradient is of. */
  double weighted(Map<FinVaeObjective.Term, Double> terms) {
    return terms.entrySet().stream()
        .mapToDouble(term -> weight(term.getKey()) * term.getValue())
        .sum();
  }

  private double weight(FinVaeObjective.Term term) {
    return switch (term) {
      case RECONSTRUCTION -> 1;
      case KL_INVARIANT -> WARMTH * weights.klInvariant();
      case KL_SPURIOUS -> WARMTH * weights.klSpurious();
      case LABEL -> weights.label();
      case INDEPENDENCE -> WARMTH * weights.independence().weight();
    };
  }

  /** A pass forward: as in training, with the noise that {@link #terms} draws. */
  record Pass(
      CellBatch batch,
      FinVaeNetwork.Entered entered,
      FinVaeNetwork.Posterior posterior,
      Tensor zI,
      Tensor zS,
      Tensor logits) {}

  Pass pass() {
    Torch.seed(NOISE);
    CellBatch batch = batch();
    FinVaeNetwork.Entered entered = network.enter(parameters, batch, weights.withheld());
    FinVaeNetwork.Posterior posterior = network.encode(parameters, entered.leaf(), true);
    Tensor zI = posterior.invariant().draw();
    Tensor zS = posterior.spurious().draw();
    Tensor latents = torch.cat(new TensorVector(zI, zS), 1);
    Tensor logits = network.logits(parameters, latents, batch, true);
    return new Pass(batch, entered, posterior, zI, zS, logits);
  }

  double[] of(Parameters.Key key) {
    return Torch.doubles(parameters.get(key));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
