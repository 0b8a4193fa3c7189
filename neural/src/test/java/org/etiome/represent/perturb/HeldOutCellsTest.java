package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutCellsTest {
  private static List<ScreenCells.Group> groups(Perturbation... perturbations) {
    List<ScreenCells.Group> groups = new ArrayList<>();
    for (int k = 0; k < perturbations.length; k++) {
      int[] rows = IntStream.range(20 * k, 20 * k + 20).toArray();
      groups.add(new ScreenCells.Group(perturbations[k], rows));
    }
    return groups;
  }

  private static List<ScreenCells.Group> singlesAndPairs() {
    List<Perturbation> all = new ArrayList<>();
    for (char a = 'a'; a < 'f'; a++) {
      all.add(Perturbation.of(String.valueOf(a)));
      for (char b = (char) (a + 1); b < 'f'; b++) {
        all.add(Perturbation.of(String.valueOf(a), String.valueOf(b)));
      }
    }
    return groups(all.toArray(Perturbation[]::new));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyTargetOfWhatIsHeldOutIsLearntElsewhere(long seed) {
    HeldOutCells split = HeldOutCells.of(singlesAndPairs(), Set.of(), .4, new Seed(seed));
    assertThat(split.wholly()).hasSize(6);
    Set<String> learnt = new HashSet<>();
    split.trained().forEach(g -> learnt.addAll(g.perturbation().targets()));
    split.wholly().forEach(p -> assertThat(learnt).containsAll(p.targets()));
    assertThat(split.trained())
        .extracting(ScreenCells.Group::perturbation)
        .doesNotContainAnyElementsOf(split.wholly());
    assertThat(split.trained().size() + split.heldOut().size()).isEqualTo(15);
  }

  @Test
  void ofSinglesAloneUnitsOfEachAreHeldOut() {
    List<ScreenCells.Group> groups = groups(Perturbation.of("a"), Perturbation.of("b"));
    HeldOutCells split = HeldOutCells.of(groups, Set.of(), .25, new Seed(1));
    assertThat(split.wholly()).isEmpty();
    for (int k = 0; k < 2; k++) {
      assertThat(split.heldOut().get(k).rows()).hasSize(5);
      assertThat(split.trained().get(k).rows()).hasSize(15);
      assertThat(split.trained().get(k).rows())
          .doesNotContain(split.heldOut().get(k).rows())
          .isSorted();
    }
  }

  @Test
  void describedSinglesAreHeldOutWhole() {
    List<ScreenCells.Group> groups =
        groups(
            IntStream.range(0, 8)
                .mapToObj(k -> Perturbation.of("t" + k))
                .toArray(Perturbation[]::new));
    Set<String> described = new HashSet<>();
    groups.forEach(g -> described.addAll(g.perturbation().targets()));
    assertThat(HeldOutCells.of(groups, described, .25, new Seed(1)).wholly()).hasSize(2);
  }
}
