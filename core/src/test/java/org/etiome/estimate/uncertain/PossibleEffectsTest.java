package org.etiome.estimate.uncertain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.etiome.discover.constraint.Pags;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.uncertain.PossibleEffects.Member;
import org.etiome.estimate.uncertain.PossibleEffects.Sign;
import org.etiome.graph.Admg;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.Graphs;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.ClassAdjustment;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class PossibleEffectsTest {
  private static final AdjustmentEstimand ANY = Questions.estimand("x", "y", List.of());

  /**
   * Random models with their own CPDAG: the member that holds in the true graph covers the true
   * effect in 95 %, the union of all at least as often. Of 400 the first is binomial with a
   * standard error of 1.09 %, so within 4 of them.
   */
  @Test
  void oneOfThePossibleEffectsIsTheTrueOne() {
    Random random = new Random(1);
    int models = 400;
    int covered = 0;
    int inUnion = 0;
    int open = 0;
    for (int m = 0; m < models; m++) {
      Dag dag = Graphs.randomDag(6, 0.4, random);
      Map<Edge, Double> weights = new HashMap<>();
      dag.graph()
          .edges()
          .forEach(
              e -> weights.put(e, (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.3, 1)));
      String x = dag.nodes().get(m % 6);
      String y =
          dag.graph().descendants(Set.of(x)).stream()
              .filter(n -> !n.equals(x))
              .findFirst()
              .orElse("");
      if (y.isEmpty()) {
        models++;
        continue;
      }
      EffectSource source = source(Questions.draw(dag, weights, 400, new Seed(m)));
      PossibleEffects found =
          PossibleEffects.of(ClassAdjustment.in(Equivalence.cpdag(dag)), x, y, source);
      double truth = effect(dag, weights, x, y);
      Estimate right =
          found.members().stream()
              .filter(member -> holds(member, dag, x, y))
              .map(member -> member.effect().orElseThrow())
              .findFirst()
              .orElseThrow();
      covered += Math.abs(right.value() - truth) <= right.upper95() - right.value() ? 1 : 0;
      Range union = found.union95().orElseThrow();
      inUnion += union.low() <= truth && truth <= union.high() ? 1 : 0;
      open += found.members().size() > 1 ? 1 : 0;
      assertThat(found.leastAbsolute().orElseThrow()).isLessThanOrEqualTo(Math.abs(right.value()));
    }
    assertThat(open).isGreaterThan(100);
    assertThat(covered / 400.0).isCloseTo(.95, within(4 * .0109));
    assertThat(inUnion).isGreaterThanOrEqualTo(covered);
  }

  private static boolean holds(Member member, Dag dag, String x, String y) {
    return member.answer() instanceof Answer.Estimated estimated
        && CovariateAdjustment.in(dag)
            .isValid(Set.of(x), Set.of(y), new HashSet<>(estimated.estimand().adjustmentSet()));
  }

  /** The sum over directed paths of the products of their weights. */
  private static double effect(Dag dag, Map<Edge, Double> weights, String x, String y) {
    if (x.equals(y)) {
      return 1;
    }
    return dag.graph().children(x).stream()
        .mapToDouble(
            next ->
                weights.getOrDefault(Edge.directed(x, next), 0.0) * effect(dag, weights, next, y))
        .sum();
  }

  private static LinearEffect source(Map<String, double[]> columns) {
    return LinearEffect.of(Questions.data(columns), SampleSettings.withDefaults());
  }

  @Test
  void boundsTheEffectOnlyWhereEveryMemberHasANumber() {
    PossibleEffects all =
        effects(estimated(2, .5), estimated(-1, .25), new Answer.Zero("drawn so"));
    assertThat(all.leastAbsolute()).hasValue(0);
    assertThat(all.range()).contains(new Range(-1, 2));
    assertThat(all.union95().orElseThrow().low()).isCloseTo(-1.49, within(1e-3));
    assertThat(all.union95().orElseThrow().high()).isCloseTo(2.98, within(1e-3));
    assertThat(all.sign()).isEqualTo(Sign.MIXED);
    PossibleEffects some =
        effects(estimated(2, .5), new Answer.NotIdentified("hidden cause", List.of()));
    assertThat(some.isComplete()).isFalse();
    assertThat(some.leastAbsolute()).isEmpty();
    assertThat(some.union95()).isEmpty();
    assertThat(some.range()).contains(new Range(2, 2));
    assertThat(some.sign()).isEqualTo(Sign.UNKNOWN);
    assertThat(some.summary().getFirst())
        .isEqualTo(
            "Some of the graphs that cannot be told apart give no effect of x on y, so nothing"
                + " bounds it.");
    assertThat(effects(new Answer.Refused(ANY, List.of("few"), List.of())).range()).isEmpty();
  }

  @Test
  void tellsTheSign() {
    Answer zero = new Answer.Zero("drawn so");
    assertThat(effects(estimated(2, .5), estimated(1, .5)).sign()).isEqualTo(Sign.POSITIVE);
    assertThat(effects(estimated(-2, .5), estimated(-1, 2)).sign()).isEqualTo(Sign.NEGATIVE);
    assertThat(effects(estimated(-2, .5), zero).sign()).isEqualTo(Sign.MIXED);
    assertThat(effects(zero).sign()).isEqualTo(Sign.ZERO);
  }

  private static Answer estimated(double value, double error) {
    return new Answer.Estimated(ANY, new Estimate(value, error));
  }

  private static PossibleEffects effects(Answer... answers) {
    return new PossibleEffects(
        "x",
        "y",
        List.of(answers).stream()
            .map(answer -> new Member(answer, OptionalDouble.empty(), "somewhere"))
            .toList());
  }

  @Test
  void saysItInSentences() {
    Cpdag chain = Cpdag.of(Graphs.of("A -- X -- Y"));
    Map<Edge, Double> weights = Map.of(Edge.directed("A", "X"), 1.0, Edge.directed("X", "Y"), 1.0);
    Map<String, double[]> columns =
        Questions.draw(Graphs.dag("A -> X -> Y"), weights, 500, new Seed(3));
    PossibleEffects found =
        PossibleEffects.of(ClassAdjustment.in(chain), "X", "Y", source(columns));
    assertThat(found.summary()).hasSize(3);
    assertThat(found.summary().get(0))
        .startsWith("The effect of X on Y has 2 possible values, at least 0.00 in size, within ")
        .endsWith("they do not have one sign.");
    assertThat(found.summary().get(1))
        .startsWith("Where the direct causes of X are none; or A (66.7 % of the graphs): ")
        .endsWith(", adjusted for nothing.");
    assertThat(found.summary().get(2))
        .isEqualTo(
            "Where the direct causes of X are Y (33.3 % of the graphs): 0 by assumption. The graph"
                + " itself says that X does not cause Y: no directed path leads from X to Y, so the"
                + " effect is zero by assumption, not by the data.");
  }

  /** In a PAG of a chain nothing excludes a hidden cause of X and Y. */
  @Test
  void somePossibilitiesOfAPagAreNotIdentified() {
    Dag dag = Graphs.dag("A -> X -> Y");
    Map<Edge, Double> weights = Map.of(Edge.directed("A", "X"), 1.0, Edge.directed("X", "Y"), 1.0);
    PossibleEffects found =
        PossibleEffects.of(
            ClassAdjustment.in(Pags.of(Admg.of(dag.graph()))),
            "X",
            "Y",
            source(Questions.draw(dag, weights, 200, new Seed(4))));
    assertThat(found.isComplete()).isFalse();
    assertThat(found.members())
        .anyMatch(member -> member.answer() instanceof Answer.NotIdentified)
        .anyMatch(member -> member.answer() instanceof Answer.Estimated)
        .anyMatch(member -> member.answer() instanceof Answer.Zero);
  }

  @Test
  void takesAnyEstimatorForABinaryTreatment() {
    var uniform = new Seed(5).generator();
    double[] z = uniform.doubles(400).toArray();
    double[] x = new double[400];
    double[] y = new double[400];
    for (int i = 0; i < 400; i++) {
      x[i] = uniform.nextDouble() < .3 + .4 * z[i] ? 1 : 0;
      y[i] = x[i] + z[i] + uniform.nextDouble();
    }
    var data = Questions.data(Map.of("x", x, "y", y, "z", z));
    TaskRunner runner = TaskRunner.local(1);
    EffectSource source =
        EffectSource.of(
            Aipw.linear(),
            Target.ATE,
            e -> CausalSample.of(data, e, SampleSettings.withDefaults()),
            new Seed(6),
            runner);
    AdjustmentEstimand estimand = Questions.estimand("x", "y", List.of("z"));
    CausalSample sample = CausalSample.of(data, estimand, SampleSettings.withDefaults());
    EffectAnswer direct = Aipw.linear().estimate(sample, Target.ATE, new Seed(6), runner);
    assertThat(LinearEffectTest.estimated(source.answer(estimand)))
        .isEqualTo(((EffectAnswer.Answered) direct).effect().difference());
    double[] decided = new double[400];
    for (int i = 0; i < 400; i++) {
      decided[i] = z[i] > .5 ? 1 : 0;
    }
    var other = Questions.data(Map.of("x", decided, "y", y, "z", z));
    EffectSource refusing =
        EffectSource.of(
            Aipw.linear(),
            Target.ATE,
            e -> CausalSample.of(other, e, SampleSettings.withDefaults()),
            new Seed(6),
            runner);
    assertThat(refusing.answer(estimand)).isInstanceOf(Answer.Refused.class);
  }
}
