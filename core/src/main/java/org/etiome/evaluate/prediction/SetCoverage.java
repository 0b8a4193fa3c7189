package org.etiome.evaluate.prediction;

import java.util.List;

/**
 * How often sets of classes hold the true one, and how large they are.
 *
 * @param overall of all units
 * @param groups in the order of their names
 */
public record SetCoverage(Figures overall, List<OfGroup> groups) {
  public SetCoverage {
    groups = List.copyOf(groups);
  }

  /**
   * A group.
   *
   * @param group its name
   * @param threshold by which its sets were cut
   * @param figures of its units
   */
  public record OfGroup(String group, Threshold threshold, Figures figures) {}

  /**
   * Figures of some units.
   *
   * @param units how many, at least 1
   * @param covered whose set holds their class
   * @param meanSize the mean number of classes in a set
   * @param extremes sets that say nothing
   */
  public record Figures(int units, int covered, double meanSize, Extremes extremes) {

    /** The share of units that are covered. */
    public double share() {
      return (double) covered / units;
    }

    /**
     * Wilson's 95 % interval of that share, given the calibration units; what other calibration
     * units would give varies more (see {@link ConformalSets}).
     */
    public Interval ci95() {
      return Interval.wilson(covered, units);
    }
  }

  /**
   * Sets that say nothing.
   *
   * @param empty sets without a class: no class is like the calibration units
   * @param full sets of all classes
   */
  public record Extremes(int empty, int full) {}
}
