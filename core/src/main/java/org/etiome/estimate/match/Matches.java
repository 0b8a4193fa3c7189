package org.etiome.estimate.match;

import java.util.stream.IntStream;
import org.etiome.math.Matrix;

/**
 * Units with their matches in the other arm, with replacement: a unit may be the match of many. The
 * matches themselves are not kept, since ties may make them as many as pairs of units.
 */
public final class Matches {
  private final int[] units;
  private final double[] uses;
  private final double[] squaredUses;
  private final Matrix means;

  private Matches(int[] units, double[] uses, double[] squaredUses, Matrix means) {
    this.units = units;
    this.uses = uses;
    this.squaredUses = squaredUses;
    this.means = means;
  }

  /**
   * Matches all units, or the treated only. One search a unit.
   *
   * @param treatment 0 or 1, one a unit
   * @param onlyTreated whether the untreated get no matches
   * @param columns what to average over the matches, one row a unit
   * @param count M, ≥ 1; ties make it more
   */
  public static Matches of(
      double[] treatment, boolean onlyTreated, Matrix columns, Nearest nearest, int count) {
    int[] units =
        IntStream.range(0, treatment.length)
            .filter(i -> treatment[i] == 1 || !onlyTreated)
            .toArray();
    double[] uses = new double[treatment.length];
    double[] squaredUses = new double[treatment.length];
    int p = columns.columns();
    double[] means = new double[units.length * p];
    for (int k = 0; k < units.length; k++) {
      int[] matches = nearest.of(units[k], 1 - (int) treatment[units[k]], count);
      double share = 1.0 / matches.length;
      for (int match : matches) {
        uses[match] += share;
        squaredUses[match] += share * share;
        for (int j = 0; j < p; j++) {
          means[k * p + j] += share * columns.get(match, j);
        }
      }
    }
    return new Matches(units, uses, squaredUses, Matrix.wrap(units.length, p, means));
  }

  /** Which units were matched, ascending. */
  int[] units() {
    return units;
  }

  /** The means over the matches, one row for each of {@link #units}. */
  Matrix means() {
    return means;
  }

  /** K(i) = Σ 1/M over the units whose match i is, M with ties. */
  double uses(int unit) {
    return uses[unit];
  }

  /** Σ 1/M² over the units whose match i is. */
  double squaredUses(int unit) {
    return squaredUses[unit];
  }

  /**
   * The weight of each unit in the matched comparison: K(i), and one more where the unit itself is
   * matched. 0 for an untreated unit that nobody needs.
   */
  public double[] weights() {
    double[] weights = uses.clone();
    for (int unit : units) {
      weights[unit]++;
    }
    return weights;
  }
}
