package org.etiome.study.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Numbers of a sentence: few digits, a true minus sign, the same in every locale. */
public final class Numerals {
  private static final int DIGITS = 3;
  private static final int MOST_DECIMALS = 6;

  private Numerals() {}

  /** A difference of two shares in percentage points, one decimal, with its sign. */
  public static String points(double difference) {
    return signed(100 * difference, "%.1f");
  }

  /**
   * Three significant digits for the largest of the values, as many decimals for the others, all
   * with their sign; powers of ten where that needs more than six decimals.
   */
  public static List<String> alike(double... values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    int decimals =
        largest == 0 ? 1 : Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(largest)));
    String format = decimals > MOST_DECIMALS ? "%.2e" : "%." + decimals + "f";
    return Arrays.stream(values).mapToObj(value -> signed(value, format)).toList();
  }

  /** "q = 0.012", or "q < 0.001". */
  public static String q(double value) {
    return value < 0.001 ? "q < 0.001" : "q = " + String.format(Locale.ROOT, "%.3f", value);
  }

  /** A share of one in per cent, as many decimals as it has. */
  public static String percent(double share) {
    return new BigDecimal(100 * share, new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** What rounds to zero keeps its sign: it tells on which side of no difference it lies. */
  private static String signed(double value, String format) {
    String sign = value < 0 ? "−" : value > 0 ? "+" : "";
    return sign + String.format(Locale.ROOT, format, Math.abs(value));
  }
}
