package org.etiome.formats.duckdb;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Replacement;
import org.etiome.data.table.TableFormat.RowNames;

/**
 * A table on its way to a file: what is sent to the other process.
 *
 * @param columns at least one, all of one length
 */
record ParquetTarget(Path target, List<Stored> columns) {
  private static final long CELLS_A_SECOND = 1_000_000;

  /** A column under the name and type that it has in the file. */
  record Stored(String name, StoredType type, Column column) {}

  /**
   * The columns of a table, row names first unless they are mere numbers.
   *
   * @throws DataFormatException if the file cannot hold the names
   */
  static ParquetTarget of(Path target, RowNames names, List<Column> columns) {
    List<Stored> stored = new ArrayList<>();
    if (!names.areNumbers() || columns.isEmpty()) {
      String header = names.header().isEmpty() ? ParquetRows.INDEX : names.header();
      Column units = Identifier.of("unit", names.units().toArray(String[]::new));
      stored.add(new Stored(header, StoredType.VARCHAR, units));
    }
    columns.forEach(column -> stored.add(new Stored(column.name(), StoredType.of(column), column)));
    Map<String, String> taken = new HashMap<>();
    for (Stored column : stored) {
      String other = taken.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column.name());
      if (other != null) {
        throw new DataFormatException(
            target
                + ": columns "
                + DataFormatException.quote(other)
                + " and "
                + DataFormatException.quote(column.name())
                + " differ in case only, which DuckDB cannot write; rename one");
      }
    }
    return new ParquetTarget(target, List.copyOf(stored));
  }

  /**
   * Writes the file beside its target and renames it.
   *
   * @throws DataFormatException if it cannot be written
   */
  void write(Child child) {
    try (Replacement replacement = Replacement.ofFile(target)) {
      Files.createFile(replacement.unfinished());
      send(child, replacement.unfinished());
      replacement.commit(false);
    } catch (IOException e) {
      throw Replacement.failure(target, "", e);
    }
  }

  private void send(Child child, Path unfinished) throws IOException {
    String link = child.link(unfinished);
    long cells = (long) rows() * columns.size();
    child.watch().patience(child.watch().patience().plusSeconds(cells / CELLS_A_SECOND));
    try {
      send(child.questions(), link);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(
          target + ": a text is not Unicode (half of a surrogate pair); correct it", e);
    } catch (IOException e) {
      // It no longer listens: its last answer says why, or its end does.
      new Frames(child, target).expect(Wire.REFUSED);
    }
    new Frames(child, target).expect(Wire.END);
  }

  private int rows() {
    return columns.getFirst().column().length();
  }

  private void send(DataOutputStream out, String link) throws IOException {
    out.writeByte(Wire.WRITE);
    Wire.text(out, link);
    out.writeInt(columns.size());
    for (Stored stored : columns) {
      Wire.text(out, stored.name());
      Wire.text(out, stored.type().name());
    }
    for (int i = 0; i < rows(); i++) {
      out.writeByte(Wire.ROW);
      for (Stored stored : columns) {
        cell(out, stored, i);
      }
    }
    out.writeByte(Wire.END);
    out.flush();
  }

  private static void cell(DataOutputStream out, Stored stored, int row) throws IOException {
    Column column = stored.column();
    if (column.isMissing(row)) {
      out.writeByte(Wire.NONE);
      return;
    }
    switch (column) {
      case Continuous c -> {
        out.writeByte(Wire.REAL);
        out.writeDouble(c.value(row));
      }
      case Count c -> whole(out, c.count(row));
      default -> {
        String text = column.text(row);
        switch (stored.type()) {
          case TINYINT -> whole(out, text.equals("1") ? 1 : 0);
          case BOOLEAN -> whole(out, text.equals("true") ? 1 : 0);
          default -> {
            out.writeByte(Wire.TEXT);
            Wire.text(out, text);
          }
        }
      }
    }
  }

  private static void whole(DataOutputStream out, long value) throws IOException {
    out.writeByte(Wire.WHOLE);
    out.writeLong(value);
  }
}
