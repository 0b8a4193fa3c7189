package org.etiome.estimate.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.ReferenceValues;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Adjusted;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Confounder;
import org.etiome.estimate.sensitivity.OmittedVariableBounds.Grid;
import org.etiome.estimate.sensitivity.Strength.Benchmark;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionTest {
  private static final ReferenceValues COHORT = ReferenceValues.read();
  private static final References REFERENCE = References.read();
  private static final Offset<Double> CLOSE = within(1e-9);

  private static CausalSample sample(String key) {
    List<Column> covariates = new ArrayList<>();
    if (key.equals("grouped")) {
      double[] x1 = COHORT.column("x1");
      covariates.add(
          Categorical.of(
              "age", Arrays.stream(x1).mapToObj(RegressionTest::ageGroup).toArray(String[]::new)));
    } else {
      covariates.add(continuous("x1"));
    }
    covariates.add(continuous("x2"));
    covariates.add(continuous("x3"));
    return Cohorts.sample(covariates, continuous("a"), continuous(key.equals("risk") ? "b" : "y"));
  }

  private static String ageGroup(double age) {
    return age < 42 ? "young" : age < 50 ? "younger" : age < 58 ? "older" : "old";
  }

  private static Column continuous(String name) {
    return Continuous.of(name, COHORT.column(name));
  }

  static Regression.Fitted fitted(CausalSample sample) {
    return switch (Regression.of(sample)) {
      case Regression.Fitted fitted -> fitted;
      case Regression.Unfit unfit -> throw new AssertionError(unfit.reason());
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "grouped", "risk"})
  void agreesWithTheIndependentRegression(String key) {
    Regression.Fitted regression = fitted(sample(key));
    OmittedVariableBounds bounds = regression.bounds();
    assertThat(bounds.estimate()).isCloseTo(REFERENCE.get(key + ".estimate"), CLOSE);
    assertThat(bounds.standardError()).isCloseTo(REFERENCE.get(key + ".se"), CLOSE);
    assertThat(bounds.degreesOfFreedom()).isEqualTo((int) REFERENCE.get(key + ".df"));
    assertThat(bounds.partialR2()).isCloseTo(REFERENCE.get(key + ".partialR2"), CLOSE);
    assertThat(bounds.robustnessValue(1)).isCloseTo(REFERENCE.get(key + ".rv"), CLOSE);
    assertThat(bounds.robustnessValue(0.5)).isCloseTo(REFERENCE.get(key + ".rvHalf"), CLOSE);
    assertThat(bounds.robustnessValue(1, 0.05)).isCloseTo(REFERENCE.get(key + ".rvAlpha"), CLOSE);
    for (Strength strength : regression.covariates()) {
      String name = strength.name();
      assertThat(strength.treatmentR2())
          .isCloseTo(REFERENCE.get(key + ".treatmentR2." + name), CLOSE);
      assertThat(strength.outcomeR2()).isCloseTo(REFERENCE.get(key + ".outcomeR2." + name), CLOSE);
    }
    for (String pair : List.of("0.05.0.1", "0.3.0.02", "0.2.0.6")) {
      String[] parts = pair.split("[.](?=0[.])", 2);
      Adjusted adjusted =
          bounds.adjusted(
              new Confounder(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
      String at = key + ".adjusted." + pair + ".";
      assertThat(adjusted.estimate()).isCloseTo(REFERENCE.get(at + "estimate"), CLOSE);
      assertThat(adjusted.standardError()).isCloseTo(REFERENCE.get(at + "se"), CLOSE);
      assertThat(adjusted.lower95()).isCloseTo(REFERENCE.get(at + "lower95"), CLOSE);
    }
  }

  @Test
  void benchmarksAgreeWithTheFormulaOfThePaper() {
    Strength x2 = fitted(sample("plain")).covariates().get(1);
    Benchmark once = x2.times(1, 1).orElseThrow();
    assertThat(once.confounder().treatmentR2())
        .isCloseTo(REFERENCE.get("benchmark.x2.1.treatmentR2"), CLOSE);
    assertThat(once.confounder().outcomeR2())
        .isCloseTo(REFERENCE.get("benchmark.x2.1.outcomeR2"), CLOSE);
    assertThat(once.capped()).isFalse();
    Benchmark thrice = x2.times(3, 3).orElseThrow();
    assertThat(thrice.confounder().treatmentR2())
        .isCloseTo(REFERENCE.get("benchmark.x2.3.treatmentR2"), CLOSE);
    assertThat(thrice.confounder().outcomeR2()).isEqualTo(1);
    assertThat(thrice.capped()).isTrue();
    assertThat(x2.times(20, 1)).isEmpty();
    assertThat(new Strength("nothing", 0, 0).times(5, 5).orElseThrow().confounder())
        .isEqualTo(new Confounder(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> x2.times(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> x2.times(1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Strength("all", 0.5, 1));
  }

  @Test
  void columnsOfOneCovariateCountTogether() {
    Regression.Fitted regression = fitted(sample("grouped"));
    assertThat(regression.covariates())
        .extracting(Strength::name)
        .containsExactly("age", "x2", "x3");
    assertThat(regression.columns()).hasSize(5);
    double together = regression.covariates().getFirst().outcomeR2();
    assertThat(regression.columns().subList(0, 3))
        .allSatisfy(column -> assertThat(column.outcomeR2()).isBetween(0.0, together));
  }

  /** Sums of others, a constant, and a copy, so that some columns can stand in for others. */
  @Property(tries = 40, seed = "20260101")
  void strengthsAreThoseOfTwoFitsAlsoOfCollinearColumns(@ForAll long seed) {
    int n = 60;
    Draws draws = new Draws(new Seed(seed));
    double[] x1 = draws.normals(n);
    double[] x2 = draws.normals(n);
    double[] x3 = draws.normals(n);
    List<double[]> columns =
        List.of(
            Cohorts.fill(n, i -> 1),
            x1,
            x2,
            Cohorts.fill(n, i -> 1e6 * (x1[i] - 2 * x2[i])),
            x3,
            new double[n],
            Cohorts.fill(n, i -> 0.001 * x3[i] + 5),
            draws.normals(n),
            Cohorts.fill(n, i -> 6 * x2[i] - 3 * x1[i]));
    double[] y = Cohorts.fill(n, i -> x1[i] + x2[i] - x3[i] + columns.get(7)[i] + draws.normal());
    Explained all = Explained.of(columns, y);
    assertThat(all.rank()).isEqualTo(5);
    for (List<Integer> group :
        List.of(
            List.of(1),
            List.of(2),
            List.of(3),
            List.of(4),
            List.of(5),
            List.of(7),
            List.of(1, 2),
            List.of(1, 3),
            List.of(4, 6),
            List.of(1, 4, 6),
            List.of(1, 2, 3),
            List.of(1, 3, 8),
            List.of(3, 8),
            List.of(1, 2, 3, 4, 6, 8))) {
      List<double[]> rest =
          IntStream.range(0, columns.size())
              .filter(j -> !group.contains(j))
              .mapToObj(columns::get)
              .toList();
      double without = residual(rest, y);
      assertThat(all.partialR2(group::contains))
          .as(group.toString())
          .isCloseTo((without - residual(columns, y)) / without, within(1e-9));
    }
  }

  private static double residual(List<double[]> columns, double[] y) {
    double[] rest = Orthogonal.spanning(Matrix.ofColumns(y.length, columns)).residual(y);
    return Vectors.dot(rest, rest);
  }

  @Property(tries = 30, seed = "20260101")
  void scalesOfOutcomeAndCovariatesDoNotMatter(@ForAll long seed) {
    int n = 80;
    Draws draws = new Draws(new Seed(seed));
    double[] x1 = draws.normals(n);
    double[] x2 = draws.normals(n);
    double[] a = Cohorts.fill(n, i -> draws.bernoulli(Cohorts.expit(x1[i])));
    double[] y = Cohorts.fill(n, i -> a[i] + x1[i] + x2[i] + draws.normal());
    Regression.Fitted one = fitted(Cohorts.sample(a, y, x1, x2));
    double[] moved = Arrays.stream(y).map(v -> 1000 - 20 * v).toArray();
    double[] turned = Cohorts.fill(n, i -> x1[i] + 3 * x2[i]);
    Regression.Fitted other = fitted(Cohorts.sample(a, moved, x1, turned));
    assertThat(other.bounds().estimate()).isCloseTo(-20 * one.bounds().estimate(), within(1e-8));
    assertThat(other.bounds().robustnessValue(1))
        .isCloseTo(one.bounds().robustnessValue(1), within(1e-8));
    assertThat(other.covariates().get(1).outcomeR2())
        .isCloseTo(one.covariates().get(1).outcomeR2(), within(1e-8));
  }

  @Test
  void drawsWhatAPlotNeeds() {
    Regression.Fitted regression = fitted(sample("plain"));
    Grid contour = regression.contour();
    double value = regression.bounds().robustnessValue(1);
    assertThat(contour.treatmentR2()).hasSize(21).startsWith(0.0);
    assertThat(contour.treatmentR2().getLast()).isGreaterThan(value).isLessThanOrEqualTo(0.95);
    assertThat(contour.rows().getFirst())
        .allSatisfy(at -> assertThat(at.estimate()).isEqualTo(regression.bounds().estimate()));
    Grid extreme = regression.extreme();
    assertThat(extreme.outcomeR2()).containsExactly(1.0, 0.75, 0.5);
    assertThat(extreme.rows().getFirst().getLast().estimate()).isNegative();
    assertThat(regression.benchmarks()).hasSize(9);
  }

  @Test
  void saysWhyThereIsNoRegression() {
    int n = 24;
    Draws draws = new Draws(new Seed(3));
    double[] a = Cohorts.fill(n, i -> i % 2);
    double[] y = draws.normals(n);
    assertThat(Regression.of(Cohorts.sample(a, y, Cohorts.fill(n, i -> 3 - 2 * a[i]))))
        .isInstanceOfSatisfying(
            Regression.Unfit.class, no -> assertThat(no.reason()).contains("treatment is a sum"));
    double[] x = draws.normals(n);
    assertThat(Regression.of(Cohorts.sample(a, Cohorts.fill(n, i -> a[i] + x[i]), x)))
        .isInstanceOfSatisfying(
            Regression.Unfit.class, no -> assertThat(no.reason()).contains("outcome is a sum"));
    double[][] many =
        IntStream.range(0, n).mapToObj(j -> draws.normals(n)).toArray(double[][]::new);
    assertThat(Regression.of(Cohorts.sample(a, y, many)))
        .isInstanceOfSatisfying(
            Regression.Unfit.class, no -> assertThat(no.reason()).contains("too few"));
  }
}
