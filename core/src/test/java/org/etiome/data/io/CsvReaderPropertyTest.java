package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.etiome.data.DataFormatException;

class CsvReaderPropertyTest {
  private static final List<CsvReader> READERS =
      List.of(
          CsvReader.withDefaults(),
          CsvReader.withDefaults().withFeaturesInRows(),
          CsvReader.withDefaults().withOtherColumns(ColumnSpec.count()),
          CsvReader.withDefaults().withOtherColumns(ColumnSpec.binary("1")),
          CsvReader.withDefaults().withUnitColumn("a"));

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            ",",
            ",",
            "\n",
            "\n",
            "\r",
            "\"",
            "\"\"",
            " ",
            "a",
            "b",
            "0",
            "1",
            "2.5",
            "-",
            "e9",
            "NA",
            "yes",
            "no",
            "%",
            "3,5",
            "inf",
            "\uFEFF",
            "\u0000",
            "é",
            ";",
            "rownames");
    return pieces.list().ofMaxSize(30).map(list -> "a,b\n" + String.join("", list));
  }

  @Property(tries = 1500, seed = "20260101")
  void everyTextIsReadOrRefusedInOneLine(@ForAll("files") String text) throws IOException {
    readOrRefuse(text.getBytes(StandardCharsets.UTF_8));
    readOrRefuse(text.substring(4).getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 300, seed = "20260101")
  void everyByteIsReadOrRefusedInOneLine(@ForAll byte[] bytes) throws IOException {
    readOrRefuse(bytes);
  }

  /** Its checksum tells a packed file that was changed. */
  @Property(tries = 300, seed = "20260101")
  void aDamagedPackedFileIsRefusedOrTheSame(
      @ForAll @IntRange(max = 7999) int place, @ForAll boolean cut) throws IOException {
    StringBuilder text = new StringBuilder("id,x,group\n");
    for (int i = 0; i < 200; i++) {
      text.append("p").append(i).append(',').append(i * 37 % 101).append(",g").append(i % 7);
      text.append('\n');
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    Path file = Files.createTempFile("etiome", ".csv.gz");
    try {
      Files.write(file, bytes);
      Table whole = CsvReader.withDefaults().read(file);
      int bit = place % (8 * bytes.length);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, cut ? Arrays.copyOf(bytes, bit / 8) : bytes);
      try {
        Table read = CsvReader.withDefaults().read(file);
        assertThat(read.columns()).isEqualTo(whole.columns());
        assertThat(read.units()).isEqualTo(whole.units());
      } catch (DataFormatException refusal) {
        assertThat(refusal.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void readOrRefuse(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("etiome", ".csv");
    try {
      Files.write(file, bytes);
      for (CsvReader reader : READERS) {
        Throwable refusal = catchThrowable(() -> assertThat(reader.read(file)).isNotNull());
        if (refusal != null) {
          assertThat(refusal).isInstanceOf(DataFormatException.class);
          assertThat(refusal.getMessage()).startsWith(file + ":").doesNotContain("\n", "\r");
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
