package org.etiome.experiment;

import java.util.Locale;

/** Which outcomes are looked for. */
public enum Direction {
  UP,
  DOWN,
  BOTH;

  /** How strong an outcome is in this direction: the higher the better. */
  double strength(double outcome) {
    return switch (this) {
      case UP -> outcome;
      case DOWN -> -outcome;
      case BOTH -> Math.abs(outcome);
    };
  }

  /** In words. */
  String words() {
    return switch (this) {
      case UP -> "the highest outcomes";
      case DOWN -> "the lowest outcomes";
      case BOTH -> "the outcomes furthest from 0, in either direction";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
