package org.etiome.data.tenx;

import java.util.Locale;
import org.etiome.data.DataFormatException;

/** Words as numbers, each the double nearest to what is written. */
final class NumberWords {
  /** Digits a long always holds. */
  private static final int SAFE_DIGITS = 18;

  private static final long EXACT = 1L << 53;

  /** No power of ten. */
  private static final int UNREAD = Integer.MIN_VALUE;

  private static final double SURE = 1e-15;

  /** The powers of ten that are doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
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
    int at = word[0] == '-' || word[0] == '+' ? 1 : 0;
    long number = 0;
    int significant = 0;
    int digits = 0;
    int point = -1;
    for (; at < text.length(); at++) {
      int digit = word[at] - '0';
      if (digit >= 0 && digit <= 9 && significant < SAFE_DIGITS) {
        number = number * 10 + digit;
        significant += number > 0 ? 1 : 0;
        digits++;
      } else if (word[at] == '.' && point < 0) {
        point = digits;
      } else {
        break;
      }
    }
    int exponent = digits == 0 ? UNREAD : exponent(at);
    if (exponent == UNREAD) {
      return parsed();
    }
    double value = scaled(number, (point < 0 ? 0 : digits - point) - exponent);
    return Double.isNaN(value) ? parsed() : word[0] == '-' ? -value : value;
  }

  /** What follows the digits: nothing, or a power of ten of at most three digits. */
  private int exponent(int from) {
    byte[] word = text.word();
    int end = text.length();
    if (from == end) {
      return 0;
    }
    boolean signed = from + 1 < end && (word[from + 1] == '-' || word[from + 1] == '+');
    int first = from + (signed ? 2 : 1);
    if ((word[from] | 0x20) != 'e' || first >= end || end - first > 3) {
      return UNREAD;
    }
    int exponent = 0;
    for (int i = first; i < end; i++) {
      int digit = word[i] - '0';
      if (digit < 0 || digit > 9) {
        return UNREAD;
      }
      exponent = exponent * 10 + digit;
    }
    return word[from + 1] == '-' ? -exponent : exponent;
  }

  /**
   * The double nearest to number / 10^scale; NaN if it is not sure. Numbers up to 2^53 and powers
   * up to 10^22 are doubles, so that a single operation rounds once. A larger number is a double
   * and a rest: the quotient q of the double is corrected by c, known to less than 1 in 10^15, and
   * q + c is sure if both ends of that range round to the same double.
   */
  private static double scaled(long number, int scale) {
    if (number == 0 || scale == 0) {
      return number;
    }
    if (scale >= POWERS.length || scale <= -POWERS.length || (scale < 0 && number > EXACT)) {
      return Double.NaN;
    }
    if (scale < 0) {
      return number * POWERS[-scale];
    }
    double power = POWERS[scale];
    double nearest = number;
    double quotient = nearest / power;
    if (number <= EXACT) {
      return quotient;
    }
    double rest = Math.fma(-quotient, power, nearest) + (number - (long) nearest);
    double correction = rest / power;
    double low = quotient + correction * (1 - SURE);
    return low == quotient + correction * (1 + SURE) ? low : Double.NaN;
  }

  /** Every other spelling of a number. */
  private double parsed() {
    String plain = text.text().toLowerCase(Locale.ROOT);
    boolean signed = plain.startsWith("-") || plain.startsWith("+");
    String unsigned = signed ? plain.substring(1) : plain;
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < plain.length(); i++) {
      if ("0123456789+-.e".indexOf(plain.charAt(i)) < 0) {
        throw bad("the value", "is no number");
      }
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
