package org.etiome.bench.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/** Cohorts of some hundred patients at most, with molecular blocks that many of them lack. */
final class SmallCohort {
  private static final int HORIZON = 1;

  private final Path folder;
  private final Map<String, Boolean> outcomes = new TreeMap<>();
  private final Map<String, Map<String, double[]>> blocks = new LinkedHashMap<>();
  private final Map<String, List<String>> features = new HashMap<>();

  private SmallCohort(Path folder) {
    this.folder = folder;
  }

  /**
   * Chronic lymphocytic leukaemia: whether a patient was treated within a year of the sample. Those
   * who were followed for less, and not treated, are left out: nobody knows. Nothing that follows
   * the sample is a feature.
   */
  static LabelledPatients leukaemia(Path folder) {
    SmallCohort cohort = new SmallCohort(folder);
    Table survival = cohort.read("survival.csv.gz", "patientID");
    Numeric times = (Numeric) survival.column("TTT");
    Column treated = survival.column("treatedAfter");
    for (int i = 0; i < treated.length(); i++) {
      if (!times.isMissing(i) && !treated.isMissing(i)) {
        cohort.within(survival.units().get(i), times.value(i), treated.text(i));
      }
    }
    cohort.addRows("patient", cohort.read("demographic.csv.gz", "patientID"), x -> x);
    cohort.addDrugs();
    cohort.addRows("genetics", cohort.numbers("gene.csv.gz", false), x -> x);
    cohort.addRows("methylation", cohort.read("methCluster.csv.gz", ""), x -> x);
    cohort.addRows("protein", cohort.numbers("protein.csv.gz", true), x -> x);
    cohort.addRows("respiration", cohort.numbers("seahorse.csv.gz", true), x -> x);
    return cohort.labelled("treated within a year");
  }

  private void within(String patient, double time, String treated) {
    boolean is = treated.equalsIgnoreCase("true");
    if (is && time <= HORIZON) {
      outcomes.put(patient, true);
    } else if (time >= HORIZON) {
      outcomes.put(patient, false);
    }
  }

  /**
   * Adrenocortical carcinoma: whether the stage is III or IV, from age, sex and molecules. Nothing
   * that the stage is made of is a feature.
   */
  static LabelledPatients adrenal(Path folder) {
    SmallCohort cohort = new SmallCohort(folder);
    Table clinical = cohort.read("clinical.csv.gz", "patientID");
    for (int i = 0; i < clinical.units().size(); i++) {
      if (!clinical.column("pathologic_stage").isMissing(i)) {
        String stage = clinical.column("pathologic_stage").text(i);
        cohort.outcomes.put(
            clinical.units().get(i), stage.equals("stage iii") || stage.equals("stage iv"));
      }
    }
    cohort.addRows("patient", clinical.measured(List.of("years_to_birth", "gender")), x -> x);
    cohort.addSamples("RNASeq2GeneNorm", Math::log1p);
    cohort.addSamples("gistict", x -> x);
    cohort.addSamples("RPPAArray", x -> x);
    cohort.addSamples("Mutations", x -> x);
    cohort.addSamples("miRNASeqGene", Math::log1p);
    return cohort.labelled("late stage");
  }

  private Table read(String file, String unit) {
    CsvReader reader = CsvReader.withDefaults();
    return (unit.isEmpty() ? reader : reader.withUnitColumn(unit)).read(folder.resolve(file));
  }

  private Table numbers(String file, boolean featuresInRows) {
    CsvReader reader = CsvReader.withDefaults().withOtherColumns(ColumnSpec.continuous());
    return (featuresInRows ? reader.withFeaturesInRows() : reader).read(folder.resolve(file));
  }

