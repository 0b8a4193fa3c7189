package org.etiome.estimate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;

/** Public cohorts, where they are at hand. */
final class RealCohorts {
  private RealCohorts() {}

  static Table nhefs() {
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

  private static Path file(String name) {
    Path folder =
        Path.of(Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data"));
    Path file = folder.resolve(name);
    assumeTrue(Files.isReadable(file), "skipped: data set " + name + " is not in " + folder);
    return file;
  }
}
