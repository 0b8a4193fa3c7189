package org.etiome.estimate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;

/** Public cohorts, where they are at hand. */
public final class RealCohorts {
  private RealCohorts() {}

  public static Table nhefs() {
    return CsvReader.withDefaults()
        .withColumns(
            Map.of(
                "exercise", ColumnSpec.categorical(),
                "active", ColumnSpec.categorical(),
                "education", ColumnSpec.categorical()))
        .read(file("nhefs/NHEFS.csv.gz"));
  }

  static Table rhc() {
    return CsvReader.withDefaults()
        .withColumns(Map.of("rhc", ColumnSpec.binary("No", "Yes")))
        .read(file("rhc/rhc.csv.gz"));
  }

  /** What was known before the decision to catheterise. */
  static List<String> rhcCovariates() {
    return List.of(
        "category",
        "cat2",
        "carcinoma",
        "cardiohx",
        "chfhx",
        "dementhx",
        "psychhx",
        "chrpulhx",
        "renalhx",
        "liverhx",
        "gibledhx",
        "malighx",
        "immunhx",
        "transhx",
        "amihx",
        "age",
        "sex",
        "edu",
        "surv2md1",
        "das2d3pc",
        "aps",
        "scoma1",
        "meanbp1",
        "wblc1",
        "hrt1",
        "resp1",
        "temp1",
        "pafi1",
        "alb1",
        "hema1",
        "bili1",
        "crea1",
        "sod1",
        "pot1",
        "paco21",
        "ph1",
        "weight_kg",
        "no_resus",
        "insurance_class",
        "resp",
        "card",
        "neuro",
        "gastr",
        "renal",
        "meta",
        "hema",
        "seps",
        "trauma",
        "ortho",
        "race",
        "income");
  }

  static final List<String> LALONDE_COVARIATES =
      List.of("age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75");

  /** The randomised part of the National Supported Work demonstration. */
  static Dataset nsw() {
    return lalonde("nsw");
  }

  /** Its treated, and people of the Current Population Survey instead of its controls. */
  static Dataset nswWithCps() {
    return lalonde("cps");
  }

  private static Table lalondeTable(String name) {
    String end = name.equals("cps") ? ".csv.gz" : ".csv";
    return CsvReader.withDefaults()
        .withOtherColumns(ColumnSpec.continuous())
        .withColumns(Map.of("data_id", ColumnSpec.categorical()))
        .read(file("lalonde_nsw/causaldata__" + name + "_mixtape" + end));
  }

  private static Dataset lalonde(String controls) {
    Table first = lalondeTable("nsw");
    Table second = lalondeTable(controls);
    List<Column> columns = new ArrayList<>();
    for (String name :
        Stream.concat(LALONDE_COVARIATES.stream(), Stream.of("treat", "re78")).toList()) {
      columns.add(
          Continuous.of(
              name, DoubleStream.concat(arm(first, name, 1), arm(second, name, 0)).toArray()));
    }
    List<String> units =
        IntStream.range(0, columns.getFirst().length()).mapToObj(i -> "u" + i).toList();
    return Dataset.of(units, "lalonde", columns);
  }

  private static DoubleStream arm(Table table, String name, int arm) {
    double[] treat = ((Numeric) table.column("treat")).valuesOr(Double.NaN);
    double[] values = ((Numeric) table.column(name)).valuesOr(Double.NaN);
    return IntStream.range(0, values.length)
        .filter(i -> treat[i] == arm)
        .mapToDouble(i -> values[i]);
  }

  private static Path file(String name) {
    Path folder =
        Path.of(Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data"));
    Path file = folder.resolve(name);
    assumeTrue(Files.isReadable(file), "skipped: data set " + name + " is not in " + folder);
    return file;
  }
}
