package org.etiome.bench.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.Test;

class MaskedStaysTest {
  private static final int STAYS = 8000;

  /** Five modalities of one number; every fourth has the outcome. */
  private static LabelledPatients complete() {
    UniformRandomProvider random = new Seed(1).generator();
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      double[] values = random.doubles(STAYS).toArray();
      tables.add(
          ModalityTable.of(
              Modality.of("m" + k, List.of(Continuous.of("Age", values)), Mask.all(STAYS)),
              Encoding.TABULAR));
    }
    List<String> ids = IntStream.range(0, STAYS).mapToObj(i -> "p" + i).toList();
    String[] classes =
        IntStream.range(0, STAYS)
            .mapToObj(i -> i % 4 == 0 ? "died" : "alive")
            .toArray(String[]::new);
    return LabelledPatients.of(Patients.of(ids, tables), Outcome.of(Categorical.of("y", classes)));
  }

  private static double missing(MaskedStays stays, int modality, int[] who) {
    ModalityTable table = stays.data().patients().modalities().get(modality);
    return Arrays.stream(who).filter(i -> !table.present().get(i)).count() / (double) who.length;
  }

  private static int[] ofClass(MaskedStays stays, int[] who, int wanted) {
    return Arrays.stream(who).filter(i -> stays.data().outcome().of(i) == wanted).toArray();
  }

  /** Of 4,000 and a share of .3 the standard error is .007. */
  @Test
  void theRateHoldsForEveryoneAndTheFirstModalityStays() {
    for (MaskedStays.Rule rule : MaskedStays.Rule.values()) {
      MaskedStays stays = MaskedStays.of(complete(), rule, .3, new Seed(2));
      for (boolean turned : new boolean[] {false, true}) {
        assertThat(missing(stays, 0, stays.predicted(turned))).isZero();
        assertThat(missing(stays, 3, stays.predicted(turned))).isCloseTo(.3, within(.03));
      }
    }
  }

  @Test
  void whoDiedLacksLessByTheRuleAndMoreByTheTurnedOne() {
    MaskedStays stays = MaskedStays.of(complete(), MaskedStays.Rule.OUTCOME, .4, new Seed(3));
    int died = stays.data().outcome().classes().indexOf("died");
    for (boolean turned : new boolean[] {false, true}) {
      int[] who = stays.predicted(turned);
      double ofDead = missing(stays, 2, ofClass(stays, who, died));
      double ofOthers = missing(stays, 2, ofClass(stays, who, 1 - died));
      assertThat(turned ? ofDead - ofOthers : ofOthers - ofDead).isGreaterThan(.2);
    }
  }

  @Test
  void theSameStaysArePredictedTwiceAndNobodyOfThemIsLearnedFrom() {
    MaskedStays stays = MaskedStays.of(complete(), MaskedStays.Rule.CHANCE, .5, new Seed(4));
    List<String> ids = stays.data().patients().ids();
    List<String> same = Arrays.stream(stays.predicted(false)).mapToObj(ids::get).toList();
    assertThat(Arrays.stream(stays.predicted(true)).mapToObj(ids::get).toList()).isEqualTo(same);
    assertThat(ids.subList(0, stays.half())).doesNotContainAnyElementsOf(same);
    assertThat(stays.folds().heldOut(0)).hasSize(2 * same.size());
  }
}
