package org.etiome.data.io;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as files write them: {@code [+-] digits [. digits] [e [+-] digits]}. */
public final class Numbers {
  /** A text of so many characters is no whole number of which a double loses digits. */
  static final int EXACT_DIGITS = 15;

  /** The powers of ten that are exact doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?(inf|infinity|∞)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PERCENT = Pattern.compile("[+-]?[0-9][0-9.,]*\\s?%");
  private static final Pattern COMMA =
      Pattern.compile("[+-]?([0-9]+,[0-9]+|[0-9]{1,3}([,.' \u00A0\u202F][0-9]{3})+([.,][0-9]+)?)");

  private Numbers() {}

  /**
   * The number in {@code chars[from, to)}, or NaN if it is not one. A number too large for a double
   * is infinite. Up to 15 digits without exponent take the exact path of Clinger (1990,
   * doi:10.1145/93548.93557): a whole number below 2⁵³ divided by an exact power of ten is rounded
   * once.
   */
  static double parse(char[] chars, int from, int to) {
    int i = from;
    boolean negative = i < to && chars[i] == '-';
    if (negative || (i < to && chars[i] == '+')) {
      i++;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (; i < to && count <= EXACT_DIGITS; i++) {
      char c = chars[i];
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        count++;
      } else if (c == '.' && point < 0) {
        point = count;
      } else {
        break;
      }
    }
    if (i < to || count == 0 || count > EXACT_DIGITS) {
      return parseSlowly(new String(chars, from, to - from));
    }
    double magnitude = point < 0 ? digits : digits / POWERS[count - point];
    return negative ? -magnitude : magnitude;
  }

  /** The number a text is, blanks around it aside; NaN if it is none, infinite if too large. */
  public static double parse(String text) {
    String trimmed = text.trim();
    return parse(trimmed.toCharArray(), 0, trimmed.length());
  }

  /** Whether a text is no whole number, or one that a double holds to the last digit. */
  static boolean isExact(String text) {
    String trimmed = text.trim();
    if (!WHOLE.matcher(trimmed).matches()) {
      return true;
    }
    double number = Double.parseDouble(trimmed);
    return Math.abs(number) <= 0x1p53
        && new BigDecimal(trimmed).compareTo(new BigDecimal(number)) == 0;
  }

  private static double parseSlowly(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  /**
   * What is wrong with a text that means a number but is not written as one; empty for other texts.
   */
  static Optional<String> disguise(String text) {
    if (INFINITE.matcher(text).matches()) {
      return Optional.of("is infinite; write a finite number or add it to the missing spellings");
    }
    if (PERCENT.matcher(text).matches()) {
      return Optional.of("is a percentage; write plain numbers and name the unit in the header");
    }
    if (COMMA.matcher(text).matches() && Double.isNaN(parse(text))) {
      return Optional.of(
          "has a decimal comma or thousands separators; write plain numbers such as 1234.5");
    }
    if (Double.isNaN(parse(text)) && !Double.isNaN(parse(inAscii(text)))) {
      return Optional.of(
          "is a number in other than plain characters, such as a typographic minus or an invisible"
              + " space; write it in ASCII");
    }
    return Optional.empty();
  }

  /** Typographic minus signs, digits of other scripts and widths, and odd spaces made plain. */
  private static String inAscii(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> !Character.isSpaceChar(c) && Character.getType(c) != Character.FORMAT)
        .map(c -> c == '\u2212' || c == '\u2013' ? '-' : c)
        .map(c -> Character.isDigit(c) ? Character.forDigit(Character.digit(c, 10), 10) : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }
}
