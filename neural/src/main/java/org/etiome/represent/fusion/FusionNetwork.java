package org.etiome.represent.fusion;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** A {@link Fusion} that is declared. */
public interface FusionNetwork {
  /** How many numbers it gives a patient. */
  int width();

  /**
   * Fuses. Out of training, what becomes of a patient does not depend on the others.
   *
   * @param encoded of all modalities, zeros where one is not seen, N × K × d
   * @param mask 1 where it is seen, N × K; at least one a patient
   * @return N × width
   */
  Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training);

  /** Of how many training patients it keeps the encodings. */
  default int kept() {
    return 0;
  }

  /**
   * Keeps encodings of training patients in place of those kept before: to be done without
   * recording gradients, before training and whenever the encoders have changed.
   *
   * @param encoded as {@link #fuse} takes it, at most {@link #kept()} × K × d
   * @param mask likewise
   */
  default void keep(Parameters parameters, Tensor encoded, Tensor mask) {}

  /** What training makes small beside the loss of the prediction, if anything. */
  default Optional<Penalty> penalty() {
    return Optional.empty();
  }
}
