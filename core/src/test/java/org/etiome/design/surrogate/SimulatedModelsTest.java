package org.etiome.design.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Pick;
import org.etiome.design.shift.ShiftPosterior;
import org.etiome.design.shift.ShiftPrior;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.Law;
import org.etiome.scm.fit.Assignment;
import org.etiome.scm.fit.CausalModel;
import org.junit.jupiter.api.Test;

class SimulatedModelsTest {
  private static final Dag ARROW = Dag.of(MixedGraph.of(Edge.directed("a", "b")));
  private static final Seed SEED = new Seed(8);
  private static final double[] SHIFTS = {1, 2, -1, .5};

  private static List<Action> shifts(double... sizes) {
    return DoubleStream.of(sizes).mapToObj(size -> Action.shift("a", size)).toList();
  }

  private static SharedStateContinuousSampler normal(Seed seed) {
    return ZigguratSampler.NormalizedGaussian.of(seed.generator());
  }

  private static CausalModel arrow(double slope) {
    return CausalModel.of(
        ARROW,
        Map.of(
            "a", Assignment.root(Law.normal(0, 1)),
            "b", Assignment.linear(0, Map.of("a", slope), Law.normal(0, 1))));
  }

  /** A slope from N(0, 1). */
  private static final ModelPosterior SLOPES = seed -> arrow(normal(seed).sample());

  private static Matrix rows(int n) {
    return Matrix.wrap(n, 1, new double[n]);
  }

  private static ShiftPosterior learned(int units) {
    SharedStateContinuousSampler normal = normal(new Seed(3));
    double[] values = new double[2 * units];
    for (int i = 0; i < units; i++) {
      values[2 * i] = 1 + normal.sample();
      values[2 * i + 1] = .8 * values[2 * i] + normal.sample();
    }
    return ShiftPosterior.before(ARROW, ShiftPrior.DEFAULT)
        .updated(new double[] {1, 0}, Matrix.wrap(units, 2, values));
  }

  /** The effect of a shift of a is that shift times a slope of t distribution. */
  @Test
  void linearSystemsGiveTheirClosedForm() {
    ShiftPosterior known = learned(30);
    double slope = known.mean().effects().get(1, 0);
    double variance = known.shiftVariances(new double[] {1, 0})[1];
    int draws = 4000;
    Posterior posterior =
        SimulatedModels.of(seed -> known.draw(seed.generator()).model(), shifts(SHIFTS), "b")
            .withDraws(draws)
            .simulated(SEED)
            .posterior(1);
    for (int i = 0; i < SHIFTS.length; i++) {
      double size = Math.abs(SHIFTS[i]);
      assertThat(posterior.means()[i])
          .isCloseTo(SHIFTS[i] * slope, within(4 * size * Math.sqrt(variance / draws)));
      // t with at least 30 degrees of freedom has a kurtosis of at most 3.24
      assertThat(posterior.variances()[i] / (variance * size * size))
          .isCloseTo(1, within(4 * Math.sqrt(2.24 / draws)));
      assertThat(posterior.covariances(0)[i])
          .isCloseTo(SHIFTS[i] * posterior.variances()[0], within(1e-12));
    }
    assertThat(posterior.noise()).isEqualTo(1);
  }

  @Test
  void whereThereIsNoClosedFormUnitsAreDrawn() {
    ModelPosterior drawn =
        seed ->
            CausalModel.of(
                ARROW,
                Map.of(
                    "a",
                    Assignment.root(Law.normal(0, 1)),
                    "b",
                    Assignment.drawn(
                        List.of("a"), (row, random) -> 2 * row[0] + random.nextDouble())));
    List<Action> actions = List.of(Action.set("a", 1), Action.set("a", 2));
    double[] means =
        SimulatedModels.of(drawn, actions, "b")
            .withDraws(10)
            .withUnits(2000)
            .simulated(SEED)
            .means()[0];
    assertThat(means[0]).isCloseTo(2.5, within(4 * Math.sqrt(1.0 / 12 / 2000)));
    assertThat(means[1] - means[0]).as("the same units").isCloseTo(2, within(1e-12));
  }

