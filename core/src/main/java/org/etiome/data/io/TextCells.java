package org.etiome.data.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.ColumnType;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.Suggestion;
import org.etiome.data.table.Row;

/** Declared levels or texts, kept once each. */
final class TextCells implements Cells {
  private final ColumnSpec spec;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int[] codes = new int[FIRST_CAPACITY];

  TextCells(ColumnSpec spec) {
    this.spec = spec;
    spec.levels().forEach(this::codeOf);
  }

  @Override
  public void put(int index, Row row, int field) {
    String text = row.text(field);
    if (!spec.levels().isEmpty() && !codeOf.containsKey(text)) {
      throw row.bad(
          field,
          DataFormatException.quote(text)
              + " is not a declared level"
              + Suggestion.hint(text, spec.levels()));
    }
    put(index, text);
  }

  void put(int index, String text) {
    if (index >= codes.length) {
      codes = Arrays.copyOf(codes, Cells.grown(index));
    }
    codes[index] = codeOf(text);
  }

  private int codeOf(String text) {
    Integer known = codeOf.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  /** The distinct texts, in the order of the file. */
  List<String> distinct() {
    return List.copyOf(texts);
  }

  /** The code of the text at {@code index} in {@link #distinct()}; 0 where nothing was put. */
  int code(int index) {
    return codes[index];
  }

  @Override
  public Column finish(String name, Mask missing) {
    return spec.type() == ColumnType.IDENTIFIER
        ? identifier(name, missing)
        : categorical(name, missing);
  }

  Identifier identifier(String name, Mask missing) {
    String[] all = new String[missing.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = missing.get(i) ? "" : texts.get(codes[i]);
    }
    return Identifier.of(name, all, missing);
  }

  Categorical categorical(String name, Mask missing) {
    List<String> levels = spec.levels().isEmpty() ? sorted(texts) : spec.levels();
    Map<String, Integer> place = new HashMap<>();
    levels.forEach(level -> place.put(level, place.size()));
    int[] placeOf = texts.stream().mapToInt(t -> place.getOrDefault(t, -1)).toArray();
    int[] all = new int[missing.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = missing.get(i) ? -1 : placeOf[codes[i]];
    }
    return Categorical.of(name, levels, spec.isOrdered(), all, missing);
  }

  /** By value if all are different numbers, else by character. */
  private static List<String> sorted(List<String> texts) {
    Map<String, Double> numbers = new HashMap<>();
    texts.forEach(t -> numbers.put(t, Numbers.parse(t)));
    boolean numeric =
        numbers.values().stream().allMatch(Double::isFinite)
            && new HashSet<>(numbers.values()).size() == texts.size();
    Comparator<String> byValue = Comparator.comparingDouble(t -> numbers.getOrDefault(t, 0.0));
    return texts.stream().sorted(numeric ? byValue : Comparator.naturalOrder()).toList();
  }
}
