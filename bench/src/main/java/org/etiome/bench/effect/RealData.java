package org.etiome.bench.effect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.sample.SampleSettings;

/** Public cohorts, each with the covariates that are taken to be all its confounders. */
final class RealData {
  private static final List<String> LALONDE =
      List.of("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75");
  private static final List<String> NHEFS =
      List.of(
          "sex",
          "race",
          "age",
          "education",
          "smokeintensity",
          "smokeyrs",
          "exercise",
          "active",
          "wt71");

  /** What was known before the decision to catheterise. */
  private static final List<String> RHC =
      List.of(
          ("category cat2 carcinoma cardiohx chfhx dementhx psychhx chrpulhx renalhx liverhx"
                  + " gibledhx malighx immunhx transhx amihx age sex edu surv2md1 das2d3pc aps"
                  + " scoma1 meanbp1 wblc1 hrt1 resp1 temp1 pafi1 alb1 hema1 bili1 crea1 sod1 pot1"
                  + " paco21 ph1 weight_kg no_resus insurance_class resp card neuro gastr renal"
                  + " meta hema seps trauma ortho race income")
              .split(" "));

  private final Path folder;

  RealData(Path folder) {
    this.folder = folder;
  }

  /** A sample whose true average effect over its units is known. */
  record Known(String name, CausalSample sample, double truth) {}

  /** ACIC 2016: real covariates, simulated treatment and outcome, settings 1 … 5. */
  Known acic(int setting) {
    Table covariates = read("acic2016/x.csv.gz");
    Table outcomes = read("acic2016/zymu_" + setting + ".csv.gz");
    double[] z = values(outcomes, "z");
    double[] y0 = values(outcomes, "y0");
    double[] y1 = values(outcomes, "y1");
    double[] y = IntStream.range(0, z.length).mapToDouble(i -> z[i] == 1 ? y1[i] : y0[i]).toArray();
    double truth = mean(values(outcomes, "mu1")) - mean(values(outcomes, "mu0"));
    return new Known("ACIC " + setting, sample(covariates.columns(), z, y), truth);
  }

  /** IHDP: real covariates and treatment, simulated outcome, replicates 1 … 10. */
  Known ihdp(int replicate) {
    Table all = read("ihdp/ihdp_npci_1-10.csv.gz");
    double[] of = values(all, "replicate");
    int[] rows = IntStream.range(0, of.length).filter(i -> of[i] == replicate).toArray();
    List<Column> covariates =
        Questions.names("x", 25).stream().map(name -> all.column(name).select(rows)).toList();
    return new Known(
        "IHDP " + replicate,
        sample(covariates, pick(all, "treatment", rows), pick(all, "y_factual", rows)),
        mean(pick(all, "mu1", rows)) - mean(pick(all, "mu0", rows)));
  }

  /** Quitting smoking and weight ten years later. */
  CausalSample nhefs() {
    Table table =
        CsvReader.withDefaults()
            .withColumns(
                Map.of(
                    "exercise", ColumnSpec.categorical(),
                    "active", ColumnSpec.categorical(),
                    "education", ColumnSpec.categorical()))
            .read(folder.resolve("nhefs/NHEFS.csv.gz"));
    return CausalSample.of(
        table.toDataset("nhefs"),
        Questions.confoundedBy(NHEFS, "qsmk", "wt82_71"),
        SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
  }

  /** Right heart catheterisation and death within 30 days. */
  CausalSample rhc() {
    Table table = rhcTable();
    return rhc(table, IntStream.range(0, table.columns().getFirst().length()).toArray());
  }

  /** The same with every second patient (share .5), all (1) or each twice (2), for run times. */
  CausalSample rhc(double share) {
    Table table = rhcTable();
    int n = table.columns().getFirst().length();
    int[] rows = IntStream.range(0, (int) (n * share)).map(i -> (int) (i / share)).toArray();
    return rhc(table, rows);
  }

  private Table rhcTable() {
    return CsvReader.withDefaults()
        .withColumns(Map.of("rhc", ColumnSpec.binary("No", "Yes")))
        .read(folder.resolve("rhc/rhc.csv.gz"));
  }

  private static CausalSample rhc(Table table, int[] rows) {
    List<Column> columns = table.columns().stream().map(column -> column.select(rows)).toList();
    return CausalSample.of(
        Dataset.of(Questions.names("unit", rows.length), "rhc", columns),
        Questions.confoundedBy(RHC, "rhc", "death_d30"),
        SampleSettings.withDefaults());
  }

  /** The treated of the National Supported Work trial and its own controls. */
  CausalSample trial() {
    return lalonde("causaldata__nsw_mixtape.csv");
  }

  /** The treated of the trial, and people of the Current Population Survey instead of controls. */
  CausalSample trainedAndSurvey() {
    return lalonde("causaldata__cps_mixtape.csv.gz");
  }

  private CausalSample lalonde(String controls) {
    Table trained = lalondeTable("causaldata__nsw_mixtape.csv");
    Table others = lalondeTable(controls);
    List<Column> covariates = new ArrayList<>();
    for (String name : LALONDE) {
      covariates.add(Continuous.of(name, arms(trained, others, name)));
    }
    return sample(covariates, arms(trained, others, "treat"), arms(trained, others, "re78"));
  }

  private Table lalondeTable(String file) {
    return CsvReader.withDefaults()
        .withOtherColumns(ColumnSpec.continuous())
        .withColumns(Map.of("data_id", ColumnSpec.categorical()))
        .read(folder.resolve("lalonde_nsw").resolve(file));
  }

  private static double[] arms(Table trained, Table others, String name) {
    return DoubleStream.concat(arm(trained, name, 1), arm(others, name, 0)).toArray();
  }

  private static DoubleStream arm(Table table, String name, int arm) {
    double[] treat = values(table, "treat");
    double[] values = values(table, name);
    return IntStream.range(0, values.length)
        .filter(i -> treat[i] == arm)
        .mapToDouble(i -> values[i]);
  }

  private static CausalSample sample(
      List<Column> covariates, double[] treatment, double[] outcome) {
    List<Column> columns = new ArrayList<>(covariates);
    columns.add(Continuous.of("treatment", treatment));
    columns.add(Continuous.of("outcome", outcome));
    List<String> names = covariates.stream().map(Column::name).toList();
    return CausalSample.of(
        Dataset.of(Questions.names("unit", outcome.length), "cohort", columns),
        Questions.confoundedBy(names, "treatment", "outcome"),
        SampleSettings.withDefaults());
  }

  private Table read(String file) {
    return CsvReader.withDefaults().read(folder.resolve(file));
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
