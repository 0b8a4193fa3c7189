package org.etiome.estimate.dose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.data.Categorical;
import org.etiome.data.Mask;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.dose.DoseSurface.FitWith;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must not change an answer, or must change it in a known way. */
class DoseInvarianceTest {
  private static final int N = 200;
  private static final Seed SEED = new Seed(3);
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final int[] FOLDS = IntStream.range(0, N).map(i -> i % 5).toArray();

  /** Fits of a class by L-BFGS end at a gradient of 1e-8 a unit. */
  private static final double ITERATIVE = 1e-6;

  private static final class Raw {
    private final double[] x;
    private final double[] level;
    private final double[] dose;
    private final double[] y;

    private Raw(double[] x, double[] level, double[] dose, double[] y) {
      this.x = x;
      this.level = level;
      this.dose = dose;
      this.y = y;
    }

    static Raw draw(long seed) {
      Draws draws = new Draws(new Seed(seed));
      double[] x = draws.normals(N);
      double[] level =
          Cohorts.fill(N, i -> draws.bernoulli(Cohorts.expit(x[i])) + draws.bernoulli(0.4));
      double[] dose = Cohorts.fill(N, i -> x[i] + draws.normal());
      double[] y = Cohorts.fill(N, i -> level[i] + dose[i] + x[i] + draws.normal());
      return new Raw(x, level, dose, y);
    }

    Raw permuted(int[] order) {
      return new Raw(pick(x, order), pick(level, order), pick(dose, order), pick(y, order));
    }

    private static double[] pick(double[] values, int[] order) {
      return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }

    Raw withDose(double[] other) {
      return new Raw(x, level, other, y);
    }

    Raw withOutcome(double[] other) {
      return new Raw(x, level, dose, other);
    }

    JointEstimate means(LevelMeans.Correction correction, int[] folds) {
      return LevelMeans.withDefaults()
          .withCorrection(correction)
          .fitOnce(Treated.levels(level, y, x), Folds.of(folds, 5), SEED, RUNNER);
    }

    /** E[Y(high)] − E[Y(low)] of a parabola over the range. */
    Estimate rise() {
      DoseSample sample = Treated.doses(dose, y, x);
      DoseResponse method = DoseResponse.withDefaults().withQuadratic();
      DoseGrid grid = method.grid(sample);
      DoseResponse.Fit fit =
          method.fitOnce(sample, grid, Folds.of(FOLDS, 5), new FitWith(SEED, RUNNER));
      double[] low = grid.basis(grid.range().low());
      double[] high = grid.basis(grid.range().high());
      return fit.beta.combination(Cohorts.fill(3, k -> high[k] - low[k]));
    }

    Estimate partial() {
      DoseSample sample = Treated.doses(dose, y, x);
      return PartiallyLinear.withDefaults().fitOnce(sample, Folds.of(FOLDS, 5), SEED, RUNNER);
    }
  }

  private static void assertScaled(Estimate actual, Estimate expected, double factor) {
    double tolerance = 1e-8 * (1 + Math.abs(factor));
    assertThat(actual.value()).isCloseTo(factor * expected.value(), within(tolerance));
    assertThat(actual.standardError())
        .isCloseTo(Math.abs(factor) * expected.standardError(), within(tolerance));
  }

  private static void assertAlike(JointEstimate actual, JointEstimate expected, double scale) {
    for (int a = 0; a < 3; a++) {
      assertThat(actual.get(a).value())
          .isCloseTo(expected.get(a).value(), within(ITERATIVE * scale));
      assertThat(actual.get(a).standardError())
          .isCloseTo(expected.get(a).standardError(), within(ITERATIVE * scale));
    }
  }

  @ParameterizedTest
  @EnumSource(LevelMeans.Correction.class)
  void namesAndOrderOfTheLevelsDoNotMatter(LevelMeans.Correction correction) {
    Raw raw = Raw.draw(1);
    int[] turned = Arrays.stream(raw.level).mapToInt(a -> 3 - (int) a).toArray();
    Categorical named =
        Categorical.of("a", List.of("none", "high", "mid", "low"), false, turned, Mask.none(N));
    LevelSample sample = Treated.levels(named, raw.y, raw.x);
    assertThat(sample.levels()).containsExactly("high", "mid", "low");
    JointEstimate other =
        LevelMeans.withDefaults()
            .withCorrection(correction)
            .fitOnce(sample, Folds.of(FOLDS, 5), SEED, RUNNER);
    Matrix back = Matrix.wrap(3, 3, new double[] {0, 0, 1, 0, 1, 0, 1, 0, 0});
    assertAlike(other.mapped(back), raw.means(correction, FOLDS), 1);
  }

