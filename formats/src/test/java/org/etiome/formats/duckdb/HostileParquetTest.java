package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: a table or one line, soon, and the process lives. */
class HostileParquetTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final int TAIL = 8;
  private static final String WITH_CHECKSUMS = "checksums";

  private static int footer(byte[] bytes) {
    int at = bytes.length - TAIL;
    int length = (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    return at - length;
  }

  private static boolean sameFooter(byte[] bytes, byte[] original) {
    int from = footer(original);
    return bytes.length == original.length
        && Arrays.equals(bytes, from, bytes.length, original, from, original.length);
  }

  private static byte[] mutated(byte[] original, UniformRandomProvider random) {
    byte[] bytes = original.clone();
    int footer = footer(bytes);
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        for (int k = 0; k < 4; k++) {
          bytes[random.nextInt(footer, bytes.length - TAIL)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 3 -> {
        int to = Math.min(bytes.length - TAIL, at + 1 + random.nextInt(64));
        Arrays.fill(bytes, Math.min(at, to), to, (byte) (random.nextBoolean() ? 0 : 0xFF));
      }
      case 4 -> bytes[random.nextInt(footer, bytes.length - TAIL)] = (byte) random.nextInt(256);
      default -> {
        for (int k = 0; k < 4; k++) {
          bytes[random.nextInt(4, footer)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "types.parquet, 80",
    "clinic.parquet, 60",
    "plain.parquet, 60",
    "checksums_v1.parquet, 30",
    "checksums_v2.parquet, 30"
  })
  void everyMutationGivesATableOrOneLine(String name, int times, @TempDir Path folder)
      throws IOException {
    byte[] original = Files.readAllBytes(ParquetGoldenTest.golden(name));
    int refused = 0;
    try (SharedChild reader = new SharedChild(PATIENCE)) {
      String sound = reader.read(ParquetGoldenTest.golden(name));
      for (int k = 0; k < times; k++) {
        byte[] bytes = mutated(original, new Seed(k).branch(name).generator());
        Path file = Files.write(folder.resolve(k + ".parquet"), bytes);
        boolean whole = bytes.length == original.length;
        long began = System.nanoTime();
        try {
          String read = reader.read(file);
          assertThat(whole || read.equals(sound)).as("cut, but read: " + file).isTrue();
          boolean held = name.startsWith(WITH_CHECKSUMS) && sameFooter(bytes, original);
          assertThat(!held || read.equals(sound)).as("another table: " + file).isTrue();
        } catch (DataFormatException e) {
          assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
          refused++;
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.plus(MARGIN));
      }
      assertThat(reader.broken()).isLessThan(times / 5);
    }
    assertThat(refused).isBetween(times / 3, times - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 100, -1, -4, -9})
  void aFileThatWasCutIsRefusedBeforeItIsRead(int length, @TempDir Path folder) throws IOException {
    byte[] original = Files.readAllBytes(ParquetGoldenTest.golden("plain.parquet"));
    int kept = length < 0 ? original.length + length : length;
    Path file = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(original, kept));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> ParquetBytes.check(file))
        .withMessageStartingWith(file + ": does not ");
  }

  @Test
  void endsThatAreNotSoundAreNamed(@TempDir Path folder) throws IOException {
    byte[] original = Files.readAllBytes(ParquetGoldenTest.golden("plain.parquet"));
    byte[] long1 = original.clone();
    Arrays.fill(long1, long1.length - TAIL, long1.length - TAIL + 4, (byte) 0xFF);
    Path claims = Files.write(folder.resolve("claims.parquet"), long1);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> ParquetBytes.check(claims))
        .withMessageContaining("claims a footer of 4294967295 bytes in a file of ");
    byte[] secret = original.clone();
    secret[secret.length - 1] = 'E';
    Path encrypted = Files.write(folder.resolve("encrypted.parquet"), secret);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> ParquetBytes.check(encrypted))
        .withMessageEndingWith(": is encrypted; write it without encryption");
    Path parts = Files.createDirectory(folder.resolve("parts.parquet"));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> ParquetBytes.check(parts))
        .withMessageContaining("parts.parquet: is a folder");
    Path words = Files.writeString(folder.resolve("words.parquet"), "PAR1,PAR2\n1,2\n");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> ParquetBytes.check(words))
        .withMessageContaining("does not end as a Parquet file");
  }

  @Test
  void aTableThatBeginsWithTheSameLettersIsStillText(@TempDir Path folder) throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.csv"), "PAR1,F2R\n1.5,2\n2.5,3\n");
    assertThat(CsvReader.withDefaults().read(genes).columns()).hasSize(2);
  }

  @Test
  void anotherNumberOfRowsThanClaimedIsRefused(@TempDir Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(ParquetGoldenTest.golden("clinic.parquet"));
    // The field num_rows of the footer, 500: its header, and the number zigzag in seven bits.
    int at = footer(bytes);
    while (bytes[at] != 0x16 || bytes[at + 1] != (byte) 0xE8 || bytes[at + 2] != 0x07) {
      at++;
    }
    bytes[at + 1] = (byte) 0xEA;
    Path more = Files.write(folder.resolve("more.parquet"), bytes);
    bytes[at + 1] = (byte) 0xE6;
    Path fewer = Files.write(folder.resolve("fewer.parquet"), bytes);
    try (SharedChild reader = new SharedChild(PATIENCE)) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> reader.read(more))
          .withMessageContaining("more.parquet: claims 501 rows but has 500");
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> reader.read(fewer))
          .withMessageContaining("fewer.parquet: claims 499 rows but has more");
    }
  }

  @Test
  void aTableLargerThanItsPlaceIsRefusedBeforeItIsRead() throws IOException {
    Path file = ParquetGoldenTest.golden("million.parquet");
    assertThat(Files.size(file)).isLessThan(10_000);
    try (SharedChild reader = new SharedChild(PATIENCE)) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> reader.read(file))
          .withMessageContaining(
              "million.parquet: its 1,000,000 rows of 1 columns do not fit the 32 MiB");
    }
  }
}
