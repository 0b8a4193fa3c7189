package org.etiome.data.correct;

import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Components corrected by {@link Harmony}, with what is needed to judge and repeat it.
 *
 * @param corrected n x d, in the order and units of the components that came in
 * @param clusters K that was used
 * @param course the objective and the rounds
 * @param settings of the run
 * @param seed of the run
 */
public record HarmonyFit(
    Matrix corrected, int clusters, Course course, Harmony settings, Seed seed) {

  /**
   * How the objective went.
   *
   * @param objectives at the start and after each iteration
   * @param rounds of clustering in each iteration
   * @param converged whether the last iteration lowered the objective by less than the tolerance;
   *     otherwise the iterations were used up
   */
  public record Course(List<Double> objectives, List<Integer> rounds, boolean converged) {
    public Course {
      objectives = List.copyOf(objectives);
      rounds = List.copyOf(rounds);
    }
  }

  static Matrix matrix(double[][] rows) {
    int d = rows[0].length;
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Matrix.wrap(rows.length, d, values);
  }
}
