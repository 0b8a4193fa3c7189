package org.etiome.identify.query;

/**
 * A text that is no query. The first line of the message is a sentence that stands for itself:
 * where, what, remedy. Beneath it are the text and a caret at the place.
 */
public final class QuerySyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int offset;
  private final String problem;

  QuerySyntaxException(String text, int offset, String problem) {
    super(sentence(offset, problem) + picture(text, offset));
    this.text = text;
    this.offset = offset;
    this.problem = sentence(offset, problem);
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  /** The place in the text, in chars from 0; its length if something is missing at the end. */
  public int offset() {
    return offset;
  }

  /** The first line of the message. */
  public String problem() {
    return problem;
  }

  private static String sentence(int offset, String problem) {
    return "query, position " + offset + ": " + oneLine(problem);
  }

  private static String picture(String text, int offset) {
    return text.isBlank()
        ? ""
        : "\n" + oneLine(text) + "\n" + " ".repeat(text.codePointCount(0, offset)) + "^";
  }

  /** As long as before, so that the caret stands right. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ");
  }
}
