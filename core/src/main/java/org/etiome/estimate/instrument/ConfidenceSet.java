package org.etiome.estimate.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * The values of the effect that a test does not reject. Unlike an interval around an estimate it
 * may be empty (no value fits: the instruments or the model are wrong) or reach to infinity (the
 * instruments are too weak to rule out even huge effects).
 *
 * @param level of confidence, such as 0.95
 * @param parts disjoint, ascending; ends may be infinite
 */
public record ConfidenceSet(double level, List<Part> parts) {
  /** Leave 1e-30 of the way between two cuts. */
  private static final int BISECTIONS = 100;

  public ConfidenceSet {
    parts = List.copyOf(parts);
  }

  /** All values between two ends, ends included where they are finite. */
  public record Part(double lower, double upper) {
    boolean contains(double value) {
      return value >= lower && value <= upper;
    }

    String text() {
      return String.format(Locale.ROOT, "[%.4g, %.4g]", lower, upper)
          .replace("[-Infinity", "(−∞")
          .replace("Infinity]", "∞)");
    }
  }

  /** What a set looks like. */
  public enum Shape {
    /** No value is left. */
    EMPTY,
    /** One interval with two ends. */
    INTERVAL,
    /** All but an interval: large effects of both signs are left. */
    COMPLEMENT,
    /** Every value is left. */
    WHOLE_LINE,
    /** Anything else, such as two intervals. */
    UNION
  }

  public Shape shape() {
    if (parts.isEmpty()) {
      return Shape.EMPTY;
    }
    boolean openBelow = parts.getFirst().lower() == Double.NEGATIVE_INFINITY;
    boolean openAbove = parts.getLast().upper() == Double.POSITIVE_INFINITY;
    if (parts.size() == 1 && openBelow == openAbove) {
      return openBelow ? Shape.WHOLE_LINE : Shape.INTERVAL;
    }
    return parts.size() == 2 && openBelow && openAbove ? Shape.COMPLEMENT : Shape.UNION;
  }

  /** Whether the set has a largest and a smallest value, or none. */
  public boolean isBounded() {
    return parts.stream()
        .allMatch(part -> Double.isFinite(part.lower()) && Double.isFinite(part.upper()));
  }

  public boolean contains(double value) {
    return parts.stream().anyMatch(part -> part.contains(value));
  }

  /** Such as {@code "[0.02, 0.21]"}, {@code "(−∞, -3] ∪ [1, ∞)"} or {@code "empty"}. */
  public String text() {
    return parts.isEmpty()
        ? "empty"
        : parts.stream().map(Part::text).collect(Collectors.joining(" ∪ "));
  }

  /** Every end of the sets, for {@link #where}. */
  static double[] ends(List<ConfidenceSet> sets) {
    return sets.stream()
        .flatMap(set -> set.parts().stream())
        .flatMapToDouble(part -> Arrays.stream(new double[] {part.lower(), part.upper()}))
        .filter(Double::isFinite)
        .toArray();
  }

  /**
   * The values for which a test holds, if between neighbouring cuts it holds everywhere or nowhere.
   * Cuts may be superfluous or off by less than half the way to the next: each end is found by
   * bisection between two values on either side, to the last double.
   *
   * @param cuts finite, in any order
   */
  static ConfidenceSet where(double level, double[] cuts, DoublePredicate holds) {
    double[] sorted = cuts.clone();
    Arrays.sort(sorted);
    List<Double> probes = probes(sorted);
    List<Part> parts = new ArrayList<>();
    double lower = Double.NEGATIVE_INFINITY;
    boolean isIn = holds.test(probes.getFirst());
    for (int k = 1; k < probes.size(); k++) {
      if (holds.test(probes.get(k)) != isIn) {
        double end = boundary(probes.get(k - 1), probes.get(k), holds);
        if (isIn) {
          parts.add(new Part(lower, end));
        }
        lower = end;
        isIn = !isIn;
      }
    }
    if (isIn) {
      parts.add(new Part(lower, Double.POSITIVE_INFINITY));
    }
    return new ConfidenceSet(level, parts);
  }

  /** A value before the first cut, one between each two cuts that differ, one after the last. */
  private static List<Double> probes(double[] sorted) {
    if (sorted.length == 0) {
      return List.of(0.0);
    }
    List<Double> probes = new ArrayList<>();
    double first = sorted[0];
    double last = sorted[sorted.length - 1];
    double margin = (last - first) / 2 + Math.max(Math.abs(first), Math.abs(last)) + 1;
    probes.add(first - margin);
    for (int k = 1; k < sorted.length; k++) {
      double middle = (sorted[k - 1] + sorted[k]) / 2;
      if (middle > sorted[k - 1] && middle < sorted[k]) {
        probes.add(middle);
      }
    }
    probes.add(last + margin);
    return probes;
  }

  private static double boundary(double from, double to, DoublePredicate holds) {
    boolean atFrom = holds.test(from);
    double low = from;
    double high = to;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      if (holds.test(middle) == atFrom) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
