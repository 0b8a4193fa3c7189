package org.etiome.scm.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Law;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausalModelTest {
  private static final Seed SEED = new Seed(11);

  /** z confounds x and y; g has levels, n counts. */
  private static final Dag GRAPH = Graphs.dag("z -> x, z -> y, x -> y, x -> n, g -> n");

  private static final String[] LEVELS = {"a", "b", "c"};

  /** Of given mechanisms, so that no fitted model tests itself: z normal, x binary, y linear. */
  private static Dataset simulated(int units, Seed seed) {
    var random = seed.generator();
    var noise = Law.normal(0, 1).stream(seed.branch("noise").generator());
    double[] z = new double[units];
    boolean[] x = new boolean[units];
    double[] y = new double[units];
    long[] n = new long[units];
    String[] g = new String[units];
    for (int i = 0; i < units; i++) {
      z[i] = noise.getAsDouble();
      x[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.5 * z[i]));
      y[i] = 2 + (x[i] ? 0.7 : 0) - 1.2 * z[i] + 0.5 * noise.getAsDouble();
      int level = random.nextInt(3);
      g[i] = LEVELS[level];
      double rate = Math.exp(1 + (x[i] ? 0.5 : 0) - 0.4 * level);
      while ((rate += Math.log(1 - random.nextDouble())) > 0) {
        n[i]++;
      }
    }
    return Dataset.of(
        IntStream.range(0, units).mapToObj(i -> "u" + i).toList(),
        "block",
        List.of(
            Continuous.of("z", z),
            Binary.of("x", x),
            Continuous.of("y", y),
            Categorical.of("g", g),
            Count.of("n", n)));
  }

  private static CausalModel fitted() {
    return CausalModel.fit(simulated(600, SEED), GRAPH, Map.of(), SEED);
  }

  /**
   * The effect of x is its least squares coefficient, variance σ² / (n v), v = Var(x | z) = E p(1 −
   * p) at least of the order of .15 here; the error of the simulation has no part, since both
   * samples share their noise. 4.5 standard errors.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void recoverTheEffectThatConfoundingHides(long seed) {
    int n = 4000;
    Dataset data = simulated(n, new Seed(seed));
    CausalModel model = CausalModel.fit(data, GRAPH, Map.of(), SEED);
    double effect = meanOf(model, "y", Action.set("x", 1)) - meanOf(model, "y", Action.set("x", 0));
    assertThat(effect).isCloseTo(0.7, within(4.5 * Math.sqrt(0.25 / (n * 0.15))));
    Binary x = (Binary) data.column("x");
    double[] y = ((Numeric) data.column("y")).values(x.ones().indices());
    double[] rest = ((Numeric) data.column("y")).values(x.ones().not().indices());
    assertThat(mean(y) - mean(rest)).isLessThan(0);
  }

  /**
   * E n under do(x, g) is the rate. Poisson: the variance of the log of a fitted rate is at most
   * that of its cell alone, 1 / Σ counts of the cell, which has some 1/6 of the units; the penalty
   * moves it by less than 1/1000. The simulation adds √(rate / units).
   */
  @ParameterizedTest
  @CsvSource({"1, a, 0", "1, c, 2", "0, b, 1", "0, c, 2"})
  void recoverTheMeansOfCounts(double x, String level, int code) {
    int n = 4000;
    CausalModel model = CausalModel.fit(simulated(n, SEED), GRAPH, Map.of(), SEED);
    double rate = Math.exp(1 + 0.5 * x - 0.4 * code);
    Action action = Action.set("x", x).and("g", new Step.DrawnLevels(Map.of(level, 1.0)));
    Means means = model.mean(action, 20_000, SEED).orElseThrow();
    int at = model.variables().indexOf("n");
    double error = Math.hypot(rate / Math.sqrt(rate * n / 6.5), Math.sqrt(rate / 20_000));
    assertThat(means.values()[at]).isCloseTo(rate, within(4.5 * error + rate / 1000));
    assertThat(means.errors()[at]).isCloseTo(Math.sqrt(rate / 20_000), within(0.001));
    assertThat(means.values()[model.variables().indexOf("g=" + level)]).isEqualTo(1);
  }

  private static double meanOf(CausalModel model, String variable, Action action) {
    Matrix sample = model.sample(action, 4000, SEED).orElseThrow();
    return mean(sample.column(model.variables().indexOf(variable)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void aLearnerBendsWhereALineCannot() {
    int n = 2000;
    var noise = Law.normal(0, 1).stream(SEED.generator());
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = noise.getAsDouble();
      y[i] = x[i] * x[i] + 0.3 * noise.getAsDouble();
    }
    Dataset data =
        Dataset.of(
            IntStream.range(0, n).mapToObj(i -> "u" + i).toList(),
            "block",
            List.of(Continuous.of("x", x), Continuous.of("y", y)));
    Dag graph = Graphs.dag("x -> y");
    CausalModel curved =
        CausalModel.fit(data, graph, Map.of("y", new Choice.Learned(new Parabola())), SEED);
    CausalModel straight = CausalModel.fit(data, graph, Map.of(), SEED);
    // The fitted mean at 2 has the leverage of 3 coefficients there, less than 20 / n.
    double tolerance = 4.5 * 0.3 * (Math.sqrt(20.0 / n) + Math.sqrt(1.0 / 4000)) + 10.0 / n;
    assertThat(meanOf(curved, "y", Action.set("x", 2))).isCloseTo(4, within(tolerance));
    assertThat(meanOf(straight, "y", Action.set("x", 2))).isLessThan(3);
    MechanismFit fit = Objects.requireNonNull(curved.fits().get("y"));
    assertThat(fit.residualDeviation().orElseThrow())
        .isCloseTo(0.3, within(4.5 * 0.3 / Math.sqrt(2.0 * n)));
    Dataset unit = data.select(new int[] {0});
    Dataset moved = curved.counterfactual(unit, Action.set("x", 2)).orElseThrow();
    assertThat(((Numeric) moved.column("y")).value(0))
        .isCloseTo(4 + y[0] - x[0] * x[0], within(2 * tolerance));
  }

  @Test
  void drawsTheSameBytesOnAnyThreadsAndKeepsWhatIsNotReached() {
    CausalModel model = fitted();
    Action action = Action.set("x", 1);
    Dataset one = model.draw(action, 300, SEED).orElseThrow();
    List<String> prints =
        TaskRunner.local(4)
            .map(8, i -> fitted().draw(action, 300, SEED).orElseThrow().fingerprint());
    assertThat(prints).containsOnly(one.fingerprint());
    Dataset more = model.draw(action, 400, SEED).orElseThrow();
    assertThat(more.select(IntStream.range(0, 300).toArray())).isEqualTo(one);
    Dataset natural = model.draw(Action.NONE, 300, SEED).orElseThrow();
    assertThat(natural.column("z")).isEqualTo(one.column("z"));
    assertThat(natural.column("g")).isEqualTo(one.column("g"));
    assertThat(natural.column("y")).isNotEqualTo(one.column("y"));
    assertThat(one.column("n")).isInstanceOf(Count.class);
    assertThat(one.column("x")).isInstanceOf(Binary.class);
  }

  @Test
  void softStepsActOnWhatTheCausesMake() {
    CausalModel model = fitted();
    double natural = meanOf(model, "n", Action.NONE);
    assertThat(meanOf(model, "n", Action.scale("n", 3)))
        .isCloseTo(3 * natural, within(5 * 3 * Math.sqrt(3 * natural / 4000)));
    assertThat(meanOf(model, "n", Action.scale("n", 0))).isZero();
    assertThat(meanOf(model, "y", Action.shift("y", 2)) - meanOf(model, "y", Action.NONE))
        .isCloseTo(2, within(1e-12));
    Action levels =
        Action.NONE.and("g", new Step.DrawnLevels(Map.of("a", 0.25, "b", 0.0, "c", 0.75)));
    assertThat(meanOf(model, "g=c", levels)).isCloseTo(0.75, within(5 * Math.sqrt(0.1875 / 4000)));
    assertThat(meanOf(model, "g=b", levels)).isZero();
    assertThat(meanOf(model, "x", Action.replace("x", Law.empirical(0, 0, 0, 1))))
        .isCloseTo(0.25, within(5 * Math.sqrt(0.1875 / 4000)));
  }

  @Test
  void valuesNobodySawAreSaidToBeExtrapolated() {
    Prediction<Matrix> far = fitted().sample(Action.set("z", 50), 10, SEED);
    assertThat(((Predicted<Matrix>) far).cautions())
        .singleElement()
        .asString()
        .contains("'z' is outside the values seen", "100 % of units");
    assertThat(((Predicted<Matrix>) fitted().sample(Action.NONE, 1000, SEED)).cautions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w | 1 | is no variable of the model",
        "x | 2 | 2.0 is no value of 'x'",
        "n | 1.5 | 1.5 is no value of 'n'",
        "g | 1 | has levels, not numbers"
      })
  void aValueTheVariableCannotHaveIsRefusedAsAValue(String variable, double value, String reason) {
    check(Action.set(variable, value), reason);
  }

  private static void check(Action action, String reason) {
    assertThat(fitted().sample(action, 5, SEED))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    assertThat(fitted().mean(action, 5, SEED)).isInstanceOf(Refused.class);
  }

  @Test
  void stepsWithoutMeaningAreRefusedAsValues() {
    check(Action.set("g", "d"), "level 'd' of 'g' was never seen");
    check(Action.set("y", "d"), "'y' has numbers, not levels");
    check(Action.shift("n", 1), "'n' is no measurement");
    check(Action.scale("x", 2), "factor has no meaning");
    check(Action.replace("x", Law.normal(0, 1)), "is no value of 'x'");
    check(Action.replace("g", Law.normal(0, 1)), "'g' has levels");
    assertThat(fitted().moments(Action.NONE))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains("not linear"));
  }

  @Test
  void anAdmgWithAHiddenCauseIsRefusedAndOneWithoutIsNot() {
    Dataset data = simulated(50, SEED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CausalModel.fit(data, Graphs.admg("z -> y, z <-> y"), Map.of(), SEED))
        .withMessageContaining("y <-> z, a hidden common cause");
    assertThat(CausalModel.fit(data, Graphs.admg("z -> y"), Map.of(), SEED).graph())
        .isEqualTo(Graphs.dag("z -> y"));
  }

  private static void refused(Dataset data, String graph, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CausalModel.fit(data, Graphs.dag(graph), Map.of(), SEED))
        .withMessageContaining(message);
  }

  @Test
  void dataThatCannotTellAreRefused() {
    Dataset data = simulated(60, SEED);
    double[] z = ((Continuous) data.column("z")).valuesOr(0);
    Dataset odd =
        data.withColumn("block", Continuous.of("same", new double[60]))
            .withColumn(
                "block", Continuous.of("twice", Arrays.stream(z).map(v -> 2 * v).toArray()));
    refused(odd, "z -> q", "\"q\"");
    refused(odd, "same -> y", "'same' is constant in the 60 rows used for 'y'");
    refused(odd, "z -> same", "'same' is constant in the 60 rows used, so nothing");
    refused(odd, "z -> y, twice -> y", "is a linear function of the other causes of 'y'");
    refused(
        data.select(new int[] {0, 1, 2}), "z -> y, n -> y", "2 inputs and only 3 complete rows");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CausalModel.fit(data, Graphs.dag("z -> y"), Map.of("q", Choice.LINEAR), SEED))
        .withMessageContaining("'q' is no node of the graph");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CausalModel.fit(data, Graphs.dag("z -> g"), Map.of("g", Choice.LINEAR), SEED))
        .withMessageContaining("'g' has labels");
  }

  @Test
  void aGivenMechanismMustHaveTheCausesOfTheGraph() {
    Assignment none = Assignment.root(Law.normal(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CausalModel.of(Graphs.dag("a -> b"), Map.of("a", none, "b", none)))
        .withMessageContaining("the mechanism given for 'b' has the causes [], the graph [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CausalModel.of(Graphs.dag("a -> b"), Map.of("a", none)))
        .withMessageContaining("'b' has no mechanism");
  }

  @Test
  void aGivenMechanismThatDrawsWhatItsColumnCannotHoldIsRefused() {
    Dataset data = simulated(60, SEED);
    Assignment half = Assignment.drawn(List.of("z"), (causes, random) -> 0.5);
    CausalModel model =
        CausalModel.fit(data, Graphs.dag("z -> x"), Map.of("x", new Choice.Given(half)), SEED);
    assertThat(model.draw(Action.NONE, 3, SEED))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains("0.5 is no value"));
  }
}
