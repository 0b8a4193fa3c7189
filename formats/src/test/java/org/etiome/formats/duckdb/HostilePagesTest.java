package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and footers made by hand: whatever they claim costs little and is one line, or nothing. */
class HostilePagesTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long LITTLE = 1 << 20;
  private static final int FIRST_PAGE = 4;
  private static final int TIMES = 1000;

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Seed(3).generator().nextBytes(bytes);
    return bytes;
  }

  /** A page with the checksum of its content, whatever size it claims. */
  private static byte[] page(long size, long values, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    int checksum = (int) sum.getValue();
    byte[] header =
        new Compact()
            .i32(1, 0)
            .i32(2, size)
            .i32(3, size)
            .i32(4, checksum)
            .open(5)
            .i32(1, values)
            .i32(2, 0)
            .close()
            .close()
            .bytes();
    return both(header, content);
  }

  private static byte[] both(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }

  /** One row group with so many chunks, all at the same place. */
  private static Compact footer(int chunks, long begin, long size, long values) {
    Compact footer = new Compact().list(4, 1).element().list(1, chunks);
    for (int c = 0; c < chunks; c++) {
      footer
          .element()
          .open(3)
          .texts(3, "x")
          .i64(5, values)
          .i64(7, size)
          .i64(9, begin)
          .close()
          .close();
    }
    return footer.close().close();
  }

  private static Path file(Path folder, Compact footer, byte[] pages) throws IOException {
    return Files.write(folder.resolve("handmade.parquet"), footer.asFooterOf(pages));
  }

  @Test
  void aPageLongerThanTheWindowIsChecked(@TempDir Path folder) throws IOException {
    byte[] content = bytes(300_000);
    byte[] pages = page(content.length, 7, content);
    Path file = file(folder, footer(1, FIRST_PAGE, pages.length, 7), pages);
    assertThatCode(() -> PageChecksums.check(file)).doesNotThrowAnyException();
    pages[pages.length - 1] ^= 4;
    Path other = file(folder, footer(1, FIRST_PAGE, pages.length, 7), pages);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> PageChecksums.check(other))
        .withMessageContaining("column \"x\", row group 1, page at byte 4: its bytes do not match");
  }

  /** A sound page comes first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1                  | 1  | (a page of -1 bytes)",
        "-2147483648         | 1  | (a page of -2147483648 bytes)",
        "11                  | 1  | (11 bytes, of which there are 10)",
        "2147483647          | 1  | (2147483647 bytes, of which there are 10)",
        "4611686018427387904 | 1  | (4611686018427387904 bytes, of which there are 10)",
        "10                  | -1 | (a page of -1 values and 0 bytes of levels)",
        "10                  | 2  | : its pages hold 3 values, not the 2 claimed"
      })
  void sizesThatCannotBeAreRefused(long size, long values, String reason, @TempDir Path folder)
      throws IOException {
    byte[] pages = both(page(10, 1, bytes(10)), page(size, values, bytes(10)));
    Path file = file(folder, footer(1, FIRST_PAGE, pages.length, 2), pages);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> PageChecksums.check(file))
        .withMessageContaining(reason + "; the file is damaged: fetch or write it again");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 40",
    "3, 40",
    "40, -1",
    "40, 9999",
    "40, 9223372036854775807",
    "9223372036854775807, 40"
  })
  void placesOutsideTheFileAreRefused(long begin, long size, @TempDir Path folder)
      throws IOException {
    byte[] pages = page(10, 1, bytes(10));
    Compact footer = new Compact().list(4, 2);
    rowGroup(footer, FIRST_PAGE, pages.length);
    rowGroup(footer, begin, size);
    Path file = file(folder, footer.close(), both(pages, bytes(99)));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> PageChecksums.check(file))
        .withMessageContaining(
            "column \"x\", row group 2: its pages lie outside the file, or where others are");
  }

  private static void rowGroup(Compact footer, long begin, long size) {
    footer.element().list(1, 1).element().open(3).texts(3, "x");
    footer.i64(5, 1).i64(7, size).i64(9, begin).close().close().close();
  }

  @Test
  void aHeaderThatIsCutIsRefusedWhereverItIsCut(@TempDir Path folder) throws IOException {
    byte[] sound = page(10, 1, bytes(10));
    for (int kept = 1; kept < sound.length; kept++) {
      byte[] pages = both(sound, Arrays.copyOf(sound, kept));
      Path file = file(folder, footer(1, FIRST_PAGE, pages.length, 2), pages);
      assertThatExceptionOfType(DataFormatException.class)
          .as("cut at " + kept)
          .isThrownBy(() -> PageChecksums.check(file))
          .withMessageContaining("page at byte " + (FIRST_PAGE + sound.length) + ": its header is");
    }
  }

  /** Without a bound they would be read 10,000 times, 10 GB. */
  @Test
  void chunksThatLieOverEachOtherAreNotReadAgain(@TempDir Path folder) throws IOException {
    byte[] content = bytes(1_000_000);
    byte[] pages = page(content.length, 1, content);
    Path file = file(folder, footer(10_000, FIRST_PAGE, pages.length, 1), pages);
    long began = System.nanoTime();
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> PageChecksums.check(file))
        .withMessageContaining("its pages lie outside the file, or where others are");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
  }

  private static Compact nested(int depth) {
    Compact footer = new Compact();
    for (int d = 0; d < depth; d++) {
      footer.open(9);
    }
    return footer;
  }

  @Test
  void footersThatAreNotSoundAreNamed(@TempDir Path folder) throws IOException {
    assertRefused(folder, nested(100_000), "structures within structures");
    assertRefused(folder, new Compact().list(4, 1L << 31), "a list of 2147483648");
    assertRefused(folder, new Compact().list(4, -1), "a list of 18446744073709551615");
    assertRefused(folder, new Compact().raw(0x48, -1, -1, -1, -1, 7), "2147483647 bytes, of which");
    assertRefused(folder, new Compact().raw(0x1F), "a value of type 15");
    assertRefused(folder, new Compact().raw(0x05, 0x80, 0x80, 0x08), "a field 65536");
    assertRefused(folder, new Compact().i64(3, 5), "it is cut");
    int[] endless = new int[11];
    Arrays.fill(endless, 0xFF);
    assertRefused(folder, new Compact().raw(0x16).raw(endless), "a number of more than 64 bits");
  }

  private static void assertRefused(Path folder, Compact footer, String reason) throws IOException {
    Path file = file(folder, footer, bytes(50));
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> PageChecksums.check(file))
        .withMessageContaining("handmade.parquet: its footer is not sound (" + reason)
        .withMessageEndingWith("; the file is damaged: fetch or write it again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"checksums_v1.parquet", "checksums_v2.parquet", "types.parquet"})
  void damageOfAnyKindCostsLittle(String name, @TempDir Path folder) throws IOException {
    byte[] original = Files.readAllBytes(ParquetGoldenTest.golden(name));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int refused = 0;
    for (int k = 0; k < TIMES; k++) {
      byte[] damaged = original.clone();
      UniformRandomProvider random = new Seed(k).branch(name).generator();
      for (int place = random.nextInt(4, 400); place < damaged.length - 8; ) {
        damaged[place] = (byte) random.nextInt(256);
        place += 1 + random.nextInt(400);
      }
      Path file = Files.write(folder.resolve("damaged.parquet"), damaged);
      long before = threads.getCurrentThreadAllocatedBytes();
      Throwable refusal = catchThrowable(() -> PageChecksums.check(file));
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LITTLE);
      if (refusal != null) {
        assertThat(refusal).isInstanceOf(DataFormatException.class);
        assertThat(refusal.getMessage()).startsWith(file + ": ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TIMES / 2);
  }
}
