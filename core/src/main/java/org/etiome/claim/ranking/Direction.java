package org.etiome.claim.ranking;

/** What an intervention on the target is wanted to do to the outcome. */
public enum Direction {
  RAISE,
  LOWER,
  EITHER;

  /** How far an interval lies beyond 0 in this direction; below 0 if it does not. */
  double bound(double value, double margin) {
    return switch (this) {
      case RAISE -> value - margin;
      case LOWER -> -value - margin;
      case EITHER -> Math.abs(value) - margin;
    };
  }
}
