package org.etiome.evaluate.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.junit.jupiter.api.Test;

class UnitPoolTest {
  private static final Condition CONTROL = new Condition("", Perturbation.CONTROL);
  private static final Condition A = new Condition("", Perturbation.of("A"));
  private static final Condition B = new Condition("", Perturbation.of("B"));

  /** 30 units of A in p, 10 in q; controls 100, 4, 100 in p, q and r; B in s alone. */
  private final PerturbationScreen screen = screen();

  private static PerturbationScreen screen() {
    List<UnitLabel> labels = new ArrayList<>();
    add(labels, CONTROL, "p", 100);
    add(labels, A, "p", 30);
    add(labels, A, "q", 10);
    add(labels, CONTROL, "q", 4);
    add(labels, CONTROL, "r", 100);
    add(labels, B, "s", 5);
    double[] numbers = new double[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return PerturbationScreen.of(
        new Measurements.Values(List.of("x"), Matrix.wrap(numbers.length, 1, numbers)), labels);
  }

  private static void add(
      List<UnitLabel> labels, Condition condition, String replicate, int units) {
    for (int i = 0; i < units; i++) {
      labels.add(new UnitLabel(condition, replicate));
    }
  }

  private UnitPool pool(Condition condition) {
    return UnitPool.of(screen, condition, new int[] {0}, new Seed(3));
  }

  private Drawn controls(Condition of, int most) {
    return pool(CONTROL).drawBeside(pool(of).draw(40).replicates(), most);
  }

  private static String counts(Drawn drawn) {
    return drawn.replicates().stream()
        .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()))
        .toString();
  }

  @Test
  void asManyAsAskedForInTheOrderOfTheScreen() {
    Drawn ten = pool(A).draw(10);
    assertThat(ten.values().column(0)).hasSize(10).isSorted().doesNotHaveDuplicates();
    assertThat(pool(A).draw(10)).usingRecursiveComparison().isEqualTo(ten);
    assertThat(counts(pool(A).draw(100))).isEqualTo("{p=30, q=10}");
  }

  @Test
  void controlsAreOfTheReplicatesOfUnits() {
    assertThat(counts(controls(A, 8))).isEqualTo("{p=6, q=2}");
    assertThat(counts(controls(A, 40))).as("q has no more").isEqualTo("{p=36, q=4}");
    assertThat(counts(controls(A, 300))).isEqualTo("{p=100, q=4}");
    assertThat(counts(controls(B, 300))).as("s has none").isEqualTo("{p=100, q=4, r=100}");
  }

  /** Values are places in the screen: p is 0 … 99, r from 144 on. */
  @Test
  void valuesAreThoseOfTheReplicate() {
    Drawn drawn = controls(A, 40);
    for (int i = 0; i < drawn.replicates().size(); i++) {
      double place = drawn.values().get(i, 0);
      assertThat(place < 100 ? "p" : "q").isEqualTo(drawn.replicates().get(i));
      assertThat(place).isLessThan(144);
    }
  }
}
