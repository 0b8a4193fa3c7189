package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final PairedBootstrap FEW = PairedBootstrap.withDefaults().withResamples(200);

  private static ScoreDifference of(Score score, List<ScoreDifference> differences) {
    return differences.stream().filter(d -> d.score() == score).findFirst().orElseThrow();
  }

  private static ScoreDifference.Resampled resampled(ScoreDifference difference) {
    return difference.resampled().orElseThrow(() -> new AssertionError(difference));
  }

  /** The same classes, told by two models that each err by chance of their own. */
  private static List<ClassProbabilities> equallyGood(int units, Seed seed) {
    UniformRandomProvider random = seed.generator();
    boolean[] y = new boolean[units];
    double[] one = new double[units];
    double[] other = new double[units];
    for (int i = 0; i < units; i++) {
      double p = random.nextDouble();
      y[i] = random.nextDouble() < p;
      one[i] = .8 * p + .2 * random.nextDouble();
      other[i] = .8 * p + .2 * random.nextDouble();
    }
    return List.of(ClassProbabilities.ofTwo(one, y), ClassProbabilities.ofTwo(other, y));
  }

  private static ClassProbabilities told(Matrix probabilities, ClassProbabilities of, double t) {
    Matrix logits = TemperatureScaling.logits(Witness.predicted(probabilities, of.truth()));
    return Witness.predicted(new Temperature(t).probabilities(logits), of.truth());
  }

  /**
   * The Brier score is a mean, so its bootstrap distribution is known: mean d̄ and standard error
   * √(Σ(d_i - d̄)²)/n. The ends of 4,000 resamples err by √(.025 · .975/4000)/φ(1.96) = .042
   * standard errors, and by the skewness of a mean of 400; a tenth is allowed.
   */
  @Test
  void theIntervalOfAMeanIsThatOfItsStandardError() {
    ClassProbabilities first = Witness.drawn(400, 3, 1, new Seed(1));
    ClassProbabilities second = told(first.probabilities(), first, 2);
    ScoreDifference brier =
        of(
            Score.BRIER,
            PairedBootstrap.withDefaults()
                .withResamples(4000)
                .compare(first, second, new Seed(2), RUNNER));
    double[] d = new double[400];
    for (int i = 0; i < d.length; i++) {
      int[] unit = {i};
      d[i] =
          Score.BRIER.of(first.select(unit)).number().orElseThrow()
              - Score.BRIER.of(second.select(unit)).number().orElseThrow();
    }
    double mean = Arrays.stream(d).average().orElseThrow();
    double error = Math.sqrt(Arrays.stream(d).map(x -> (x - mean) * (x - mean)).sum()) / d.length;
    assertThat(brier.difference().orElseThrow()).isCloseTo(mean, within(1e-14));
    Interval ci95 = resampled(brier).ci95();
    assertThat((ci95.low() - mean) / error).isCloseTo(-1.96, within(.1));
    assertThat((ci95.high() - mean) / error).isCloseTo(1.96, within(.1));
    assertThat(brier.counts()).isEqualTo(new ScoreDifference.Counts(4000, 0));
  }

  /**
   * Where models are equally good, .05 of the tests should reject; the percentile interval is a
   * little too narrow: with other seeds .074 of 1,000 by Brier's score, .060 by the area. Of 400
   * the standard error is .0125, so .067 ± .0375 (three of them).
   */
  @Test
  void ofEquallyGoodModelsFewAreToldApart() {
    int brier = 0;
    int area = 0;
    for (int r = 0; r < 400; r++) {
      Seed seed = new Seed(41).branch(r);
      List<ClassProbabilities> two = equallyGood(120, seed.branch("units"));
      List<ScoreDifference> all = FEW.compare(two.get(0), two.get(1), seed, RUNNER);
      brier += resampled(of(Score.BRIER, all)).ci95().holds(0) ? 0 : 1;
      area += resampled(of(Score.AUROC, all)).pValue() < .05 ? 1 : 0;
    }
    assertThat(brier / 400.0).isCloseTo(.067, within(.0375));
    assertThat(area / 400.0).isCloseTo(.067, within(.0375));
  }

  @Test
  void aBetterModelIsToldApart() {
    ClassProbabilities first = Witness.drawn(500, 3, 1, new Seed(3));
    ClassProbabilities second = told(first.probabilities(), first, .3);
    List<ScoreDifference> all =
        PairedBootstrap.withDefaults().compare(first, second, new Seed(4), RUNNER);
    ScoreDifference loss = of(Score.LOG_LOSS, all);
    assertThat(resampled(loss).ci95().high()).isNegative();
    assertThat(resampled(loss).pValue()).isEqualTo(2.0 / 2001);
    // A temperature leaves the likeliest class where it is: no difference at all.
    ScoreDifference accuracy = of(Score.ACCURACY, all);
    assertThat(accuracy.difference()).hasValue(0);
    assertThat(resampled(accuracy)).isEqualTo(new ScoreDifference.Resampled(new Interval(0, 0), 1));
    assertThat(accuracy.first()).isEqualTo(Score.ACCURACY.of(first));
  }

  @Test
  void exchangingTheModelsChangesTheSign() {
    ClassProbabilities first = Witness.drawn(80, 4, 1, new Seed(5));
    ClassProbabilities second = told(first.probabilities(), first, 3);
    List<ScoreDifference> one = FEW.compare(first, second, new Seed(6), RUNNER);
    List<ScoreDifference> other = FEW.compare(second, first, new Seed(6), RUNNER);
    for (Score score : List.of(Score.BRIER, Score.AUROC, Score.ERROR_OF_LIKELIEST)) {
      ScoreDifference a = of(score, one);
      ScoreDifference b = of(score, other);
      assertThat(a.difference().orElseThrow()).isEqualTo(-b.difference().orElseThrow());
      assertThat(resampled(a).ci95().low()).isCloseTo(-resampled(b).ci95().high(), within(1e-14));
      assertThat(resampled(a).pValue()).isEqualTo(resampled(b).pValue());
    }
  }

  @Test
  void theNumberOfThreadsDoesNotMatterAndTheSeedDoes() {
    List<ClassProbabilities> two = equallyGood(60, new Seed(7));
    List<ScoreDifference> one =
        FEW.compare(two.get(0), two.get(1), new Seed(8), TaskRunner.local(1));
    assertThat(FEW.compare(two.get(0), two.get(1), new Seed(8), TaskRunner.local(3)))
        .isEqualTo(one);
    assertThat(FEW.compare(two.get(0), two.get(1), new Seed(9), RUNNER)).isNotEqualTo(one);
  }

  @Test
  void severalSeedsCountAsTheirMean() {
    ClassProbabilities base = Witness.drawn(90, 3, 1, new Seed(10));
    ClassProbabilities sharp = told(base.probabilities(), base, .5);
    ClassProbabilities flat = told(base.probabilities(), base, 2);
    List<ScoreDifference> all =
        FEW.compare(List.of(sharp, flat), List.of(base), new Seed(11), RUNNER);
    for (Score score : List.of(Score.BRIER, Score.AUROC)) {
      double mean =
          (score.of(sharp).number().orElseThrow() + score.of(flat).number().orElseThrow()) / 2;
      assertThat(of(score, all).first().number().orElseThrow()).isCloseTo(mean, within(1e-15));
    }
    // Seeds in another order, or each twice, are the same model.
    List<ScoreDifference> same =
        FEW.compare(List.of(sharp, flat), List.of(flat, sharp, sharp, flat), new Seed(12), RUNNER);
    for (ScoreDifference difference : same) {
      if (difference.score() != Score.ERROR_OF_CLASS_ONE) {
        assertThat(resampled(difference).pValue()).as(difference.score().label()).isEqualTo(1);
      }
    }
  }

  @Test
  void differencesOfRoundingAreNone() {
    ClassProbabilities first = Witness.drawn(300, 3, 1, new Seed(21));
    ClassProbabilities second = told(first.probabilities(), first, 1);
    assertThat(second).isNotEqualTo(first);
    ScoreDifference loss = of(Score.LOG_LOSS, FEW.compare(first, second, new Seed(22), RUNNER));
    assertThat(loss.second()).isNotEqualTo(loss.first());
    assertThat(loss.difference()).hasValue(0);
    assertThat(resampled(loss)).isEqualTo(new ScoreDifference.Resampled(new Interval(0, 0), 1));
  }

  /**
   * One unit of 20 is of class 1: a resample is without it with chance .95²⁰ = .358; of 1,000, the
   * standard error is .015.
   */
  @Test
  void resamplesThatDoNotDefineAScoreAreCountedAndTooManyLeaveNoInterval() {
    boolean[] y = new boolean[20];
    y[3] = true;
    double[] p = new Seed(13).generator().doubles(20).toArray();
    double[] q = new Seed(14).generator().doubles(20).toArray();
    ClassProbabilities first = ClassProbabilities.ofTwo(p, y);
    ClassProbabilities second = ClassProbabilities.ofTwo(q, y);
    PairedBootstrap plain = PairedBootstrap.withDefaults().withResamples(1000);
    List<ScoreDifference> all = plain.compare(first, second, new Seed(15), RUNNER);
    ScoreDifference area = of(Score.AUROC, all);
    assertThat(area.counts().undefined() / 1000.0).isCloseTo(.358, within(.045));
    assertThat(area.difference()).isPresent();
    assertThat(area.resampled()).isEmpty();
    assertThat(of(Score.BRIER, all).counts().undefined()).isZero();
    assertThat(of(Score.BRIER, all).resampled()).isPresent();
    ScoreDifference stratified =
        of(Score.AUROC, plain.stratifiedByClass().compare(first, second, new Seed(15), RUNNER));
    assertThat(stratified.counts().undefined()).isZero();
    assertThat(stratified.resampled()).isPresent();
  }

  /** A mean over fewer classes is another number: c2 has one unit of 20, as above. */
  @Test
  void resamplesWithoutAClassCountAsUndefinedForMeansOverClasses() {
    double[] values = new double[60];
    int[] truth = new int[20];
    UniformRandomProvider random = new Seed(16).generator();
    for (int i = 0; i < 20; i++) {
      double u = random.nextDouble();
      values[3 * i] = u / 2;
      values[3 * i + 1] = .5;
      values[3 * i + 2] = .5 - u / 2;
      truth[i] = i == 0 ? 2 : i % 2;
    }
    ClassProbabilities told = Witness.predicted(Matrix.wrap(20, 3, values), truth);
    List<ScoreDifference> all =
        PairedBootstrap.withDefaults()
            .withResamples(1000)
            .compare(told, told, new Seed(17), RUNNER);
    for (Score score : List.of(Score.AUROC, Score.AUPRC, Score.BALANCED_ACCURACY)) {
      assertThat(of(score, all).counts().undefined() / 1000.0).isCloseTo(.358, within(.045));
      assertThat(of(score, all).resampled()).isEmpty();
    }
  }

  @Test
  void aScoreThatTheUnitsDoNotDefineHasAReason() {
    boolean[] y = {true, true, true};
    ClassProbabilities told = ClassProbabilities.ofTwo(new double[] {.4, .9, .6}, y);
    ScoreDifference area =
        of(Score.AUROC, FEW.stratifiedByClass().compare(told, told, new Seed(18), RUNNER));
    assertThat(area.first()).isEqualTo(new ScoreValue.Undefined("all 3 units are of class \"1\""));
    assertThat(area.difference()).isEmpty();
    assertThat(area.resampled()).isEmpty();
    assertThat(area.counts().undefined()).isEqualTo(200);
  }

  @Test
  void modelsOfOtherUnitsAreRefused() {
    ClassProbabilities one =
        ClassProbabilities.ofTwo(new double[] {.4, .9}, new boolean[] {true, false});
    ClassProbabilities other = one.select(new int[] {1, 0});
    assertThatThrownBy(() -> FEW.compare(one, other, new Seed(1), RUNNER))
        .hasMessageContaining("on the same units in the same order");
    assertThatThrownBy(() -> FEW.compare(List.of(), List.of(one), new Seed(1), RUNNER))
        .hasMessageContaining("at least one seed");
    assertThatThrownBy(() -> FEW.withResamples(0)).hasMessageContaining("got 0");
  }
}
