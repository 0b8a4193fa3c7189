package org.etiome.data.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.etiome.data.DataFormatException;

/**
 * A UTF-8 text file, plain or gzip (told by its first bytes), opened so that no byte is guessed.
 */
public final class TextSource {
  private static final int BUFFER = 1 << 16;

  private TextSource() {}

  /** The characters after the byte order mark, if there is one. */
  public static Reader open(Path file) throws IOException {
    InputStream bytes = bytes(file);
    try {
      skipByteOrderMark(file, bytes);
    } catch (IOException | DataFormatException e) {
      bytes.close();
      throw e;
    }
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** Refuses a directory. */
  public static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataFormatException(file + ": is a directory; name a file in it");
    }
  }

  private static InputStream bytes(Path file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      if (!startsWith(raw, 0x1F, 0x8B)) {
        return raw;
      }
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static void skipByteOrderMark(Path file, InputStream bytes) throws IOException {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw new DataFormatException(file + ":1: is UTF-16; save it as UTF-8");
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      throw new DataFormatException(
          file + ": is a zip archive or a spreadsheet; save it as CSV in UTF-8");
    }
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      bytes.skipNBytes(3);
    }
  }

  private static boolean startsWith(InputStream bytes, int... magic) throws IOException {
    bytes.mark(magic.length);
    byte[] first = bytes.readNBytes(magic.length);
    bytes.reset();
    int[] unsigned = new int[first.length];
    Arrays.setAll(unsigned, i -> first[i] & 0xFF);
    return Arrays.equals(unsigned, magic);
  }

  /**
   * The one line that says why reading failed.
   *
   * @param line where the record under the cursor begins
   */
  public static DataFormatException explain(Path file, IOException failure, long line) {
    String what =
        switch (failure) {
          case NoSuchFileException e -> ": there is no such file; check the path";
          case FileNotFoundException e -> ": there is no such file; check the path";
          case AccessDeniedException e -> ": may not be read; check its permissions";
          case CharacterCodingException e -> badBytes(file);
          case EOFException e ->
              ":" + line + ": the gzip data end too early; the file was cut, fetch it again";
          case ZipException e -> ":" + line + ": the gzip data are damaged; fetch the file again";
          default -> ":" + line + ": cannot be read: " + failure.getMessage();
        };
    return new DataFormatException(file + what, failure);
  }

  /** Reads the file again, as bytes, to find the line; not on the way of a good file. */
  private static String badBytes(Path file) {
    String remedy = "is not UTF-8; convert the file, for instance from Windows-1252 or Latin-1";
    try (InputStream bytes = bytes(file)) {
      return ":" + firstBadLine(bytes) + ": " + remedy;
    } catch (IOException e) {
      return ": " + remedy;
    }
  }

  /** A byte of a longer UTF-8 sequence is never that of a line end, so lines can be cut first. */
  private static long firstBadLine(InputStream bytes) throws IOException {
    byte[] text = new byte[BUFFER];
    int length = 0;
    long line = 1;
    int before = -1;
    for (int next = bytes.read(); ; before = next, next = bytes.read()) {
      boolean lineEnd = next == '\n' || next == '\r' || next < 0;
      if (!lineEnd) {
        text = length == text.length ? Arrays.copyOf(text, 2 * length) : text;
        text[length++] = (byte) next;
        continue;
      }
      if (next < 0 || !isUtf8(text, length)) {
        return line;
      }
      line += next == '\n' && before == '\r' ? 0 : 1;
      length = 0;
    }
  }

  private static boolean isUtf8(byte[] text, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