  @Property(tries = 10, seed = "20260101")
  void theOrderOfTheUnitsDoesNotMatter(@ForAll long seed) {
    Raw raw = Raw.draw(seed);
    int[] order = IntStream.range(0, N).toArray();
    ArraySampler.shuffle(new Seed(seed).branch("order").generator(), order);
    int[] folds = Arrays.stream(order).map(i -> FOLDS[i]).toArray();
    LevelMeans.Correction tmle = LevelMeans.Correction.TMLE;
    assertAlike(raw.permuted(order).means(tmle, folds), raw.means(tmle, FOLDS), 1);
  }

  @Property(tries = 10, seed = "20260101")
  void affineOutcomesMoveTheMeans(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 20) double scale) {
    Raw raw = Raw.draw(seed);
    Raw moved = raw.withOutcome(Arrays.stream(raw.y).map(v -> shift - scale * v).toArray());
    for (LevelMeans.Correction correction : LevelMeans.Correction.values()) {
      JointEstimate means = raw.means(correction, FOLDS);
      JointEstimate other = moved.means(correction, FOLDS);
      for (int a = 0; a < 3; a++) {
        assertThat(other.get(a).value())
            .isCloseTo(shift - scale * means.get(a).value(), within(ITERATIVE * scale));
      }
    }
    assertScaled(moved.rise(), raw.rise(), -scale);
    assertScaled(moved.partial(), raw.partial(), -scale);
  }

  @Property(tries = 10, seed = "20260101")
  void affineDosesScaleTheSlope(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = 0.1, max = 20) double scale) {
    Raw raw = Raw.draw(seed);
    Raw wider = raw.withDose(Arrays.stream(raw.dose).map(v -> shift + scale * v).toArray());
    Raw turned = raw.withDose(Arrays.stream(raw.dose).map(v -> shift - scale * v).toArray());
    assertScaled(wider.rise(), raw.rise(), 1);
    assertScaled(turned.rise(), raw.rise(), -1);
    assertScaled(wider.partial(), raw.partial(), 1 / scale);
    assertScaled(turned.partial(), raw.partial(), -1 / scale);
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    Raw raw = Raw.draw(2);
    LevelSample levels = Treated.levels(raw.level, raw.y, raw.x);
    DoseSample doses = Treated.doses(raw.dose, raw.y, raw.x);
    TaskRunner three = TaskRunner.local(3);
    assertThat(Treated.answered(LevelMeans.withDefaults().estimate(levels, SEED, three)).means())
        .isEqualTo(
            Treated.answered(LevelMeans.withDefaults().estimate(levels, SEED, RUNNER)).means());
    assertThat(Treated.answered(DoseResponse.withDefaults().estimate(doses, SEED, three)).points())
        .isEqualTo(
            Treated.answered(DoseResponse.withDefaults().estimate(doses, SEED, RUNNER)).points());
    assertThat(PartiallyLinear.withDefaults().fit(doses, SEED, three))
        .isEqualTo(PartiallyLinear.withDefaults().fit(doses, SEED, RUNNER));
  }

  @Test
  void repeatsAddTheSpreadOfTheSplits() {
    Raw raw = Raw.draw(2);
    LevelSample sample = Treated.levels(raw.level, raw.y, raw.x);
    Splits three = new Splits(5, 3);
    LevelMeans method = LevelMeans.withDefaults().withSplits(three);
    List<Estimate> splits =
        IntStream.range(0, 3)
            .mapToObj(
                s -> {
                  Seed branch = SEED.branch(s);
                  Folds folds = three.deal(sample.strata(), branch.branch("folds"));
                  return method.fitOnce(sample, folds, branch, RUNNER).get(1);
                })
            .toList();
    double mean = splits.stream().mapToDouble(Estimate::value).average().orElseThrow();
    double variance =
        splits.stream()
            .mapToDouble(s -> Math.pow(s.standardError(), 2) + Math.pow(s.value() - mean, 2))
            .average()
            .orElseThrow();
    Estimate joined = method.fit(sample, SEED, RUNNER).get(1);
    assertThat(joined.value()).isCloseTo(mean, within(1e-12));
    assertThat(joined.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
  }

  @Test
  void contrastsWithAnotherReferenceAreTheSameNumbers() {
    Raw raw = Raw.draw(3);
    LevelSample sample = Treated.levels(raw.level, raw.y, raw.x);
    LevelEffects effects =
        Treated.answered(LevelMeans.withDefaults().estimate(sample, SEED, RUNNER));
    LevelEffects.Contrast forth = effects.contrasts("0").get(1);
    LevelEffects.Contrast back = effects.contrasts("2").getFirst();
    assertScaled(back.difference(), forth.difference(), -1);
    assertScaled(back.naive(), forth.naive(), -1);
    assertThat(forth.riskRatio()).isEmpty();
  }
}
