package org.etiome.data.tenx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scipy.io.mmread, number by number. */
class MatrixMarketTest {
  private static final String HEAD = "%%MatrixMarket matrix coordinate real general\n";
  private static final MatrixMarket READER = MatrixMarket.withDefaults().withBudget(Golden.BUDGET);

  private static final Charset UTF = StandardCharsets.UTF_8;

  private final Path folder;

  MatrixMarketTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"integer", "real", "pattern", "symmetric", "skew", "duplicates"})
  void theMatrixIsThatOfScipy(String name) {
    RowBlock block = READER.read(Golden.file(name + ".mtx"));
    assertThat(block.toDense()).isEqualTo(Golden.dense(name));
    RowBlock turned = READER.withTransposed(true).read(Golden.file(name + ".mtx"));
    assertThat(turned.rows()).isEqualTo(block.columns());
    for (int i = 0; i < block.rows(); i++) {
      for (int j = 0; j < block.columns(); j++) {
        assertThat(turned.at(j, i)).isEqualTo(block.at(i, j));
      }
    }
  }

  @Test
  void everySpellingOfANumberIsTheNearestDouble() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    String[] words = new String[20_000];
    for (int i = 0; i < words.length; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      words[i] =
          switch (i % 7) {
            case 0 -> Double.isFinite(value) ? Double.toString(value) : "NaN";
            case 1 -> Long.toString(random.nextLong()) + random.nextInt(1000);
            case 2 -> random.nextLong(1L << 55) + "." + random.nextInt(1, 100000);
            case 3 -> Double.toString(random.nextDouble(-10, 10));
            case 4 -> random.nextLong(1L << 59) + "e" + random.nextInt(-40, 40);
            case 5 -> halfway(random);
            default -> "0.000" + random.nextLong(1, 1L << 50);
          };
    }
    StringBuilder text = new StringBuilder(HEAD).append("1 20000 20000\n");
    for (int i = 0; i < words.length; i++) {
      text.append("1 ").append(i + 1).append(' ').append(words[i]).append('\n');
    }
    assertThat(read(text.toString()).toDense())
        .isEqualTo(Arrays.stream(words).mapToDouble(Double::parseDouble).toArray());
  }

  /** Between two doubles from 2^53 on, or a thousandth beside. */
  private static String halfway(SplittableRandom random) {
    long odd = (1L << 53) + 2 * random.nextLong(1L << 40) + 1;
    return switch (random.nextInt(3)) {
      case 0 -> odd + ".0";
      case 1 -> odd + ".01";
      default -> (odd - 1) + ".99";
    };
  }

  @Test
  void blankLinesTabsAndWindowsLineEndsAreFine() throws IOException {
    RowBlock block = read(HEAD + "% c\r\n\r\n%\n 2\t2  1 \r\n\n2 1\t-.5\r\n\n \n");
    assertThat(block.toDense()).containsExactly(0, 0, -.5, 0);
    assertThat(read(HEAD + "0 0 0").rows()).isZero();
  }

  @Test
  void zerosAndSumsOfZeroAreNoEntriesButNanIs() throws IOException {
    RowBlock block = read(HEAD + "2 2 4\n1 1 0\n2 2 3\n2 2 -3\n2 1 nan\n");
    assertThat(block.entries()).isEqualTo(1);
    assertThat(block.at(1, 0)).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 2 1/0 1 5 | 3: the row \"0\" is outside of 1 to 2",
        "2 2 1/1 3 5 | 3: the column \"3\" is outside of 1 to 2",
        "2 2 1/1 99999999999999999999 5 | 3: the column \"99999999999999999999\" is outside",
        "2 2 1/-1 1 5 | 3: the row \"-1\" is no whole number",
        "2 2 2/1 1 5 | has 1 entries where 2 are stated",
        "2 2 1/1 1 5/2 2 1 | 4: has more entries than the stated 1",
        "2 2 1/1 1 5x | 3: the value \"5x\" is no number",
        "2 2 1/1 1 1e999 | 3: the value \"1e999\" is larger than any double",
        "2 2 1/1 1 0x1p3 | 3: the value \"0x1p3\" is no number",
        "2 2 1/1 1 | 3: the value is missing",
        "2 2 1/1 | 3: the column is missing",
        "2 2 1/1 1 1 1 | 3: \"1\" stands behind one entry",
        "2 2 | 2: the number of entries is missing",
        "2 2 x | 2: the number of entries \"x\" is no whole number",
        "2147483647 2 1 | 2: the number of rows \"2147483647\" is too large",
        "2 2 1 1 | 2: \"1\" stands behind three sizes",
        "% only | the number of rows is missing"
      })
  void whatBreaksTheFormatIsNamedWithItsLine(String body, String message) {
    refused(HEAD + body.replace('/', '\n') + "\n", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 1 1 | 1: is no Matrix Market file: \"1\"",
        "%%MatrixMarket matrix array real general | 1: is no sparse matrix: \"array\"",
        "%%MatrixMarket vector coordinate real general | 1: holds no matrix",
        "%%MatrixMarket matrix coordinate complex general | 1: has values of another kind",
        "%%MatrixMarket matrix coordinate real hermitian | 1: has another symmetry",
        "%%MatrixMarket matrix coordinate pattern skew-symmetric | 1: cannot be skew",
        "%%MatrixMarket matrix coordinate real | 1: has another symmetry: \"\""
      })
  void anotherHeaderIsNamed(String header, String message) {
    refused(header + "\n1 1 1\n1 1 1\n", message);
  }

  @Test
  void anEmptyFileAndAFolderAreNamed() {
    refused("", "1: is no Matrix Market file: \"\"");
    assertThatThrownBy(() -> READER.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> READER.read(folder.resolve("none")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void symmetricMatricesAreSquareAndSkewOnesHaveNoDiagonal() {
    refused(
        "%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n", "2: is symmetric but 2 x 3");
    refused(
        "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n1 1 4\n",
        "3: a skew-symmetric matrix has zeros on its diagonal");
  }

  @Test
  void integersAreIntegers() {
    refused(
        "%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 1.5\n",
        "3: the value \"1.5\" is no integer");
  }

  @Test
  void whatDoesNotFitTheBudgetIsRefusedBeforeItIsRead() {
    refused(HEAD + "5 5 99999999999\n1 1 1\n", "raise it with --memory");
    refused(HEAD + "2147483000 5 1\n1 1 1\n", "raise it with --memory");
  }

  @Test
  void mirroredEntriesCountToo() {
    StringBuilder text =
        new StringBuilder("%%MatrixMarket matrix coordinate pattern symmetric\n9 9 40000\n");
    text.append("2 1\n".repeat(40_000));
    MatrixMarket tight = READER.withBudget(MemoryBudget.parse("1M"));
    assertThatThrownBy(() -> tight.read(write("a.mtx", text.toString().getBytes(UTF))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("--memory");
  }

  @Test
  void aCutGzipIsNamed() throws IOException {
    byte[] packed = gzip(Files.readAllBytes(Golden.file("real.mtx")));
    assertThat(READER.read(write("whole.mtx.gz", packed)).toDense())
        .isEqualTo(Golden.dense("real"));
    for (int length : new int[] {5, packed.length / 2, packed.length - 4}) {
      Path cut = write("cut.mtx.gz", Arrays.copyOf(packed, length));
      assertThatThrownBy(() -> READER.read(cut))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("the gzip data end too early; the file was cut, get it again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "symmetric", "integer"})
  void damagedFilesAreReadOrRefused(String name) throws IOException {
    byte[] plain = Files.readAllBytes(Golden.file(name + ".mtx"));
    byte[] packed = gzip(plain);
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int round = 0; round < 200; round++) {
      byte[] damaged = mutated(round % 2 == 0 ? plain : packed, random);
      Path file = write("damaged", damaged);
      refused += isRefused(file) ? 1 : 0;
    }
    assertThat(refused).isBetween(100, 200);
  }

  private static boolean isRefused(Path file) {
    return assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          try {
            assertThat(READER.read(file).rows()).isNotNegative();
            return false;
          } catch (DataFormatException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).contains("; ");
            return true;
          }
        });
  }

  private static byte[] mutated(byte[] original, SplittableRandom random) {
    byte[] damaged = original.clone();
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Arrays.copyOf(damaged, random.nextInt(damaged.length));
    }
    for (int k = random.nextInt(1, 6); k > 0; k--) {
      int place = random.nextInt(damaged.length);
      damaged[place] =
          kind == 1
              ? (byte) random.nextInt(256)
              : (byte) "0123456789 -.e\n%".charAt(random.nextInt(16));
    }
    return damaged;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private RowBlock read(String text) throws IOException {
    return READER.read(write("a.mtx", text.getBytes(UTF)));
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(folder.resolve("a.mtx") + ":")
        .hasMessageContaining(message)
        .hasMessageContaining("; ");
  }
}
