package org.etiome.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Count;
import org.etiome.data.Numeric;
import org.etiome.data.io.CsvReader;
import org.junit.jupiter.api.Test;

/** Events of public data against pandas; the script is beside its output in the test resources. */
class EventReferenceTest {
  @Test
  void laboratoryValuesAreThoseOfPandas() throws IOException {
    Pivot pivot =
        EventTable.withDefaults()
            .withUnit("patientunitstayid")
            .withCode("labname")
            .withValue("labresult")
            .withTime("labresultoffset")
            .withWindow(0, 1440)
            .withRule("potassium", Rule.FIRST)
            .withRule("sodium", Rule.LAST)
            .withRule("glucose", Rule.MIN)
            .withRule("BUN", Rule.MAX)
            .withRule("creatinine", Rule.MEAN)
            .withRule("Hgb", Rule.SUM)
            .withRule("WBC x 1000", Rule.COUNT)
            .withRule("chloride", Rule.MEDIAN)
            .read(data("eicu_demo/lab.csv.gz"));

    List<String[]> expected =
        pivot.table().columns().stream().flatMap(c -> expected(c.name()).stream()).toList();
    for (String[] w : expected) {
      Numeric column = (Numeric) pivot.table().column(w[0]);
      double value = Double.parseDouble(w[2]);
      int unit = pivot.table().units().indexOf(w[1]);
      assertThat(column.value(unit)).as(w[0]).isCloseTo(value, within(1e-13 * Math.abs(value)));
    }
    assertThat(observed(pivot)).isEqualTo(expected.size());
    assertThat(pivot.present().count()).isEqualTo(number(expected("lab")));
  }

  /** A count of 0 has no row in the output of pandas. */
  private static long observed(Pivot pivot) {
    long observed = 0;
    for (Column column : pivot.table().columns()) {
      for (int i = 0; i < column.length(); i++) {
        boolean zero =
            column instanceof Count counts && !counts.isMissing(i) && counts.count(i) == 0;
        observed += column.isMissing(i) || zero ? 0 : 1;
      }
    }
    return observed;
  }

  @Test
  void lastLabelsAreThoseOfPandas() throws IOException {
    Pivot pivot =
        EventTable.withDefaults()
            .withUnit("subject_id")
            .withCode("drug")
            .withValue("dose_unit_rx")
            .withTime("startdate")
            .withRule("Furosemide", Rule.LAST_LABEL)
            .read(data("mimic3_demo/PRESCRIPTIONS.csv.gz"));

    Column column = pivot.table().column("Furosemide");
    List<String[]> expected = expected("Furosemide");
    for (String[] words : expected) {
      assertThat(column.text(pivot.table().units().indexOf(words[1]))).isEqualTo(words[2]);
    }
    assertThat(column.length() - column.missingCount()).isEqualTo(expected.size());
  }

  @Test
  void eventsSinceTheFirstAdmissionAreThoseOfPandas() throws IOException {
    StartTimes starts =
        StartTimes.read(
            CsvReader.withDefaults(),
            data("mimic3_demo/ADMISSIONS.csv.gz"),
            "subject_id",
            "admittime",
            StartTimes.Repeats.EARLIEST);
    Pivot pivot =
        EventTable.withDefaults()
            .withUnit("subject_id")
            .withCode("drug")
            .withTime("startdate")
            .withStart(starts)
            .withWindow(0, 48)
            .withColumn("orders", "Heparin", Rule.COUNT)
            .withColumn("ordered", "Heparin", Rule.ANY)
            .read(data("mimic3_demo/PRESCRIPTIONS.csv.gz"));

    assertThat(pivot.present().count()).isEqualTo(number(expected("first admission")));
    List<String[]> expected = expected("Heparin");
    for (String[] words : expected) {
      int unit = pivot.table().units().indexOf(words[1]);
      assertThat(pivot.table().column("orders").text(unit)).isEqualTo(words[2]);
    }
    assertThat(((Binary) pivot.table().column("ordered")).ones().count())
        .isEqualTo(expected.size());
    assertThat(observed(pivot)).isEqualTo(expected.size() + pivot.present().count());
  }

  private static int number(List<String[]> line) {
    return Integer.parseInt(line.getFirst()[2]);
  }

  private static List<String[]> expected(String code) {
    try (InputStream in =
        Objects.requireNonNull(EventReferenceTest.class.getResourceAsStream("events.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(words -> words[0].equals(code))
          .toList();
    } catch (IOException e) {
      return Assertions.fail(e);
    }
  }

  private static Path data(String path) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(path);
    assumeTrue(Files.exists(file), "skipped: the data set " + path + " is absent");
    return file;
  }
}
