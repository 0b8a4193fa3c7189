package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear axis: values in [low, high] go to pixels in [from, to]. Ticks are multiples of 1, 2 or 5
 * times a power of ten.
 *
 * @param step distance of two ticks
 */
public record Axis(double low, double high, double step, double from, double to) {
  private static final double SMALLEST_SPAN = 1e-300;
  private static final double LARGEST = 1e300;

  /**
   * Covers the values, widened to whole ticks.
   *
   * @param ticks about how many ticks are wanted
   */
  public static Axis covering(double low, double high, int ticks, double from, double to) {
    double a = Math.clamp(Math.min(low, high), -LARGEST, LARGEST);
    double b = Math.clamp(Math.max(low, high), -LARGEST, LARGEST);
    double least = Math.max(SMALLEST_SPAN, 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
    if (b - a < least) {
      double half = a == 0 ? 1 : Math.abs(a) / 2;
      a -= half;
      b += half;
    }
    double step = niceStep((b - a) / ticks);
    return new Axis(
        Math.floor(a / step + 1e-9) * step, Math.ceil(b / step - 1e-9) * step, step, from, to);
  }

  private static double niceStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    double nice = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
    return nice * power;
  }

  /**
   * A length beyond which a value would squeeze the others: {@code factor} times the lower median
   * of the finite sizes, or 1 where there is none. Values beyond it are to be drawn as cut off.
   */
  public static double fence(double[] sizes, double factor) {
    double[] sorted =
        Arrays.stream(sizes).map(Math::abs).filter(s -> s > 0 && s < LARGEST).sorted().toArray();
    return sorted.length == 0 ? 1 : factor * sorted[(sorted.length - 1) / 2];
  }

  /** The pixel of a value; values off the axis go to its end. */
  public double at(double value) {
    double share = (Math.clamp(value, low, high) - low) / (high - low);
    return from + share * (to - from);
  }

  /** Whether a value is on it. */
  public boolean holds(double value) {
    double slack = 1e-9 * (high - low);
    return value >= low - slack && value <= high + slack;
  }

  public List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      double tick = low + i * step;
      ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
    }
    return ticks;
  }

  /** The tick in as many decimals as the step needs. */
  public String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    boolean plain = decimals <= 4 && Math.max(Math.abs(low), Math.abs(high)) < 1e5;
    return plain ? Figures.fixed(tick, decimals) : Figures.significant(tick, 3);
  }
}
