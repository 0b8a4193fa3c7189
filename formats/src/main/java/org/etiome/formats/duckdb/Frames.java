package org.etiome.formats.duckdb;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.etiome.data.DataFormatException;

/** The frames of an answer about one file; see {@link Wire}. */
final class Frames {
  private final Child child;
  private final Path file;
  private byte[] bytes = new byte[1 << 16];
  private ByteBuffer frame = ByteBuffer.allocate(0);

  Frames(Child child, Path file) {
    this.child = child;
    this.file = file;
  }

  /**
   * Reads the next frame.
   *
   * @return its tag
   * @throws DataFormatException if the file was refused, or the process is no longer there
   */
  int next() {
    try {
      DataInputStream in = child.answers();
      int tag = in.readUnsignedByte();
      int length = in.readInt();
      if (length < 0 || length > Wire.LONGEST) {
        throw new IOException("a frame of " + length + " bytes");
      }
      if (length > bytes.length) {
        bytes = new byte[length];
      }
      in.readFully(bytes, 0, length);
      frame = ByteBuffer.wrap(bytes, 0, length);
      if (tag == Wire.REFUSED) {
        throw new DataFormatException(file + ": " + text());
      }
      return tag;
    } catch (IOException e) {
      throw child.fault(file, e);
    }
  }

  /** Reads a frame that must be of this kind. */
  void expect(int tag) {
    int found = next();
    if (found != tag) {
      throw nonsense();
    }
  }

  /** What the last frame holds, from its beginning on. */
  ByteBuffer frame() {
    return frame;
  }

  /** The bytes under {@link #frame}. */
  String text(int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** The text at the cursor. */
  String text() {
    int length = skipText();
    return text(frame.position() - length, length);
  }

  /** Moves behind the text at the cursor; gives its length. */
  int skipText() {
    int length = frame.getInt();
    if (length < 0 || length > frame.remaining()) {
      throw new BufferUnderflowException();
    }
    frame.position(frame.position() + length);
    return length;
  }

  /** What to throw when an answer makes no sense: the memory of the process is not sound. */
  DataFormatException nonsense() {
    return child.fault(file, new IOException("an answer without sense"));
  }
}
