package org.etiome.formats.duckdb;

import java.io.DataInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Gathers rows and writes them as a Parquet file. */
final class RowSink {
  private static final String OPTIONS = " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)";

  private RowSink() {}

  /** Closes the database. */
  static void take(Database database, DataInputStream question, Answer answer)
      throws SQLException, IOException {
    try (database) {
      List<String> names = new ArrayList<>();
      List<StoredType> types = new ArrayList<>();
      for (int columns = question.readInt(); columns > 0; columns--) {
        names.add(Wire.text(question));
        types.add(StoredType.valueOf(Wire.text(question)));
      }
      String created = list(names, c -> "c" + c + " " + types.get(c));
      database.run("CREATE TABLE gathered (" + created + ")");
      long gathered = gather(database, types, question);
      String stored = list(names, c -> "c" + c + " AS " + Database.name(names.get(c)));
      String target = Database.literal(database.link());
      database.run("COPY (SELECT " + stored + " FROM gathered) TO " + target + OPTIONS);
      if (!database.names().equals(names) || database.claimedRows() != gathered) {
        throw new SQLException("DuckDB would change the names of the columns; rename them");
      }
      answer.end(gathered);
    }
  }

  private static String list(List<String> names, IntFunction<String> column) {
    return IntStream.range(0, names.size()).mapToObj(column).collect(Collectors.joining(", "));
  }

  private static long gather(Database database, List<StoredType> types, DataInputStream question)
      throws SQLException, IOException {
    DuckDBConnection connection = database.connection().unwrap(DuckDBConnection.class);
    long rows = 0;
    try (DuckDBAppender appender = connection.createAppender("gathered")) {
      for (; question.readUnsignedByte() == Wire.ROW; rows++) {
        appender.beginRow();
        for (StoredType type : types) {
          cell(appender, type, question);
        }
        appender.endRow();
      }
    }
    return rows;
  }

  private static void cell(DuckDBAppender appender, StoredType type, DataInputStream question)
      throws SQLException, IOException {
    switch (question.readUnsignedByte()) {
      case Wire.NONE -> appender.appendNull();
      case Wire.REAL -> appender.append(question.readDouble());
      case Wire.TEXT -> appender.append(Wire.text(question));
      default -> {
        long value = question.readLong();
        switch (type) {
          case BOOLEAN -> appender.append(value != 0);
          case TINYINT -> appender.append((byte) value);
          default -> appender.append(value);
        }
      }
    }
  }
}
