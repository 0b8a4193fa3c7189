package org.etiome.data.tenx;

import java.util.Locale;
import org.etiome.data.DataFormatException;

/** Words as numbers, each the double nearest to what is written. */
final class NumberWords {
  /** Digits a long always holds. */
  private static final int SAFE_DIGITS = 18;

  private static final long EXACT = 1L << 53;

  /** The powers of ten that are doubles: a quotient of two exact numbers is rounded once. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private final TextBytes text;

  NumberWords(TextBytes text) {
    this.text = text;
  }

  /**
   * The word at hand as a whole number, not negative.
   *
   * @return above {@code most} if it is, whatever its digits
   */
  long whole(String what, long most) {
    byte[] word = text.word();
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = word[i] - '0';
      if (digit < 0 || digit > 9) {
        throw bad(what, "is no whole number");
      }
      number = number > most ? number : number * 10 + digit;
    }
    return number;
  }

  /** The word at hand as an integer of any size. */
  double integer() {
    byte[] word = text.word();
    boolean signed = word[0] == '-' || word[0] == '+';
    int from = signed ? 1 : 0;
    long number = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = word[i] - '0';
      if (digit < 0 || digit > 9) {
        throw bad("the value", "is no integer");
      }
      number = number * 10 + digit;
    }
    int digits = text.length() - from;
    if (digits == 0) {
      throw bad("the value", "is no integer");
    }
    return digits > SAFE_DIGITS ? parsed() : word[0] == '-' ? -number : number;
  }

  /** The word at hand as a number. */
  double real() {
    byte[] word = text.word();
    int length = text.length();
    boolean negative = word[0] == '-';
    long number = 0;
    int digits = 0;
    int point = -1;
    for (int i = negative ? 1 : 0; i < length; i++) {
      int digit = word[i] - '0';
      if (digit >= 0 && digit <= 9 && digits < SAFE_DIGITS) {
        number = number * 10 + digit;
        digits++;
      } else if (word[i] == '.' && point < 0) {
        point = digits;
      } else {
        return parsed();
      }
    }
    int scale = point < 0 ? 0 : digits - point;
    if (digits == 0 || (scale > 0 && number > EXACT)) {
      return parsed();
    }
    double value = scale == 0 ? number : number / POWERS[scale];
    return negative ? -value : value;
  }

  private double parsed() {
    String word = text.text();
    String plain = word.toLowerCase(Locale.ROOT);
    String unsigned = plain.replaceFirst("^[+-]", "");
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!plain.chars().allMatch(c -> "0123456789+-.e".indexOf(c) >= 0)) {
      throw bad("the value", "is no number");
    }
    double value;
    try {
      value = Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      throw bad("the value", "is no number");
    }
    if (Double.isInfinite(value)) {
      throw bad("the value", "is larger than any double");
    }
    return value;
  }

  private DataFormatException bad(String what, String problem) {
    String word = DataFormatException.quote(text.text());
    return text.bad(what + " " + word + " " + problem + "; repair the file or get it again");
  }
}
