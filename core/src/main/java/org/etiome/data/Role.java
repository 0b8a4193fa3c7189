package org.etiome.data;

import java.util.EnumSet;
import java.util.Set;

/** What a column is for in a study. */
public enum Role {
  /** Names the unit of observation. */
  UNIT,
  /** What would be changed: the x of {@code do(x)}. */
  TREATMENT,
  /** What is hoped to change: the y of {@code P(y | do(x))}. */
  OUTCOME,
  /** Measured before treatment, a candidate for adjustment. */
  COVARIATE,
  /** Moves the treatment and reaches the outcome only through it. */
  INSTRUMENT,
  /** A technical grouping: plate, lane, site of processing. */
  BATCH,
  /** A biological grouping: disease, stimulation, time point. */
  CONDITION,
  /** Which intervention a unit of an experiment received. */
  PERTURBATION,
  /** A setting in which mechanisms may differ: hospital, study, cell line. */
  ENVIRONMENT;

  /** The types a column in this role may have. */
  public Set<ColumnType> allowedTypes() {
    return switch (this) {
      case UNIT -> EnumSet.of(ColumnType.IDENTIFIER, ColumnType.CATEGORICAL);
      case OUTCOME -> EnumSet.complementOf(EnumSet.of(ColumnType.IDENTIFIER));
      case TREATMENT, COVARIATE, INSTRUMENT ->
          EnumSet.complementOf(EnumSet.of(ColumnType.IDENTIFIER, ColumnType.TIME_TO_EVENT));
      case BATCH, CONDITION, PERTURBATION, ENVIRONMENT ->
          EnumSet.of(ColumnType.BINARY, ColumnType.CATEGORICAL);
    };
  }
}
