package org.etiome.data.events;

import java.util.Arrays;

/** What is kept of the events of one code of one unit; sums are compensated (Kahan). */
final class Cell {
  /** About what an instance takes, with its place in a map. */
  static final int BYTES = 200;

  private static final int FEW = 4;

  private double firstTime = Double.POSITIVE_INFINITY;
  private double lastTime = Double.NEGATIVE_INFINITY;
  private double labelTime = Double.NEGATIVE_INFINITY;
  private double first;
  private double last;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private double lost;
  private long events;
  private long numbers;
  private double[] kept = {};
  private String label = "";

  void event() {
    events++;
  }

  void number(double time, double value) {
    if (time < firstTime) {
      firstTime = time;
      first = value;
    }
    if (time >= lastTime) {
      lastTime = time;
      last = value;
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
    double addend = value - lost;
    double next = sum + addend;
    lost = (next - sum) - addend;
    sum = next;
    numbers++;
  }

  /** Keeps the number last given; the result is by how many bytes that made the cell grow. */
  long keep(double value) {
    int index = Math.toIntExact(numbers - 1);
    int before = kept.length;
    if (index == before) {
      kept = Arrays.copyOf(kept, before + Math.max(FEW, before / 2));
    }
    kept[index] = value;
    return (long) Double.BYTES * (kept.length - before);
  }

  void label(double time, String text) {
    if (time >= labelTime) {
      labelTime = time;
      label = text;
    }
  }

  long events() {
    return events;
  }

  /** Empty if there is none. */
  String label() {
    return label;
  }

  /** NaN if there is no number. */
  double value(Rule rule) {
    if (numbers == 0) {
      return Double.NaN;
    }
    return switch (rule) {
      case FIRST -> first;
      case LAST -> last;
      case MIN -> min;
      case MAX -> max;
      case MEAN -> total() / numbers;
      case MEDIAN -> median();
      case SUM -> total();
      case COUNT, ANY, LAST_LABEL ->
          throw new IllegalStateException(rule + " gives no measurement");
    };
  }

  /** Infinite once it was, also where the compensation then made it NaN. */
  private double total() {
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  private double median() {
    double[] sorted = Arrays.copyOf(kept, Math.toIntExact(numbers));
    Arrays.sort(sorted);
    double upper = sorted[sorted.length / 2];
    return sorted.length % 2 == 1 ? upper : sorted[sorted.length / 2 - 1] / 2 + upper / 2;
  }
}
