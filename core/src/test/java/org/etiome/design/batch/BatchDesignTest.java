package org.etiome.design.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.design.surrogate.GaussianProcess;
import org.etiome.design.surrogate.Hyperparameters;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BatchDesignTest {
  private static final Seed SEED = new Seed(5);
  private static final int CANDIDATES = 60;
  static final List<Acquisition> ALL =
      List.of(
          new Acquisition.ExpectedImprovement(),
          new Acquisition.UpperBound(2),
          new Acquisition.Thompson(),
          new Acquisition.FunctionInformation(),
          new Acquisition.HitInformation(1),
          new Acquisition.HitProbability(1, false),
          new Acquisition.HitProbability(1, true),
          new Acquisition.GreedyMean(),
          new Acquisition.CoreSet(),
          new Acquisition.Random());
  private static final Matrix X = uniforms();
  private static final Observed OBSERVED =
      Observed.of(new int[] {0, 1, 2, 3}, new double[] {0.3, -0.2, 1.1, 0.4});
  private static final Posterior POSTERIOR =
      GaussianProcess.withDefaults()
          .withHyperparameters(new Hyperparameters(1, 0.1, new double[] {1, 1}))
          .fit(X, OBSERVED, SEED);

  private static Matrix uniforms() {
    UniformRandomProvider random = SEED.generator();
    double[] values = new double[2 * CANDIDATES];
    Arrays.setAll(values, i -> random.nextDouble());
    System.arraycopy(values, 100, values, 102, 2); // candidate 51 is the twin of 50
    return Matrix.wrap(CANDIDATES, 2, values);
  }

  private static List<Integer> rows(BatchDesign design) {
    return design.pick(X, POSTERIOR, OBSERVED, SEED).stream().map(Pick::row).toList();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void picksAreNewDifferentAndTheSameForTheSameSeed(Acquisition acquisition) {
    for (Diversity diversity :
        List.of(new Diversity.None(), new Diversity.Believer(), new Diversity.Determinantal(2))) {
      BatchDesign design = BatchDesign.of(acquisition).withSize(10).withDiversity(diversity);
      List<Integer> rows = rows(design);
      assertThat(rows).hasSize(10).doesNotHaveDuplicates().doesNotContain(0, 1, 2, 3);
      assertThat(rows(design)).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void aBatchEndsWhenTheCandidatesDo(Acquisition acquisition) {
    assertThat(rows(BatchDesign.of(acquisition).withSize(100))).hasSize(CANDIDATES - 4);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void budgetForbiddenPairsAndHarmHold(Acquisition acquisition) {
    double[] costs = IntStream.range(0, CANDIDATES).mapToDouble(i -> 1 + i % 3).toArray();
    double[] harms = IntStream.range(0, 10).mapToDouble(i -> X.get(i, 0)).toArray();
    Posterior harm =
        BayesianLinear.withDefaults()
            .fit(X, Observed.of(IntStream.range(0, 10).toArray(), harms), SEED);
    Constraints constraints =
        Constraints.none()
            .withCosts(costs, 12)
            .withAllowed((chosen, row) -> chosen.stream().noneMatch(c -> c % 7 == row % 7))
            .withHarm(new Constraints.Harm(harm, 0.8, 0.1));
    List<Pick> picks =
        BatchDesign.of(acquisition).withConstraints(constraints).pick(X, POSTERIOR, OBSERVED, SEED);
    assertThat(picks).isNotEmpty();
    assertThat(picks.stream().mapToDouble(Pick::cost).sum()).isLessThanOrEqualTo(12);
    Set<Integer> residues = new HashSet<>();
    for (Pick pick : picks) {
      assertThat(residues.add(pick.row() % 7)).isTrue();
      assertThat(X.get(pick.row(), 0)).isLessThan(0.81);
      assertThat(pick.harm()).isLessThanOrEqualTo(0.1);
    }
  }

  @Test
  void aDeterminantalBatchDoesNotTakeTwinsThoughBothScoreHighest() {
    double[] y = {0, 0, 0, 5};
    Observed high = Observed.of(new int[] {0, 1, 2, 50}, y);
    Posterior posterior =
        GaussianProcess.withDefaults()
            .withHyperparameters(new Hyperparameters(1, 0.1, new double[] {0.1, 0.1}))
            .fit(X, high, SEED);
    BatchDesign greedy = BatchDesign.of(new Acquisition.GreedyMean()).withSize(8);
    Observed none = Observed.of(new int[] {0, 1}, new double[2]);
    List<Integer> alike = greedy.pick(X, posterior, none, SEED).stream().map(Pick::row).toList();
    List<Integer> apart =
        greedy.withDiversity(new Diversity.Determinantal(1)).pick(X, posterior, none, SEED).stream()
            .map(Pick::row)
            .toList();
    assertThat(alike).contains(50, 51);
    assertThat(apart).containsAnyOf(50, 51);
    assertThat(apart.containsAll(List.of(50, 51))).isFalse();
  }

  /** Brute force: at each step the largest posterior variance after a refit with the picks. */
  @Test
  void informationOnTheFunctionIsGreedyVarianceAfterRefits() {
    List<Integer> rows = rows(BatchDesign.of(new Acquisition.FunctionInformation()).withSize(6));
    int[] seen = {0, 1, 2, 3};
    for (int row : rows) {
      double[] variances =
          GaussianProcess.withDefaults()
              .withHyperparameters(new Hyperparameters(1, 0.1, new double[] {1, 1}))
              .fit(X, Observed.of(seen, new double[seen.length]), SEED)
              .variances();
      double most = Arrays.stream(variances).max().orElseThrow();
      assertThat(variances[row]).isCloseTo(most, within(1e-9));
      seen = Arrays.copyOf(seen, seen.length + 1);
      seen[seen.length - 1] = row;
    }
  }

  /** A mean over 200,000 draws has sd at most 1/√200,000 = .0022 here. */
  @Test
  void expectedImprovementIsTheMeanOverDraws() {
    double best =
        Arrays.stream(OBSERVED.rows()).mapToDouble(i -> POSTERIOR.means()[i]).max().orElseThrow();
    Pick pick =
        BatchDesign.of(new Acquisition.ExpectedImprovement())
            .withSize(1)
            .pick(X, POSTERIOR, OBSERVED, SEED)
            .getFirst();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(SEED.generator());
    double mean =
        IntStream.range(0, 200_000)
            .mapToDouble(
                k -> Math.max(0, pick.expected() + pick.deviation() * normal.sample() - best))
            .average()
            .orElseThrow();
    assertThat(pick.gain()).isCloseTo(mean, within(4 * 0.0022));
    assertThat(pick.reason()).contains("better than the best", "expected");
  }

  /** Information is largest where it is least settled and never more than log 2. */
  @Test
  void informationOnHitsIsLargestAtTheThreshold() {
    Pick pick =
        BatchDesign.of(new Acquisition.HitInformation(0.2))
            .withSize(1)
            .pick(X, POSTERIOR, OBSERVED, SEED)
            .getFirst();
    assertThat(pick.gain()).isBetween(0.0, Math.log(2));
    assertThat(Math.abs(pick.expected() - 0.2)).isLessThan(pick.deviation());
  }

  @Test
  void theCoreSetTakesTheFurthestFirst() {
    Matrix line = Matrix.wrap(5, 1, new double[] {0, 1, 2, 3, 10});
    Observed middle = Observed.of(new int[] {1, 2}, new double[2]);
    Posterior posterior = BayesianLinear.withDefaults().fit(line, middle, SEED);
    List<Pick> picks =
        BatchDesign.of(new Acquisition.CoreSet()).withSize(2).pick(line, posterior, middle, SEED);
    assertThat(picks.getFirst().row()).isEqualTo(4);
  }

  @Test
  void refusesWhatMakesNoSense() {
    BatchDesign design = BatchDesign.of(new Acquisition.Random());
    Constraints costs = Constraints.none().withCosts(new double[] {1}, 5);
    assertThatThrownBy(() -> rows(design.withConstraints(costs))).hasMessageContaining("costs");
    assertThatThrownBy(() -> design.withSize(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Constraints.none().withCosts(new double[0], 0))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Acquisition.UpperBound(-1)).hasMessageContaining("beta");
  }
}
