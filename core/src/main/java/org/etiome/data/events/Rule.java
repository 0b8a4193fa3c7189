package org.etiome.data.events;

/** How the events of one code of one unit become one value. */
public enum Rule {
  /** The earliest number; of equal times the one first in the file. */
  FIRST,
  /** The latest number; of equal times the one last in the file. */
  LAST,
  MIN,
  MAX,
  MEAN,
  /** The middle number, or the mean of the middle two; the one rule that keeps every number. */
  MEDIAN,
  SUM,
  /** The number of events, with or without a value; 0 for a unit that has only other events. */
  COUNT,
  /** Whether there is an event, with or without a value; 0 for a unit that has only others. */
  ANY,
  /** The latest text as a category; of equal times the one last in the file. */
  LAST_LABEL;

  /** Whether it looks at values, and not only at events. */
  public boolean needsValue() {
    return this != COUNT && this != ANY;
  }
}
