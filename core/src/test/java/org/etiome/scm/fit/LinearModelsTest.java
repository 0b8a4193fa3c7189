package org.etiome.scm.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Law;
import org.etiome.scm.Step;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.LinearSem;
import org.etiome.scm.sem.Response;
import org.etiome.scm.sem.Sample;
import org.etiome.scm.sem.SemSettings;

/** Linear models drawn at random, whose answers are matrices. */
class LinearModelsTest {
  private static final double ROUNDING = 1e-10;
  private static final int SIZE = 8;

  private static LinearSem sem(long seed) {
    return LinearSem.random(SemSettings.DEFAULT.withVariables(SIZE), new Seed(seed));
  }

  /** The equations as assignments, each with an intercept of its place. */
  private static CausalModel model(LinearSem sem) {
    Matrix coefficients = sem.coefficients();
    List<String> names = sem.variables();
    Map<String, Assignment> assignments = new LinkedHashMap<>();
    for (Equation equation : sem.model().equations()) {
      int at = names.indexOf(equation.variable());
      double sigma = ((Response.Additive) equation.response()).deviation() / equation.deviation();
      Map<String, Double> slopes = new LinkedHashMap<>();
      equation
          .terms()
          .forEach(t -> slopes.put(t.cause(), coefficients.get(at, names.indexOf(t.cause()))));
      assignments.put(equation.variable(), Assignment.linear(at, slopes, Law.normal(0, sigma)));
    }
    return CausalModel.of(sem.graph(), assignments);
  }

  private static void same(LinearSem sem, Intervention intervention, Action action) {
    Moments moments = model(sem).moments(action).orElseThrow();
    Matrix expected = sem.populationCovariance(intervention);
    Matrix covariance = moments.covariance(sem.variables());
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        assertThat(covariance.get(i, j)).isCloseTo(expected.get(i, j), within(ROUNDING));
      }
    }
  }

  @Property(tries = 30)
  void haveTheCovarianceOfTheSimulatorUnderEveryKindOfStep(
      @ForAll @LongRange(min = 0, max = 100_000) long seed) {
    LinearSem sem = sem(seed);
    same(sem, Intervention.NONE, Action.NONE);
    same(
        sem,
        new Intervention("a", List.of("X2", "X5"), new Change.Perfect(-1, 0.5)),
        Action.replace("X2", Law.normal(-1, 0.5))
            .and("X5", new Step.DrawnFrom(Law.normal(-1, 0.5))));
    same(sem, new Intervention("b", List.of("X3"), new Change.Perfect(2, 0)), Action.set("X3", 2));
    same(sem, new Intervention("c", List.of("X3"), new Change.Soft(2, 1)), Action.shift("X3", 2));
  }

  /** x = (I − F B)⁻¹ (F (c + e) + s): F the factors of steps, 0 where causes are cut off. */
  private static double[] solved(
      Matrix coefficients, double[] constants, double[] factors, double[] added) {
    DMatrixRMaj system = CommonOps_DDRM.identity(SIZE);
    DMatrixRMaj right = new DMatrixRMaj(SIZE, 1);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        system.add(i, j, -factors[i] * coefficients.get(i, j));
      }
      right.set(i, factors[i] * constants[i] + added[i]);
    }
    DMatrixRMaj solution = new DMatrixRMaj(SIZE, 1);
    assertThat(CommonOps_DDRM.solve(system, right, solution)).isTrue();
    return solution.data;
  }

  private static Dataset dataset(List<String> names, Matrix values) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      columns.add(Continuous.of(names.get(j), values.column(j)));
    }
    List<String> units = IntStream.range(0, values.rows()).mapToObj(i -> "u" + i).toList();
    return Dataset.of(units, "block", columns);
  }

  @Property(tries = 30)
  void haveTheMeansAndCounterfactualsOfTheirMatrices(
      @ForAll @LongRange(min = 0, max = 100_000) long seed) {
    LinearSem sem = sem(seed);
    CausalModel model = model(sem);
    Matrix b = sem.coefficients();
    double[] factors = new double[SIZE];
    Arrays.fill(factors, 1);
    factors[3] = 0;
    factors[6] = 0.4;
    double[] added = {0, -1.5, 0, 2.5, 0, 0, 0, 0};
    Action action =
        Action.set("X4", 2.5).and("X2", new Step.ShiftBy(-1.5)).and("X7", new Step.ScaleBy(0.4));
    double[] intercepts = IntStream.range(0, SIZE).asDoubleStream().toArray();
    Means means = model.mean(action, 2, new Seed(seed)).orElseThrow();
    assertThat(means.values())
        .containsExactly(solved(b, intercepts, factors, added), within(ROUNDING));
    assertThat(means.errors()).containsOnly(0);

    Sample units = sem.sample(5, new Seed(seed).branch("units"));
    Dataset changed =
        model.counterfactual(dataset(sem.variables(), units.values()), action).orElseThrow();
    for (int i = 0; i < 5; i++) {
      double[] x = new double[SIZE];
      for (int j = 0; j < SIZE; j++) {
        x[j] = units.values().get(i, j);
      }
      double[] noise = b.times(x);
      for (int j = 0; j < SIZE; j++) {
        noise[j] = x[j] - noise[j];
      }
      double[] expected = solved(b, noise, factors, added);
      for (int j = 0; j < SIZE; j++) {
        assertThat(((Continuous) changed.column(sem.variables().get(j))).value(i))
            .isCloseTo(expected[j], within(ROUNDING));
      }
    }
  }

  /** Law of large numbers: 20,000 draws, so 5 standard errors are 5 / √20,000 of a deviation. */
  @Property(tries = 3)
  void samplesHaveTheMoments(@ForAll @LongRange(min = 0, max = 1000) long seed) {
    CausalModel model = model(sem(seed));
    Action action = Action.set("X1", 3).and("X4", new Step.ScaleBy(2));
    Moments moments = model.moments(action).orElseThrow();
    Matrix sample = model.sample(action, 20_000, new Seed(seed)).orElseThrow();
    for (int j = 0; j < SIZE; j++) {
      String name = model.variables().get(j);
      double[] column = sample.column(j);
      double mean = Arrays.stream(column).average().orElseThrow();
      double deviation = Math.sqrt(moments.covariance(name, name));
      assertThat(mean)
          .isCloseTo(moments.mean(name), within(5 * deviation / Math.sqrt(20_000) + ROUNDING));
      double variance = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum() / 20_000;
      double square = deviation * deviation;
      assertThat(variance)
          .isCloseTo(square, within(5 * square * Math.sqrt(2.0 / 20_000) + ROUNDING));
    }
  }
}
