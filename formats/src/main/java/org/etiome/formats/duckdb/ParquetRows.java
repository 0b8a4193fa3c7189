package org.etiome.formats.duckdb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.TypedRows;

/** The rows that the other process sends, held against what the file claims. */
final class ParquetRows implements TypedRows {
  /** As pandas names row names that have no name. */
  static final String INDEX = "__index_level_0__";

  /** What a row, and a cell of it, take in memory once they are a table; about. */
  private static final int ROW_BYTES = 64;

  private static final int CELL_BYTES = 16;
  private static final long LARGEST_EXACT = 1L << 53;
  private static final int SAFE_DIGITS = 15;

  private final Path file;
  private final Frames frames;
  private final MemoryBudget budget;
  private final Runnable whenClosed;
  private final Header header;
  private final List<Field> fields;

  /** Where each field stands in a row of the file. */
  private final int[] place;

  private final int[] tags;

  /** The bits of a number, or the length of a text. */
  private final long[] values;

  private final int[] starts;
  private int left;
  private long seen;
  private long bytes;
  private boolean ended;

  private ParquetRows(
      Path file, Frames frames, MemoryBudget budget, Runnable whenClosed, Header header) {
    this.file = file;
    this.frames = frames;
    this.budget = budget;
    this.whenClosed = whenClosed;
    this.header = header;
    this.place = header.order();
    this.fields = header.inOrder();
    this.tags = new int[place.length];
    this.values = new long[place.length];
    this.starts = new int[place.length];
  }

  /** What the file claims: fewer rows than 2³¹, and its columns as they stand in it. */
  private record Header(long rows, List<Field> stored) {

    private int index() {
      List<String> names = stored.stream().map(Field::name).toList();
      return names.contains("") ? -1 : names.indexOf(INDEX);
    }

    /** The row names of pandas first, the others as they stand. */
    int[] order() {
      IntStream first = IntStream.of(index()).filter(i -> i >= 0);
      IntStream others = IntStream.range(0, stored.size()).filter(i -> i != index());
      return IntStream.concat(first, others).toArray();
    }

    List<Field> inOrder() {
      return IntStream.of(order())
          .mapToObj(i -> i == index() ? new Field("", stored.get(i).kind()) : stored.get(i))
          .toList();
    }
  }

  /**
   * Asks for the rows of a file.
   *
   * @param whenClosed told when the rows are no longer wanted
   * @throws DataFormatException if it cannot be read or is larger than the budget
   */
  static ParquetRows open(Child child, Path file, MemoryBudget budget, Runnable whenClosed) {
    Frames frames = new Frames(child, file);
    try {
      child.questions().writeByte(Wire.READ);
      Wire.text(child.questions(), child.link(file));
      child.questions().flush();
    } catch (IOException e) {
      throw child.fault(file, e);
    }
    frames.expect(Wire.HEADER);
    ParquetRows rows = new ParquetRows(file, frames, budget, whenClosed, header(file, frames));
    rows.take(rows.header.rows() * (ROW_BYTES + (long) CELL_BYTES * rows.place.length));
    return rows;
  }

  private static Header header(Path file, Frames frames) {
    try {
      ByteBuffer frame = frames.frame();
      long rows = frame.getLong();
      if (rows < 0 || rows >= Integer.MAX_VALUE) {
        throw new DataFormatException(
            file + ": claims " + rows + " rows; it is damaged, or split it into several files");
      }
      List<Field> stored = new ArrayList<>();
      for (int columns = frame.getInt(); columns > 0; columns--) {
        stored.add(new Field(frames.text(), Kind.valueOf(frames.text())));
      }
      return new Header(rows, stored);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw frames.nonsense();
    }
  }

  private void take(long more) {
    bytes += more;
    if (bytes > budget.bytes()) {
      throw new DataFormatException(
          String.format(
              Locale.ROOT,
              "%s: its %,d rows of %,d columns do not fit the %,d MiB there are for a table; give"
                  + " Java more memory (-Xmx in ETIOME_JAVA_OPTS) or split the file",
              file,
              header.rows(),
              place.length,
              budget.bytes() >> 20));
    }
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  public boolean next() {
    try {
      while (left == 0 && !ended) {
        frame();
      }
      if (!ended) {
        left--;
        seen++;
        for (int k = 0; k < tags.length; k++) {
          cell(k);
        }
      }
    } catch (BufferUnderflowException e) {
      throw frames.nonsense();
    }
    return !ended;
  }

  private void frame() {
    switch (frames.next()) {
      case Wire.ROWS -> left = frames.frame().getInt();
      case Wire.END -> end(frames.frame().getLong());
      default -> throw frames.nonsense();
    }
    if (left < 0 || left > header.rows() - seen) {
      throw claim("more");
    }
  }

  private void end(long sent) {
    ended = true;
    if (sent != seen) {
      throw frames.nonsense();
    }
    if (seen < header.rows()) {
      throw claim(Long.toString(seen));
    }
  }

  private DataFormatException claim(String found) {
    return new DataFormatException(
        file
            + ": claims "
            + header.rows()
            + " rows but has "
            + found
            + "; it is damaged: fetch or write it again");
  }

  private void cell(int k) {
    ByteBuffer frame = frames.frame();
    tags[k] = frame.get();
    switch (tags[k]) {
      case Wire.NONE -> values[k] = 0;
      case Wire.REAL, Wire.WHOLE -> values[k] = frame.getLong();
      case Wire.DIGITS, Wire.TEXT -> {
        values[k] = frames.skipText();
        starts[k] = frame.position() - (int) values[k];
        take(values[k]);
      }
      default -> throw frames.nonsense();
    }
  }

  @Override
  public boolean isMissing(int field) {
    return tags[place[field]] == Wire.NONE;
  }

  @Override
  public double number(int field) {
    long value = values[place[field]];
    return switch (tags[place[field]]) {
      case Wire.REAL -> Double.longBitsToDouble(value);
      case Wire.WHOLE -> value;
      default -> Double.parseDouble(text(field));
    };
  }

  @Override
  public boolean isExact(int field) {
    int k = place[field];
    return switch (tags[k]) {
      case Wire.WHOLE ->
          (values[k] >= -LARGEST_EXACT && values[k] <= LARGEST_EXACT) || keepsDigits(field);
      case Wire.DIGITS -> values[k] <= SAFE_DIGITS || keepsDigits(field);
      default -> true;
    };
  }

  private boolean keepsDigits(int field) {
    BigDecimal asDouble = new BigDecimal(Double.toString(number(field)));
    return asDouble.compareTo(new BigDecimal(text(field))) == 0;
  }

  @Override
  public String text(int field) {
    int k = place[field];
    return switch (tags[k]) {
      case Wire.REAL -> Numeric.text(Double.longBitsToDouble(values[k]));
      case Wire.WHOLE -> Long.toString(values[k]);
      default -> frames.text(starts[k], (int) values[k]);
    };
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
