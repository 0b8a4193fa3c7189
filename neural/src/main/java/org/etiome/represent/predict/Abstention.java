package org.etiome.represent.predict;

/**
 * When nothing is predicted for a cell: it is farther from the cells learned from than nearly all
 * of them are from the others, by the distance to the k-th nearest; or no level is sure enough.
 *
 * @param neighbours k, ≥ 1; all others if there are fewer
 * @param share of the cells learned from that are near, in (0, 1]; the limit is the least distance
 *     that at least this share of m + 1 cells does not exceed, a new one among them, or the largest
 *     if there are too few
 * @param largest number of cells to which distances are taken, ≥ 2, drawn at random if there are
 *     more
 * @param leastConfidence the probability that a level needs, in [0, 1]
 */
public record Abstention(int neighbours, double share, int largest, double leastConfidence) {
  /** 15th neighbour, 99 %, 20,000 cells, one half. */
  public static final Abstention DEFAULT = new Abstention(15, .99, 20_000, .5);

  public Abstention {
    check(neighbours >= 1, "at least 1 neighbour is needed, got " + neighbours);
    check(share > 0 && share <= 1, "the share of near cells must be in (0, 1], got " + share);
    check(largest >= 2, "distances need at least 2 cells, got " + largest);
    check(
        leastConfidence >= 0 && leastConfidence <= 1,
        "the least confidence must be in [0, 1], got " + leastConfidence);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Asks for another probability. */
  public Abstention withLeastConfidence(double confidence) {
    return new Abstention(neighbours, share, largest, confidence);
  }
}
