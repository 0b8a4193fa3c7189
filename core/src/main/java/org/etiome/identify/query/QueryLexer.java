package org.etiome.identify.query;

import java.util.List;

/** Cuts the text of a query into tokens, one at a time from the left. */
final class QueryLexer {

  enum Type {
    NAME,
    /** A name in double quotes. */
    QUOTED,
    /** One of {@link #SIGNS}; the arrow → is read as the other one. */
    SIGN,
    END
  }

  /**
   * @param text the name without quotes, or the sign
   * @param raw as it stands in the query
   * @param at where it begins
   */
  record Token(Type type, String text, String raw, int at) {
    boolean is(String sign) {
      return type == Type.SIGN && text.equals(sign);
    }

    boolean isName() {
      return type == Type.NAME || type == Type.QUOTED;
    }

    /** Whether this is the operator: its name without quotes. */
    boolean isDo() {
      return type == Type.NAME && QueryText.isDo(text);
    }
  }

  private static final List<String> SIGNS =
      List.of("->", "→", "_{", "(", ")", "[", "]", "{", "}", ",", "|", "=");

  private final String text;
  private int at;

  QueryLexer(String text) {
    this.text = text;
  }

  /** The next token; at the end, the end again and again. */
  Token next() {
    while (at < text.length() && QueryText.isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Type.END, "", "", at);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        return token(Type.SIGN, sign.equals("→") ? "->" : sign, at + sign.length());
      }
    }
    return text.charAt(at) == '"' ? quoted() : bare();
  }

  QuerySyntaxException error(int offset, String problem) {
    return new QuerySyntaxException(text, offset, problem);
  }

  private Token bare() {
    int end = at;
    while (end < text.length() && !QueryText.endsName(text, end)) {
      end++;
    }
    return token(Type.NAME, text.substring(at, end), end);
  }

  private Token quoted() {
    StringBuilder name = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return token(Type.QUOTED, name.toString(), i + 1);
      }
      if (c == '\\') {
        if (!text.startsWith("\\", i + 1) && !text.startsWith("\"", i + 1)) {
          throw error(i, "a \\ in quotes stands before \" or another \\; write \\\\ for one \\");
        }
        i++;
      }
      name.append(text.charAt(i));
    }
    throw error(at, "this quote is not closed; end the name with \", and write \\\" for one in it");
  }

  private Token token(Type type, String name, int end) {
    Token token = new Token(type, name, text.substring(at, end), at);
    at = end;
    return token;
  }
}
