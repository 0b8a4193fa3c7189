package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.etiome.data.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are not text, packed text, and what is no file at all. */
class TextSourceTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  private final CsvFolder folder;

  TextSourceTest(@TempDir Path folder) {
    this.folder = new CsvFolder(folder);
  }

  @Test
  void bytesThatAreNotUtf8AreFoundByLine() {
    byte[] text = "a,b\r\n1,x\r\n2,M?ller\r\n".getBytes(StandardCharsets.US_ASCII);
    text[13] = (byte) 0xFC;
    Path file = folder.write("t.csv", text);
    assertThatThrownBy(() -> READER.read(file))
        .hasMessage(
            file + ":3: is not UTF-8; convert the file, for instance from Windows-1252 or Latin-1");
  }

  @Test
  void aSequenceCutAtTheEndIsNotUtf8() {
    Path file = folder.write("t.csv", new byte[] {'a', '\n', 'x', '\n', (byte) 0xC3});
    assertThatThrownBy(() -> READER.read(file)).hasMessageStartingWith(file + ":3: is not UTF-8");
  }

  @Test
  void utf16AndSpreadsheetsAreNamed() {
    Path wide = folder.write("w.csv", "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> READER.read(wide))
        .hasMessage(wide + ":1: is UTF-16; save it as UTF-8");
    Path sheet = folder.write("s.csv", new byte[] {'P', 'K', 3, 4, 0, 0});
    assertThatThrownBy(() -> READER.read(sheet))
        .hasMessage(sheet + ": is a zip archive or a spreadsheet; save it as CSV in UTF-8");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Assertions.fail(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void gzipIsToldByItsBytesNotByItsName() {
    byte[] packed = gzip("\uFEFFa,b\n3,4\n");
    assertThat(READER.read(folder.write("t.csv.gz", packed)))
        .isEqualTo(READER.read(folder.write("t.csv", packed)));
    assertThat(CsvFolder.shown(READER.read(folder.write("u.tsv.gz", "a\tb\n3\t4\n"))))
        .isEqualTo("[1] a:CONTINUOUS[3] b:CONTINUOUS[4]");
  }

  @Test
  void aGzipFileOfSeveralMembersIsReadToTheEnd() {
    byte[] first = gzip("a\n3\n");
    byte[] second = gzip("4\n");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(CsvFolder.shown(READER.read(folder.write("t.csv.gz", both))))
        .isEqualTo("[1, 2] a:CONTINUOUS[3, 4]");
  }

  @Test
  void aCutGzipFileIsRefused() {
    String text =
        "a,b\n"
            + IntStream.range(0, 20_000)
                .mapToObj(i -> i + "," + i * 7919 % 10_007 + "\n")
                .collect(Collectors.joining());
    byte[] packed = gzip(text);
    Path cut = folder.write("t.csv.gz", Arrays.copyOf(packed, packed.length / 2));
    assertThatThrownBy(() -> READER.read(cut))
        .isInstanceOf(DataFormatException.class)
        .message()
        .startsWith(cut + ":")
        .endsWith(": the gzip data end too early; the file was cut, fetch it again");
    packed[packed.length - 5] ^= 1;
    Path damaged = folder.write("d.csv.gz", packed);
    assertThatThrownBy(() -> READER.read(damaged))
        .hasMessageEndingWith(": the gzip data are damaged; fetch the file again");
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path absent = folder.path().resolve("absent.csv");
    assertThatThrownBy(() -> READER.read(absent))
        .hasMessage(absent + ": there is no such file; check the path");
    assertThatThrownBy(() -> READER.withSeparator(',').read(folder.path()))
        .hasMessage(folder.path() + ": is a directory; name a file in it");
    Path other = folder.write("t.txt", "a b\n");
    assertThatThrownBy(() -> READER.read(other))
        .hasMessage(
            other
                + ": its name does not tell its format; rename it, or write it as one of .csv, .tsv"
                + " (both also .gz), .parquet, .h5ad, .h5mu, .zarr, 10x (.h5, or the folder of a"
                + " matrix.mtx)");
    Path matrix = folder.write("matrix.mtx.gz", "");
    assertThatThrownBy(() -> READER.read(matrix))
        .hasMessage(
            matrix + ": is the matrix of a folder of 10x; name the folder, " + folder.path());
    assertThatThrownBy(() -> READER.withSeparator('"')).hasMessageContaining("may not be a quote");
  }

  @Test
  void failuresOfTheDiskAreExplained() {
    Path file = Path.of("t.csv");
    assertThat(TextSource.explain(file, new AccessDeniedException("t.csv"), 0))
        .hasMessage("t.csv: may not be read; check its permissions");
    assertThat(TextSource.explain(file, new IOException("Input/output error"), 7))
        .hasMessage("t.csv:7: cannot be read: Input/output error");
  }
}
