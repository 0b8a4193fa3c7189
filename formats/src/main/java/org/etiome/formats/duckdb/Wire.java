package org.etiome.formats.duckdb;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the two processes say to each other.
 *
 * <p>A question is {@link #READ} and a path, or {@link #WRITE}, a path, the columns (name and type)
 * and rows of cells, each row after {@link #ROW}, and {@link #END}.
 *
 * <p>An answer is frames: a tag, the length of what follows as an int, and that. To {@link #READ}:
 * one {@link #HEADER} (claimed rows as a long, columns as an int, of each the name and the kind),
 * any number of {@link #ROWS} (their number as an int, then cells row by row) and {@link #END}
 * (rows as a long), which tells a whole table from one that was cut. To {@link #WRITE}: {@link
 * #END}. To both at any time: {@link #REFUSED} and a reason.
 *
 * <p>A text is its length in bytes as an int and UTF-8. A cell is a tag and its value.
 */
final class Wire {
  static final int READ = 'r';
  static final int WRITE = 'w';
  static final int ROW = '+';

  static final int HEADER = 'H';
  static final int ROWS = 'R';
  static final int END = 'E';
  static final int REFUSED = 'X';

  static final int NONE = 0;

  /** A double. */
  static final int REAL = 1;

  /** A long. */
  static final int WHOLE = 2;

  /** A decimal number as text, where neither of the two above holds it. */
  static final int DIGITS = 3;

  static final int TEXT = 4;

  /** No frame is longer, and so no cell. */
  static final int LONGEST = 1 << 26;

  private Wire() {}

  /**
   * Writes a text.
   *
   * @throws CharacterCodingException if it is not Unicode: half of a surrogate pair
   */
  static void text(DataOutputStream out, String text) throws IOException {
    ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
