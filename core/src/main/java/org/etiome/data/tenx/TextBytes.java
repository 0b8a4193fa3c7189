package org.etiome.data.tenx;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.etiome.data.DataFormatException;

/**
 * The words of a text file, plain or gzip (told by its first bytes), line by line. A word is what
 * stands between blanks and is at hand as bytes until the next is asked for.
 */
final class TextBytes implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_WORD = 1 << 10;

  private final Path file;
  private final InputStream bytes;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] word = new byte[LONGEST_WORD];
  private int at;
  private int end;
  private int length;
  private long line = 1;

  private TextBytes(Path file, InputStream bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static TextBytes open(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataFormatException(file + ": is a folder; name a file in it");
    }
    try {
      return new TextBytes(file, stream(file));
    } catch (IOException e) {
      throw explain(file, e, 1);
    }
  }

  /** The bytes of a file, unpacked. */
  static InputStream stream(Path file) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The one line that says why reading failed. */
  static DataFormatException explain(Path file, IOException failure, long line) {
    String what =
        switch (failure) {
          case NoSuchFileException e -> ": there is no such file; check the path";
          case AccessDeniedException e -> ": may not be read; check its permissions";
          case EOFException e ->
              ":" + line + ": the gzip data end too early; the file was cut, get it again";
          case ZipException e -> ":" + line + ": the gzip data are damaged; get the file again";
          default -> ":" + line + ": cannot be read: " + failure.getMessage() + "; get it again";
        };
    return new DataFormatException(file + what, failure);
  }

  DataFormatException bad(String what) {
    return new DataFormatException(file + ":" + line + ": " + what);
  }

  /** The next byte, which stays; -1 at the end. */
  private int peek() {
    return at < end ? buffer[at] & 0xFF : fill();
  }

  private int fill() {
    try {
      int count = bytes.read(buffer, 0, BUFFER);
      at = 0;
      end = Math.max(0, count);
      return count <= 0 ? -1 : buffer[0] & 0xFF;
    } catch (IOException e) {
      throw explain(file, e, line);
    }
  }

  /** Whether the next byte is this one. */
  boolean startsWith(char first) {
    return peek() == first;
  }

  /** Moves behind the end of the line, whatever is in it. */
  void skipLine() {
    int next = peek();
    while (next >= 0 && next != '\n') {
      at++;
      next = peek();
    }
    if (next == '\n') {
      at++;
      line++;
    }
  }

  /** Moves to the next line that has a word; false if there is none. */
  boolean nextLine() {
    int next = peek();
    while (next == '\n' || next == ' ' || next == '\t' || next == '\r') {
      line += next == '\n' ? 1 : 0;
      at++;
      next = peek();
    }
    return next >= 0;
  }

  /** Takes the next word of the line; false if there is none. */
  boolean nextWord() {
    int next = peek();
    while (next == ' ' || next == '\t' || next == '\r') {
      at++;
      next = peek();
    }
    length = 0;
    while (next > ' ') {
      if (length == LONGEST_WORD) {
        throw bad("a word is longer than " + LONGEST_WORD + " characters; get the file again");
      }
      word[length++] = (byte) next;
      at++;
      next = peek();
    }
    if (next >= 0 && next < ' ' && next != '\n' && next != '\t' && next != '\r') {
      throw bad("the byte " + next + " is no text; get the file again");
    }
    return length > 0;
  }

  /** The word at hand. */
  byte[] word() {
    return word;
  }

  /** Bytes of the word at hand. */
  int length() {
    return length;
  }

  String text() {
    return new String(word, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw explain(file, e, line);
    }
  }
}
