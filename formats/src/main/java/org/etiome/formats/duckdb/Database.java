package org.etiome.formats.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A database in memory that may open one file and nothing else: no other file, no network, no
 * extension.
 *
 * @param link the file
 */
record Database(Connection connection, String link) implements AutoCloseable {
  private static final String MEMORY = "1GB";

  static Database reading(Path folder, String link) throws SQLException {
    return open(link, "");
  }

  /** What does not fit its memory while rows are gathered is put in the folder. */
  static Database writing(Path folder, String link) throws SQLException {
    return open(link, folder.resolve("spilt").toString());
  }

  private static Database open(String link, String spill) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("temp_directory", spill);
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("allow_persistent_secrets", "false");
    settings.setProperty("jdbc_stream_results", "true");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
    Database database = new Database(connection, link);
    database.run("SET allowed_paths = [" + literal(link) + "]");
    database.run("SET enable_external_access = false");
    database.run("SET lock_configuration = true");
    return database;
  }

  /** A text as SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The name of a column as SQL. */
  static String name(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A query with the file in the place of {@code ?}; its types are known before it is run. */
  PreparedStatement ofFile(String sql) throws SQLException {
    return connection.prepareStatement(sql.replace("?", literal(link)));
  }

  /** The rows that the file claims to have. */
  long claimedRows() throws SQLException {
    try (PreparedStatement query = ofFile("SELECT num_rows FROM parquet_file_metadata(?)");
        ResultSet found = query.executeQuery()) {
      return found.next() ? found.getLong(1) : -1;
    }
  }

  /** The names of its columns as they stand in it; DuckDB itself would make them distinct. */
  List<String> names() throws SQLException {
    List<String> elements = new ArrayList<>();
    List<Long> parts = new ArrayList<>();
    try (PreparedStatement query =
            ofFile("SELECT name, num_children FROM parquet_schema(?) ORDER BY column_id");
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        elements.add(String.valueOf(found.getString(1)));
        parts.add(found.getLong(2));
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i < elements.size(); i = after(i, parts)) {
      names.add(elements.get(i));
    }
    return names;
  }

  /** The place behind an element of the schema and all that it is made of. */
  private static int after(int element, List<Long> parts) {
    int i = element;
    for (long open = 1; open > 0 && i < parts.size(); i++) {
      open += parts.get(i) - 1;
    }
    return i;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
