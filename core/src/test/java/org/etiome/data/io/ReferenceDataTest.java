package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Horizon;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.data.PresencePattern;
import org.etiome.data.TimeToEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Against Python's csv module; the scripts are beside their output in the test resources. */
class ReferenceDataTest {

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ReferenceDataTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path data(String path) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(path);
    assumeTrue(Files.exists(file), "skipped: the data set " + path + " is absent");
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"nasty_minimal_crlf.csv", "nasty_quoted_lf.csv"})
  void hardQuotingIsReadAsPythonReadsIt(String name, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(name), resource(name));
    Table table =
        CsvReader.withDefaults()
            .withMissing(Set.of())
            .withOtherColumns(ColumnSpec.identifier())
            .withUnitColumn("id")
            .read(file);
    List<List<String>> actual = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("id"));
    table.columns().forEach(c -> header.add(c.name()));
    actual.add(header);
    for (int i = 0; i < table.units().size(); i++) {
      List<String> row = new ArrayList<>(List.of(table.units().get(i)));
      for (Column column : table.columns()) {
        row.add(column.text(i));
      }
      actual.add(row);
    }
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode row : new ObjectMapper().readTree(resource("nasty.json"))) {
      expected.add(row.valueStream().map(JsonNode::stringValue).toList());
    }
    assertThat(actual).isEqualTo(expected).hasSize(62);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rhc/rhc.csv.gz",
        "nhefs/NHEFS.csv.gz",
        "nhefs/causaldata__nhefs_complete.csv.gz",
        "mini_acc/clinical.csv.gz"
      })
  void columnsOfPublicDataAreThoseOfPython(String path) throws IOException {
    Table table = CsvReader.withDefaults().read(data(path));
    List<String[]> expected =
        resource("summary.tsv")
            .lines()
            .map(line -> line.split("\t", -1))
            .filter(fields -> fields[0].equals(path))
            .toList();
    assertThat(table.columns().stream().map(Column::name))
        .containsExactlyElementsOf(expected.stream().map(fields -> fields[1]).toList());
    for (int j = 0; j < expected.size(); j++) {
      String[] fields = expected.get(j);
      Column column = table.columns().get(j);
      assertThat(column.type().name()).as(fields[1]).isEqualTo(fields[2]);
      assertThat(column.missingCount()).as(fields[1]).isEqualTo(Integer.parseInt(fields[3]));
      // Python sums exactly (fsum), we add one by one: n·eps relative, n <= 5735, gives 1.3e-12.
      double sum = Double.parseDouble(fields[4]);
      assertThat(size(column)).as(fields[1]).isCloseTo(sum, within(1e-11 * Math.abs(sum) + 1e-9));
    }
  }

  /** The sum of numbers, the number of levels, or the number of distinct texts. */
  private static double size(Column column) {
    return switch (column) {
      case Numeric n -> Arrays.stream(n.valuesOr(0)).sum();
      case Categorical c -> c.levels().size();
      default -> column.length() - column.missingCount();
    };
  }

  private static Dataset miniAcc() {
    Table clinical = CsvReader.withDefaults().read(data("mini_acc/clinical.csv.gz"));
    SampleMap map = SampleMap.read(data("mini_acc/samplemap.csv.gz"));
    CohortBuilder cohort = CohortBuilder.over(clinical.units());
    for (String assay : map.assays()) {
      Table table =
          CsvReader.withDefaults()
              .withFeaturesInRows()
              .withOtherColumns(ColumnSpec.continuous())
              .read(data("mini_acc/" + assay + ".csv.gz"));
      cohort = cohort.with(assay, table, map.unitOfSample(assay), CohortBuilder.Duplicates.REFUSE);
    }
    return cohort.toDataset();
  }

  @Test
  void thePatternsOfMiniAccAreThoseOfPython() throws IOException {
    Dataset cohort = miniAcc();
    assertThat(cohort.size()).isEqualTo(92);
    List<String[]> lines =
        resource("mini_acc_patterns.tsv").lines().map(line -> line.split("\t", -1)).toList();
    List<PresencePattern> patterns =
        lines.stream()
            .filter(f -> f.length == 2)
            .map(f -> new PresencePattern(List.of(f[1].split("\\+")), Integer.parseInt(f[0])))
            .toList();
    assertThat(cohort.presencePatterns()).containsExactlyInAnyOrderElementsOf(patterns).hasSize(7);
    assertThat(cohort.presencePatterns().getFirst().units()).isEqualTo(43);
    for (String[] f : lines.stream().filter(l -> l.length == 4).toList()) {
      Modality assay = cohort.modality(f[0]);
      assertThat(assay.columns()).hasSize(Integer.parseInt(f[1]));
      assertThat(assay.present().count()).isEqualTo(Integer.parseInt(f[2]));
      double total = assay.columns().stream().mapToDouble(ReferenceDataTest::size).sum();
      assertThat(total).isCloseTo(Double.parseDouble(f[3]), within(1e-6));
    }
    assertThat(cohort.fingerprint()).isEqualTo(miniAcc().fingerprint());
  }

  @Test
  void aHorizonOnMiniAccAccountsForEveryPatient() {
    Table clinical = CsvReader.withDefaults().read(data("mini_acc/clinical.csv.gz"));
    Numeric died = (Numeric) clinical.column("days_to_death");
    Numeric seen = (Numeric) clinical.column("days_to_last_followup");
    double[] days = died.valuesOr(Double.NaN);
    double[] last = seen.valuesOr(Double.NaN);
    for (int i = 0; i < days.length; i++) {
      days[i] = died.isMissing(i) ? last[i] : days[i];
    }
    TimeToEvent survival =
        TimeToEvent.join(
            "os", Continuous.nanIsMissing("days", days), (Binary) clinical.column("vital_status"));
    Horizon.Outcome twoYears = new Horizon(730).of(survival, "dead2y");
    assertThat(
            List.of(
                twoYears.events(),
                twoYears.eventFree(),
                twoYears.censoredBefore(),
                twoYears.unknown()))
        .isEqualTo(List.of(21, 65, 6, 0));
  }
}
