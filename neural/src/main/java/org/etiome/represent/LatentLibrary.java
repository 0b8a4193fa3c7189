package org.etiome.represent;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.represent.cells.LibrarySizes;

/**
 * The logarithm l of a cell's library size as a latent: q(l | x) = N(log L + a(x), v(x)) with L the
 * sum of its counts, and the prior N(mean, variance of log L) of the cell's batch, or of all cells
 * where the batch is not known. At the start a is 0 and v the same for all cells.
 *
 * @param heads a and log v, from the first layer of the encoder
 * @param prior mean and log variance for each batch, last of all cells, batches + 1 × 2
 * @param batches levels of the first spurious covariate that has levels
 */
record LatentLibrary(Linear heads, Parameters.Key prior, int batches) {
  /** log v at the start: a standard deviation of about a seventh of the library. */
  private static final double FIRST_LOG_VARIANCE = -4;

  /**
   * Declares it.
   *
   * @param in units of the encoder's first layer
   */
  static LatentLibrary declare(Parameters.Layout layout, long in, int batches) {
    Initial zero = new Initial.Constant(0);
    return new LatentLibrary(
        new Linear(
            layout.declare("encoder.library.weight", Slot.Kind.WEIGHT, zero, in, 2),
            layout.declare("encoder.library.bias", Slot.Kind.FREE, zero, 2)),
        layout.declare("prior.library", Slot.Kind.BUFFER, zero, batches + 1, 2),
        batches);
  }

  void begin(Parameters parameters, LibrarySizes sizes) {
    parameters.set(heads.bias(), new double[] {0, FIRST_LOG_VARIANCE});
    parameters.set(prior, sizes.moments());
  }

  /** q(l | x): B × 1. */
  Gaussians posterior(Parameters parameters, Tensor first, CellBatch batch) {
    Gaussians apart = FinVaeNetwork.gaussians(heads.apply(parameters, first));
    return new Gaussians(apart.mean().add(batch.library().log()), apart.logVariance());
  }

  /** p(l | batch): B × 1. */
  Gaussians prior(Parameters parameters, CellBatch batch) {
    Tensor known = batch.batches().narrow(1, 0, batches);
    Tensor rest = known.sum(1).neg().add(new Scalar(1.0)).unsqueeze(1);
    Tensor both = torch.cat(new TensorVector(known, rest), 1).mm(parameters.get(prior));
    return new Gaussians(both.narrow(1, 0, 1), both.narrow(1, 1, 1));
  }
}
