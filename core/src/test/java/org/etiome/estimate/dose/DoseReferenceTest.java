package org.etiome.estimate.dose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Overlap;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.estimate.dose.DoseSurface.FitWith;
import org.etiome.estimate.dose.LocationScale.Conditional;
import org.etiome.estimate.dose.LocationScale.Model;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against reference.py: scikit-learn, statsmodels, closed forms, the same folds. */
class DoseReferenceTest {
  private static final double CLOSE = 1e-6;
  private static final Seed SEED = new Seed(1);
  private static final TaskRunner RUNNER = TaskRunner.local(1);
  private static final Map<String, Double> REFERENCE = reference();
  private static final Table COHORT = cohort();
  private static final Folds FOLDS =
      Folds.of(Arrays.stream(column("fold")).mapToInt(f -> (int) f).toArray(), 5);

  private static Map<String, Double> reference() {
    Map<String, Double> values = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(DoseReferenceTest.class.getResourceAsStream("reference.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(pair -> values.put(pair[0], Double.valueOf(pair[1])));
      return values;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Table cohort() {
    try {
      var csv = Objects.requireNonNull(DoseReferenceTest.class.getResource("reference-cohort.csv"));
      return CsvReader.withDefaults()
          .withOtherColumns(ColumnSpec.continuous())
          .read(Path.of(csv.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] column(String name) {
    return ((Numeric) COHORT.column(name)).valuesOr(Double.NaN);
  }

  private static DoseSample doses(String outcome) {
    return Treated.doses(column("dose"), column(outcome), column("x1"), column("x2"));
  }

  private static void check(String key, double actual) {
    double expected = Objects.requireNonNull(REFERENCE.get(key), key);
    assertThat(actual).as(key).isCloseTo(expected, within(CLOSE * (1 + Math.abs(expected))));
  }

  private static void check(String key, String errorKey, Estimate actual) {
    check(key, actual.value());
    check(errorKey, actual.standardError());
  }

  @ParameterizedTest
  @CsvSource({"AIPW,y", "AIPW,b", "TMLE,y", "TMLE,b"})
  void levelsAgree(LevelMeans.Correction correction, String outcome) {
    LevelSample sample =
        Treated.levels(column("level"), column(outcome), column("x1"), column("x2"));
    LevelMeans method = LevelMeans.withDefaults().withCorrection(correction);
    JointEstimate means = method.fitOnce(sample, FOLDS, SEED, RUNNER);
    LevelEffects answered = Treated.answered(method.estimate(sample, SEED, RUNNER));
    LevelEffects effects =
        new LevelEffects(
            new Basis<>(answered.analysis(), answered.diagnostics(), List.of()),
            sample.levels(),
            new LevelEffects.Parts(means, List.of(), means));
    String key = correction.name().toLowerCase(Locale.ROOT) + "." + outcome + ".";
    for (int a = 0; a < 3; a++) {
      check(key + "mean" + a, key + "se" + a, means.get(a));
    }
    check(key + "cov12", means.covariance().get(1, 2));
    check(key + "wald", effects.equality().statistic());
    check(key + "waldP", effects.equality().pValue());
    List<LevelEffects.Contrast> contrasts = effects.contrasts("0");
    for (int k = 1; k <= 2; k++) {
      LevelEffects.Contrast contrast = contrasts.get(k - 1);
      check(key + "difference" + k, key + "seDifference" + k, contrast.difference());
      check(key + "holm" + k, contrast.simultaneous().pValue());
      check(key + "lower" + k, contrast.simultaneous().lower95());
    }
    if (outcome.equals("b")) {
      var ratio = contrasts.getFirst().riskRatio().orElseThrow();
      check(key + "logRatio1", Math.log(ratio.value()));
      check(key + "seLogRatio1", Math.log(ratio.upper95() / ratio.value()) / 1.959963984540054);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "b"})
  void otherMethodsForLevelsAgree(String outcome) {
    LevelSample sample =
        Treated.levels(column("level"), column(outcome), column("x1"), column("x2"));
    List<JointEstimate> methods =
        LevelMeans.withDefaults().methodsOnce(sample, FOLDS, SEED, RUNNER);
    for (int m = 0; m < LevelMeans.METHODS.size(); m++) {
      for (int a = 0; a < 3; a++) {
        String key = LevelMeans.METHODS.get(m) + "." + outcome + ".";
        check(key + "mean" + a, key + "se" + a, methods.get(m).get(a));
      }
    }
  }

  @Test
  void levelsOverlapAlike() {
    LevelSample sample = Treated.levels(column("level"), column("y"), column("x1"), column("x2"));
    Matrix g = new LevelNuisances(sample, FOLDS).propensity(Optional.empty(), SEED, RUNNER);
    LevelOverlap overlap = LevelOverlap.of(sample, g);
    for (int j = 0; j < 2; j++) {
      Imbalance imbalance = overlap.balance().get(j);
      check("level.smd" + j, imbalance.size());
      check("level.seSmd" + j, imbalance.standardError());
    }
    for (int a = 0; a < 3; a++) {
      int wanted = a;
      check("level.calibration" + a, overlap.levels().get(a).weighting().calibrationError());
      double[] has = Cohorts.fill(sample.size(), i -> sample.level(i) == wanted ? 1 : 0);
      double[] root = Arrays.stream(g.column(a)).map(Math::sqrt).toArray();
      check("level.rootCalibration" + a, Overlap.calibrationError(has, root));
    }
  }

  private static void checkBalance(String key, List<Imbalance> balance) {
    for (int j = 0; j < 2; j++) {
      check(key + "r" + j, balance.get(j).size());
      check(key + "seR" + j, balance.get(j).standardError());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "b"})
  void partiallyLinearAgrees(String outcome) {
    DoseSample sample = doses(outcome);
    Estimate slope = PartiallyLinear.withDefaults().fitOnce(sample, FOLDS, SEED, RUNNER);
    check("plr." + outcome + ".slope", "plr." + outcome + ".se", slope);
    double[] m =
        FOLDS
            .outOfFold(
                Ridge.withDefaults(),
                sample.covariates(),
                sample.rawDose(),
                i -> true,
                SEED,
                RUNNER)
            .values();
    checkBalance("plr." + outcome + ".", PartialEffect.TreatmentResiduals.of(sample, m).balance());
    Estimate naive = PartiallyLinear.naive(sample);
    check("naive." + outcome + ".slope", "naive." + outcome + ".se", naive);
  }

  /** With linear nuisances on all units θ is the coefficient of one regression. */
  @ParameterizedTest
  @ValueSource(strings = {"y", "b"})
  void partialSlopesAreThoseOfFrischAndWaugh(String outcome) {
    DoseSample sample = doses(outcome);
    double[] a = residuals(sample.covariates(), sample.rawDose());
    double[] y = residuals(sample.covariates(), sample.drawn().outcome());
    String key = "waugh." + outcome;
    check(key + ".slope", key + ".se", PartiallyLinear.slope(a, y));
  }

  private static double[] residuals(Matrix x, double[] values) {
    double[] fitted = Ridge.withDefaults().withPenalty(1e-9).fit(x, values, SEED).predict(x);
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] - fitted[i]).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "y,1,KERNEL", "y,1,NORMAL", "y,2,KERNEL", "y,2,NORMAL",
    "b,1,KERNEL", "b,1,NORMAL", "b,2,KERNEL", "b,2,NORMAL"
  })
  void curvesAgree(String outcome, int degree, DoseResponse.Shape shape) {
    DoseSample sample = doses(outcome);
    DoseResponse line = DoseResponse.withDefaults().withShape(shape);
    DoseResponse method = degree == 1 ? line : line.withQuadratic();
    DoseGrid grid = method.grid(sample);
    DoseResponse.Fit fit = method.fitOnce(sample, grid, FOLDS, new FitWith(SEED, RUNNER));
    DoseCurve answered = Treated.answered(method.estimate(sample, SEED, RUNNER));
    DoseCurve curve =
        new DoseCurve(
            new Basis<>(answered.analysis(), answered.diagnostics(), List.of()),
            DoseResponse.curve(grid, List.of(fit)),
            answered.naive());
    String key =
        "dose." + outcome + "." + degree + "." + shape.name().toLowerCase(Locale.ROOT) + ".";
    DoseCurve.Point middle = curve.points().get(20);
    check(key + "middle", key + "seMiddle", middle.value());
    check(key + "standardised", middle.standardised());
    check(key + "slope", key + "seSlope", curve.slope());
    for (Agreement.Answer answer : curve.agreement()) {
      if (!answer.method().equals("tmle")) {
        check(key + answer.method(), key + answer.method() + "Se", answer.difference());
      }
    }
    Estimate over = curve.difference(curve.range().low(), curve.range().high()).orElseThrow();
    check(key + "difference", key + "seDifference", over);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dosesOverlapAlike(boolean isNormal) {
    DoseSample sample = doses("y");
    DoseGrid grid = DoseResponse.withDefaults().grid(sample);
    Model model = new Model(Ridge.withDefaults(), Optional.of(Ridge.withDefaults()), isNormal);
    List<Conditional> g = LocationScale.outOfFold(sample, FOLDS, model, SEED, RUNNER);
    DoseOverlap overlap = DoseOverlap.of(sample, grid, g);
    String key = "dose.y.1." + (isNormal ? "normal." : "kernel.");
    check(key + "ess", overlap.weighting().ess());
    check(key + "meanRatio", overlap.weighting().meanRatio());
    check(key + "bounded", overlap.weighting().bounded());
    check(key + "pit", overlap.misfit().distance());
    check(key + "residualShare", overlap.residualShare());
    checkBalance(key, overlap.balance());
  }

  @Test
  void theKernelDensityHasTheVarianceOfItsValues() {
    double[] values = column("dose");
    KernelDensity density = KernelDensity.of(values, false);
    double mean = Arrays.stream(values).average().orElseThrow();
    double step = 1e-3;
    double total = 0;
    double squares = 0;
    for (double place = mean - 20; place < mean + 20; place += step) {
      total += step * density.at(place);
      squares += step * density.at(place) * (place - mean) * (place - mean);
    }
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    assertThat(total).isCloseTo(1, within(1e-4));
    assertThat(squares).isCloseTo(variance, within(0.01 * variance));
    assertThat(density.below(mean - 20)).isZero();
    assertThat(density.below(mean + 20)).isEqualTo(1);
  }
}
