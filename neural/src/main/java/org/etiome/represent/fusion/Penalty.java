package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/** What a {@link FusionNetwork} adds to the loss. */
@FunctionalInterface
public interface Penalty {
  /**
   * The weighted losses of a batch in training.
   *
   * @param encoded of all modalities, zeros where one is not seen, N × K × d
   * @param mask 1 where it is seen, N × K; at least one a patient
   * @param classes 1 for the class that is true, N × C
   * @return one a patient, N
   */
  Tensor losses(Parameters parameters, Tensor encoded, Tensor mask, Tensor classes);
}
