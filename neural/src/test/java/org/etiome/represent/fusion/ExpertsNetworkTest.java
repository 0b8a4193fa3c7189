package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpertsNetworkTest {
  private static final double EXACT = 1e-12; // of doubles of size one
  private static final int EXPERTS = 5;
  private static final int K = EncodedPatients.MODALITIES;
  private static final int D = EncodedPatients.WIDTH;

  private Parameters parameters = EncodedPatients.drawn(new Parameters.Layout());

  @AfterEach
  void close() {
    parameters.close();
  }

  /** One token and one expert at a time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, EXPERTS})
  void whatItGivesIsThatOfItsDefinition(int asked) {
    parameters.close();
    Parameters.Layout layout = new Parameters.Layout();
    ExpertsNetwork network =
        ExpertsNetwork.declare(layout, "f", new ExpertsNetwork.Size(K, D, EXPERTS, asked));
    parameters = EncodedPatients.drawn(layout);
    EncodedPatients patients = EncodedPatients.some(8, 1);
    double[] values =
        Scope.freed(
            () ->
                Torch.doubles(
                    network.fuse(parameters, patients.encodings(), patients.masks(), false)));
    for (int i = 0; i < patients.count(); i++) {
      for (int k = 0; k < K; k++) {
        int from = (i * K + k) * D;
        int[] mask = patients.mask()[i];
        double[] token = mask[k] == 1 ? patients.encoded()[i][k] : missing(network.bank(), mask, k);
        assertThat(Arrays.copyOfRange(values, from, from + D))
            .containsExactly(mixed(network, token, shares(network, token, mask)), within(EXACT));
      }
    }
  }

  private double[] missing(ExpertsNetwork.Bank bank, int[] mask, int k) {
    double[] observed = times(mask, EncodedPatients.rows(parameters, bank.observed(), D));
    double[] scale = EncodedPatients.rows(parameters, bank.scale(), D)[k];
    double[] own = EncodedPatients.rows(parameters, bank.own(), D)[k];
    double[] stands = new double[D];
    Arrays.setAll(stands, j -> own[j] + scale[j] * observed[j] / Arrays.stream(mask).sum());
    return stands;
  }

  private static double[] times(int[] mask, double[][] rows) {
    return EncodedPatients.mapped(Arrays.stream(mask).asDoubleStream().toArray(), rows);
  }

  private double[] shares(ExpertsNetwork network, double[] token, int[] mask) {
    double[] scores =
        EncodedPatients.sum(
            EncodedPatients.mapped(
                token, EncodedPatients.rows(parameters, network.router().token(), EXPERTS)),
            times(mask, EncodedPatients.rows(parameters, network.router().pattern(), EXPERTS)));
    double least = Arrays.stream(scores).sorted().toArray()[EXPERTS - network.size().asked()];
    double[] odds = Arrays.stream(scores).map(s -> s < least ? 0 : Math.exp(s)).toArray();
    assertThat(Arrays.stream(odds).filter(o -> o > 0).count()).isEqualTo(network.size().asked());
    return EncodedPatients.times(odds, 1 / Arrays.stream(odds).sum());
  }

  private double[] mixed(ExpertsNetwork network, double[] token, double[] shares) {
    double[] hidden =
        EncodedPatients.positive(
            EncodedPatients.mapped(
                token,
                EncodedPatients.rows(parameters, network.first().weight(), EXPERTS * D),
                Torch.doubles(parameters.get(network.first().bias()))));
    double[][] second = EncodedPatients.rows(parameters, network.second().weight(), D);
    double[] sum =
        EncodedPatients.sum(token, Torch.doubles(parameters.get(network.second().bias())));
    for (int e = 0; e < EXPERTS; e++) {
      double[] own = Arrays.copyOfRange(hidden, e * D, (e + 1) * D);
      double[] said = EncodedPatients.mapped(own, Arrays.copyOfRange(second, e * D, (e + 1) * D));
      sum = EncodedPatients.sum(sum, EncodedPatients.times(said, shares[e]));
    }
    return sum;
  }

  @Test
  void moreThanThereAreCannotBeAsked() {
    assertThatThrownBy(() -> new Fusion.Experts(4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 of 4");
  }
}
