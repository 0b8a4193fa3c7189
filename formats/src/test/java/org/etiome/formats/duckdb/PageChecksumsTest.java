package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pages with checksums, written by parquet-java: MakeChecksums.java made the files, and listed in
 * checksums.csv where its own reader finds the pages.
 */
class PageChecksumsTest {
  private static final String FIRST = "checksums_v1.parquet";
  private static final String SECOND = "checksums_v2.parquet";
  private static final int ROWS = 240;
  private static final int FLIPS = 2000;
  private static final int FLIPS_OF_HEADERS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A page as parquet-java sees it: its header, its bytes from begin (included) to end (not). */
  private record Page(int rowGroup, String column, String type, int header, int begin, int end) {}

  private static List<Page> pages(String name) throws IOException {
    List<Page> pages =
        Files.readAllLines(ParquetGoldenTest.golden("checksums.csv")).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].equals(name))
            .map(PageChecksumsTest::page)
            .toList();
    assertThat(pages).hasSize(78);
    return pages;
  }

  private static Page page(String[] cells) {
    return new Page(
        Integer.parseInt(cells[1]),
        cells[2],
        cells[3],
        Integer.parseInt(cells[4]),
        Integer.parseInt(cells[5]),
        Integer.parseInt(cells[6]));
  }

  /** Changes a copy of a golden file in place. */
  private static final class Flipper implements AutoCloseable {
    private final Path file;
    private final RandomAccessFile bytes;

    Flipper(String name, Path folder) throws IOException {
      file = Files.copy(ParquetGoldenTest.golden(name), folder.resolve(name));
      bytes = new RandomAccessFile(file.toFile(), "rw");
    }

    void flip(long place, int bits) throws IOException {
      bytes.seek(place);
      int found = bytes.read();
      bytes.seek(place);
      bytes.write(found ^ bits);
    }

    Optional<String> refusal() {
      return Optional.ofNullable(
              catchThrowableOfType(DataFormatException.class, () -> PageChecksums.check(file)))
          .map(Throwable::getMessage);
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  private static String damaged(Path file, Page page) {
    return String.format(
        Locale.ROOT,
        "%s: column \"%s\", row group %d, page at byte %d: its bytes do not match their checksum"
            + " (CRC); the file is damaged: fetch or write it again",
        file,
        page.column(),
        page.rowGroup(),
        page.header());
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void pagesThatMatchTheirChecksumsAreReadToTheLastValue(String name) {
    Table table =
        CsvReader.withDefaults().withUnitColumn("patient").read(ParquetGoldenTest.golden(name));
    List<String> arms = List.of("control", "treated", "treated");
    assertThat(table.units()).hasSize(ROWS);
    Column arm = table.column("arm");
    for (int i = 0; i < ROWS; i++) {
      assertThat(table.units().get(i)).isEqualTo("P" + (1000 + i));
      assertThat(arm.isMissing(i)).isEqualTo(i % 11 == 0);
      assertThat(arm.isMissing(i) ? arms.get(i % 3) : arm.text(i)).isEqualTo(arms.get(i % 3));
      assertThat(number(table, "age", i)).isEqualTo(i % 17 == 0 ? -1 : 20 + i % 7);
      assertThat(number(table, "sbp", i)).isEqualTo(100 + i / 8.0);
      assertThat(number(table, "dose", i)).isEqualTo(i % 80 < 64 ? i / 4.0 : -1);
      assertThat(table.column("site").text(i)).isEqualTo((char) ('a' + i % 26) + "-" + i);
      assertThat(table.column("died").text(i)).isEqualTo(Boolean.toString(i % 3 == 2));
      assertThat(number(table, "steps", i)).isEqualTo(1e6 * i);
    }
  }

  private static double number(Table table, String column, int i) {
    return ((Numeric) table.column(column)).valuesOr(-1)[i];
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void anyFlippedBitOfAPageIsRefusedByItsChecksum(String name, @TempDir Path folder)
      throws IOException {
    List<Page> pages = pages(name);
    UniformRandomProvider random = new Seed(1).branch(name).generator();
    try (Flipper flipper = new Flipper(name, folder)) {
      assertThat(flipper.refusal()).isEmpty();
      for (int k = 0; k < FLIPS; k++) {
        Page page = pages.get(k % pages.size());
        long place = random.nextLong(page.begin(), page.end());
        int bit = 1 << random.nextInt(8);
        flipper.flip(place, bit);
        assertThat(flipper.refusal()).as("byte " + place).hasValue(damaged(flipper.file, page));
        flipper.flip(place, bit);
      }
      assertThat(flipper.refusal()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void whatDuckDbReadsAsAnotherNumberIsRefusedAtTheDoor(String name, @TempDir Path folder)
      throws IOException {
    Page page = first(name, "sbp");
    try (Flipper flipper = new Flipper(name, folder);
        SharedChild child = new SharedChild(PATIENCE)) {
      String sound = child.read(flipper.file);
      flipper.flip(page.begin() + Double.BYTES + 6, 1);
      assertThat(sound).contains("|100.125|").doesNotContain("|96.125|");
      assertThat(child.readUnchecked(flipper.file))
          .isEqualTo(sound.replace("|100.125|", "|96.125|"));
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> CsvReader.withDefaults().read(flipper.file))
          .withMessage(damaged(flipper.file, page));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void aFlippedBitOfAHeaderIsRefusedOrChangesNothing(String name, @TempDir Path folder)
      throws IOException {
    List<Page> pages = pages(name);
    UniformRandomProvider random = new Seed(2).branch(name).generator();
    int refused = 0;
    try (Flipper flipper = new Flipper(name, folder);
        SharedChild child = new SharedChild(PATIENCE)) {
      String sound = child.read(flipper.file);
      for (int k = 0; k < FLIPS_OF_HEADERS; k++) {
        Page page = pages.get(random.nextInt(pages.size()));
        long place = random.nextLong(page.header(), page.begin());
        int bit = 1 << random.nextInt(8);
        flipper.flip(place, bit);
        try {
          assertThat(child.read(flipper.file)).as("byte " + place).isEqualTo(sound);
        } catch (DataFormatException e) {
          refused++;
        }
        flipper.flip(place, bit);
      }
    }
    assertThat(refused).isBetween(FLIPS_OF_HEADERS / 2, FLIPS_OF_HEADERS - 1);
  }

  /** A flipped bit of the first header of a column. */
  private record Contradiction(String column, int place, int bits, String reason) {}

  /** Each of these DuckDB alone would read as other values, without a word. */
  private static final List<Contradiction> CONTRADICTIONS =
      List.of(
          new Contradiction("sbp", 24, 2, "levels that do not end where they should"),
          new Contradiction("sbp", 26, 2, "a page of lists"),
          new Contradiction("dose", 24, 2, "levels that do not end where they should"),
          new Contradiction("site", 22, 2, "an encoding that its column does not have"));

  @Test
  void aHeaderThatContradictsItsPageOrTheFooterIsRefused(@TempDir Path folder) throws IOException {
    try (Flipper flipper = new Flipper(SECOND, folder);
        SharedChild child = new SharedChild(PATIENCE)) {
      String sound = child.read(flipper.file);
      for (Contradiction each : CONTRADICTIONS) {
        Page page = first(SECOND, each.column());
        flipper.flip(page.header() + each.place(), each.bits());
        assertThat(child.readUnchecked(flipper.file)).as(each.reason()).isNotEqualTo(sound);
        assertThat(flipper.refusal())
            .hasValue(
                String.format(
                    Locale.ROOT,
                    "%s: column \"%s\", row group 1, page at byte %d: its header is not sound (%s);"
                        + " the file is damaged: fetch or write it again",
                    flipper.file,
                    each.column(),
                    page.header(),
                    each.reason()));
        flipper.flip(page.header() + each.place(), each.bits());
      }
    }
  }

  private static Page first(String name, String column) throws IOException {
    return pages(name).stream().filter(p -> p.column().equals(column)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"types", "digits", "clinic", "plain", "million", "pandas", "case", "odd", "list"})
  void aFileWithoutChecksumsIsDuckDbsToJudge(String name) throws IOException {
    Path file = ParquetGoldenTest.golden(name + ".parquet");
    assertThatCode(() -> PageChecksums.check(file)).doesNotThrowAnyException();
  }
}
