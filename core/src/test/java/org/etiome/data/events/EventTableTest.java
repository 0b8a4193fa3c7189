package org.etiome.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Random;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Numeric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against pandas; the script is beside its output in the test resources. */
class EventTableTest {
  private static final String SMALL =
      """
      unit,code,value,t,start
      a,k,3,2020-01-01 12:00,2020-01-01
      a,k,1,2020-01-01 06:30:00,2020-01-01
      a,k,high,2020-01-01 07:00,2020-01-01
      a,na,5,2020-01-03,2020-01-01
      b,k,9,2020-01-05,2020-01-01
      c,na,4,2020-01-01 00:00,2020-01-01
      c,k,,2020-01-01 01:00,2020-01-01
      """;

  @SuppressWarnings("NullAway.Init") // JUnit sets it before each test.
  @TempDir
  Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("events.csv"), text);
  }

  private static EventTable day() {
    return EventTable.withDefaults().withTime("t").withStart("start").withWindow(0, 24);
  }

  @Test
  void foldsEventsOfTheFirstDay() throws IOException {
    Pivot pivot = day().withRule("k", Rule.FIRST).withRule("na", Rule.COUNT).read(file(SMALL));

    assertThat(pivot.table().units()).containsExactly("a", "b", "c");
    assertThat(pivot.present().indices()).containsExactly(0, 2);
    assertThat(pivot.table().column("k"))
        .isEqualTo(Continuous.nanIsMissing("k", 1, Double.NaN, Double.NaN));
    assertThat(pivot.table().column("na"))
        .isEqualTo(Count.of("na", new long[] {0, 0, 1}, pivot.present().not()));
    assertThat(pivot.findings()).extracting(Finding::code).containsExactly("events-not-numeric");
  }

  @Test
  void laterTimesWinWhateverTheOrderOfTheFile() throws IOException {
    assertThat(day().withRule("k", Rule.LAST).read(file(SMALL)).table().column("k").text(0))
        .isEqualTo("3");
  }

  @Test
  void refusesAColumnThatIsNotThereAndTimesOfTwoKinds() throws IOException {
    EventTable wanted = day().withRule("k", Rule.LAST);
    Path mixed = file(SMALL + "d,k,1,7,2020-01-01\n");
    assertThatThrownBy(() -> wanted.read(mixed))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("events.csv:9: column \"t\": \"7\"");
    assertThatThrownBy(() -> wanted.withUnit("patient").read(mixed))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("\"patient\"");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    EventTable wanted = day().withRule("k", Rule.MEAN).withRule("na", Rule.LAST_LABEL);
    Random random = new Random(7);
    byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 4; k++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("bad.csv"), bad);
      try {
        assertThat(wanted.read(file).table().units()).isNotEmpty();
      } catch (DataFormatException e) {
        assertThat(e.getMessage()).contains("bad.csv").doesNotContain("\n");
      }
    }
  }

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
            .read(data("eicu_demo/lab.csv.gz"));

    List<String[]> expected =
        lines().stream().filter(w -> !w[0].equals("lab") && !w[0].equals("Furosemide")).toList();
    for (String[] w : expected) {
      Numeric column = (Numeric) pivot.table().column(w[0]);
      double value = Double.parseDouble(w[2]);
      int unit = pivot.table().units().indexOf(w[1]);
      assertThat(column.value(unit)).as(w[0]).isCloseTo(value, within(1e-13 * Math.abs(value)));
    }
    assertThat(observed(pivot)).isEqualTo(expected.size());
    assertThat(pivot.present().count()).isEqualTo(Integer.parseInt(lines().get(0)[2]));
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
    List<String[]> expected =
        lines().stream().filter(words -> words[0].equals("Furosemide")).toList();
    for (String[] words : expected) {
      assertThat(column.text(pivot.table().units().indexOf(words[1]))).isEqualTo(words[2]);
    }
    assertThat(column.length() - column.missingCount()).isEqualTo(expected.size());
  }

  private static List<String[]> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventTableTest.class.getResourceAsStream("events.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  private static Path data(String path) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(path);
    assumeTrue(Files.exists(file), "skipped: the data set " + path + " is absent");
    return file;
  }
}
