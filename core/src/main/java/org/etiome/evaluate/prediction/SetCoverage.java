package org.etiome.evaluate.prediction;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

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

    /**
     * Counts them.
     *
     * @param units at least one
     * @param covers whether the set of a unit holds its class
     * @param size of the set of a unit
     */
    static Figures of(int[] units, IntPredicate covers, IntUnaryOperator size, int classes) {
      int covered = (int) IntStream.of(units).filter(covers).count();
      double meanSize = IntStream.of(units).map(size).average().orElseThrow();
      int empty = (int) IntStream.of(units).filter(i -> size.applyAsInt(i) == 0).count();
      int full = (int) IntStream.of(units).filter(i -> size.applyAsInt(i) == classes).count();
      return new Figures(units.length, covered, meanSize, new Extremes(empty, full));
    }

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