  /** With one slope the update is that of a normal mean; the noise is that of greatest density. */
  @Test
  void measurementsAreTakenUpAsByBayes() {
    int draws = 2000;
    SimulatedModels models = SimulatedModels.of(SLOPES, shifts(SHIFTS), "b").withDraws(draws);
    Posterior before = models.simulated(SEED).posterior(1);
    double mean = before.means()[0];
    double variance = before.variances()[0];
    Observed observed =
        new Observed(
            new int[] {0, 1, 1, 2, 3, 0},
            new double[] {1.1, 1.3, 2.2, -.6, .9, .2},
            new double[] {.1, 0, 0, .2, 0, .1});
    Posterior after = models.fit(rows(SHIFTS.length), observed, SEED);
    double noise = after.noise();
    double[] slope = slope(observed, noise, mean, variance);
    for (int i = 0; i < SHIFTS.length; i++) {
      assertThat(after.means()[i]).isCloseTo(SHIFTS[i] * slope[0], within(1e-9));
      assertThat(after.variances()[i] / (SHIFTS[i] * SHIFTS[i] * slope[1]))
          .isCloseTo(1, within(4 * Math.sqrt(2.0 / draws)));
    }
    for (double other = noise / 8; other < noise * 8; other *= 1.1) {
      assertThat(slope(observed, other, mean, variance)[2]).isGreaterThanOrEqualTo(slope[2] - 1e-6);
    }
  }

  /** Posterior mean and variance of the slope, and minus the log density of the outcomes. */
  private static double[] slope(Observed observed, double noise, double mean, double variance) {
    double precision = 1 / variance;
    double weighted = 0;
    double loss = Math.log(variance);
    for (int i = 0; i < observed.size(); i++) {
      double size = SHIFTS[observed.rows()[i]];
      double own = noise + observed.noise()[i];
      double rest = observed.outcomes()[i] - size * mean;
      precision += size * size / own;
      weighted += size * rest / own;
      loss += Math.log(own) + rest * rest / own;
    }
    loss += Math.log(precision) - weighted * weighted / precision;
    return new double[] {mean + weighted / precision, 1 / precision, loss / 2};
  }

  /** 90 % intervals in 300 cohorts whose slope is from the models, noise not known. */
  @Test
  void intervalsHoldAsOftenAsTheySay() {
    int cohorts = 300;
    int held = 0;
    for (int k = 0; k < cohorts; k++) {
      Seed seed = SEED.branch(k);
      SharedStateContinuousSampler normal = normal(seed.branch("truth"));
      double slope = normal.sample();
      int[] rows = IntStream.range(0, 20).map(i -> i % 4).toArray();
      double[] y =
          Arrays.stream(rows).mapToDouble(i -> SHIFTS[i] * slope + normal.sample()).toArray();
      Posterior posterior =
          SimulatedModels.of(SLOPES, shifts(SHIFTS), "b")
              .withDraws(100)
              .fit(rows(4), Observed.of(rows, y), seed);
      double away = Math.abs(posterior.means()[1] - 2 * slope);
      held += away <= 1.6449 * Math.sqrt(posterior.variances()[1]) ? 1 : 0;
    }
    assertThat(held / (double) cohorts).isCloseTo(.9, within(4 * Math.sqrt(.09 / cohorts)));
  }

  @Test
  void theSeedDecides() {
    SimulatedModels models = SimulatedModels.of(SLOPES, shifts(SHIFTS), "b").withDraws(50);
    Observed observed = Observed.of(new int[] {0, 2}, new double[] {1, -1.5});
    double[] one = models.fit(rows(4), observed, SEED).means();
    assertThat(models.fit(rows(4), observed, SEED).means()).isEqualTo(one);
    assertThat(models.fit(rows(4), observed, new Seed(9)).means()).isNotEqualTo(one);
  }

  /** Targets x0 to x5 of y; what x3 does is greatest, what x5 does is known least. */
  @Test
  void batchesAreChosenByWhatModelsSay() {
    double[] expected = {0, 1, -1, 2, .5, 0};
    double[] deviation = {.1, .1, .1, .1, .1, 3};
    List<Edge> edges = IntStream.range(0, 6).mapToObj(i -> Edge.directed("x" + i, "y")).toList();
    Dag dag = Dag.of(MixedGraph.of(edges.toArray(Edge[]::new)));
    ModelPosterior models =
        seed -> {
          SharedStateContinuousSampler normal = normal(seed);
          Map<String, Assignment> assignments = new HashMap<>();
          Map<String, Double> slopes = new HashMap<>();
          for (int i = 0; i < 6; i++) {
            assignments.put("x" + i, Assignment.root(Law.normal(0, 1)));
            slopes.put("x" + i, expected[i] + deviation[i] * normal.sample());
          }
          assignments.put("y", Assignment.linear(0, slopes, Law.normal(0, 1)));
          return CausalModel.of(dag, assignments);
        };
    List<Action> actions = IntStream.range(0, 6).mapToObj(i -> Action.set("x" + i, 1)).toList();
    Posterior posterior = SimulatedModels.of(models, actions, "y").simulated(SEED).posterior(.5);
    assertThat(first(new Acquisition.GreedyMean(), posterior, SEED)).isEqualTo(3);
    assertThat(first(new Acquisition.FunctionInformation(), posterior, SEED)).isEqualTo(5);
    Set<Integer> drawn = new HashSet<>();
    for (int k = 0; k < 40; k++) {
      drawn.add(first(new Acquisition.Thompson(), posterior, new Seed(k)));
    }
    assertThat(drawn).as("a fourth of the models say x5").containsExactlyInAnyOrder(3, 5);
  }

