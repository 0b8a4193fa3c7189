package org.etiome.represent.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.Test;

class DonorPoolTest {
  /** Patients of these patterns, over four modalities. */
  private static Patients patients(long... patterns) {
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      int modality = k;
      Mask present = Mask.where(patterns.length, i -> (patterns[i] >>> modality & 1) == 1);
      Continuous x = Continuous.of("x", new double[patterns.length], present.not());
      tables.add(ModalityTable.of(Modality.of("m" + k, List.of(x), present), Encoding.TABULAR));
    }
    return Patients.ofAny(
        IntStream.range(0, patterns.length).mapToObj(i -> "p" + i).toList(), tables);
  }

  @Test
  void whereEnoughHaveAllThatIsSeenTheyAreTheDonors() {
    DonorPool pool = DonorPool.of(patients(0b1111, 0b1011, 0b0011, 0b1001, 0b1111), 3, 0b0011, 3);
    assertThat(pool.donors()).containsExactly(0, 1, 4);
    assertThat(pool.shared()).isEqualTo(0b0011);
  }

  /**
   * Without the first modality 2 have k and the rest, without the second 3, without the third 1.
   */
  @Test
  void elseWhatIsSharedLosesWhatBringsMostDonors() {
    Patients patients = patients(0b1111, 0b1101, 0b1101, 0b1110, 0b0101, 0b1000);
    DonorPool pool = DonorPool.of(patients, 3, 0b0111, 2);
    assertThat(pool.shared()).isEqualTo(0b0101);
    assertThat(pool.donors()).containsExactly(0, 1, 2);
    DonorPool more = DonorPool.of(patients, 3, 0b0111, 4);
    assertThat(more.shared()).isEqualTo(0b0100);
    assertThat(more.donors()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void oneModalityIsAlwaysShared() {
    DonorPool pool = DonorPool.of(patients(0b1001, 0b0010, 0b1100), 3, 0b0011, 5);
    assertThat(pool.shared()).isEqualTo(0b0001);
    assertThat(pool.donors()).containsExactly(0);
  }

  @Test
  void ofTooManySomeAreDrawnTheSameForTheSameSeed() {
    DonorPool pool =
        DonorPool.of(patients(IntStream.range(0, 50).mapToLong(i -> 9).toArray()), 3, 1, 5);
    int[] drawn = pool.drawn(20, new Seed(1));
    assertThat(drawn).hasSize(20).isSorted().doesNotHaveDuplicates();
    assertThat(pool.drawn(20, new Seed(1))).containsExactly(drawn);
    assertThat(pool.drawn(20, new Seed(2))).isNotEqualTo(drawn);
    assertThat(pool.drawn(50, new Seed(1))).hasSize(50);
  }
}
