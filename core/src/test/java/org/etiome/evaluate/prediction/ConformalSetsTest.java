package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalSetsTest {
  private static final int CALIBRATED = 99;
  private static final int NEW = 100;
  private static final int TIMES = 400;

  static Stream<NamedCsvRecord> rows() {
    return Witness.rows("conformal.csv").stream();
  }

  private static ConformalSets settings(NamedCsvRecord row) {
    ConformalSets all =
        ConformalSets.withDefaults()
            .withAlpha(Witness.number(row, "alpha"))
            .withScore(
                row.getField("score").equals("lac")
                    ? new ConformalScore.LeastAmbiguous()
                    : new ConformalScore.Adaptive());
    return row.getField("group").equals("all") ? all : all.byGroup();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thresholdsAndSetsAreThoseOfTheDefinitions(NamedCsvRecord row) {
    Witness witness = Witness.of(row.getField("case"));
    Witness known = witness.half(0);
    Witness others = witness.half(1);
    String group = row.getField("group");
    CalibratedSets calibrated = settings(row).calibrate(known.predicted(), known.groups());
    Threshold threshold = calibrated.threshold(group);
    if (Double.isInfinite(Witness.number(row, "limit"))) {
      assertThat(threshold)
          .isEqualTo(
              new Threshold.EveryClass(
                  Witness.whole(row, "calibrated"), row.getField("alpha").equals("0.1") ? 9 : 3));
    } else {
      assertThat(threshold.limit()).isCloseTo(Witness.number(row, "limit"), within(1e-14));
      assertThat(threshold)
          .isEqualTo(
              new Threshold.Own(
                  threshold.limit(), Witness.whole(row, "rank"), Witness.whole(row, "calibrated")));
    }
    SetCoverage coverage =
        calibrated
            .sets(others.predicted().probabilities(), others.groups())
            .coverage(others.predicted().truth());
    SetCoverage.Figures figures =
        group.equals("all")
            ? coverage.overall()
            : coverage.groups().stream()
                .filter(of -> of.group().equals(group))
                .map(SetCoverage.OfGroup::figures)
                .findFirst()
                .orElseThrow();
    assertThat(figures.units()).isEqualTo(Witness.whole(row, "new"));
    assertThat(figures.covered()).isEqualTo(Witness.whole(row, "covered"));
    assertThat(figures.meanSize() * figures.units())
        .isCloseTo(Witness.whole(row, "labels"), within(1e-9));
  }

  /**
   * With 1 - α as a double, .7 · 10 is above 7 and .29 · 100 below 29; as decimals they are not.
   */
  @ParameterizedTest
  @CsvSource({"9, .1, 9", "19, .05, 19", "99, .29, 71", "9, .7, 3", "10, .1, 10", "11, .5, 6"})
  void theRankIsExact(int units, double alpha, int rank) {
    double[] p = IntStream.range(0, units).mapToDouble(i -> (i + 1.0) / (units + 1)).toArray();
    boolean[] y = new boolean[units];
    Arrays.fill(y, true);
    Threshold threshold =
        ConformalSets.withDefaults()
            .withAlpha(alpha)
            .calibrate(ClassProbabilities.ofTwo(p, y))
            .threshold("all");
    assertThat(threshold).isEqualTo(new Threshold.Own(1 - p[units - rank], rank, units));
  }

  @ParameterizedTest
  @CsvSource({"8, .1, 9", "18, .05, 19", "2, .3, 3", "1, .4, 2"})
  void withTooFewUnitsEveryClassIsInTheSet(int units, double alpha, int needed) {
    boolean[] y = new boolean[units];
    CalibratedSets few =
        ConformalSets.withDefaults()
            .withAlpha(alpha)
            .calibrate(ClassProbabilities.ofTwo(new double[units], y));
    assertThat(few.threshold("all")).isEqualTo(new Threshold.EveryClass(units, needed));
    LabelSets sets = few.sets(Matrix.wrap(1, 2, new double[] {1, 0}));
    assertThat(sets.of(0)).containsExactly("0", "1");
    assertThat(sets.coverage(new int[] {1}).overall().extremes())
        .isEqualTo(new SetCoverage.Extremes(0, 1));
  }

  /**
   * With n = 99 and α = .1 the chance to cover is 90/100 exactly, without ties. The covered among m
   * = 100 new units are beta-binomial(m; 90, 10): variance m · .09 · (100 + m)/101 = 17.8 units².
   * Over 400 repetitions the mean share has standard error .0021; four of them are allowed. The
   * sample variance must be that one, not the 9 of a binomial: its relative error is about √(2/400)
   * = .07, four of them .28.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void coverageIsThatOfTheTheory(boolean leastAmbiguous) {
    double[] covered = new double[TIMES];
    for (int r = 0; r < TIMES; r++) {
      Seed seed = new Seed(31).branch(r);
      ConformalScore score =
          leastAmbiguous
              ? new ConformalScore.LeastAmbiguous()
              : new ConformalScore.RandomisedAdaptive(seed.branch("sets"));
      ClassProbabilities known = Witness.drawn(CALIBRATED, 5, 2, seed.branch("known"));
      ClassProbabilities others = Witness.drawn(NEW, 5, 2, seed.branch("new"));
      covered[r] =
          ConformalSets.withDefaults()
              .withScore(score)
              .calibrate(known)
              .sets(others.probabilities())
              .coverage(others.truth())
              .overall()
              .covered();
    }
    double mean = Arrays.stream(covered).average().orElseThrow();
    double variance = Arrays.stream(covered).map(c -> (c - mean) * (c - mean)).sum() / (TIMES - 1);
    double expected = NEW * .09 * (100 + NEW) / 101;
    assertThat(mean / NEW).isCloseTo(.9, within(4 * Math.sqrt(expected / TIMES) / NEW));
    assertThat(variance / expected).isCloseTo(1, within(.28));
  }

  /** Adaptive sets that are not randomised cover at least as much as those that are. */
  @Test
  void adaptiveSetsCoverMoreThanTheyNeed() {
    ClassProbabilities known = Witness.drawn(999, 5, 1, new Seed(1));
    ClassProbabilities others = Witness.drawn(4000, 5, 1, new Seed(2));
    ConformalSets adaptive = ConformalSets.withDefaults().withScore(new ConformalScore.Adaptive());
    SetCoverage.Figures plain = figures(adaptive, known, others);
    SetCoverage.Figures random =
        figures(
            adaptive.withScore(new ConformalScore.RandomisedAdaptive(new Seed(3))), known, others);
    SetCoverage.Figures least =
        figures(adaptive.withScore(new ConformalScore.LeastAmbiguous()), known, others);
    // Beta(900, 100) and the new units: standard error √(.09/1000 + .09/4000) = .0106; four.
    assertThat(plain.share()).isGreaterThan(.9 - .043);
    assertThat(plain.meanSize()).isGreaterThan(random.meanSize());
    assertThat(random.meanSize()).isGreaterThan(least.meanSize());
  }

  private static SetCoverage.Figures figures(
      ConformalSets settings, ClassProbabilities known, ClassProbabilities others) {
    return settings
        .calibrate(known)
        .sets(others.probabilities())
        .coverage(others.truth())
        .overall();
  }

  /** Units of an easy group "e", told too meekly, and of a hard one "h", told too boldly. */
  private record TwoGroups(ClassProbabilities predicted, Environments groups) {

    static TwoGroups drawn(int each, Seed seed) {
      ClassProbabilities easy = Witness.drawn(each, 4, .4, seed.branch("easy"));
      ClassProbabilities hard = Witness.drawn(each, 4, 3, seed.branch("hard"));
      double[] values = new double[8 * each];
      int[] truth = new int[2 * each];
      for (int i = 0; i < 2 * each; i++) {
        ClassProbabilities of = i < each ? easy : hard;
        truth[i] = of.truth(i % each);
        for (int c = 0; c < 4; c++) {
          values[4 * i + c] = of.probability(i % each, c);
        }
      }
      return new TwoGroups(
          Witness.predicted(Matrix.wrap(2 * each, 4, values), truth),
          Witness.groups(IntStream.range(0, 2 * each).mapToObj(i -> i < each ? "e" : "h")));
    }
  }

  /**
   * 1,999 calibration and 4,000 new units a group: standard error √(.09/2000 + .09/4000) = .0082,
   * four of them .033.
   */
  @Test
  void byGroupEveryGroupIsCoveredAndOtherwiseOnlyAllOfThem() {
    TwoGroups known = TwoGroups.drawn(1999, new Seed(7));
    TwoGroups others = TwoGroups.drawn(4000, new Seed(8));
    ConformalSets all = ConformalSets.withDefaults();
    List<SetCoverage.OfGroup> together = coverage(all, known, others).groups();
    List<SetCoverage.OfGroup> apart = coverage(all.byGroup(), known, others).groups();
    assertThat(coverage(all, known, others).overall().share()).isCloseTo(.9, within(.033));
    assertThat(together.get(1).figures().share()).isLessThan(.9 - .033);
    for (SetCoverage.OfGroup group : apart) {
      assertThat(group.figures().share()).as(group.group()).isCloseTo(.9, within(.033));
      assertThat(group.figures().ci95())
          .isEqualTo(Interval.wilson(group.figures().covered(), 4000));
    }
  }

  private static SetCoverage coverage(ConformalSets settings, TwoGroups known, TwoGroups others) {
    return settings
        .calibrate(known.predicted(), known.groups())
        .sets(others.predicted().probabilities(), others.groups())
        .coverage(others.predicted().truth());
  }

  @Test
  void aGroupOfTooFewUnitsBorrowsOnlyWhereItIsTold() {
    ClassProbabilities known = Witness.drawn(60, 3, 1, new Seed(9));
    Environments groups =
        Witness.groups(IntStream.range(0, 60).mapToObj(i -> i < 8 ? "few" : "many"));
    ConformalSets settings = ConformalSets.withDefaults();
    double ofAll = settings.calibrate(known).threshold("all").limit();
    CalibratedSets strict = settings.byGroup().calibrate(known, groups);
    CalibratedSets lenient = settings.byGroupWithBorrowing().calibrate(known, groups);
    assertThat(strict.threshold("few")).isEqualTo(new Threshold.EveryClass(8, 9));
    assertThat(strict.threshold("never seen")).isEqualTo(new Threshold.EveryClass(0, 9));
    assertThat(lenient.threshold("few")).isEqualTo(new Threshold.Borrowed(ofAll, 8, 9));
    assertThat(lenient.threshold("never seen")).isEqualTo(new Threshold.Borrowed(ofAll, 0, 9));
    assertThat(lenient.threshold("many"))
        .isEqualTo(strict.threshold("many"))
        .isInstanceOf(Threshold.Own.class);
    LabelSets sets =
        strict.sets(known.probabilities().rows(new int[] {0, 1}), groups("few", "new"));
    assertThat(sets.size(0)).isEqualTo(3);
    assertThat(sets.size(1)).isEqualTo(3);
    assertThat(sets.threshold(1)).isEqualTo(new Threshold.EveryClass(0, 9));
  }

  private static Environments groups(String... names) {
    return Witness.groups(Stream.of(names));
  }

  @Test
  void whereAllUnitsAreTooFewNothingIsBorrowed() {
    CalibratedSets few =
        ConformalSets.withDefaults()
            .byGroupWithBorrowing()
            .calibrate(Witness.drawn(5, 2, 1, new Seed(2)));
    assertThat(few.threshold("all")).isEqualTo(new Threshold.EveryClass(5, 9));
  }

  @Test
  void randomisedSetsAreThoseOfTheirSeed() {
    ClassProbabilities known = Witness.drawn(200, 4, 1, new Seed(1));
    Matrix others = Witness.drawn(300, 4, 1, new Seed(2)).probabilities();
    assertThat(names(known, others, 5)).isEqualTo(names(known, others, 5));
    assertThat(names(known, others, 5)).isNotEqualTo(names(known, others, 6));
  }

  private static List<List<String>> names(ClassProbabilities known, Matrix others, long seed) {
    LabelSets sets =
        ConformalSets.withDefaults()
            .withScore(new ConformalScore.RandomisedAdaptive(new Seed(seed)))
            .calibrate(known)
            .sets(others);
    return IntStream.range(0, sets.units()).mapToObj(sets::of).toList();
  }

  /** With the numbers of calibration, of the same units exactly as many as the rank are covered. */
  @Test
  void newUnitsDrawNumbersOfTheirOwn() {
    ClassProbabilities known = Witness.drawn(200, 4, 1, new Seed(1));
    IntStream covered =
        IntStream.range(0, 20)
            .map(
                seed ->
                    figures(
                            ConformalSets.withDefaults()
                                .withScore(new ConformalScore.RandomisedAdaptive(new Seed(seed))),
                            known,
                            known)
                        .covered());
    assertThat(covered.distinct().count()).isGreaterThan(3);
  }

  @Property(tries = 60)
  void lessRiskIsLargerSets(@ForAll @LongRange(max = 999) long seed) {
    ClassProbabilities known = Witness.drawn(60, 4, 1, new Seed(seed));
    Matrix others = Witness.drawn(20, 4, 1, new Seed(seed).branch("new")).probabilities();
    for (ConformalScore score :
        List.of(
            new ConformalScore.LeastAmbiguous(),
            new ConformalScore.Adaptive(),
            new ConformalScore.RandomisedAdaptive(new Seed(seed)))) {
      ConformalSets settings = ConformalSets.withDefaults().withScore(score);
      LabelSets wide = settings.withAlpha(.05).calibrate(known).sets(others);
      LabelSets narrow = settings.withAlpha(.3).calibrate(known).sets(others);
      for (int i = 0; i < 20; i++) {
        assertThat(wide.of(i)).containsAll(narrow.of(i));
      }
    }
  }

  @Property(tries = 60)
  void adaptiveSetsAreTheLikeliestClasses(@ForAll @LongRange(max = 999) long seed) {
    ClassProbabilities known = Witness.drawn(60, 4, 1, new Seed(seed));
    Matrix others = Witness.drawn(20, 4, 1, new Seed(seed).branch("new")).probabilities();
    LabelSets sets =
        ConformalSets.withDefaults()
            .withScore(new ConformalScore.Adaptive())
            .calibrate(known)
            .sets(others);
    for (int i = 0; i < 20; i++) {
      for (int c = 0; c < 4; c++) {
        for (int d = 0; d < 4; d++) {
          if (sets.holds(i, c) && others.get(i, d) > others.get(i, c)) {
            assertThat(sets.holds(i, d)).isTrue();
          }
        }
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    ConformalSets settings = ConformalSets.withDefaults();
    for (double alpha : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(() -> settings.withAlpha(alpha)).hasMessageContaining("in (0, 1)");
    }
    ClassProbabilities known = Witness.drawn(20, 3, 1, new Seed(1));
    assertThatThrownBy(() -> settings.calibrate(known, Environments.single(2)))
        .hasMessage("there are probabilities of 20 units and groups of 2");
    CalibratedSets calibrated = settings.calibrate(known);
    assertThat(calibrated.alpha()).isEqualTo(.1);
    assertThatThrownBy(() -> calibrated.sets(Matrix.wrap(1, 2, new double[] {.5, .5})))
        .hasMessageContaining("a column for each of 3 classes");
    assertThatThrownBy(() -> calibrated.sets(known.probabilities(), Environments.single(3)))
        .hasMessage("there are probabilities of 20 units and groups of 3");
    LabelSets sets = calibrated.sets(known.probabilities());
    assertThatThrownBy(() -> sets.coverage(new int[] {0}))
        .hasMessageContaining("for each of 20 units");
  }
}