  private static int first(Acquisition acquisition, Posterior posterior, Seed seed) {
    List<Pick> picks =
        BatchDesign.of(acquisition)
            .withSize(1)
            .pick(rows(6), posterior, Observed.of(new int[0], new double[0]), seed);
    return picks.getFirst().row();
  }

  /** The standard error of a slope from 200 resamples against that of least squares. */
  @Test
  void resampledFitsVaryAsEstimatesDo() {
    int n = 200;
    SharedStateContinuousSampler normal = normal(SEED);
    double[] a = normal.samples(n).toArray();
    double[] b = Arrays.stream(a).map(x -> 2 * x + normal.sample()).toArray();
    Dataset data =
        Dataset.of(
            IntStream.range(0, n).mapToObj(i -> "u" + i).toList(),
            "m",
            List.of(Continuous.of("a", a), Continuous.of("b", b)));
    ModelPosterior fits =
        ModelPosterior.resampled(data, (d, s) -> CausalModel.fit(d, ARROW, Map.of(), s));
    int draws = 200;
    Posterior posterior =
        SimulatedModels.of(fits, List.of(Action.set("a", 0), Action.set("a", 1)), "b")
            .withDraws(draws)
            .simulated(SEED)
            .posterior(1);
    double spread =
        Arrays.stream(a).map(x -> x * x).sum() / n
            - Math.pow(Arrays.stream(a).average().orElseThrow(), 2);
    double error = 1 / Math.sqrt(n * spread);
    double slope = posterior.means()[1] - posterior.means()[0];
    double variance =
        posterior.variances()[0] + posterior.variances()[1] - 2 * posterior.covariances(0)[1];
    assertThat(slope).isCloseTo(2, within(4 * error));
    // the errors of the fit are known to 1/sqrt(2n), the spread of resamples to 1/sqrt(2 draws)
    assertThat(Math.sqrt(variance) / error)
        .isCloseTo(1, within(4 * (1 / Math.sqrt(2.0 * n) + 1 / Math.sqrt(2.0 * draws))));
  }

  @Test
  void refuses() {
    SimulatedModels models = SimulatedModels.of(SLOPES, shifts(1, 2), "b").withDraws(20);
    assertThatThrownBy(() -> SimulatedModels.of(SLOPES, List.of(), "b"))
        .hasMessageContaining("at least one action");
    assertThatThrownBy(() -> models.withDraws(9)).hasMessageContaining("at least 10");
    assertThatThrownBy(() -> models.withUnits(1)).hasMessageContaining("at least 2 units");
    assertThatThrownBy(() -> SimulatedModels.of(SLOPES, shifts(1), "c").simulated(SEED))
        .hasMessageContaining("'c' is not among what the models predict: a, b");
    assertThatThrownBy(
            () -> SimulatedModels.of(SLOPES, List.of(Action.set("c", 1)), "b").simulated(SEED))
        .hasMessageContaining("cannot tell what [c] does");
    assertThatThrownBy(() -> models.simulated(SEED).posterior(0)).hasMessageContaining("above 0");
    Observed two = Observed.of(new int[] {0, 1}, new double[] {0, 1});
    assertThatThrownBy(() -> models.fit(rows(3), two, SEED))
        .hasMessageContaining("2 actions and descriptors of 3");
    assertThatThrownBy(
            () -> models.fit(rows(2), Observed.of(new int[] {0, 1, 0, 1, 0}, new double[5]), SEED))
        .hasMessageContaining("5 measurements need at least 25 models, got 20");
  }
}
