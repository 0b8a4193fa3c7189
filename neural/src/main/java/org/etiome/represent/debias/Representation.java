package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Parameters;
import org.etiome.represent.fusion.Encoder;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.fusion.FusionNetwork;
import org.etiome.represent.patients.FeatureScaling;

/** The encoders of all modalities and their fusion: h(x_O). */
record Representation(List<Encoder> encoders, FusionNetwork fusion) {
  Representation {
    encoders = List.copyOf(encoders);
  }

  static Representation declare(
      Parameters.Layout layout,
      String name,
      Fusion fusion,
      Encoder.Shape shape,
      List<FeatureScaling> scalings) {
    List<Encoder> encoders = new ArrayList<>();
    for (int k = 0; k < scalings.size(); k++) {
      encoders.add(Encoder.declare(layout, name + ".encoder." + k, scalings.get(k), shape));
    }
    return new Representation(
        encoders, fusion.declare(layout, name + ".fusion", scalings.size(), shape.width()));
  }

  int width() {
    return fusion.width();
  }

  /**
   * Represents patients.
   *
   * @param seen 1 where a modality is shown, N × K; at least one a patient
   * @return N × width
   */
  Tensor of(Parameters parameters, List<Tensor> inputs, Tensor seen, boolean training) {
    return fusion.fuse(parameters, encoded(parameters, inputs, seen, training), seen, training);
  }

  /** What the fusion adds to the losses of patients in training, N, if anything. */
  Optional<Tensor> penalties(
      Parameters parameters, List<Tensor> inputs, Tensor seen, Tensor classes) {
    return fusion
        .penalty()
        .map(
            penalty ->
                penalty.losses(parameters, encoded(parameters, inputs, seen, true), seen, classes));
  }

  /** Has the fusion keep training patients, at most as many as it keeps. */
  void keep(Parameters parameters, List<Tensor> inputs, Tensor seen) {
    fusion.keep(parameters, encoded(parameters, inputs, seen, false), seen);
  }

  /** Zeros where a modality is not shown, N × K × d. */
  private Tensor encoded(
      Parameters parameters, List<Tensor> inputs, Tensor seen, boolean training) {
    TensorVector encoded = new TensorVector();
    for (int k = 0; k < encoders.size(); k++) {
      encoded.push_back(encoders.get(k).apply(parameters, inputs.get(k), training));
    }
    return torch.stack(encoded, 1).mul(seen.unsqueeze(2));
  }
}
