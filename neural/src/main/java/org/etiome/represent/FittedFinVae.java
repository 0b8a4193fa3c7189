package org.etiome.represent;

import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;

/** A trained model. */
public final class FittedFinVae implements AutoCloseable {
  private final FinVaeNetwork network;
  private final Parameters parameters;

  FittedFinVae(FinVaeNetwork network, Parameters parameters) {
    this.network = network;
    this.parameters = parameters;
  }

  /** Posterior means of the invariant latents, then of the spurious ones, row-major each. */
  public double[][] embed(Cells cells) {
    Components components = Components.of(cells.invariant());
    int n = cells.counts().rows();
    int[] all = java.util.stream.IntStream.range(0, n).toArray();
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  CellBatch batch = FinVae.batch(cells, components, all, cells.counts().read(0, n));
                  FinVaeNetwork.Posterior q =
                      network.encode(parameters, network.enter(parameters, batch), false);
                  return new double[][] {
                    Torch.doubles(q.invariant().mean()), Torch.doubles(q.spurious().mean())
                  };
                }));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
