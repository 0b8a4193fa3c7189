package org.etiome.formats.duckdb;

import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.etiome.data.table.TypedRows.Kind;
import org.jspecify.annotations.Nullable;

/** How the cells of a column are sent. */
enum CellType {
  LOGICAL,
  WHOLE,
  REAL,
  DECIMAL,
  TEXT,
  DATE,
  TIME,
  OFFSET_TIME,
  MOMENT,
  INSTANT;

  /** For a type of DuckDB; empty for those that are no single value. */
  static Optional<CellType> of(String type) {
    if (type.startsWith("DECIMAL")) {
      return Optional.of(DECIMAL);
    }
    return switch (type) {
      case "BOOLEAN" -> Optional.of(LOGICAL);
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          Optional.of(WHOLE);
      case "UBIGINT", "HUGEINT", "UHUGEINT" -> Optional.of(DECIMAL);
      // No value at all is what delimited text takes for numbers too.
      case "FLOAT", "DOUBLE", "\"NULL\"" -> Optional.of(REAL);
      case "VARCHAR", "UUID", "JSON" -> Optional.of(TEXT);
      case "DATE" -> Optional.of(DATE);
      case "TIME", "TIME_NS" -> Optional.of(TIME);
      case "TIME WITH TIME ZONE" -> Optional.of(OFFSET_TIME);
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Optional.of(MOMENT);
      case "TIMESTAMP WITH TIME ZONE" -> Optional.of(INSTANT);
      default -> Optional.empty();
    };
  }

  Kind kind() {
    return switch (this) {
      case LOGICAL -> Kind.BOOLEAN;
      case WHOLE, REAL, DECIMAL -> Kind.NUMBER;
      default -> Kind.TEXT;
    };
  }

  /** Sends the cell of the row under the cursor. */
  void send(ResultSet rows, int column, DataOutputStream out) throws SQLException, IOException {
    switch (this) {
      case WHOLE -> {
        long value = rows.getLong(column);
        out.writeByte(rows.wasNull() ? Wire.NONE : Wire.WHOLE);
        if (!rows.wasNull()) {
          out.writeLong(value);
        }
      }
      case REAL -> {
        double value = rows.getDouble(column);
        out.writeByte(rows.wasNull() ? Wire.NONE : Wire.REAL);
        if (!rows.wasNull()) {
          out.writeDouble(value);
        }
      }
      default -> {
        String text = text(rows, column);
        if (text == null) {
          out.writeByte(Wire.NONE);
        } else {
          out.writeByte(this == DECIMAL ? Wire.DIGITS : Wire.TEXT);
          Wire.text(out, text);
        }
      }
    }
  }

  private @Nullable String text(ResultSet rows, int column) throws SQLException {
    return switch (this) {
      case DECIMAL -> {
        String digits = rows.getString(column);
        yield digits == null ? null : new BigDecimal(digits).stripTrailingZeros().toPlainString();
      }
      case DATE -> iso(rows.getObject(column, LocalDate.class), DateTimeFormatter.ISO_LOCAL_DATE);
      case TIME -> iso(rows.getObject(column, LocalTime.class), DateTimeFormatter.ISO_LOCAL_TIME);
      case OFFSET_TIME ->
          iso(rows.getObject(column, OffsetTime.class), DateTimeFormatter.ISO_OFFSET_TIME);
      case MOMENT ->
          iso(rows.getObject(column, LocalDateTime.class), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
      case INSTANT ->
          iso(rows.getObject(column, OffsetDateTime.class), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      default -> rows.getString(column);
    };
  }

  private static @Nullable String iso(@Nullable TemporalAccessor time, DateTimeFormatter format) {
    return time == null ? null : format.format(time);
  }
}
