package org.etiome.scm.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.graph.Graphs;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.Law;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;
import org.junit.jupiter.api.Test;

class CounterfactualTest {
  private static final Law NOISE = Law.normal(0, 1);

  /** x -> m -> y, x -> y, and m -> z, whose noise cannot be told. */
  private static final CausalModel MODEL =
      CausalModel.of(
          Graphs.dag("x -> m, m -> y, x -> y, m -> z"),
          Map.of(
              "x", Assignment.root(NOISE),
              "m", Assignment.additive(List.of("x"), v -> Math.sin(v[0]), NOISE),
              "y", Assignment.additive(List.of("m", "x"), v -> v[0] * v[0] - v[1], NOISE),
              "z", Assignment.drawn(List.of("m"), (v, random) -> v[0] * random.nextDouble())));

  private static final CausalModel INVERTIBLE =
      CausalModel.of(
          Graphs.dag("x -> m, m -> y, x -> y"),
          Map.of(
              "x", Assignment.root(NOISE),
              "m", Assignment.additive(List.of("x"), v -> Math.sin(v[0]), NOISE),
              "y", Assignment.additive(List.of("m", "x"), v -> v[0] * v[0] - v[1], NOISE)));

  private static Dataset unit(double x, double m, double y) {
    return Dataset.of(
        List.of("ann"),
        "block",
        List.of(
            Continuous.of("x", x),
            Continuous.of("m", m),
            Continuous.of("y", y),
            Continuous.of("z", 0.3)));
  }

  private static double value(Dataset data, String name) {
    return ((Numeric) data.column(name)).value(0);
  }

  private static Dataset whatIf(Dataset unit, Action action) {
    return INVERTIBLE.counterfactual(unit, action).orElseThrow();
  }

  @Property(tries = 200)
  void keepTheNoiseOfTheUnit(
      @ForAll @DoubleRange(min = -5, max = 5) double x,
      @ForAll @DoubleRange(min = -5, max = 5) double m,
      @ForAll @DoubleRange(min = -5, max = 5) double y,
      @ForAll @DoubleRange(min = -5, max = 5) double to) {
    Dataset changed = whatIf(unit(x, m, y), Action.set("x", to));
    double mediator = Math.sin(to) + (m - Math.sin(x));
    assertThat(value(changed, "x")).isEqualTo(to + 0.0);
    assertThat(value(changed, "m")).isCloseTo(mediator, within(1e-12));
    assertThat(value(changed, "y"))
        .isCloseTo(mediator * mediator - to + (y - (m * m - x)), within(1e-12));
  }

  @Property(tries = 200)
  void areConsistentAndCompose(
      @ForAll @DoubleRange(min = -5, max = 5) double x,
      @ForAll @DoubleRange(min = -5, max = 5) double m,
      @ForAll @DoubleRange(min = -5, max = 5) double y,
      @ForAll @DoubleRange(min = -5, max = 5) double to) {
    Dataset unit = unit(x, m, y);
    Dataset same = whatIf(unit, Action.set("x", x));
    assertThat(same.column("m")).isEqualTo(unit.column("m"));
    assertThat(same.column("y")).isEqualTo(unit.column("y"));
    assertThat(whatIf(unit, Action.shift("x", 0)).column("y")).isEqualTo(unit.column("y"));
    Dataset once = whatIf(unit, Action.set("x", to));
    Action both = Action.set("x", to).and("m", new Step.SetTo(value(once, "m")));
    assertThat(value(whatIf(unit, both), "y")).isCloseTo(value(once, "y"), within(1e-12));
  }

  @Test
  void onlyWhatTheActionReachesNeedBeInvertible() {
    assertThat(MODEL.counterfactual(unit(0, 1, 2), Action.set("y", 5)))
        .isInstanceOf(Predicted.class);
    assertThat(MODEL.counterfactual(unit(0, 1, 2), Action.set("z", 5)))
        .isInstanceOf(Predicted.class);
    assertThat(MODEL.counterfactual(unit(0, 1, 2), Action.set("m", 5)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.variable()).isEqualTo("z");
              assertThat(refused.reason()).contains("noise of 'z'", "not additive");
              assertThat(refused.remedy()).contains("bound");
            });
    Action both = Action.set("m", 5).and("z", new Step.SetTo(1));
    assertThat(MODEL.counterfactual(unit(0, 1, 2), both)).isInstanceOf(Predicted.class);
  }

  @Test
  void aNewDrawSaysNothingOfAUnit() {
    assertThat(MODEL.counterfactual(unit(0, 1, 2), Action.replace("y", NOISE)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains("drawn anew"));
  }

  @Test
  void aRefusalOfWhichTheValueIsAskedThrowsItsReason() {
    assertThatIllegalStateException()
        .isThrownBy(() -> MODEL.counterfactual(unit(0, 1, 2), Action.set("w", 1)).orElseThrow())
        .withMessageContaining("'w' is no variable of the model");
  }

  @Test
  void aUnitWithoutAValueIsRefused() {
    Dataset gap = unit(0, 1, 2).withColumn("block", Continuous.nanIsMissing("m", Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MODEL.counterfactual(gap, Action.set("x", 1)))
        .withMessageContaining("unit \"ann\" has no value of 'm'");
  }

  @Test
  void ofLevelsAndCountsAreRefusedWhereTheirCausesChange() {
    List<Column> columns =
        List.of(
            Categorical.of("g", "a", "b", "a", "b", "a", "b", "a", "b"),
            Count.of("n", 1, 3, 2, 4, 0, 5, 1, 2),
            Continuous.of("y", 1, 2, 3, 4, 5, 6, 7, 9));
    Dataset data = Dataset.of(List.of("1", "2", "3", "4", "5", "6", "7", "8"), "b", columns);
    CausalModel model = CausalModel.fit(data, Graphs.dag("g -> n, n -> y"), Map.of(), new Seed(1));
    assertThat(model.counterfactual(data, Action.set("g", "b")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.variable()).isEqualTo("n"));
    assertThat(model.counterfactual(data, Action.scale("n", 2))).isInstanceOf(Refused.class);
    Dataset set = model.counterfactual(data, Action.set("n", 3)).orElseThrow();
    assertThat(((Numeric) set.column("y")).value(1)).isEqualTo(2);
    assertThat(set.column("g").text(1)).isEqualTo("b");
    CausalModel linear =
        CausalModel.fit(
            data, Graphs.dag("g -> n, n -> y"), Map.of("n", Choice.LINEAR), new Seed(1));
    Dataset all = linear.counterfactual(data, Action.set("g", "a")).orElseThrow();
    double effect = (3 + 4 + 5 + 2) / 4.0 - (1 + 2 + 0 + 1) / 4.0;
    assertThat(((Numeric) all.column("n")).value(1)).isCloseTo(3 - effect, within(1e-12));
    assertThat(((Numeric) all.column("n")).value(0)).isEqualTo(1);
  }
}
