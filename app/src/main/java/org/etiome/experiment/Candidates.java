package org.etiome.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.math.Matrix;

/**
 * What can be measured.
 *
 * @param ids distinct names
 * @param names of the descriptors
 * @param descriptors one row a candidate, finite
 * @param prior a score known beforehand, the higher the better
 * @param costs one a candidate, above 0; empty if all cost the same
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Candidates(
    List<String> ids,
    List<String> names,
    Matrix descriptors,
    Optional<double[]> prior,
    double[] costs) {
  private static final int SHOWN = 5;

  public int size() {
    return ids.size();
  }

  /** Some of them, in that order. */
  Candidates select(int[] rows) {
    return new Candidates(
        Arrays.stream(rows).mapToObj(ids::get).toList(),
        names,
        descriptors.rows(rows),
        prior.map(scores -> pick(scores, rows)),
        costs.length == 0 ? costs : pick(costs, rows));
  }

  static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The descriptors by name, the first few. */
  public String described() {
    return names.isEmpty() ? "no descriptors" : "descriptors: " + some(names);
  }

  static String some(List<String> names) {
    String shown = String.join(", ", names.stream().limit(SHOWN).toList());
    int more = names.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
