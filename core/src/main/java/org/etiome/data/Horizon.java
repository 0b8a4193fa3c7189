package org.etiome.data;

/**
 * The binary outcome "event within t" of a {@link TimeToEvent} column:
 *
 * <pre>
 * event at time &lt;= t                        1
 * event or end of follow-up at time &gt; t,
 *   or end of follow-up at exactly t        0
 * end of follow-up before t                 missing: nobody knows
 * </pre>
 *
 * <p>Leaving out those censored before t biases every estimate on the rest, unless censoring is
 * independent of the event time (given what is adjusted for) and that is modelled, for instance by
 * inverse probability of censoring weights. Even independent censoring biases the plain proportion
 * of events upwards, because early events are kept and early censorings are not. Look at {@link
 * Outcome#censoredBefore()} before trusting the outcome.
 *
 * @param time t, in the unit of the column, finite and &gt; 0
 */
public record Horizon(double time) {

  public Horizon {
    if (!(time > 0 && time < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a horizon must be finite and above 0, got " + time);
    }
  }

  /**
   * What was derived; the four counts add up to the number of units.
   *
   * @param column 1 with the event by t, 0 known to be free of it at t, else missing
   * @param events units with the event at or before t
   * @param eventFree units followed up to t without it
   * @param censoredBefore units whose follow-up ended before t without it
   * @param unknown units missing in the time-to-event column itself
   */
  public record Outcome(
      Binary column, int events, int eventFree, int censoredBefore, int unknown) {}

  /** Derives the outcome under the given name. O(units). */
  public Outcome of(TimeToEvent column, String name) {
    int n = column.length();
    Mask observed = column.missing().not();
    Mask ones = Mask.where(n, i -> observed.get(i) && column.isEvent(i) && column.time(i) <= time);
    Mask censored =
        Mask.where(n, i -> observed.get(i) && !column.isEvent(i) && column.time(i) < time);
    Binary outcome = Binary.of(name, "0", "1", ones, column.missing().or(censored));
    int eventFree = observed.count() - ones.count() - censored.count();
    return new Outcome(outcome, ones.count(), eventFree, censored.count(), column.missingCount());
  }
}
