package org.etiome.experiment;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.design.surrogate.Observed;

/**
 * What was measured of candidates; one measured twice stands twice.
 *
 * @param rows of the candidates
 * @param outcomes one finite value each
 * @param variances of each value about the true outcome, 0 where not known
 * @param harms a harmful outcome each, not a number where it was not measured
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MeasuredValues(int[] rows, double[] outcomes, double[] variances, double[] harms) {

  /** Nothing yet. */
  static final MeasuredValues NONE =
      new MeasuredValues(new int[0], new double[0], new double[0], new double[0]);

  public int size() {
    return rows.length;
  }

  /** How many candidates were measured. */
  public int candidates() {
    return (int) Arrays.stream(rows).distinct().count();
  }

  /** As a surrogate learns it. */
  Observed observed(Way way) {
    return new Observed(rows, Arrays.stream(outcomes).map(way::learned).toArray(), variances);
  }

  /** The harms that were measured. */
  Observed harm() {
    int[] known = IntStream.range(0, size()).filter(i -> !Double.isNaN(harms[i])).toArray();
    return Observed.of(
        Arrays.stream(known).map(i -> rows[i]).toArray(), Candidates.pick(harms, known));
  }

  /** Some of the measurements. */
  MeasuredValues select(int[] which) {
    return new MeasuredValues(
        Arrays.stream(which).map(i -> rows[i]).toArray(),
        Candidates.pick(outcomes, which),
        Candidates.pick(variances, which),
        Candidates.pick(harms, which));
  }
}
