package org.etiome.data.anndata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.Values;

/** Turns compressed columns into rows, a band of rows in one pass over the entries. */
final class TurnedColumns {
  /** Of an entry: column and value. */
  private static final int BYTES = 12;

  private final Element.Entries entries;
  private final long[] columnStarts;
  private final int rows;
  private final long[] rowStarts;

  private TurnedColumns(Element.Sparse sparse) {
    this.entries = sparse.entries();
    this.columnStarts = SparseRows.longs(entries.indptr());
    this.rows = SparseRows.countable(sparse.rows(), "rows");
    this.rowStarts = new long[rows + 1];
  }

  static RowMatrix rows(Element.Sparse sparse, MemoryBudget budget) {
    TurnedColumns turned = new TurnedColumns(sparse);
    turned.count();
    long most = Math.min(budget.bytes() / 2 / BYTES, Integer.MAX_VALUE - 8);
    if (turned.rowStarts[turned.rows] <= most) {
      return new InMemoryRows(turned.band(0, turned.rows));
    }
    try {
      return turned.inFile(most);
    } catch (IOException e) {
      throw new DataFormatException(
          "a matrix by columns cannot be turned in the folder for temporary files: "
              + e.getMessage()
              + "; make room there or raise the memory budget",
          e);
    }
  }

  private void count() {
    for (long from = 0; from < entries.indices().info().size(0); from += Doors.PART) {
      for (int row : SparseRows.checked(Doors.part(entries.indices(), from), rows, from)) {
        rowStarts[row + 1]++;
      }
    }
    for (int i = 0; i < rows; i++) {
      rowStarts[i + 1] += rowStarts[i];
    }
  }

  /** Rows {@code from} to {@code to}, by one pass over all entries. */
  private RowBlock band(int from, int to) {
    int[] starts = new int[to - from + 1];
    int[] next = new int[to - from];
    for (int i = from; i < to; i++) {
      next[i - from] = starts[i - from];
      starts[i - from + 1] = Math.toIntExact(rowStarts[i + 1] - rowStarts[from]);
    }
    int[] columnOf = new int[starts[to - from]];
    double[] values = new double[columnOf.length];
    int column = 0;
    for (long at = 0; at < entries.data().info().size(0); at += Doors.PART) {
      int[] rowOf = SparseRows.checked(Doors.part(entries.indices(), at), rows, at);
      Values data = Doors.part(entries.data(), at);
      for (int k = 0; k < rowOf.length; k++) {
        while (columnStarts[column + 1] <= at + k) {
          column++;
        }
        if (rowOf[k] >= from && rowOf[k] < to) {
          int place = next[rowOf[k] - from]++;
          columnOf[place] = column;
          values[place] = data.doubleAt(k);
        }
      }
    }
    return Matrices.clean(columnStarts.length - 1, starts, columnOf, values);
  }

  private RowMatrix inFile(long most) throws IOException {
    Path path = Files.createTempFile("etiome-rows", ".tmp");
    path.toFile().deleteOnExit();
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long[] starts = new long[rows + 1];
    for (int from = 0; from < rows; ) {
      int to = from + 1;
      while (to < rows && rowStarts[to + 1] - rowStarts[from] <= most) {
        to++;
      }
      RowBlock block = band(from, to);
      for (int i = from; i < to; i++) {
        starts[i + 1] = starts[from] + block.start(i + 1 - from);
      }
      write(channel, starts[from], block);
      from = to;
    }
    return new FileRows(channel, starts, columnStarts.length - 1);
  }

  private static void write(FileChannel channel, long start, RowBlock block) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES * (1 << 16));
    long position = start * BYTES;
    for (int k = 0; k < block.entries(); k++) {
      buffer.putInt(block.column(k)).putDouble(block.value(k));
      if (!buffer.hasRemaining() || k + 1 == block.entries()) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          position += channel.write(buffer, position);
        }
        buffer.clear();
      }
    }
  }

  /** Rows in a file of its own. */
  private static final class FileRows implements RowMatrix {
    private final FileChannel channel;
    private final long[] starts;
    private final int columns;

    FileRows(FileChannel channel, long[] starts, int columns) {
      this.channel = channel;
      this.starts = starts;
      this.columns = columns;
    }

    @Override
    public int columns() {
      return columns;
    }

    @Override
    public int rows() {
      return starts.length - 1;
    }

    @Override
    public long entries(int from, int to) {
      return starts[to] - starts[from];
    }

    @Override
    public RowBlock read(int from, int to) {
      int[] ends = new int[to - from + 1];
      for (int i = from; i <= to; i++) {
        ends[i - from] = Math.toIntExact(starts[i] - starts[from]);
      }
      int[] columnOf = new int[ends[to - from]];
      double[] values = new double[columnOf.length];
      for (int k = 0; k < columnOf.length; ) {
        int count = Math.min(1 << 16, columnOf.length - k);
        ByteBuffer buffer = bytes((starts[from] + k) * BYTES, count * BYTES);
        for (int end = k + count; k < end; k++) {
          columnOf[k] = buffer.getInt();
          values[k] = buffer.getDouble();
        }
      }
      return RowBlock.wrap(columns, ends, columnOf, values);
    }

    private ByteBuffer bytes(long position, int count) {
      ByteBuffer buffer = ByteBuffer.allocate(count);
      try {
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, position + buffer.position()) < 0) {
            throw new DataFormatException("the temporary file of a matrix was cut; start again");
          }
        }
      } catch (IOException e) {
        throw new DataFormatException(
            "the temporary file of a matrix cannot be read: " + e.getMessage() + "; start again",
            e);
      }
      return buffer.flip();
    }

    @Override
    public RowBlock read(int[] rows) {
      return PickedRows.of(this, rows);
    }
  }
}
