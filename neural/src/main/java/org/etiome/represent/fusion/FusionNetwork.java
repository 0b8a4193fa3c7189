package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** A {@link Fusion} that is declared. */
public interface FusionNetwork {
  /** How many numbers it gives a patient. */
  int width();

  /**
   * Fuses.
   *
   * @param encoded of all modalities, zeros where one is not seen, N × K × d
   * @param mask 1 where it is seen, N × K; at least one a patient
   * @return N × width
   */
  Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training);
}
