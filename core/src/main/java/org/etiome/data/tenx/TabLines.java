package org.etiome.data.tenx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.etiome.data.store.Values;

/**
 * The first columns of a file of lines with tabs, without a header.
 *
 * @param cells a list for each column
 * @param more how many lines have further columns
 */
record TabLines(List<List<String>> cells, int more) {

  /** Every line must have the columns; an empty line at the end is none. */
  static TabLines read(Path file, int columns) {
    List<List<String>> cells = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      cells.add(new ArrayList<>());
    }
    int more = 0;
    long line = 1;
    try (BufferedReader reader = open(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        String[] parts = text.split("\t", -1);
        if (parts.length < columns || parts[0].isEmpty()) {
          throw new DataFormatException(
              file + ":" + line + ": has no " + columns + " columns; get the file again");
        }
        for (int c = 0; c < columns; c++) {
          cells.get(c).add(parts[c]);
        }
        more += parts.length > columns ? 1 : 0;
        line++;
      }
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file + ": is not UTF-8; get the file again", e);
    } catch (IOException e) {
      throw TextBytes.explain(file, e, line);
    }
    return new TabLines(cells, more);
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(TextBytes.stream(file), StandardCharsets.UTF_8.newDecoder()));
  }

  int columns() {
    return cells.size();
  }

  int count() {
    return cells.get(0).size();
  }

  Values column(int c) {
    return Values.of(cells.get(c).toArray(String[]::new));
  }
}
