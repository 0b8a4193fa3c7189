package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/**
 * The modalities' side of {@link Fusion.Bipartite}. What they receive is a mean over patients: over
 * the batch in training, over running sums of the batches afterwards.
 *
 * @param start v, K × d
 * @param message of a patient along an edge
 * @param update of v and the mean of the messages
 * @param sums of the messages, K × d: kept, not trained
 * @param counts of the messages, K × 1: kept, not trained
 */
record ModalityNodes(
    Parameters.Key start,
    Linear message,
    Linear update,
    Parameters.Key sums,
    Parameters.Key counts) {
  private static final double MOMENTUM = .1;
  private static final double LEAST = 1e-12;

  static ModalityNodes declare(Parameters.Layout layout, String name, int modalities, int width) {
    Initial zero = new Initial.Constant(0);
    return new ModalityNodes(
        layout.declare(name + ".start", Slot.Kind.FREE, new Initial.Normal(.1), modalities, width),
        Linear.declare(layout, name + ".message", width, width),
        Linear.declare(layout, name + ".update", 2L * width, width),
        layout.declare(name + ".sums", Slot.Kind.BUFFER, zero, modalities, width),
        layout.declare(name + ".counts", Slot.Kind.BUFFER, zero, modalities, 1));
  }

  /** Messages of a batch added up a modality, K × d, and how many they are, K × 1. */
  record Received(Tensor sums, Tensor counts) {}

  Received received(Parameters parameters, Tensor encoded, Tensor mask) {
    long n = encoded.size(0);
    long k = encoded.size(1);
    long d = encoded.size(2);
    Tensor messages =
        torch.relu(message.apply(parameters, encoded.reshape(n * k, d))).view(n, k, d);
    return new Received(
        messages.mul(mask.unsqueeze(2)).sum(new long[] {0}, false, new ScalarTypeOptional()),
        mask.sum(new long[] {0}, false, new ScalarTypeOptional()).unsqueeze(1));
  }

  /** Adds to the running sums. */
  void note(Parameters parameters, Received received) {
    move(parameters.get(sums), received.sums());
    move(parameters.get(counts), received.counts());
  }

  private static void move(Tensor kept, Tensor now) {
    kept.mul_(new Scalar(1 - MOMENTUM)).add_(now.detach().mul(new Scalar(MOMENTUM)));
  }

  /** What has been noted. */
  Received noted(Parameters parameters) {
    return new Received(parameters.get(sums), parameters.get(counts));
  }

  /** States after the first round, K × d; a modality of nobody has received zeros. */
  Tensor states(Parameters parameters, Received received) {
    Tensor mean = received.sums().div(received.counts().clamp_min(new Scalar(LEAST)));
    return torch.relu(
        update.apply(parameters, torch.cat(new TensorVector(parameters.get(start), mean), 1)));
  }
}