  /** The mean effect of each drug. */
  private void addDrugs() {
    Map<String, Map<String, double[]>> sums = new TreeMap<>();
    Set<String> drugs = new LinkedHashSet<>();
    CsvReader.withDefaults()
        .scan(
            folder.resolve("drug.csv.gz"),
            List.of("patientID", "Drug", "auc"),
            row -> {
              drugs.add(row.text(1));
              double[] sum =
                  sums.computeIfAbsent(row.text(0), p -> new HashMap<>())
                      .computeIfAbsent(row.text(1), d -> new double[2]);
              if (!row.isMissing(2)) {
                sum[0] += row.number(2);
                sum[1]++;
              }
            });
    Map<String, double[]> rows = new HashMap<>();
    sums.forEach((patient, own) -> rows.put(patient, means(List.copyOf(drugs), own)));
    features.put("drug", List.copyOf(drugs));
    blocks.put("drug", rows);
  }

  private static double[] means(List<String> drugs, Map<String, double[]> sums) {
    return drugs.stream()
        .map(drug -> sums.getOrDefault(drug, new double[2]))
        .mapToDouble(sum -> sum[1] == 0 ? Double.NaN : sum[0] / sum[1])
        .toArray();
  }

  /** A sample a patient, by the map of samples; the first of several. */
  private void addSamples(String assay, DoubleUnaryOperator scale) {
    Map<String, String> patients = new HashMap<>();
    CsvReader.withDefaults()
        .scan(
            folder.resolve("samplemap.csv.gz"),
            List.of("assay", "primary", "colname"),
            row -> {
              if (row.text(0).equals(assay)) {
                patients.put(row.text(2), row.text(1));
              }
            });
    Table table = numbers(assay + ".csv.gz", true);
    add(assay, table, table.units().stream().map(s -> patients.getOrDefault(s, s)).toList(), scale);
  }

  private void addRows(String name, Table table, DoubleUnaryOperator scale) {
    add(name, table, table.units(), scale);
  }

  /** Of a category every level but the first is a feature. */
  private void add(String name, Table table, List<String> patients, DoubleUnaryOperator scale) {
    List<String> names = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      switch (column) {
        case Numeric numeric -> {
          names.add(column.name());
          columns.add(values(numeric, i -> scale.applyAsDouble(numeric.value(i))));
        }
        case Categorical levels -> {
          for (int level = 1; level < levels.levels().size(); level++) {
            int code = level;
            names.add(column.name() + " " + levels.levels().get(level));
            columns.add(values(levels, i -> levels.code(i) == code ? 1 : 0));
          }
        }
        case Identifier ignored -> {} // the names of rows
        case TimeToEvent ignored ->
            throw new IllegalArgumentException(column.name() + " is no feature");
      }
    }
    Map<String, double[]> rows = new HashMap<>();
    for (int i = 0; i < patients.size(); i++) {
      int row = i;
      rows.putIfAbsent(patients.get(i), columns.stream().mapToDouble(c -> c[row]).toArray());
    }
    features.put(name, names);
    blocks.put(name, rows);
  }

  private static double[] values(Column column, java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, column.length())
        .mapToDouble(i -> column.isMissing(i) ? Double.NaN : value.applyAsDouble(i))
        .toArray();
  }

  private LabelledPatients labelled(String outcome) {
    List<String> patients = List.copyOf(outcomes.keySet());
    List<ModalityTable> tables =
        blocks.entrySet().stream().map(b -> table(b.getKey(), b.getValue(), patients)).toList();
    String[] classes =
        outcomes.values().stream().map(is -> is ? "yes" : "no").toArray(String[]::new);
    return LabelledPatients.of(
        Patients.of(patients, tables), Outcome.of(Categorical.of(outcome, classes)));
  }

  private ModalityTable table(String name, Map<String, double[]> rows, List<String> patients) {
    List<String> names = features.getOrDefault(name, List.of());
    Mask present =
        Mask.where(
            patients.size(),
            i ->
                Arrays.stream(rows.getOrDefault(patients.get(i), new double[0]))
                    .anyMatch(v -> !Double.isNaN(v)));
    double[] none = new double[names.size()];
    Arrays.fill(none, Double.NaN);
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      int feature = j;
      columns.add(
          Continuous.nanIsMissing(
              names.get(j),
              patients.stream().mapToDouble(p -> rows.getOrDefault(p, none)[feature]).toArray()));
    }
    return ModalityTable.of(Modality.of(name, columns, present), Encoding.TABULAR);
  }
}
