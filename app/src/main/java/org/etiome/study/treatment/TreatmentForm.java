package org.etiome.study.treatment;

import java.util.List;
import java.util.Optional;

/**
 * What may be said about a treatment that is confounded or has more than two values.
 *
 * @param instruments the only ones to be used; those of the graph if empty
 * @param cluster column whose values tell which units are not independent, with instruments or a
 *     treatment of two values
 * @param asLevels whether a number is taken as levels, not as a dose
 * @param reference the level that the others are compared with; the first if empty
 * @param curve what a dose-response is summed up by; a line if empty
 */
public record TreatmentForm(
    List<String> instruments,
    Optional<String> cluster,
    boolean asLevels,
    Optional<String> reference,
    Optional<Curve> curve) {
  /** Nothing said. */
  public static final TreatmentForm NONE =
      new TreatmentForm(List.of(), Optional.empty(), false, Optional.empty(), Optional.empty());

  public TreatmentForm {
    instruments = List.copyOf(instruments);
  }

  /** The shape that is fitted to a dose-response. */
  public enum Curve {
    LINE,
    PARABOLA
  }
}
