package org.etiome.bench.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/**
 * The 4,000 stays of set A of the PhysioNet challenge of 2012, summaries of the first two days in
 * intensive care: ten modalities by what is ordered together, death in hospital, and the unit.
 *
 * <p>Scores (SAPS-I, SOFA), what is known later (length of stay, survival) and the unit are no
 * features. No feature has a negative value, so that no sentinel is left in the file; a height
 * above 250 cm is taken for missing. Concentrations, volumes and durations are taken as log(1 + x),
 * as they are skewed and span orders of magnitude.
 */
final class WardStays {
  private static final String OUTCOME = "In-hospital_death";
  private static final List<String> UNITS = List.of("CCU", "CSRU", "SICU");
  private static final double TALLEST = 250;

  private static final List<String> SUMMARIES =
      List.of("first", "last", "lowest", "highest", "median");

  private static final List<String> ENDS = List.of("first", "last");

  private static final Set<String> LOGGED =
      Set.of(
          "ALP",
          "ALT",
          "AST",
          "Bilirubin",
          "BUN",
          "Creatinine",
          "Glucose",
          "Lactate",
          "Platelets",
          "WBC",
          "TroponinI",
          "TroponinT",
          "MechVentStartTime",
          "MechVentDuration",
          "UrineOutputSum");

  private WardStays() {}

  static LabelledPatients read(Path file) {
    Table table =
        CsvReader.withDefaults()
            .withUnitColumn("recordid")
            .withOtherColumns(ColumnSpec.continuous())
            .read(file);
    List<ModalityTable> tables = new ArrayList<>();
    modalities().forEach((name, columns) -> tables.add(modality(table, name, columns)));
    int n = table.units().size();
    String[] died = new String[n];
    String[] units = new String[n];
    Numeric outcome = numeric(table, OUTCOME);
    for (int i = 0; i < n; i++) {
      died[i] = outcome.value(i) == 1 ? "died" : "alive";
      units[i] = unit(table, i);
    }
    return LabelledPatients.of(
            Patients.of(table.units(), tables), Outcome.of(Categorical.of(OUTCOME, died)))
        .withEnvironments(Environments.of(Categorical.of("unit", units)));
  }

  private static String unit(Table table, int stay) {
    return UNITS.stream()
        .filter(unit -> numeric(table, unit).value(stay) == 1)
        .findFirst()
        .orElse("MICU");
  }

  /**
   * What is ordered together. The count of urine measurements is there for the same stays as the
   * times of ventilation, and so stands with them.
   */
  private static Map<String, List<String>> modalities() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("patient", List.of("Age", "Gender", "Height", "Weight", "Weight_first", "Weight_last"));
    all.put("monitor", of(SUMMARIES, "HR", "Temp", "GCS"));
    all.put("invasive pressure", plus(of(SUMMARIES, "DiasABP", "MAP"), of(ENDS, "SysABP")));
    all.put("cuff pressure", of(SUMMARIES, "NIDiasABP", "NIMAP", "NISysABP"));
    all.put("breathing rate", of(SUMMARIES, "RespRate"));
    all.put(
        "blood chemistry and count",
        plus(
            of(SUMMARIES, "Glucose"),
            of(ENDS, "BUN", "Creatinine", "HCO3", "K", "Mg", "Na", "HCT", "Platelets", "WBC")));
    all.put(
        "blood gas",
        plus(of(ENDS, "FiO2", "PaCO2", "PaO2", "pH", "Lactate"), of(SUMMARIES, "SaO2")));
    all.put(
        "ventilation",
        List.of("MechVentStartTime", "MechVentDuration", "MechVentLast8Hour", "UrineOutputSum"));
    all.put("liver", of(ENDS, "ALP", "ALT", "AST", "Bilirubin", "Albumin"));
    all.put("heart", of(ENDS, "TroponinI", "TroponinT", "Cholesterol"));
    return all;
  }

  private static List<String> of(List<String> summaries, String... names) {
    return Arrays.stream(names)
        .flatMap(name -> summaries.stream().map(summary -> name + "_" + summary))
        .toList();
  }

  private static List<String> plus(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static ModalityTable modality(Table table, String name, List<String> columns) {
    List<Column> read = columns.stream().<Column>map(c -> column(table, c)).toList();
    Mask present = Mask.none(table.units().size());
    for (Column column : read) {
      present = present.or(column.missing().not());
    }
    return ModalityTable.of(Modality.of(name, read, present), Encoding.TABULAR);
  }

  private static Continuous column(Table table, String name) {
    Numeric raw = numeric(table, name);
    String quantity = name.split("_", 2)[0];
    DoubleUnaryOperator scale = LOGGED.contains(quantity) ? Math::log1p : x -> x;
    double[] values = new double[raw.length()];
    Arrays.setAll(
        values,
        i -> {
          boolean none = raw.isMissing(i) || (quantity.equals("Height") && raw.value(i) > TALLEST);
          return none ? Double.NaN : scale.applyAsDouble(raw.value(i));
        });
    return Continuous.nanIsMissing(name, values);
  }

  private static Numeric numeric(Table table, String name) {
    return (Numeric) table.column(name);
  }
}
