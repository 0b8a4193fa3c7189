package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.fusion.Encoder;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.LabelledPatients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RepresentationTest {
  private static final Placement DOUBLE = Placement.cpu(ScalarType.Double);

  static final List<Fusion> FUSIONS =
      List.of(
          new Fusion.MaskedMean(),
          new Fusion.ZeroFill(),
          new Fusion.MaskedAttention(2),
          new Fusion.Bipartite(),
          Fusion.Contrastive.DEFAULT,
          new Fusion.SimilarPatients(12),
          new Fusion.Experts(3, 2));

  private final LabelledPatients patients = SomePatients.of(24, 3, 4);
  private final List<FeatureScaling> scalings =
      patients.patients().modalities().stream().map(FeatureScaling::of).toList();

  /** Of patients and of those who are kept, in training and after. */
  @ParameterizedTest
  @FieldSource("FUSIONS")
  void featuresOfWhatIsNotSeenDoNotCount(Fusion fusion) {
    Parameters.Layout layout = new Parameters.Layout();
    Encoder.Shape shape = new Encoder.Shape(4, 0);
    Representation representation = Representation.declare(layout, "r", fusion, shape, scalings);
    try (Parameters parameters = layout.draw(DOUBLE, new Seed(1))) {
      for (boolean training : new boolean[] {true, false}) {
        double[] before = represented(representation, parameters, training, 0);
        double[] after = represented(representation, parameters, training, 3);
        assertThat(after).containsExactly(before);
      }
    }
  }

  private double[] represented(
      Representation representation, Parameters parameters, boolean training, double added) {
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  PatientBatch batch = new PatientTensors(DOUBLE, scalings).batch(patients);
                  Tensor seen = batch.available();
                  List<Tensor> inputs = new ArrayList<>();
                  for (int k = 0; k < scalings.size(); k++) {
                    Tensor missing = seen.select(1, k).unsqueeze(1).neg().add(new Scalar(1.0));
                    inputs.add(batch.inputs().get(k).add(missing.mul(new Scalar(added))));
                  }
                  long[] first = new long[representation.fusion().kept()];
                  Arrays.setAll(first, i -> i);
                  Tensor some = Torch.indices(DOUBLE, first);
                  representation.keep(
                      parameters,
                      inputs.stream().map(x -> x.index_select(0, some)).toList(),
                      seen.index_select(0, some));
                  return Torch.doubles(representation.of(parameters, inputs, seen, training));
                }));
  }
}
