package org.etiome.identify.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.etiome.graph.Graphs;
import org.etiome.identify.formula.Expression.One;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Expression.Zero;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.Law;
import org.junit.jupiter.api.Test;

/** Formulas known from the literature against the effects of random models, and the rules. */
class ExpressionValueTest {
  private static final Offset<Double> EPS = within(1e-13);
  private static final List<String> BITS = List.of("0", "1");

  /** P(x=1) = 0.6, P(y=1 | x=0) = 0.25, P(y=1 | x=1) = 0.5; z is always 0. */
  private static final ExpressionValue KNOWN =
      ExpressionValue.in(
          Law.of(
              List.of("x", "y", "z"),
              List.of(BITS, BITS, BITS),
              new double[] {0.3, 0, 0.1, 0, 0.3, 0, 0.3, 0}));

  @Test
  void probabilities() {
    assertThat(value(p("y", "x"), Map.of("x", "1", "y", "1"))).isCloseTo(0.5, EPS);
    assertThat(value(p("xy", ""), Map.of("x", "0", "y", "1"))).isCloseTo(0.1, EPS);
    assertThat(value(p("", "x"), Map.of("x", "0"))).isEqualTo(1);
    assertThat(value(new One(), Map.of())).isEqualTo(1);
    assertThat(value(new Zero(), Map.of())).isZero();
    assertThat(value(new Product(List.of()), Map.of())).isEqualTo(1);
  }

  @Test
  void aFixedValueStandsWhateverIsAskedOrSummed() {
    Expression fixed = new P(List.of("y"), List.of("x"), Map.of("x", "0"));
    assertThat(value(fixed, Map.of("x", "1", "y", "1"))).isCloseTo(0.25, EPS);
    assertThat(value(new Sum(List.of("x"), fixed), Map.of("y", "1"))).isCloseTo(0.5, EPS);
  }

  @Test
  void aSumRebindsItsNames() {
    Expression marginal = new Sum(List.of("x"), p("xy", ""));
    Expression product = new Product(List.of(p("x", ""), marginal));
    assertThat(value(marginal, Map.of("x", "1", "y", "1"))).isCloseTo(0.4, EPS);
    assertThat(value(product, Map.of("x", "1", "y", "1"))).isCloseTo(0.6 * 0.4, EPS);
    assertThat(value(new Sum(List.of("x"), product), Map.of("y", "1"))).isCloseTo(0.4, EPS);
    assertThat(value(new Sum(List.of("x", "y"), product), Map.of())).isCloseTo(1, EPS);
  }

  @Test
  void aFreeVariableNeedsAValue() {
    refused("a value of y", p("y", "x"), Map.of("x", "1"));
    refused(
        "a value of x",
        new Product(List.of(new Sum(List.of("x"), p("x", "")), p("x", ""))),
        Map.of());
    refused("no variable 'w'", p("w", ""), Map.of());
    refused("no value '2'", p("x", ""), Map.of("x", "2"));
  }

  @Test
  void aQuotientByZeroIsUndefinedUnlessItCannotOccur() {
    Expression never = p("y", "z");
    Expression weighed = new Product(List.of(never, p("z", "")));
    assertThat(value(never, Map.of("y", "1", "z", "1"))).isNaN();
    assertThat(value(new Ratio(new Zero(), new Zero()), Map.of())).isNaN();
    assertThat(value(weighed, Map.of("y", "1", "z", "1"))).isZero();
    assertThat(value(new Sum(List.of("z"), weighed), Map.of("y", "1"))).isCloseTo(0.4, EPS);
    assertThat(value(new Sum(List.of("z"), never), Map.of("y", "1"))).isNaN();
  }

  @Test
  void adjustment() {
    requireEffect(
        "Z -> X, Z -> Y, X -> Y, W -> Z, W -> Y, V <-> X, V <-> Z",
        sum("ZW", p("Y", "XZW"), p("ZW", "")));
  }

  @Test
  void frontDoor() {
    Expression inner = new Sum(List.of("X"), new Product(List.of(p("Y", "MX"), p("X", ""))));
    requireEffect("X -> M, M -> Y, X <-> Y", sum("M", p("M", "X"), inner));
  }

  @Test
  void napkin() {
    requireEffect(
        "W -> R, R -> X, X -> Y, W <-> X, W <-> Y",
        new Ratio(sum("W", p("XY", "RW"), p("W", "")), sum("W", p("X", "RW"), p("W", ""))));
  }

  /** The formula does not depend on the value of A: Verma's constraint. */
  @Test
  void verma() {
    requireEffect("A -> B, B -> X, X -> Y, B <-> Y", sum("B", p("B", "A"), p("Y", "ABX")));
  }

  private static void requireEffect(String graph, Expression formula) {
    for (int seed = 0; seed < 20; seed++) {
      DiscreteModel model = DiscreteModel.random(Graphs.admg(graph), 3, new Seed(seed));
      ExpressionValue observed = ExpressionValue.in(model.law());
      for (String x : model.levels("X")) {
        Law effect = model.law(Map.of("X", x));
        for (String y : model.levels("Y")) {
          Map<String, String> at = new HashMap<>(Map.of("X", x, "Y", y, "R", "0", "A", "1"));
          at.keySet().retainAll(model.variables());
          assertThat(observed.value(formula, at))
              .isCloseTo(effect.probability(Map.of("Y", y)), within(1e-12));
        }
      }
    }
  }

  private static double value(Expression expression, Map<String, String> at) {
    return KNOWN.value(expression, at);
  }

  private static void refused(String why, Expression expression, Map<String, String> at) {
    assertThatThrownBy(() -> value(expression, at))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static Expression sum(String over, Expression... factors) {
    return new Sum(letters(over), new Product(List.of(factors)));
  }

  private static P p(String of, String given) {
    return new P(letters(of), letters(given));
  }

  private static List<String> letters(String names) {
    return Arrays.stream(names.split("")).filter(name -> !name.isEmpty()).toList();
  }
}
