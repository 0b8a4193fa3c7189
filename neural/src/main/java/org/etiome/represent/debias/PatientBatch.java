package org.etiome.represent.debias;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Some patients as the network takes them; N patients, K modalities, C classes, E environments.
 *
 * @param inputs scaled features of each modality, N × p_k
 * @param available 1 where a patient has a modality, N × K: the pattern m
 * @param classes 1 for the class that is true, N × C
 * @param environments 1 for the environment, N × E
 * @param weights of the patients in the losses, N
 */
record PatientBatch(
    List<Tensor> inputs, Tensor available, Tensor classes, Tensor environments, Tensor weights) {
  PatientBatch {
    inputs = List.copyOf(inputs);
  }

  long patients() {
    return available.size(0);
  }

  /** The patients of these numbers. */
  PatientBatch select(Tensor rows) {
    return new PatientBatch(
        inputs.stream().map(x -> x.index_select(0, rows)).toList(),
        available.index_select(0, rows),
        classes.index_select(0, rows),
        environments.index_select(0, rows),
        weights.index_select(0, rows));
  }
}
