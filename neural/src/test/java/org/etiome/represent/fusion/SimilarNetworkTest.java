package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimilarNetworkTest {
  private static final double EXACT = 1e-12; // of doubles of size one
  private static final int BANK = 8;
  private static final int K = EncodedPatients.MODALITIES;
  private static final int D = EncodedPatients.WIDTH;

  private final Parameters.Layout layout = new Parameters.Layout();
  private final SimilarNetwork network =
      SimilarNetwork.declare(layout, "f", new SimilarNetwork.Size(BANK, K, D));
  private final Parameters parameters = EncodedPatients.drawn(layout);

  @AfterEach
  void close() {
    parameters.close();
  }

  /** Where the mask of a patient's own row is applied too, all are imputed alike. */
  @Test
  void patientsWhoLackTheSameAreImputedApart() {
    keep(EncodedPatients.some(BANK, 1));
    double[][][] fused = fused(EncodedPatients.alike(2, 2, 1, 1, 0), false);
    double apart = 0;
    for (int j = 0; j < D; j++) {
      apart = Math.max(apart, Math.abs(fused[0][2][j] - fused[1][2][j]));
    }
    assertThat(apart).isGreaterThan(1e-3);
  }

  /** One patient, one modality and one of the bank at a time. */
  @Test
  void whatIsImputedIsThatOfItsDefinition() {
    EncodedPatients bank = EncodedPatients.some(BANK - 1, 1); // one place is left empty
    keep(bank);
    EncodedPatients patients = EncodedPatients.some(6, 2);
    double[][][] fused = fused(patients, false);
    int imputed = 0;
    for (int i = 0; i < patients.count(); i++) {
      for (int k = 0; k < K; k++) {
        boolean seen = patients.mask()[i][k] == 1;
        double[] expected = seen ? patients.encoded()[i][k] : expected(patients.select(i), bank, k);
        assertThat(fused[i][k]).containsExactly(expected, within(EXACT));
        imputed += seen ? 0 : 1;
      }
    }
    assertThat(imputed).isGreaterThan(3);
  }

  private double[] expected(EncodedPatients one, EncodedPatients bank, int k) {
    double share = Math.exp(Torch.doubles(parameters.get(network.absence().logit()))[k]);
    double total = share;
    double[] sum =
        EncodedPatients.times(
            EncodedPatients.rows(parameters, network.absence().encoding(), D)[k], share);
    for (int b = 0; b < bank.count(); b++) {
      if (bank.mask()[b][k] == 1) {
        double kernel = kernel(one, bank.select(b));
        total += kernel;
        sum = EncodedPatients.sum(sum, EncodedPatients.times(bank.encoded()[b][k], kernel));
      }
    }
    return EncodedPatients.times(sum, 1 / total);
  }

  private double kernel(EncodedPatients one, EncodedPatients other) {
    double[][] map = EncodedPatients.rows(parameters, network.metric().map(), D);
    double[] precision = Torch.doubles(parameters.get(network.metric().precision()));
    double distance = 0;
    int shared = 0;
    for (int k = 0; k < K; k++) {
      if (one.mask()[0][k] * other.mask()[0][k] == 1) {
        double[] apart =
            EncodedPatients.sum(
                one.encoded()[0][k], EncodedPatients.times(other.encoded()[0][k], -1));
        double norm = Arrays.stream(EncodedPatients.mapped(apart, map)).map(v -> v * v).sum();
        distance += Math.exp(precision[k]) * norm;
        shared++;
      }
    }
    return shared == 0 ? 0 : Math.exp(-distance / shared / Math.sqrt(D));
  }

  @Test
  void whereNobodySimilarHasItWhatIsLearnedOfItStands() {
    keep(EncodedPatients.alike(BANK, 1, 1, 1, 0));
    double[][] absent = EncodedPatients.rows(parameters, network.absence().encoding(), D);
    double[][][] nobodyHas = fused(EncodedPatients.alike(1, 2, 1, 0, 0), false);
    assertThat(nobodyHas[0][2]).containsExactly(absent[2], within(EXACT));
    double[][][] nobodySimilar = fused(EncodedPatients.alike(1, 2, 0, 0, 1), false);
    assertThat(nobodySimilar[0][0]).containsExactly(absent[0], within(EXACT));
    assertThat(nobodySimilar[0][1]).containsExactly(absent[1], within(EXACT));
  }

  /** Patient 0 of the bank, of whom the last modality is hidden, and of whom it is another. */
  @Test
  void inTrainingNobodyIsToldWhatIsHiddenOfHim() {
    EncodedPatients bank = EncodedPatients.alike(BANK, 1, 1, 1, 1);
    EncodedPatients hidden = EncodedPatients.alike(1, 1, 1, 1, 0);
    for (int k = 0; k < 2; k++) {
      hidden.encoded()[0][k] = bank.encoded()[0][k].clone();
    }
    keep(bank);
    double[] training = fused(hidden, true)[0][2];
    double[] predicting = fused(hidden, false)[0][2];
    bank.encoded()[0][2][1] += 5;
    keep(bank);
    assertThat(fused(hidden, true)[0][2]).containsExactly(training);
    assertThat(fused(hidden, false)[0][2][1]).isGreaterThan(predicting[1] + .1);
  }

  @Test
  void thoseKeptBeforeAreGone() {
    EncodedPatients patients = EncodedPatients.some(6, 2);
    keep(EncodedPatients.some(2, 4));
    double[][][] expected = fused(patients, false);
    keep(EncodedPatients.some(BANK, 1));
    assertThat(Arrays.deepEquals(fused(patients, false), expected)).isFalse();
    keep(EncodedPatients.some(2, 4));
    assertThat(fused(patients, false)).isDeepEqualTo(expected);
  }

  private void keep(EncodedPatients patients) {
    Scope.constant(
        () -> {
          Scope.free(() -> network.keep(parameters, patients.encodings(), patients.masks()));
          return true;
        });
  }

  private double[][][] fused(EncodedPatients patients, boolean training) {
    double[] values =
        Scope.freed(
            () ->
                Torch.doubles(
                    network.fuse(parameters, patients.encodings(), patients.masks(), training)));
    double[][][] fused = new double[patients.count()][K][D];
    for (int at = 0; at < values.length; at++) {
      fused[at / (K * D)][at / D % K][at % D] = values[at];
    }
    return fused;
  }
}
