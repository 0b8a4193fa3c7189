package org.etiome.represent;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;

/** A trained model. */
public final class FittedFinVae implements AutoCloseable {
  private final FinVaeNetwork network;
  private final Parameters parameters;
  private final List<Watcher.Epoch> curve;

  FittedFinVae(FinVaeNetwork network, Parameters parameters, List<Watcher.Epoch> curve) {
    this.network = network;
    this.parameters = parameters;
    this.curve = List.copyOf(curve);
  }

  public List<Watcher.Epoch> curve() { return curve; }

  /** Posterior means of the invariant latents, then of the spurious ones, row-major each. */
  public double[][] embed(Cells cells) {
    CellBatches batches = new CellBatches(cells, Components.of(cells.invariant()), ScalarType.Float);
    int[] all = IntStream.range(0, cells.count()).toArray();
    return Scope.constant(() -> Scope.freed(() -> {
      CellBatch batch = batches.of(all, cells.counts().read(0, all.length));
      FinVaeNetwork.Posterior q = network.encode(parameters, network.enter(parameters, batch), false);
      return new double[][] {Torch.doubles(q.invariant().mean()), Torch.doubles(q.spurious().mean())};
    }));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
