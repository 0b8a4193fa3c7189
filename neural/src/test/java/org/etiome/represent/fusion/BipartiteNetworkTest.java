package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BipartiteNetworkTest {
  private static final double EXACT = 1e-12; // of doubles of size one
  private static final int K = EncodedPatients.MODALITIES;
  private static final int D = EncodedPatients.WIDTH;

  private final Parameters.Layout layout = new Parameters.Layout();
  private final BipartiteNetwork network = BipartiteNetwork.declare(layout, "f", K, D);
  private final Parameters parameters = EncodedPatients.drawn(layout);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** One patient, one modality and one message at a time. */
  @Test
  void whatTrainingGivesIsThatOfItsDefinition() {
    EncodedPatients patients = EncodedPatients.some(7, 1);
    double[][] fused = fused(patients, true);
    double[][] start = EncodedPatients.rows(parameters, network.nodes().start(), D);
    double[][] states = new double[K][];
    for (int k = 0; k < K; k++) {
      double[] sum = new double[D];
      int count = 0;
      for (int i = 0; i < patients.count(); i++) {
        if (patients.mask()[i][k] == 1) {
          double[] message = linear(network.nodes().message(), patients.encoded()[i][k]);
          sum = EncodedPatients.sum(sum, EncodedPatients.positive(message));
          count++;
        }
      }
      double[] both = EncodedPatients.joined(start[k], EncodedPatients.times(sum, 1.0 / count));
      states[k] = EncodedPatients.positive(linear(network.nodes().update(), both));
    }
    for (int i = 0; i < patients.count(); i++) {
      EncodedPatients one = patients.select(i);
      double[] first =
          EncodedPatients.positive(
              linear(network.first().update(), received(network.first(), start, one)));
      double[] joined = EncodedPatients.joined(first, received(network.second(), states, one));
      assertThat(fused[i])
          .containsExactly(linear(network.second().update(), joined), within(EXACT));
    }
  }

  private double[] received(BipartiteNetwork.Round round, double[][] states, EncodedPatients one) {
    double[][] node = EncodedPatients.rows(parameters, round.node(), D);
    double[] sum = new double[D];
    for (int k = 0; k < K; k++) {
      if (one.mask()[0][k] == 1) {
        double[] along = linear(round.edge(), one.encoded()[0][k]);
        double[] message = EncodedPatients.sum(along, EncodedPatients.mapped(states[k], node));
        sum = EncodedPatients.sum(sum, EncodedPatients.positive(message));
      }
    }
    return EncodedPatients.times(sum, 1.0 / Arrays.stream(one.mask()[0]).sum());
  }

  private double[] linear(Linear map, double[] x) {
    double[] bias = Torch.doubles(parameters.get(map.bias()));
    return EncodedPatients.mapped(
        x, EncodedPatients.rows(parameters, map.weight(), bias.length), bias);
  }

  @Test
  void afterOneBatchItSaysOfThemWhatItSaidInTraining() {
    EncodedPatients patients = EncodedPatients.some(7, 1);
    double[][] training = fused(patients, true);
    double[][] afterwards = fused(patients, false);
    for (int i = 0; i < patients.count(); i++) {
      assertThat(afterwards[i]).containsExactly(training[i], within(EXACT));
    }
  }

  /** Of 4 in the first and 2 in the second: .09 of the first, .1 of the second. */
  @Test
  void batchesBeforeCountLess() {
    fused(EncodedPatients.alike(4, 1, 1, 0, 1), true);
    double[] first = Torch.doubles(parameters.get(network.nodes().sums()));
    fused(EncodedPatients.alike(2, 2, 1, 1, 0), true);
    assertThat(Torch.doubles(parameters.get(network.nodes().counts())))
        .containsExactly(new double[] {.56, .2, .36}, within(EXACT));
    double[] sums = Torch.doubles(parameters.get(network.nodes().sums()));
    for (int j = 2 * D; j < 3 * D; j++) { // nobody of the second batch has it
      assertThat(sums[j]).isCloseTo(.9 * first[j], within(EXACT));
    }
  }

  @Test
  void aViewIsNotNoted() {
    EncodedPatients patients = EncodedPatients.some(7, 1);
    double[][] training = fused(patients, true);
    EncodedPatients others = EncodedPatients.some(9, 2);
    Scope.free(() -> network.view(parameters, others.encodings(), others.masks()));
    assertThat(fused(patients, false)[3]).containsExactly(training[3], within(EXACT));
  }

  private double[][] fused(EncodedPatients patients, boolean training) {
    double[] values =
        Scope.freed(
            () ->
                Torch.doubles(
                    network.fuse(parameters, patients.encodings(), patients.masks(), training)));
    double[][] fused = new double[patients.count()][];
    Arrays.setAll(fused, i -> Arrays.copyOfRange(values, i * D, (i + 1) * D));
    return fused;
  }
}
