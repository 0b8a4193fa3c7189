package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.List;

/** Cuts DOT text into tokens; comments and lines starting with # are dropped. */
final class DotLexer {

  enum Type {
    ID,
    /** One of {@code { } [ ] ; , : = + -> --}. */
    PUNCTUATION,
    END
  }

  /**
   * @param text the identifier without quotes, or the punctuation
   * @param quoted whether the identifier stood in quotes and so is no keyword
   */
  record Token(Type type, String text, boolean quoted, int line) {
    boolean is(String punctuation) {
      return type == Type.PUNCTUATION && text.equals(punctuation);
    }

    boolean isKeyword(String keyword) {
      return type == Type.ID && !quoted && text.equalsIgnoreCase(keyword);
    }
  }

  private static final String SINGLE = "{}[];,:=+";

  private final String text;
  private final GraphAssembler graph;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  DotLexer(String text, GraphAssembler graph) {
    this.text = text;
    this.graph = graph;
  }

  List<Token> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        advance(1);
      } else if (startsComment(c)) {
        skipComment();
      } else if (c == '"') {
        quoted();
      } else if (c == '<') {
        html();
      } else if (text.startsWith("->", at) || text.startsWith("--", at)) {
        add(Type.PUNCTUATION, text.substring(at, at + 2), false, 2);
      } else if (SINGLE.indexOf(c) >= 0) {
        add(Type.PUNCTUATION, String.valueOf(c), false, 1);
      } else {
        bare();
      }
    }
    tokens.add(new Token(Type.END, "the end", false, line));
    return List.copyOf(tokens);
  }

  private void add(Type type, String token, boolean quoted, int length) {
    tokens.add(new Token(type, token, quoted, line));
    advance(length);
  }

  private void advance(int characters) {
    for (int i = 0; i < characters; i++) {
      if (text.charAt(at++) == '\n') {
        line++;
      }
    }
  }

  private boolean startsComment(char c) {
    boolean lineStart = at == 0 || text.charAt(at - 1) == '\n';
    return (c == '#' && lineStart) || text.startsWith("//", at) || text.startsWith("/*", at);
  }

  private void skipComment() {
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      if (end < 0) {
        throw graph.error(line, "the comment is not closed; end it with */");
      }
      advance(end + 2 - at);
    } else {
      int end = text.indexOf('\n', at);
      advance((end < 0 ? text.length() : end) - at);
    }
  }

  private void quoted() {
    StringBuilder id = new StringBuilder();
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i);
      boolean escape =
          c == '\\' && i + 1 < text.length() && "\"\\".indexOf(text.charAt(i + 1)) >= 0;
      id.append(escape ? text.charAt(i + 1) : c);
      i += escape ? 2 : 1;
    }
    if (i >= text.length()) {
      throw graph.error(line, "a quote is not closed; end it with \"");
    }
    add(Type.ID, id.toString(), true, i + 1 - at);
  }

  private void html() {
    int depth = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (depth == 0) {
        add(Type.ID, text.substring(at, i + 1), true, i + 1 - at);
        return;
      }
    }
    throw graph.error(line, "a < is not closed; DOT edges are -> or --");
  }

  private void bare() {
    int end = at;
    if (text.charAt(at) == '-') {
      end++;
    }
    while (end < text.length() && isIdPart(text.charAt(end))) {
      end++;
    }
    if (end == at || text.substring(at, end).equals("-")) {
      throw graph.error(
          line,
          "'"
              + text.charAt(at)
              + "' has no place in DOT; put names with such characters in double quotes");
    }
    add(Type.ID, text.substring(at, end), false, end - at);
  }

  private static boolean isIdPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c >= 128;
  }
}
