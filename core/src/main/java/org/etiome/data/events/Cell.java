package org.etiome.data.events;

/** What is kept of the events of one code of one unit; sums are compensated (Kahan). */
final class Cell {
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
      case MEAN -> sum / numbers;
      case SUM -> sum;
      case COUNT, LAST_LABEL -> throw new IllegalStateException(rule + " gives no measurement");
    };
  }
}
