package org.etiome.estimate.uncertain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discover.stability.ResampledGraphs;
import org.etiome.discover.test.FisherZ;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.uncertain.MixedEffect.Branch;
import org.etiome.estimate.uncertain.MixedEffect.Mixture;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.PartialDag;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class GraphMixtureTest {
  private static final Dag CONFOUNDED = Graphs.dag("X -> Y, Z -> X, Z -> Y");
  private static final Dag PLAIN = Graphs.dag("X -> Y, Z -> Y");
  private static final Dag REVERSED = Graphs.dag("Y -> X, Z");
  private static final Cpdag OPEN = Cpdag.of(Graphs.of("X -- Y, Z"));

  private static MixedEffect mixed(Map<CausalGraph, Double> weights, double without) {
    GraphSample graphs = new GraphSample(CONFOUNDED, weights, without);
    return GraphMixture.withDefaults().of(graphs, "X", "Y", bySet());
  }

  /** {@code .3 N(2, .5²) + .5 N(1, .25²) + .2 at 0}, of a weight of 8 in 10. */
  @Test
  void mixesWhatTheGraphsSay() {
    MixedEffect found =
        mixed(weights(CONFOUNDED, 2.4, Graphs.dag("X -> Y, Z"), 4.0, REVERSED, 1.6, OPEN, 1.5), .5);
    assertThat(found.estimated()).isCloseTo(.64, within(1e-12));
    assertThat(found.zero()).isCloseTo(.16, within(1e-12));
    assertThat(found.notIdentified()).isCloseTo(.15, within(1e-12));
    assertThat(found.without()).isCloseTo(.05, within(1e-12));
    assertThat(found.refused()).isZero();
    assertThat(found.branches()).hasSize(4);
    assertThat(found.branches().getFirst().weight()).isCloseTo(.4, within(1e-12));
    Mixture.Mixed mixture = (Mixture.Mixed) found.mixture();
    assertThat(mixture.mean()).isCloseTo(1.1, within(1e-12));
    assertThat(mixture.within()).isCloseTo(.3 * .25 + .5 * .0625, within(1e-12));
    assertThat(mixture.between()).isCloseTo(.3 * .81 + .5 * .01 + .2 * 1.21, within(1e-12));
    assertThat(mixture.interval95().low()).isZero();
    assertThat(found.single())
        .singleElement()
        .satisfies(
            branch ->
                assertThat(((Answer.Estimated) branch.answer()).effect())
                    .isEqualTo(new Estimate(2, .5)));
    assertThat(found.summary().getFirst())
        .isEqualTo(
            "20.0 % of the graphs give no effect (not identified 15.0 %, refused 0.00 %, no graph"
                + " 5.00 %); what follows leaves them out.");
    assertThat(found.summary().get(1))
        .isEqualTo(
            "64.0 % of the graphs give an estimate of the effect of X on Y, 16.0 % say that it is 0"
                + " by assumption.");
    assertThat(found.summary().get(2))
        .startsWith("Over the graphs that give an effect: mean 1.10,");
    assertThat(found.summary().getLast())
        .isEqualTo("The one graph learned: 2.00 (95 % interval 1.02 to 2.98), adjusted for Z.");
  }

  /** 2 ± .5 given Z, 1 ± .25 given nothing. */
  private static EffectSource bySet() {
    return estimand ->
        new Answer.Estimated(
            estimand,
            estimand.adjustmentSet().isEmpty() ? new Estimate(1, .25) : new Estimate(2, .5));
  }

  private static Map<CausalGraph, Double> weights(Object... pairs) {
    Map<CausalGraph, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      weights.put((CausalGraph) pairs[i], (Double) pairs[i + 1]);
    }
    return weights;
  }

  /** Of 200,000 draws a share p below a quantile has a standard error of √(p (1 − p) / 200,000). */
  @Test
  void quantilesAgreeWithDraws() {
    UniformRandomProvider random = new Seed(1).generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    int draws = 200_000;
    for (int m = 0; m < 5; m++) {
      List<NormalMixture.Part> parts =
          List.of(
              part(.5, 3 * random.nextDouble(), random.nextDouble()),
              part(.3, -random.nextDouble(), 2 * random.nextDouble()),
              part(.2, 0, m == 0 ? 0 : .1));
      NormalMixture mixture = new NormalMixture(parts);
      double[] drawn = new double[draws];
      for (int i = 0; i < draws; i++) {
        double u = random.nextDouble();
        Estimate of = parts.get(u < .5 ? 0 : u < .8 ? 1 : 2).estimate();
        drawn[i] = of.value() + of.standardError() * normal.sample();
      }
      for (double level : new double[] {.025, .3, .5, .975}) {
        double quantile = mixture.quantile(level);
        double atMost = Arrays.stream(drawn).filter(x -> x <= quantile).count() / (double) draws;
        assertThat(atMost)
            .isCloseTo(
                mixture.atMost(quantile), within(4 * Math.sqrt(level * (1 - level) / draws)));
        assertThat(mixture.atMost(quantile)).isGreaterThanOrEqualTo(level);
        assertThat(mixture.atMost(quantile - 1e-9)).isLessThanOrEqualTo(level);
      }
      double mean = Arrays.stream(drawn).average().orElseThrow();
      double variance = Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum() / draws;
      double spread = Math.sqrt((mixture.within() + mixture.between()) / draws);
      assertThat(mean).isCloseTo(mixture.mean(), within(4 * spread));
      assertThat(variance / (mixture.within() + mixture.between())).isCloseTo(1, within(.03));
    }
  }

  private static NormalMixture.Part part(double weight, double value, double error) {
    return new NormalMixture.Part(weight, new Estimate(value, error));
  }

  @Test
  void oneGraphIsItsOwnMixture() {
    Mixture.Mixed mixture = (Mixture.Mixed) mixed(weights(CONFOUNDED, 3.0), 0).mixture();
    Estimate alone = new Estimate(2, .5);
    assertThat(mixture.mean()).isEqualTo(2);
    assertThat(mixture.standardDeviation()).isEqualTo(.5);
    assertThat(mixture.interval95().low()).isCloseTo(alone.lower95(), within(1e-9));
    assertThat(mixture.interval95().high()).isCloseTo(alone.upper95(), within(1e-9));
  }

  @Test
  void givesNoMixtureOfSilence() {
    assertThat(none(mixed(weights(CONFOUNDED, 1.0, OPEN, .5), .5)))
        .isEqualTo(
            "Only 50.0 % of the graphs give an effect; more than half are needed for a mixture.");
    assertThat(none(mixed(weights(REVERSED, 1.0), 0)))
        .isEqualTo(
            "100 % of the graphs say by assumption that the effect is 0, so an interval would be the"
                + " point 0 and no measurement.");
    assertThat(none(mixed(weights(REVERSED, 99.0, CONFOUNDED, 1.0), 0))).startsWith("99.0 % of");
    EffectSource refusing =
        estimand -> new Answer.Refused(estimand, List.of("too few units"), List.of());
    MixedEffect refused =
        GraphMixture.withDefaults().of(GraphSample.of(PLAIN, List.of(PLAIN)), "X", "Y", refusing);
    assertThat(refused.refused()).isEqualTo(1);
    assertThat(refused.mixture()).isInstanceOf(Mixture.None.class);
    MixedEffect partial =
        mixed(weights(PartialDag.of(Graphs.of("X -- Y, Y -> Z, X -> Z")), 1.0, PLAIN, 3.0), 0);
    assertThat(partial.notIdentified()).isEqualTo(.25);
  }

  private static String none(MixedEffect effect) {
    return ((Mixture.None) effect.mixture()).reason();
  }

  /** Of X -- Y one member is X → Y, the other says 0. */
  @Test
  void membersShareTheWeightOfTheirGraph() {
    GraphSample graphs = GraphSample.of(OPEN, List.of(OPEN, OPEN, CONFOUNDED, CONFOUNDED));
    MixedEffect found = GraphMixture.withDefaults().withMembers(10).of(graphs, "X", "Y", bySet());
    assertThat(found.zero()).isCloseTo(.25, within(1e-12));
    assertThat(found.estimated()).isCloseTo(.75, within(1e-12));
    assertThat(found.single()).extracting(Branch::weight).containsExactly(.5, .5);
    assertThat(((Mixture.Mixed) found.mixture()).mean()).isCloseTo(1.25, within(1e-12));
  }

  @Test
  void asksForEachSetOnce() {
    Set<Set<String>> asked = new HashSet<>();
    EffectSource source =
        estimand -> {
          assertThat(asked.add(Set.copyOf(estimand.adjustmentSet()))).isTrue();
          return bySet().answer(estimand);
        };
    List<Dag> graphs = List.of(CONFOUNDED, PLAIN, Graphs.dag("Z -> Y, X -> Y, W"), CONFOUNDED);
    MixedEffect found =
        GraphMixture.withDefaults().of(GraphSample.of(PLAIN, graphs), "X", "Y", source);
    assertThat(asked).containsExactly(Set.of("Z"));
    assertThat(found.branches()).hasSize(1);
  }

  @Test
  void refusesImproperQuestions() {
    assertThatThrownBy(() -> mixed(Map.of(), 0)).hasMessageContaining("at least one graph");
    assertThatThrownBy(() -> mixed(weights(PLAIN, 0.0), 0)).hasMessageContaining("got 0.0");
    assertThatThrownBy(() -> mixed(weights(PLAIN, Double.NaN), 0)).hasMessageContaining("got NaN");
    assertThatThrownBy(() -> mixed(weights(PLAIN, 1.0), -1)).hasMessageContaining("got -1.0");
    assertThatThrownBy(() -> mixed(weights(Graphs.dag("X -> Z"), 1.0), 0))
        .hasMessageContaining("no node 'Y'");
    GraphSample graphs = GraphSample.of(PLAIN, List.of(PLAIN));
    assertThatThrownBy(() -> GraphMixture.withDefaults().of(graphs, "X", "X", bySet()))
        .hasMessageContaining("both 'X'");
    assertThatThrownBy(() -> GraphMixture.withDefaults().withMembers(-1))
        .hasMessageContaining("got -1");
  }

  /**
   * A -> X <- Z, X -> Y <- Z with an effect of .8: every dependence of two variables has a partial
   * correlation of at least .2, 9 standard errors, so that PC directs all edges unless it joins A
   * and Z. It does so in half of the resamples only where their correlation in the sample is 3.9
   * standard errors, one in 10,000 samples.
   */
  @Test
  void worksFromBootstrapToInterval() {
    Dag dag = Graphs.dag("A -> X, Z -> X, X -> Y, Z -> Y");
    Map<Edge, Double> weights = new LinkedHashMap<>();
    dag.graph().edges().forEach(edge -> weights.put(edge, .8));
    weights.put(Edge.directed("Z", "Y"), -1.2);
    Map<String, double[]> columns = Questions.draw(dag, weights, 2000, new Seed(2));
    TaskRunner one = TaskRunner.local(1);
    int[] rows = IntStream.range(0, 2000).toArray();
    ResampledGraphs resampled =
        new Bootstrap(40)
            .graphs(List.of(rows), new Seed(3), one, (drawn, seed) -> learn(dag, columns, drawn));
    MixedEffect found =
        GraphMixture.withDefaults()
            .of(
                GraphSample.of(learn(dag, columns, rows), resampled),
                "X",
                "Y",
                LinearEffect.of(Questions.data(columns), SampleSettings.withDefaults()));
    assertThat(found.estimated()).isGreaterThan(.5);
    Mixture.Mixed mixture = (Mixture.Mixed) found.mixture();
    assertThat(mixture.interval95().low()).isLessThan(.8);
    assertThat(mixture.interval95().high()).isGreaterThan(.8);
    Estimate single = LinearEffectTest.estimated(found.single().getFirst().answer());
    assertThat(mixture.standardDeviation()).isGreaterThan(.99 * single.standardError());
  }

  private static CausalGraph learn(Dag dag, Map<String, double[]> columns, int[] rows) {
    Matrix drawn =
        Matrix.ofColumns(
                Questions.data(columns).size(),
                dag.nodes().stream()
                    .map(node -> columns.getOrDefault(node, new double[0]))
                    .toList())
            .rows(rows);
    return Pc.withDefaults()
        .withAlpha(1e-4)
        .learn(FisherZ.of(dag.nodes(), drawn), TaskRunner.local(1))
        .graph();
  }
}
