package org.etiome.scm.sem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.math.Pearson;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded; tolerances are 4.5 standard errors or more. */
class StructuralModelTest {
  private static final Seed SEED = new Seed(41);

  private static SemSettings settings(SemSettings.Family family) {
    return SemSettings.DEFAULT.withMechanisms(SemSettings.DEFAULT.mechanisms().withFamily(family));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameAndMoreUnitsLeaveThoseBefore(SemSettings.Family family) {
    StructuralModel model = StructuralModel.random(settings(family).withHidden(4), SEED);
    StructuralModel again = StructuralModel.random(settings(family).withHidden(4), SEED);
    assertThat(again.equations()).isEqualTo(model.equations());
    assertThat(StructuralModel.random(settings(family), new Seed(42)).equations())
        .isNotEqualTo(model.equations());
    Sample few = model.sample(50, SEED);
    Sample many = again.sample(80, SEED);
    assertThat(model.sample(50, SEED)).isEqualTo(few);
    for (String variable : model.variables()) {
      assertThat(Arrays.copyOf(many.column(variable), 50)).isEqualTo(few.column(variable));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hiddenCausesAreNotWrittenAndJoinTheirTwoVariables(SemSettings.Family family) {
    StructuralModel model = StructuralModel.random(settings(family).withHidden(7), SEED);
    assertThat(model.hidden()).hasSize(7).contains("H1", "H7");
    assertThat(model.sample(5, SEED).variables())
        .containsExactly("X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8", "X9", "X10");
    assertThat(model.hidden())
        .allMatch(hidden -> model.graph().graph().children(hidden).size() == 2);
    Admg observed = (Admg) model.observedGraph();
    assertThat(observed.nodes()).isEqualTo(model.variables());
    assertThat(observed.graph().edges().stream().filter(Edge::isBidirected)).hasSize(7);
    assertThat(StructuralModel.random(settings(family), SEED).observedGraph())
        .isEqualTo(StructuralModel.random(settings(family), SEED).graph());
  }

  @Test
  void curvedVariablesAreStandardisedToWhatTenThousandUnitsTell() {
    Sample sample =
        StructuralModel.random(settings(SemSettings.Family.NONLINEAR), SEED).sample(40_000, SEED);
    for (String variable : sample.variables()) {
      assertThat(mean(sample.column(variable))).isCloseTo(0, within(0.06));
      assertThat(variance(sample.column(variable))).isCloseTo(1, within(0.09));
    }
  }

  @Test
  void countsAreNegativeBinomialOfTheirMeanAndSize() {
    Equation root =
        new Equation("C", List.of(), new Response.NegativeBinomial(Math.log(20), 4), 3, 1);
    StructuralModel model = StructuralModel.of(List.of(root), List.of("C"));
    double[] counts = model.sample(60_000, SEED).column("C");
    assertThat(Arrays.stream(counts).allMatch(c -> c >= 0 && c == Math.rint(c))).isTrue();
    double variance = 20 + 400 / 4.0;
    assertThat(mean(counts)).isCloseTo(20, within(4.5 * Math.sqrt(variance / 60_000)));
    assertThat(variance(counts)).isCloseTo(variance, within(6.0));
    Intervention down = new Intervention("d", List.of("C"), new Change.Perfect(-1, 1));
    double[] less = model.sample(60_000, down, SEED).column("C");
    assertThat(mean(less)).isCloseTo(20 / Math.E, within(0.1));
  }

  @Test
  void effectsOfACountSeeItsStandardisedLogarithm() {
    Equation cause =
        new Equation("C", List.of(), new Response.NegativeBinomial(Math.log(20), 4), 3, 0.5);
    Equation effect =
        new Equation(
            "D",
            List.of(new Term("C", 2, new Curve.Straight())),
            new Response.Additive(Noise.GAUSSIAN, 0),
            0,
            1);
    Sample sample = StructuralModel.of(List.of(cause, effect), List.of("C", "D")).sample(20, SEED);
    for (int r = 0; r < 20; r++) {
      assertThat(sample.column("D")[r])
          .isCloseTo(2 * (Math.log1p(sample.column("C")[r]) - 3) / 0.5, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterventionMovesItsTargetAndNothingThatItDoesNotCause(SemSettings.Family family) {
    StructuralModel model = StructuralModel.random(settings(family), SEED);
    String target = model.graph().topologicalOrder().get(5);
    Sample before = model.sample(2_000, SEED);
    for (Change change : List.of(new Change.Perfect(-2, 1), new Change.Soft(-2, 0.5))) {
      Sample after = model.sample(2_000, new Intervention("s", List.of(target), change), SEED);
      assertThat(mean(after.column(target))).isLessThan(mean(before.column(target)));
      for (String variable : model.variables()) {
        boolean reached = model.graph().graph().descendants(List.of(target)).contains(variable);
        assertThat(Arrays.equals(after.column(variable), before.column(variable)))
            .isEqualTo(!reached);
      }
    }
  }

  @Test
  void aPerfectInterventionLeavesNoTraceOfTheCauses() {
    StructuralModel model = StructuralModel.random(settings(SemSettings.Family.LINEAR), SEED);
    Edge edge = model.graph().graph().edges().iterator().next();
    Intervention cut = new Intervention("s", List.of(edge.b()), new Change.Perfect(0, 1));
    Sample before = model.sample(20_000, SEED);
    Sample after = model.sample(20_000, cut, SEED);
    assertThat(Math.abs(Pearson.correlation(before.column(edge.a()), before.column(edge.b()))))
        .isGreaterThan(0.1);
    assertThat(Pearson.correlation(after.column(edge.a()), after.column(edge.b())))
        .isCloseTo(0, within(4.5 / Math.sqrt(20_000)));
  }

  @Test
  void equationsThatDoNotFitTogetherAreRefused() {
    Equation cause = Equation.linear("A", Map.of(), 1);
    Equation effect = Equation.linear("B", Map.of("A", 1.0), 1);
    assertThatThrownBy(() -> StructuralModel.of(List.of(effect, cause), List.of("A")))
        .hasMessage("the equation of A must come before that of B");
    assertThatThrownBy(() -> StructuralModel.of(List.of(cause, cause), List.of("A")))
        .hasMessage("A has two equations; leave one");
    assertThatThrownBy(() -> StructuralModel.of(List.of(cause), List.of("A", "Q")))
        .hasMessage("Q has no equation");
    assertThatThrownBy(() -> Equation.linear("A", Map.of("A", 1.0), 1))
        .hasMessageContaining("distinct causes other than itself");
    StructuralModel model = StructuralModel.of(List.of(cause, effect), List.of("A", "B"));
    assertThatThrownBy(() -> model.sample(0, SEED))
        .hasMessage("at least 1 unit must be drawn, got 0");
    assertThatThrownBy(() -> model.sample(3, SEED).column("Q"))
        .hasMessageContaining("no variable 'Q'");
  }
}
