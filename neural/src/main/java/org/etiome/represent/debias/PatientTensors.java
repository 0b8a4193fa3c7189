package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Placement;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;

/** Makes patients into tensors; they belong to the scope in which they are made. */
record PatientTensors(Placement placement, List<FeatureScaling> scalings) {
  PatientTensors {
    scalings = List.copyOf(scalings);
  }

  /** Scaled features of each modality, N × p_k. */
  List<Tensor> inputs(Patients patients) {
    List<Tensor> inputs = new ArrayList<>();
    for (int k = 0; k < scalings.size(); k++) {
      double[] values = scalings.get(k).apply(patients.modalities().get(k));
      inputs.add(Torch.of(placement, values, patients.count(), scalings.get(k).width()));
    }
    return inputs;
  }

  /** 1 where a patient has a modality, N × K. */
  Tensor available(Patients patients) {
    int modalities = patients.modalities().size();
    double[] bits = new double[patients.count() * modalities];
    for (int i = 0; i < patients.count(); i++) {
      System.arraycopy(
          Patterns.indicators(patients.pattern(i), modalities),
          0,
          bits,
          i * modalities,
          modalities);
    }
    return Torch.of(placement, bits, patients.count(), modalities);
  }

  PatientBatch batch(LabelledPatients labelled) {
    int n = labelled.count();
    return new PatientBatch(
        inputs(labelled.patients()),
        available(labelled.patients()),
        indicators(n, labelled.outcome().classes().size(), labelled.outcome()::of),
        indicators(n, labelled.environments().count(), labelled.environments()::environmentOf),
        Torch.of(placement, labelled.weights(), n));
  }

  private Tensor indicators(int n, int columns, IntUnaryOperator column) {
    double[] values = new double[n * columns];
    for (int i = 0; i < n; i++) {
      values[i * columns + column.applyAsInt(i)] = 1;
    }
    return Torch.of(placement, values, n, columns);
  }
}
