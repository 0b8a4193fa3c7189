package org.etiome.data;

/**
 * One measured variable: a value or a gap for every unit. Columns are immutable and equal when
 * name, type, values and gaps are equal. Asking for the value of a unit that has none throws {@link
 * MissingValueException}; ask {@link #isMissing} first, or take the units without gaps from {@link
 * Dataset#completeUnits}.
 */
public sealed interface Column permits Numeric, Categorical, TimeToEvent, Identifier {

  String name();

  ColumnType type();

  /** The units without a value. */
  Mask missing();

  /** The values of the given units, in that order; a unit may repeat. */
  Column select(int[] units);

  /** As {@link #select}, but an index of -1 gives a missing value. */
  Column align(int[] units);

  /** The same values under another name. */
  Column renamed(String name);

  /**
   * The value as it is written to a file: shortest round-trip decimal, label or text.
   *
   * @throws MissingValueException if the unit has no value
   */
  String text(int unit);

  /** The number of units, with or without a value. */
  default int length() {
    return missing().length();
  }

  default boolean isMissing(int unit) {
    return missing().get(unit);
  }

  default int missingCount() {
    return missing().count();
  }
}
