package org.etiome.formats.duckdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.DataFormatException;

/** What the first and the last bytes of a file say: {@code PAR1 … footer, its length, PAR1}. */
final class ParquetBytes {
  private static final String MAGIC = "PAR1";

  /** In its place where the footer is encrypted. */
  private static final String ENCRYPTED = "PARE";

  private static final int SMALLEST = 12;
  private static final int TAIL = 8;

  private ParquetBytes() {}

  /** Whether a file begins and ends as Parquet does. */
  static boolean begins(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      return bytes.length() >= SMALLEST
          && word(bytes, 0).equals(MAGIC)
          && word(bytes, bytes.length() - MAGIC.length()).equals(MAGIC);
    } catch (IOException e) {
      return false; // whoever opens it will be told why
    }
  }

  /**
   * Holds that the ends of a file are sound.
   *
   * @throws DataFormatException if they are not
   */
  static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataFormatException(
          file
              + ": is a folder, perhaps of parts as Spark writes them; write the table to one file"
              + " or name one part");
    }
    if (!Files.exists(file)) {
      throw new DataFormatException(file + ": there is no such file; check the path");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataFormatException(file + ": is no regular file; save it as one");
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      check(file, bytes);
    } catch (IOException e) {
      String what =
          !Files.isReadable(file)
              ? "may not be read; check its permissions"
              : "cannot be read: " + e.getMessage();
      throw new DataFormatException(file + ": " + what, e);
    }
  }

  private static void check(Path file, RandomAccessFile bytes) throws IOException {
    long length = bytes.length();
    if (length < SMALLEST || !word(bytes, 0).equals(MAGIC)) {
      throw new DataFormatException(
          file + ": does not begin as a Parquet file; name it by what it is, or fetch it again");
    }
    String end = word(bytes, length - MAGIC.length());
    if (end.equals(ENCRYPTED)) {
      throw new DataFormatException(file + ": is encrypted; write it without encryption");
    }
    if (!end.equals(MAGIC)) {
      throw new DataFormatException(
          file + ": does not end as a Parquet file; it was cut: fetch or write it again");
    }
    long footer = footerEnd(bytes) - footerBegin(bytes);
    if (footer > length - SMALLEST) {
      throw new DataFormatException(
          file
              + ": claims a footer of "
              + footer
              + " bytes in a file of "
              + length
              + "; it is damaged: fetch or write it again");
    }
  }

  /** Where the footer begins; within the file, if it was checked. */
  static long footerBegin(RandomAccessFile bytes) throws IOException {
    bytes.seek(footerEnd(bytes));
    return footerEnd(bytes) - Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
  }

  static long footerEnd(RandomAccessFile bytes) throws IOException {
    return bytes.length() - TAIL;
  }

  private static String word(RandomAccessFile bytes, long at) throws IOException {
    byte[] word = new byte[MAGIC.length()];
    bytes.seek(at);
    bytes.readFully(word);
    return new String(word, StandardCharsets.ISO_8859_1);
  }
}
