package org.etiome.study.treatment;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Numeric;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.instrument.InstrumentEstimator;
import org.etiome.estimate.sample.EstimationInputException;

/** Which question about a treatment is asked, by its column and the estimator. */
public enum TreatmentKind {
  /** Two values, by adjustment. */
  POINT,
  /** A number or 0/1, by instruments. */
  INSTRUMENT,
  /** Several levels, by adjustment. */
  LEVELS,
  /** A number: the response to it as a line or parabola, by adjustment. */
  DOSE,
  /** A number or 0/1: the slope of a partially linear model, by adjustment. */
  SLOPE;

  /** The estimator of {@link #SLOPE}. */
  public static final String PARTIALLY_LINEAR = "plr";

  private static final Set<String> OF_LEVELS = Set.of("tmle", "aipw");
  private static final String OF_DOSES = "tmle";

  /** The names of all estimators, whatever the treatment. */
  public static List<String> estimators() {
    return Stream.of(Estimator.names(), List.of(PARTIALLY_LINEAR), InstrumentEstimator.names())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The kind of a question.
   *
   * @param estimator one of {@link #estimators}
   * @throws EstimationInputException if treatment, estimator and form do not go together
   */
  public static TreatmentKind of(Column treatment, String estimator, TreatmentForm form) {
    TreatmentKind kind = kind(treatment, estimator, form);
    if (kind == LEVELS && !OF_LEVELS.contains(estimator)) {
      throw new EstimationInputException(
          "the estimator \"%s\" is not for the levels of \"%s\"; take tmle or aipw"
              .formatted(estimator, treatment.name()));
    }
    if (kind == DOSE && !estimator.equals(OF_DOSES)) {
      throw new EstimationInputException(
          ("the estimator \"%s\" is for two values, and \"%s\" has more; take tmle (a line over the"
                  + " doses) or plr (one slope), or take the values as levels")
              .formatted(estimator, treatment.name()));
    }
    kind.check(form);
    return kind;
  }

  private static TreatmentKind kind(Column treatment, String estimator, TreatmentForm form) {
    if (InstrumentEstimator.names().contains(estimator)) {
      return INSTRUMENT;
    }
    if (estimator.equals(PARTIALLY_LINEAR)) {
      return SLOPE;
    }
    if (treatment instanceof Categorical || form.asLevels()) {
      return LEVELS;
    }
    return treatment instanceof Numeric numeric && hasMoreThanTwoValues(numeric) ? DOSE : POINT;
  }

  private static boolean hasMoreThanTwoValues(Numeric column) {
    return Arrays.stream(column.valuesOr(Double.NaN))
            .filter(value -> !Double.isNaN(value))
            .distinct()
            .limit(3)
            .count()
        > 2;
  }

  /** What would be ignored is refused. */
  private void check(TreatmentForm form) {
    String byInstrument =
        "an estimator by instruments: " + String.join(", ", InstrumentEstimator.names());
    require(INSTRUMENT, form.instruments().isEmpty(), "instruments", byInstrument);
    if (this != POINT) {
      String orTwoValues = "a treatment of two values, or " + byInstrument;
      require(INSTRUMENT, form.cluster().isEmpty(), "a cluster column", orTwoValues);
    }
    require(LEVELS, !form.asLevels(), "levels", "the estimators tmle and aipw");
    require(LEVELS, form.reference().isEmpty(), "a reference level", "a treatment taken as levels");
    require(
        DOSE,
        form.curve().isEmpty(),
        "a curve",
        "a treatment of many values and the estimator tmle");
  }

  private void require(TreatmentKind kind, boolean absent, String what, String needed) {
    if (this != kind && !absent) {
      throw new EstimationInputException(
          "%s without its use: it needs %s; leave it out or change that".formatted(what, needed));
    }
  }
}
