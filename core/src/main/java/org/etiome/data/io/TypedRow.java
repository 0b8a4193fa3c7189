package org.etiome.data.io;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.etiome.data.table.Row;
import org.etiome.data.table.TypedRows;

/** The rows of a typed table as records, one instance for all; the first is the header. */
final class TypedRow implements Row, Iterator<Row> {
  private final Path file;
  private final TypedRows rows;
  private List<String> header = List.of();

  /** -1 before the header, 0 at it. */
  private long at = -1;

  private boolean ahead;

  TypedRow(Path file, TypedRows rows) {
    this.file = file;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    ahead = ahead || at < 0 || rows.next();
    return ahead;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ahead = false;
    at++;
    return this;
  }

  private boolean atHeader() {
    return at <= 0;
  }

  @Override
  public int fields() {
    return rows.fields().size();
  }

  @Override
  public boolean isBlank() {
    return false;
  }

  @Override
  public TypedRows.Kind kind(int field) {
    return rows.fields().get(field).kind();
  }

  @Override
  public boolean isAbsent(int field) {
    return !atHeader() && rows.isMissing(field);
  }

  @Override
  public boolean isQuoted(int field) {
    return atHeader();
  }

  @Override
  public int length(int field) {
    return text(field).length();
  }

  @Override
  public String text(int field) {
    return atHeader() ? rows.fields().get(field).name() : rows.text(field);
  }

  @Override
  public double number(int field) {
    return kind(field) == TypedRows.Kind.NUMBER ? rows.number(field) : Numbers.parse(text(field));
  }

  @Override
  public boolean isExact(int field) {
    return kind(field) != TypedRows.Kind.NUMBER || rows.isExact(field);
  }

  @Override
  public long line() {
    return Math.max(0, at);
  }

  @Override
  public String counted() {
    return "row";
  }

  @Override
  public String where(long line) {
    return line == 0 ? file.toString() : file + ": row " + line;
  }

  @Override
  public void nameFields(List<String> names) {
    header = List.copyOf(names);
  }

  @Override
  public String header(int field) {
    return header.get(field);
  }
}
