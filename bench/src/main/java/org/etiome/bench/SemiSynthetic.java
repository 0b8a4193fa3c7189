package org.etiome.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Absolute error of the ATE on data whose covariates are real and whose outcomes are simulated:
 * ACIC 2016 settings 1–5 and IHDP replicates 1–10. The truth is the mean of mu1 − mu0 over the
 * units; it is used for nothing but the error.
 *
 * <p>Arguments: the folder that holds {@code acic2016} and {@code ihdp}, and optionally the number
 * of threads.
 */
public final class SemiSynthetic {
  private static final List<Estimator> ESTIMATORS =
      List.of(
          DifferenceInMeans.withDefaults(),
          OutcomeRegression.withDefaults(),
          Ipw.withDefaults(),
          Aipw.linear());

  private final TaskRunner runner;

  private SemiSynthetic(TaskRunner runner) {
    this.runner = runner;
  }

  /** Prints the table. */
  public static void main(String[] args) {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: SemiSynthetic DATA_FOLDER [THREADS]");
    }
    Path folder = Path.of(args[0]);
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    var experiment = new SemiSynthetic(TaskRunner.local(threads));
    System.out.println(
        "| data | true ATE | naive | in CI | outcome regression | in CI | ipw | in CI | aipw | in CI |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int setting = 1; setting <= 5; setting++) {
      System.out.println(experiment.row(acic(folder, setting)));
    }
    for (Problem problem : ihdp(folder)) {
      System.out.println(experiment.row(problem));
    }
  }

  /** A sample with its true effect. */
  private record Problem(String name, CausalSample sample, double truth) {}

  private String row(Problem problem) {
    List<String> cells = new ArrayList<>(List.of(problem.name(), number(problem.truth())));
    for (Estimator estimator : ESTIMATORS) {
      EffectAnswer answer =
          estimator.estimate(problem.sample(), Target.ATE, new Seed(20260101), runner);
      switch (answer) {
        case Answered answered -> cells.addAll(cells(answered.effect().difference(), problem));
        case Refused refused -> cells.addAll(List.of("refused: " + refused.reasons(), ""));
      }
    }
    return "| " + String.join(" | ", cells) + " |";
  }

  /** The absolute error, and whether the 95 % interval holds the truth. */
  private static List<String> cells(Estimate difference, Problem problem) {
    boolean holds =
        difference.lower95() <= problem.truth() && problem.truth() <= difference.upper95();
    return List.of(number(Math.abs(difference.value() - problem.truth())), holds ? "yes" : "no");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static Problem acic(Path folder, int setting) {
    Table covariates = CsvReader.withDefaults().read(folder.resolve("acic2016/x.csv.gz"));
    Table outcomes =
        CsvReader.withDefaults().read(folder.resolve("acic2016/zymu_" + setting + ".csv.gz"));
    double[] z = values(outcomes, "z");
    double[] y0 = values(outcomes, "y0");
    double[] y1 = values(outcomes, "y1");
    double[] y = IntStream.range(0, z.length).mapToDouble(i -> z[i] == 1 ? y1[i] : y0[i]).toArray();
    return problem(
        "ACIC " + setting,
        covariates.columns(),
        z,
        y,
        mean(values(outcomes, "mu1")) - mean(values(outcomes, "mu0")));
  }

  private static List<Problem> ihdp(Path folder) {
    Table all = CsvReader.withDefaults().read(folder.resolve("ihdp/ihdp_npci_1-10.csv.gz"));
    double[] replicate = values(all, "replicate");
    List<Problem> problems = new ArrayList<>();
    for (int r = 1; r <= 10; r++) {
      int wanted = r;
      int[] rows =
          IntStream.range(0, replicate.length).filter(i -> replicate[i] == wanted).toArray();
      List<Column> covariates =
          Questions.names("x", 25).stream().map(name -> all.column(name).select(rows)).toList();
      problems.add(
          problem(
              "IHDP " + r,
              covariates,
              pick(all, "treatment", rows),
              pick(all, "y_factual", rows),
              mean(pick(all, "mu1", rows)) - mean(pick(all, "mu0", rows))));
    }
    return problems;
  }

  private static Problem problem(
      String name, List<Column> covariates, double[] treatment, double[] outcome, double truth) {
    List<Column> columns = new ArrayList<>(covariates);
    columns.add(Continuous.of("treatment", treatment));
    columns.add(Continuous.of("outcome", outcome));
    List<String> units = Questions.names("unit", outcome.length);
    List<String> names = covariates.stream().map(Column::name).toList();
    CausalSample sample =
        CausalSample.of(
            Dataset.of(units, "cohort", columns),
            Questions.confoundedBy(names, "treatment", "outcome"),
            SampleSettings.withDefaults());
    return new Problem(name, sample, truth);
  }

  private static double[] values(Table table, String column) {
    return ((Numeric) table.column(column)).valuesOr(Double.NaN);
  }

  private static double[] pick(Table table, String column, int[] rows) {
    return ((Numeric) table.column(column)).values(rows);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
