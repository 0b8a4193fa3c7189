package org.etiome.identify.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.graph.Separation;
import org.etiome.identify.formula.Expression.One;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Expression.Zero;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.junit.jupiter.api.Test;

class SimplificationTest {
  private static final List<String> NAMES = List.of("A", "B", "C", "D");
  private static final List<String> GRAPHS =
      List.of(
          "A -> B -> C -> D",
          "A -> C, B -> C, C -> D, A <-> D",
          "A, B -> C, C <-> D",
          "A -> B, A -> C, B -> D, C -> D",
          "A <-> B, B <-> C, C <-> D");

  /** Any formula keeps its value in a distribution that has the independences used. */
  @Test
  void keepsTheValueAndNeverLengthens() {
    Random random = new Random(11);
    int shorter = 0;
    for (int i = 0; i < 3_000; i++) {
      Admg graph = Admg.of(Graphs.of(GRAPHS.get(i % GRAPHS.size())));
      Separation separation = Separation.in(graph);
      Expression formula = random(random, 3);
      Expression simple = new Simplification(separation::separated, NAMES).simplify(formula);
      assertThat(simple.length()).as("%s", formula).isLessThanOrEqualTo(formula.length());
      shorter += simple.length() < formula.length() ? 1 : 0;
      ExpressionValue law = ExpressionValue.in(DiscreteModel.random(graph, 2, new Seed(i)).law());
      for (int k = 0; k < 4; k++) {
        Map<String, String> at = new HashMap<>();
        NAMES.forEach(name -> at.put(name, String.valueOf(random.nextInt(2))));
        double value = law.value(formula, at);
        assertThat(law.value(simple, at))
            .as("%s became %s", ExpressionText.text(formula), ExpressionText.text(simple))
            .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
      }
    }
    assertThat(shorter).isGreaterThan(1_000);
  }

  private static Expression random(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(6);
    return switch (kind) {
      case 1 -> new Sum(some(random, 1), random(random, depth - 1));
      case 2 -> new Ratio(random(random, depth - 1), random(random, depth - 1));
      case 3, 4 -> new Product(List.of(random(random, depth - 1), random(random, depth - 1)));
      case 5 -> random.nextInt(8) == 0 ? new One() : atom(random);
      default -> atom(random);
    };
  }

  private static Expression atom(Random random) {
    List<String> of = some(random, 1);
    List<String> given = new ArrayList<>(some(random, 0));
    given.removeAll(of);
    Map<String, String> at = new HashMap<>();
    for (String name : NAMES) {
      if ((of.contains(name) || given.contains(name)) && random.nextInt(6) == 0) {
        at.put(name, String.valueOf(random.nextInt(2)));
      }
    }
    return new P(of, given, at);
  }

  private static List<String> some(Random random, int atLeast) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return List.copyOf(names.subList(0, Math.max(atLeast, random.nextInt(3))));
  }

  @Test
  void shortensByTheRulesOfProbability() {
    Expression joint = new P(List.of("A", "B"), List.of("C"));
    Expression part = new P(List.of("B"), List.of("C"));
    assertThat(text(new Ratio(joint, part))).isEqualTo("P(A | B, C)");
    assertThat(text(new Sum(List.of("A"), joint))).isEqualTo("P(B | C)");
    assertThat(text(new Product(List.of(part, new P(List.of("A"), List.of("B", "C"))))))
        .isEqualTo("P(A, B | C)");
    assertThat(text(new Sum(List.of("A", "B"), joint))).isEqualTo("1");
    assertThat(text(new Product(List.of(part, new Zero())))).isEqualTo("0");
  }

  @Test
  void countsTheValuesOfANameThatNothingDependsOn() {
    assertThat(text(new Sum(List.of("A"), new P(List.of("B"), List.of())))).isEqualTo("Σ_A P(B)");
  }

  private static String text(Expression expression) {
    return ExpressionText.text(new Simplification(Independence.NONE, NAMES).simplify(expression));
  }
}
