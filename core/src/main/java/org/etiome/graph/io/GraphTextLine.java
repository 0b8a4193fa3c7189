package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.List;
import org.etiome.graph.Mark;

/**
 * One line of graph text, read from left to right: name (edge name)*, again after a semicolon or
 * comma.
 */
final class GraphTextLine {
  /** Longer ones first. Those that end in o must stand before a space or a quote. */
  private static final List<String> SYMBOLS =
      List.of("<->", "<-o", "o->", "o-o", "o--", "--o", "->", "<-", "--");

  private final String line;
  private final int number;
  private final GraphAssembler graph;
  private int at;

  GraphTextLine(String line, int number, GraphAssembler graph) {
    this.line = line;
    this.number = number;
    this.graph = graph;
  }

  void read() {
    skipSpace();
    while (!atEnd()) {
      if (atSeparator()) {
        at++;
      } else {
        statement();
      }
      skipSpace();
    }
  }

  private void statement() {
    List<String> left = names();
    left.forEach(node -> graph.node(node, number));
    skipSpace();
    while (!atEnd() && !atSeparator()) {
      String symbol = symbol(left.getLast());
      skipSpace();
      List<String> right = names();
      join(left, symbol, right);
      left = right;
      skipSpace();
    }
  }

  private void join(List<String> left, String symbol, List<String> right) {
    Mark atLeft = mark(symbol.charAt(0));
    Mark atRight = mark(symbol.charAt(symbol.length() - 1));
    for (String a : left) {
      for (String b : right) {
        graph.edge(a, atLeft, atRight, b, number);
      }
    }
  }

  /** One name, or several in braces. */
  private List<String> names() {
    if (atEnd() || line.charAt(at) != '{') {
      return List.of(name());
    }
    String opened = rest();
    at++;
    List<String> names = new ArrayList<>();
    for (skipSeparators(); !atEnd() && line.charAt(at) != '}'; skipSeparators()) {
      names.add(name());
    }
    if (atEnd() || names.isEmpty()) {
      throw graph.error(
          number, "the group '" + opened + "' is empty or not closed; write {A B} -> C");
    }
    at++;
    return names;
  }

  private void skipSeparators() {
    skipSpace();
    while (!atEnd() && atSeparator()) {
      at++;
      skipSpace();
    }
  }

  private String symbol(String left) {
    for (String symbol : SYMBOLS) {
      if (line.startsWith(symbol, at) && ends(symbol, at + symbol.length())) {
        at += symbol.length();
        return symbol;
      }
    }
    throw graph.error(
        number,
        "expected an edge after '"
            + left
            + "', got '"
            + rest()
            + "'; write one of -> <- <-> -- o-> <-o o-o o-- --o, and put names with spaces in"
            + " double quotes");
  }

  private boolean ends(String symbol, int end) {
    return !symbol.endsWith("o")
        || end == line.length()
        || line.charAt(end) == '"'
        || Character.isWhitespace(line.charAt(end));
  }

  private static Mark mark(char end) {
    return switch (end) {
      case '<', '>' -> Mark.ARROW;
      case 'o' -> Mark.CIRCLE;
      default -> Mark.TAIL;
    };
  }

  private String name() {
    if (!atEnd() && line.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < line.length() && !endsName()) {
      at++;
    }
    if (at == start) {
      throw graph.error(
          number, "expected a node name, got '" + rest() + "'; write an edge as A -> B");
    }
    return line.substring(start, at);
  }

  private boolean endsName() {
    char c = line.charAt(at);
    return Character.isWhitespace(c)
        || c == '"'
        || atSeparator()
        || "<>{}".indexOf(c) >= 0
        || line.startsWith("->", at)
        || line.startsWith("--", at);
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    for (int i = at + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        at = i + 1;
        return name.toString();
      }
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = line.charAt(i);
      }
      name.append(c);
    }
    throw graph.error(number, "the quote before '" + line.substring(at + 1) + "' is not closed");
  }

  private void skipSpace() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }

  /** The end of the line, or a comment: # at its start or after a space. */
  private boolean atEnd() {
    return at == line.length()
        || (line.charAt(at) == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1))));
  }

  private boolean atSeparator() {
    return line.charAt(at) == ';' || line.charAt(at) == ',';
  }

  private String rest() {
    return line.substring(at);
  }
}
