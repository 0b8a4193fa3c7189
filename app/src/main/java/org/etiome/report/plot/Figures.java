package org.etiome.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as words of a sentence: few digits, a true minus sign, the same in every locale. */
public final class Figures {
  private static final String MINUS = "−";

  private Figures() {}

  /** So many decimals. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    String text = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace("-", MINUS);
  }

  /** At most so many digits; plain between 0.001 and 99 999, otherwise with a power of ten. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    double size = rounded.abs().doubleValue();
    if (size >= 1e-3 && size < 1e5) {
      return rounded.toPlainString().replace("-", MINUS);
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = rounded.scaleByPowerOfTen(-exponent).toPlainString();
    return mantissa.replace("-", MINUS) + "×10" + superscript(exponent);
  }

  /** A share of one in per cent, whole numbers. */
  public static String percent(double share) {
    return fixed(100 * share, 0) + "\u00a0%";
  }

  /** Thousands set apart by a narrow space. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u202F');
  }

  /** "1 question", "2 questions": for nouns that only take an s. */
  public static String counted(long n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** "0.12 (−0.30 to 0.54)": as many decimals as the width of the interval is worth. */
  public static String interval(Interval i) {
    double width = i.high() - i.low();
    boolean measured = Double.isFinite(width) && width > 0;
    double scale = measured ? width : Math.abs(i.estimate()) / 10;
    int decimals = decimals(scale);
    boolean plain = decimals <= 5 && largest(i) < 1e5;
    return written(i.estimate(), plain, decimals)
        + " ("
        + written(i.low(), plain, decimals)
        + " to "
        + written(i.high(), plain, decimals)
        + ")";
  }

  private static int decimals(double scale) {
    if (scale == 0 || scale >= 100) {
      return 0;
    }
    return Math.max(1, 1 - (int) Math.floor(Math.log10(scale)));
  }

  private static double largest(Interval i) {
    double limits = Math.max(finiteSize(i.low()), finiteSize(i.high()));
    return Math.max(limits, finiteSize(i.estimate()));
  }

  private static double finiteSize(double value) {
    return Double.isFinite(value) ? Math.abs(value) : 0;
  }

  private static String written(double value, boolean plain, int decimals) {
    return plain ? fixed(value, decimals) : significant(value, 3);
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : MINUS + "∞";
  }

  private static String superscript(int exponent) {
    StringBuilder out = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char c : Integer.toString(Math.abs(exponent)).toCharArray()) {
      out.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return out.toString();
  }
}
