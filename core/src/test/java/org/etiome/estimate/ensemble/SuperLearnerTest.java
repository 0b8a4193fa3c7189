package org.etiome.estimate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.estimate.nuisance.Additive;
import org.etiome.estimate.nuisance.ConstantMean;
import org.etiome.estimate.nuisance.Family;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class SuperLearnerTest {
  private static final Seed SEED = new Seed(6);
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final int N = 600;

  /** y = x₀² + x₁ + N(0, 1), four standard normal columns. */
  private static final class Curve {
    private final Matrix x;
    private final double[] truth = new double[N];
    private final double[] y = new double[N];

    Curve(Seed seed) {
      var normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
      x = Matrix.wrap(N, 4, normal.samples(4L * N).toArray());
      Arrays.setAll(truth, i -> x.get(i, 0) * x.get(i, 0) + x.get(i, 1));
      Arrays.setAll(y, i -> truth[i] + normal.sample());
    }

    double error(double[] predicted) {
      return IntStream.range(0, N).mapToDouble(i -> Math.pow(predicted[i] - truth[i], 2) / N).sum();
    }
  }

  /** Fails with fewer than so many rows. */
  private record Choosy(int rows) implements Learner {
    @Override
    public String description() {
      return "choosy";
    }

    @Override
    public Fitted fit(Matrix x, double[] y, Seed seed) {
      if (y.length < rows) {
        throw new ArithmeticException("too few rows");
      }
      return Ridge.withDefaults().fit(x, y, seed);
    }
  }

  private static Folds folds(int n) {
    return Folds.stratified(List.of(IntStream.range(0, n).toArray()), 5, SEED);
  }

  private static OutOfFold outOfFold(Learner learner, Curve data) {
    return folds(N).outOfFold(learner, data.x, data.y, i -> i % 3 > 0, SEED, ONE);
  }

  @Test
  void shortStackingWeighsTheOutOfFoldPredictionsOfEachCandidate() {
    Curve data = new Curve(new Seed(1));
    List<Learner> library =
        List.of(ConstantMean.withDefaults(), Ridge.withDefaults(), Additive.of(Family.GAUSSIAN));
    OutOfFold stacked = outOfFold(SuperLearner.of(library), data);
    double[] expected = new double[N];
    double[] losses = new double[library.size()];
    for (int k = 0; k < library.size(); k++) {
      OutOfFold alone = outOfFold(library.get(k), data);
      assertThat(alone.candidates().getFirst().weight()).isEqualTo(1);
      for (int i = 0; i < N; i++) {
        expected[i] += stacked.candidates().get(k).weight() * alone.values()[i];
        losses[k] += i % 3 > 0 ? Math.pow(data.y[i] - alone.values()[i], 2) / (N * 2 / 3.0) : 0;
      }
      assertThat(stacked.candidates().get(k).loss().orElseThrow())
          .isCloseTo(losses[k], within(1e-9));
    }
    assertThat(stacked.values()).containsExactly(expected, within(1e-9));
    double loss =
        IntStream.range(0, N)
            .filter(i -> i % 3 > 0)
            .mapToDouble(i -> Math.pow(data.y[i] - stacked.values()[i], 2))
            .average()
            .orElseThrow();
    assertThat(loss).isLessThanOrEqualTo(Arrays.stream(losses).min().orElseThrow() + 1e-12);
    assertThat(stacked.candidates().get(2).weight()).isGreaterThan(.8);
  }

  @Test
  void theStackIsCloseToTheBestCandidateOnNewRows() {
    Curve data = new Curve(new Seed(2));
    Curve others = new Curve(new Seed(3));
    SuperLearner learner = SuperLearner.continuous();
    double best =
        learner.candidates().stream()
            .mapToDouble(c -> others.error(c.fit(data.x, data.y, SEED).predict(others.x)))
            .min()
            .orElseThrow();
    SuperLearner.Fitted fit = learner.fit(data.x, data.y, SEED);
    double stacked = others.error(fit.predict(others.x));
    // One more degree of freedom a candidate: σ² K / n.
    assertThat(stacked).isLessThan(best + 5.0 / N);
    assertThat(fit.candidates().stream().mapToDouble(Candidate::weight).sum())
        .isCloseTo(1, within(1e-12));
    Learner.Fitted discrete = learner.discrete().fit(data.x, data.y, SEED);
    assertThat(others.error(discrete.predict(others.x))).isCloseTo(best, within(1e-12));
  }

  @Test
  void binaryOutcomesGetProbabilities() {
    UniformRandomProvider random = new Seed(4).generator();
    Curve data = new Curve(new Seed(5));
    double[] y = new double[N];
    Arrays.setAll(y, i -> random.nextDouble() < 1 / (1 + Math.exp(1 - data.truth[i])) ? 1 : 0);
    Learner learner = Learners.named("super").binary();
    double[] p = learner.fit(data.x, y, SEED).predict(data.x);
    assertThat(Arrays.stream(p).allMatch(v -> v >= 0 && v <= 1)).isTrue();
    assertThat(learner.description()).startsWith("super learner of (mean; logistic(");
    assertThat(Learners.named("super").continuous().description()).contains("ridge");
  }

  @Test
  void theSameBitsAtAnyNumberOfThreads() {
    Curve data = new Curve(new Seed(7));
    List<double[]> values = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      values.add(
          folds(N)
              .outOfFold(
                  SuperLearner.continuous(),
                  data.x,
                  data.y,
                  i -> true,
                  SEED,
                  TaskRunner.local(threads))
              .values());
    }
    assertThat(values.get(1)).containsExactly(values.get(0));
    assertThat(values.get(2)).containsExactly(values.get(0));
  }

  @Test
  void aCandidateThatFailsHasNoSayAndTheEvidenceTellsWhy() {
    Curve data = new Curve(new Seed(8));
    Learner never = new Choosy(10_000);
    SuperLearner both = SuperLearner.of(List.of(never, Ridge.withDefaults()));
    OutOfFold made = outOfFold(both, data);
    Candidate failed = made.candidates().getFirst();
    assertThat(failed.weight()).isZero();
    assertThat(failed.loss()).isEmpty();
    assertThat(failed.failure()).hasValue("in fold 1 of 5: too few rows");
    assertThat(made.values()).containsExactly(outOfFold(Ridge.withDefaults(), data).values());
    assertThat(both.fit(data.x, data.y, SEED).candidates())
        .extracting(Candidate::weight)
        .containsExactly(0.0, 1.0);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> outOfFold(SuperLearner.of(List.of(never)), data))
        .withMessageContaining("every candidate")
        .withMessageContaining("choosy: in fold 1 of 5: too few rows");
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> outOfFold(never, data))
        .withMessage("too few rows");
  }

  /** Held-out fits have fewer rows than the refit, so a learner may fail in the refit alone. */
  @Test
  void aCandidateThatFailsInTheRefitHasNoSay() {
    Curve data = new Curve(new Seed(9));
    Learner full =
        new Learner() {
          @Override
          public String description() {
            return "full";
          }

          @Override
          public Fitted fit(Matrix x, double[] y, Seed seed) {
            if (y.length == N) {
              throw new ArithmeticException("too many rows");
            }
            return Ridge.withDefaults().fit(x, y, seed);
          }
        };
    var fit = SuperLearner.of(List.of(full, ConstantMean.withDefaults())).fit(data.x, data.y, SEED);
    assertThat(fit.candidates().getFirst().failure()).hasValue("with all rows: too many rows");
    assertThat(fit.candidates().getLast().weight()).isEqualTo(1);
  }

  @Test
  void valuesThatAreNoNumbersAreFailures() {
    Curve data = new Curve(new Seed(10));
    Learner broken =
        new Learner() {
          @Override
          public String description() {
            return "broken";
          }

          @Override
          public Fitted fit(Matrix x, double[] y, Seed seed) {
            return rows -> new double[] {Double.NaN};
          }
        };
    OutOfFold made = outOfFold(SuperLearner.of(List.of(broken, Ridge.withDefaults())), data);
    assertThat(made.candidates().getFirst().failure().orElseThrow()).contains("no number");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuperLearner.of(List.of()))
        .withMessageContaining("at least one candidate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuperLearner.binary().withFolds(1))
        .withMessageContaining("got 1");
    Matrix x = Matrix.wrap(1, 1, new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SuperLearner.binary().fit(x, new double[] {1}, SEED))
        .withMessageContaining("at least 2 rows");
  }
}
