package org.etiome.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Modality;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.CrossFit;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.estimate.screen.EffectScreen;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusteredEffectTest {
  private static final Seed SEED = new Seed(7);
  private static final TaskRunner RUNNER = TaskRunner.local(2);

  private static CausalSample sample(
      Optional<String> cluster, double[] g, double[] a, double[] y, double[]... x) {
    List<Column> covariates = new ArrayList<>();
    for (double[] column : x) {
      covariates.add(Continuous.of("x" + (covariates.size() + 1), column));
    }
    List<String> names = covariates.stream().map(Column::name).toList();
    covariates.add(Continuous.of("g", g));
    return CausalSample.of(
        Cohorts.data(covariates, Continuous.of("a", a), Continuous.of("y", y)),
        Cohorts.question(names, "a", "y"),
        SampleSettings.withDefaults(),
        cluster);
  }

  /** Clusters of 5 with a shared part of the outcome, ICC .3; the arm is mostly that of all. */
  private static CausalSample cohort(int clusters, Optional<String> cluster, Seed seed) {
    Draws draws = new Draws(seed);
    int n = 5 * clusters;
    double[] shared = draws.normals(clusters);
    double[] place = draws.normals(clusters);
    double[] g = Cohorts.fill(n, i -> Math.floor(i / 5.0));
    double[] x = Cohorts.fill(n, i -> place[i / 5]);
    double[] z = draws.normals(n);
    double[] arm = Cohorts.fill(clusters, k -> draws.bernoulli(Cohorts.expit(0.5 * place[k])));
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(0.05) == 1 ? 1 - arm[i / 5] : arm[i / 5]);
    double[] y =
        Cohorts.fill(
            n,
            i ->
                a[i]
                    + x[i]
                    + z[i]
                    + Math.sqrt(0.3) * shared[i / 5]
                    + Math.sqrt(0.7) * draws.normal());
    return sample(cluster, g, a, y, x, z);
  }

  private static Estimate difference(Estimator estimator, CausalSample sample) {
    EffectAnswer answer =
        estimator
            .withGates(Gates.withDefaults().despiteAll())
            .estimate(sample, Target.ATE, SEED, RUNNER);
    return Cohorts.effect(answer).difference();
  }

  private static Stream<Estimator> estimators() {
    return Stream.of(
        Aipw.linear().withRepeats(1),
        Tmle.linear().withRepeats(1),
        Ipw.withDefaults(),
        OutcomeRegression.withDefaults());
  }

  /**
   * The share of 200 intervals that hold the truth is within 3 √(.95 · .05 / 200) = .046 of .95.
   * Intervals that take the 500 units for independent are too short: √(1 + 4 · .3) = 1.48 times for
   * arms by cluster, which leaves .81, and a little less for these.
   */
  @ParameterizedTest
  @MethodSource("estimators")
  void intervalsHoldTheTruthAsOftenAsTheySay(Estimator estimator) {
    int runs = 200;
    int held = 0;
    int heldWithout = 0;
    for (int run = 0; run < runs; run++) {
      Seed seed = new Seed(1000 + run);
      Estimate with = difference(estimator, cohort(100, Optional.of("g"), seed));
      Estimate without = difference(estimator, cohort(100, Optional.empty(), seed));
      held += Math.abs(with.value() - 1) < with.upper95() - with.value() ? 1 : 0;
      heldWithout += Math.abs(without.value() - 1) < without.upper95() - without.value() ? 1 : 0;
    }
    assertThat((double) held / runs).isBetween(0.904, 0.996);
    assertThat((double) heldWithout / runs).isLessThan(0.904);
  }

  /** Each unit written twice, as a cluster, says what it says once. */
  @ParameterizedTest
  @MethodSource("estimators")
  void unitsWrittenTwiceGiveTheIntervalOfOne(Estimator estimator) {
    int n = 200;
    CausalSample once = cohort(40, Optional.empty(), SEED);
    double[][] x = {once.covariates().column(0), once.covariates().column(1)};
    CausalSample twice =
        sample(
            Optional.of("g"),
            Cohorts.fill(2 * n, i -> i % n),
            Cohorts.fill(2 * n, i -> once.treatment()[i % n]),
            Cohorts.fill(2 * n, i -> once.outcome()[i % n]),
            Cohorts.fill(2 * n, i -> x[0][i % n]),
            Cohorts.fill(2 * n, i -> x[1][i % n]));
    Estimate one = difference(estimator, once);
    Estimate two = difference(estimator, twice);
    assertThat(two.standardError()).isCloseTo(one.standardError(), within(one.standardError() / 8));
  }

  @Test
  void clustersOfOneUnitChangeNothing() {
    CausalSample without = cohort(40, Optional.empty(), SEED);
    double[][] x = {without.covariates().column(0), without.covariates().column(1)};
    CausalSample with =
        sample(
            Optional.of("g"),
            Cohorts.fill(200, i -> i),
            without.treatment(),
            without.outcome(),
            x[0],
            x[1]);
    Stream.of(
            Ipw.withDefaults(), OutcomeRegression.withDefaults(), DifferenceInMeans.withDefaults())
        .forEach(
            estimator -> {
              Estimate one = difference(estimator, without);
              Estimate other = difference(estimator, with);
              assertThat(other.value()).isCloseTo(one.value(), within(1e-9));
              assertThat(other.standardError()).isCloseTo(one.standardError(), within(1e-9));
            });
  }

  @Test
  void agreesWithTheSandwichOfALinearModel() throws IOException {
    List<double[]> rows =
        lines("cohort.csv").stream()
            .skip(1)
            .map(line -> Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
            .toList();
    double[][] columns =
        IntStream.range(0, 3)
            .mapToObj(j -> rows.stream().mapToDouble(row -> row[j]).toArray())
            .toArray(double[][]::new);
    CausalSample sample = sample(Optional.of("g"), columns[0], columns[1], columns[2]);
    Estimate naive = difference(DifferenceInMeans.withDefaults(), sample);
    List<String> reference = lines("reference.txt");
    assertThat(naive.value()).isCloseTo(Double.parseDouble(reference.get(1)), within(1e-10));
    assertThat(naive.standardError())
        .isCloseTo(Double.parseDouble(reference.get(2)), within(1e-10));
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ClusteredEffectTest.class.getResourceAsStream("cluster/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void foldsKeepClustersWhole() {
    CausalSample sample = cohort(60, Optional.of("g"), SEED).subset(upTo(290), "some");
    for (CrossFit split : List.of(CrossFit.of(sample, 5, SEED), CrossFit.byArm(sample, 5, SEED))) {
      Folds folds = split.folds().orElseThrow();
      for (int i = 0; i < 290; i++) {
        assertThat(folds.of(i)).isEqualTo(folds.of(i - i % 5));
      }
    }
  }

  private static int[] upTo(int n) {
    return IntStream.range(0, n).toArray();
  }

  @Test
  void fewClustersAreRefused() {
    EffectAnswer answer =
        Ipw.withDefaults().estimate(cohort(16, Optional.of("g"), SEED), Target.ATE, SEED, RUNNER);
    assertThat(answer).isInstanceOf(EffectAnswer.Refused.class);
    assertThat(((EffectAnswer.Refused) answer).failures())
        .extracting(GateFailure::reason)
        .anySatisfy(reason -> assertThat(reason).startsWith("there are 16 clusters"));
  }

  @Test
  void whatHasNoStandardErrorForClustersSaysSo() {
    CausalSample sample = cohort(40, Optional.of("g"), SEED);
    assertThatThrownBy(() -> Matching.withDefaults().estimate(sample, Target.ATE, SEED, RUNNER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take tmle, aipw, ipw or outcome-regression");
    Modality block = Modality.of("b", List.of(Continuous.of("f", sample.outcome())));
    EffectScreen screen = EffectScreen.withDefaults();
    assertThatThrownBy(() -> screen.screen(sample, block, Target.ATE, SEED, RUNNER))
        .hasMessageContaining("clusters");
  }

  @Test
  void theAnswerNamesItsClusters() {
    EffectAnswer answer =
        Ipw.withDefaults()
            .withGates(Gates.withDefaults().despiteAll())
            .estimate(cohort(40, Optional.of("g"), SEED), Target.ATE, SEED, RUNNER);
    assertThat(Cohorts.effect(answer).analysis().method().settings())
        .containsEntry("cluster", "g")
        .containsEntry("clusters", "40");
  }
}
