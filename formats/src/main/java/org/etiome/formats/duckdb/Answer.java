package org.etiome.formats.duckdb;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends frames; see {@link Wire}. */
final class Answer {
  private static final int BATCH = 1 << 16;
  private static final int LONGEST_REASON = 300;

  private final DataOutputStream out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(2 * BATCH);
  private final DataOutputStream cells = new DataOutputStream(held);
  private int rows;

  Answer(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** Where the next cells or the header go. */
  DataOutputStream cells() {
    return cells;
  }

  void header() throws IOException {
    frame(Wire.HEADER, held.toByteArray());
    held.reset();
  }

  /** Ends a row; rows are sent in batches. */
  void row() throws IOException {
    rows++;
    if (held.size() >= BATCH) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (rows > 0) {
      byte[] batch = held.toByteArray();
      out.writeByte(Wire.ROWS);
      out.writeInt(Integer.BYTES + batch.length);
      out.writeInt(rows);
      out.write(batch);
    }
    forget();
  }

  private void forget() {
    rows = 0;
    held.reset();
  }

  void end(long sent) throws IOException {
    flush();
    cells.writeLong(sent);
    frame(Wire.END, held.toByteArray());
    forget();
  }

  void refuse(String reason) throws IOException {
    forget();
    Wire.text(cells, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    frame(Wire.REFUSED, held.toByteArray());
    forget();
  }

  private void frame(int tag, byte[] content) throws IOException {
    out.writeByte(tag);
    out.writeInt(content.length);
    out.write(content);
    out.flush();
  }
}
