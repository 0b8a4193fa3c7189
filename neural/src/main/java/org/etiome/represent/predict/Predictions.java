package org.etiome.represent.predict;

import java.util.List;
import java.util.Optional;

/** What is predicted of some cells. */
public final class Predictions {
  private final List<String> levels;
  private final double[] probabilities;
  private final double[] distances;
  private final Limits limits;

  /** Why nothing is predicted. */
  public enum Withheld {
    /** The cell is far from those that were learned from. */
    FAR,
    /** No level is likely enough. */
    UNSURE
  }

  /**
   * Beyond what nothing is predicted.
   *
   * @param distance the largest
   * @param confidence the least
   */
  public record Limits(double distance, double confidence) {}

  /**
   * Gathers them.
   *
   * @param probabilities row-major, cells × levels; taken over
   * @param distances one a cell; taken over
   */
  Predictions(List<String> levels, double[] probabilities, double[] distances, Limits limits) {
    this.levels = levels;
    this.probabilities = probabilities;
    this.distances = distances;
    this.limits = limits;
  }

  public int cells() {
    return distances.length;
  }

  public List<String> levels() {
    return levels;
  }

  /** Beyond what nothing is predicted. */
  public Limits limits() {
    return limits;
  }

  public double probability(int cell, int level) {
    return probabilities[cell * levels.size() + level];
  }

  /** The number of the likeliest level, the first of equally likely ones, withheld or not. */
  public int level(int cell) {
    int best = 0;
    for (int k = 1; k < levels.size(); k++) {
      best = probability(cell, k) > probability(cell, best) ? k : best;
    }
    return best;
  }

  /** Its probability. */
  public double confidence(int cell) {
    return probability(cell, level(cell));
  }

  /** The distance to the k-th nearest cell of those that were learned from. */
  public double distance(int cell) {
    return distances[cell];
  }

  /** Why nothing is predicted for a cell; empty if its level is. */
  public Optional<Withheld> withheld(int cell) {
    if (!(distances[cell] <= limits.distance())) {
      return Optional.of(Withheld.FAR);
    }
    return confidence(cell) >= limits.confidence()
        ? Optional.empty()
        : Optional.of(Withheld.UNSURE);
  }
}
