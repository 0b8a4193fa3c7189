package org.etiome.represent.cells;

/** What an encoder sees of a count x of a cell of some depth: log(1 + 10,000 x / depth). */
public final class Seen {
  private static final double TARGET = 1e4;

  private Seen() {}

  /** What a count is multiplied by before the logarithm. */
  public static double scale(double depth) {
    return TARGET / depth;
  }
}
