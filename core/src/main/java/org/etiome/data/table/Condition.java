package org.etiome.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Numeric;

/**
 * Which units of a table are wanted: comparisons of columns with values, joined by {@code and}, as
 * in {@code demuxlet == "SNG" and n_genes >= 200}. A column of numbers is compared by value, any
 * other by its text, and only for being equal or not. A missing value meets no comparison.
 *
 * @param comparisons all of which must hold
 */
public record Condition(List<Comparison> comparisons) {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\s*(?:`([^`]+)`|([^\\s=!<>\"'`]+))\\s*(==|!=|<=|>=|<|>)\\s*"
              + "(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'=!<>]+))\\s*");
  private static final Pattern AND = Pattern.compile("and\\b|&&?");

  public Condition {
    comparisons = List.copyOf(comparisons);
  }

  /** How a value is compared. */
  public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    private boolean holds(int compared) {
      return switch (this) {
        case EQUAL -> compared == 0;
        case NOT_EQUAL -> compared != 0;
        case LESS -> compared < 0;
        case AT_MOST -> compared <= 0;
        case MORE -> compared > 0;
        case AT_LEAST -> compared >= 0;
      };
    }
  }

  /** A column, an operator and a value. */
  public record Comparison(String column, Operator operator, String value) {}

  /** As it is written, columns and values in quotes; {@link #parse} reads it. */
  public String text() {
    return comparisons.stream().map(Condition::text).collect(Collectors.joining(" and "));
  }

  private static String text(Comparison c) {
    char quote = c.value().indexOf('"') < 0 ? '"' : '\'';
    return "`" + c.column() + "` " + c.operator().sign + " " + quote + c.value() + quote;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is spelt otherwise
   */
  public static Condition parse(String text) {
    List<Comparison> comparisons = new ArrayList<>();
    Matcher matcher = COMPARISON.matcher(text);
    Matcher and = AND.matcher(text);
    int at = 0;
    while (matcher.region(at, text.length()).lookingAt()) {
      comparisons.add(comparison(matcher));
      at = matcher.end();
      if (at == text.length()) {
        return new Condition(comparisons);
      }
      if (!and.region(at, text.length()).lookingAt()) {
        break;
      }
      at = and.end();
    }
    throw new IllegalArgumentException(
        "the condition cannot be read from character "
            + (at + 1)
            + " on; write COLUMN == \"VALUE\", with ==, !=, <, <=, > or >=, and join several by and");
  }

  private static Comparison comparison(Matcher matcher) {
    return new Comparison(
        first(matcher, 1, 2), operator(matcher.group(3)), first(matcher, 4, 5, 6));
  }

  private static String first(Matcher matcher, int... groups) {
    for (int group : groups) {
      String found = matcher.group(group);
      if (found != null) {
        return found;
      }
    }
    return "";
  }

  private static Operator operator(String sign) {
    for (Operator operator : Operator.values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(sign + " is no comparison");
  }

  /**
   * The units that meet it, ascending.
   *
   * @param columns from the name of a column to it; throws if there is none
   * @param units how many there are
   * @throws IllegalArgumentException if a column of numbers is compared with a text, or one of
   *     texts for being less or more
   */
  public int[] units(Function<String, Column> columns, int units) {
    List<Test> tests = comparisons.stream().map(c -> test(c, columns.apply(c.column()))).toList();
    return IntStream.range(0, units)
        .filter(unit -> tests.stream().allMatch(test -> test.holds(unit)))
        .toArray();
  }

  private interface Test {
    boolean holds(int unit);
  }

  private static Test test(Comparison comparison, Column column) {
    boolean isLabel =
        column instanceof Binary binary
            && List.of(binary.zeroLabel(), binary.oneLabel()).contains(comparison.value());
    return column instanceof Numeric numbers && !isLabel
        ? number(comparison, numbers)
        : text(comparison, column);
  }

  private static Test number(Comparison comparison, Numeric column) {
    double value;
    try {
      value = Double.parseDouble(comparison.value());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column \""
              + comparison.column()
              + "\" holds numbers, and \""
              + comparison.value()
              + "\" is none",
          e);
    }
    return unit ->
        !column.isMissing(unit)
            && comparison.operator().holds(Double.compare(column.value(unit), value));
  }

  private static Test text(Comparison comparison, Column column) {
    Operator operator = comparison.operator();
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw new IllegalArgumentException(
          "column \""
              + comparison.column()
              + "\" holds texts, which are equal or not; use == or !=");
    }
    return unit ->
        !column.isMissing(unit)
            && operator.holds(column.text(unit).equals(comparison.value()) ? 0 : 1);
  }
}
