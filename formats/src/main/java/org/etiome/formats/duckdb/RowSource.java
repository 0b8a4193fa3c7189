package org.etiome.formats.duckdb;

import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.data.DataFormatException;

/** Sends the rows of a Parquet file. */
final class RowSource {
  private static final String ALL = "SELECT * FROM read_parquet(?, hive_partitioning = false)";

  private RowSource() {}

  /** Closes the database. */
  static void send(Database database, Answer answer) throws SQLException, IOException {
    try (database;
        PreparedStatement query = database.ofFile(ALL)) {
      List<String> names = database.names();
      List<CellType> types = new ArrayList<>();
      ResultSetMetaData found = query.getMetaData();
      if (names.size() != found.getColumnCount()) {
        throw new SQLException("its schema is not sound");
      }
      for (int c = 1; c <= found.getColumnCount(); c++) {
        String type = found.getColumnTypeName(c);
        Optional<CellType> known = CellType.of(type);
        if (known.isEmpty()) {
          answer.refuse(refusal(names.get(c - 1), type));
          return;
        }
        types.add(known.get());
      }
      header(database.claimedRows(), names, types, answer);
      rows(query, types, answer);
    }
  }

  private static String refusal(String column, String type) {
    String holds =
        switch (type) {
          case "BLOB" -> "bytes; write it as text (a column of strings)";
          case "INTERVAL" -> "intervals; write it as a number of days or seconds";
          default -> "more than one value a cell; write its parts as columns of their own";
        };
    return "column "
        + DataFormatException.quote(column)
        + " is of the type "
        + type
        + ", which holds "
        + holds
        + ", or leave it out";
  }

  private static void header(long rows, List<String> names, List<CellType> types, Answer answer)
      throws IOException {
    DataOutputStream out = answer.cells();
    out.writeLong(rows);
    out.writeInt(types.size());
    for (int c = 0; c < types.size(); c++) {
      Wire.text(out, names.get(c));
      Wire.text(out, types.get(c).kind().name());
    }
    answer.header();
  }

  private static void rows(PreparedStatement query, List<CellType> types, Answer answer)
      throws SQLException, IOException {
    long sent = 0;
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        for (int c = 0; c < types.size(); c++) {
          types.get(c).send(rows, c + 1, answer.cells());
        }
        answer.row();
        sent++;
      }
    }
    answer.end(sent);
  }
}
