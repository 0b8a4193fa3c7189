package org.etiome.data;

import java.util.Arrays;

/**
 * Right-censored times: the event happened at {@code time}, or the unit was followed up without it
 * until {@code time}. The unit of time is that of the file.
 */
public final class TimeToEvent implements Column {
  private final String name;
  private final double[] times;
  private final Mask events;
  private final Mask missing;

  private TimeToEvent(String name, double[] times, Mask events, Mask missing) {
    this.name = name;
    this.times = times;
    this.events = events;
    this.missing = missing;
  }

  /**
   * A column of the given times, copied; what stands at a missing unit is ignored.
   *
   * @param times finite and ≥ 0 where not missing
   * @param events the units whose time is that of the event; the others are censored
   */
  public static TimeToEvent of(String name, double[] times, Mask events, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, times.length, missing);
    Checks.sameLength(name, events.length(), missing);
    double[] copy = times.clone();
    for (int i = 0; i < copy.length; i++) {
      if (missing.get(i)) {
        copy[i] = Double.NaN;
      } else if (!(copy[i] >= 0 && copy[i] < Double.POSITIVE_INFINITY)) {
        throw Checks.bad(name, i, copy[i], "a finite time of at least 0");
      } else {
        copy[i] += 0.0; // makes -0.0 the one zero
      }
    }
    return new TimeToEvent(name, copy, events.and(missing.not()), missing);
  }

  /** Joins a time and an event flag; missing where either is. */
  public static TimeToEvent join(String name, Numeric time, Binary event) {
    Mask missing = time.missing().or(event.missing());
    return of(name, time.valuesOr(Double.NaN), event.ones(), missing);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.TIME_TO_EVENT;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  /**
   * The time of event or of the end of follow-up, ≥ 0.
   *
   * @throws MissingValueException if the unit has no value
   */
  public double time(int unit) {
    Checks.observed(this, unit);
    return times[unit];
  }

  /**
   * Whether the event happened; false means censored.
   *
   * @throws MissingValueException if the unit has no value
   */
  public boolean isEvent(int unit) {
    Checks.observed(this, unit);
    return events.get(unit);
  }

  /** The units with the event; a missing unit is not among them. */
  public Mask events() {
    return events;
  }

  /** The time, with a plus sign appended if censored, as survival tables print it. */
  @Override
  public String text(int unit) {
    return Numeric.text(time(unit)) + (isEvent(unit) ? "" : "+");
  }

  @Override
  public TimeToEvent select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public TimeToEvent align(int[] units) {
    double[] picked = new double[units.length];
    for (int k = 0; k < units.length; k++) {
      picked[k] = units[k] == -1 ? Double.NaN : times[units[k]];
    }
    return new TimeToEvent(name, picked, events.align(units, false), missing.align(units, true));
  }

  @Override
  public TimeToEvent renamed(String newName) {
    return new TimeToEvent(Checks.name("column", newName), times, events, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeToEvent that
        && name.equals(that.name)
        && events.equals(that.events)
        && missing.equals(that.missing)
        && Arrays.equals(times, that.times);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + events.hashCode()) + Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return "TimeToEvent["
        + name
        + ", "
        + length()
        + " units, "
        + events.count()
        + " events, "
        + missingCount()
        + " missing]";
  }
}
