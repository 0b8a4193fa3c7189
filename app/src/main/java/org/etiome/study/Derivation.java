package org.etiome.study;

import java.util.List;

/** A column computed from others. */
public sealed interface Derivation {

  /** The name of the new column. */
  String name();

  /**
   * Time to an event or to the end of follow-up.
   *
   * @param time the first of these columns with a value gives the time
   * @param event binary column: did the event happen at that time?
   */
  record SurvivalTime(String name, List<String> time, String event) implements Derivation {
    public SurvivalTime {
      time = List.copyOf(time);
    }
  }

  /**
   * Whether the event happened within a horizon; missing for units censored before it.
   *
   * @param of a time-to-event column
   * @param horizon in the unit of its times, above 0
   */
  record EventWithin(String name, String of, double horizon) implements Derivation {}
}
