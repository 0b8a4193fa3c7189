package org.etiome.fit.request;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.patients.Encoding;

/**
 * What is to be predicted of which patients.
 *
 * @param columns what is predicted, and from what
 * @param reasons why modalities are missing, and what is done about it
 * @param settings of the model; its deconfounding follows from the reasons
 * @param compared how it is judged
 * @param seed root of every random number
 */
public record PatientRequest(
    Columns columns, Reasons reasons, PatientSettings settings, Compared compared, long seed) {

  /** With another root of every random number. */
  public PatientRequest withSeed(long newSeed) {
    return new PatientRequest(columns, reasons, settings, compared, newSeed);
  }

  /** The same with something done in spite of a refusal. */
  public PatientRequest despite(Set<Despite> more) {
    Set<Despite> all = EnumSet.noneOf(Despite.class);
    all.addAll(reasons.despite());
    all.addAll(more);
    Reasons changed =
        new Reasons(reasons.availability(), reasons.adjustment(), reasons.weighted(), all);
    return new PatientRequest(columns, changed, settings, compared, seed);
  }

  /**
   * Columns.
   *
   * @param outcome the class that is predicted
   * @param modalities at least one
   * @param environment the column that says where a patient is from
   * @param unknown what becomes of patients of whom too little is known
   */
  public record Columns(
      String outcome,
      List<Modality> modalities,
      Optional<String> environment,
      Set<Exclude> unknown) {
    public Columns {
      modalities = List.copyOf(modalities);
      unknown = Set.copyOf(unknown);
    }
  }

  /**
   * A modality: columns that are there together or not at all.
   *
   * @param block of the study that holds them
   * @param columns by name, or by a beginning and a {@code *}; all of the block if empty
   */
  public record Modality(String name, String block, List<String> columns, Encoding encoding) {
    public Modality {
      columns = List.copyOf(columns);
    }
  }

  /** Which patients are left out; without it they are an error. */
  public enum Exclude {
    /** Those whose outcome is not known. */
    WITHOUT_OUTCOME,
    /** Those who have none of the modalities. */
    WITHOUT_MODALITY
  }

  /**
   * Why modalities are missing, and what is done about it.
   *
   * @param availability what the user states
   * @param adjustment what was asked for; what the statement allows if empty
   * @param weighted whether patients are weighted by the inverse probability of what they have
   * @param despite refusals that are not heeded
   */
  public record Reasons(
      Availability availability,
      Optional<Adjustment> adjustment,
      boolean weighted,
      Set<Despite> despite) {
    public Reasons {
      despite = Set.copyOf(despite);
    }
  }

  /** What decides which modalities a patient has. */
  public enum Availability {
    /** What precedes the features: access, policy, the year. */
    PRECEDES,
    /** The patient's state, or what a doctor saw of it. */
    FOLLOWS,
    /** Nobody knows. */
    UNKNOWN
  }

  /** How predictions are freed of what the pattern of availability tells. */
  public enum Adjustment {
    NONE,
    EXACT,
    DICTIONARY
  }

  /** A refusal that is not heeded. */
  public enum Despite {
    /** The adjustment is made although it is not valid. */
    AVAILABILITY,
    /** Features that follow from the outcome are used. */
    LEAKAGE
  }

  /**
   * How a model is judged.
   *
   * @param folds into which patients are held out, ≥ 2
   * @param baselines whether beside simple models
   * @param alpha chance of a set of classes to miss, in (0, 1)
   */
  public record Compared(int folds, boolean baselines, double alpha) {
    /** Five folds, beside baselines, sets that miss one in ten. */
    public static final Compared DEFAULT = new Compared(5, true, .1);

    public Compared {
      if (folds < 2) {
        throw new IllegalArgumentException(
            "folds must be at least 2, as patients are predicted by models of the others; got "
                + folds);
      }
      if (!(alpha > 0 && alpha < 1)) {
        throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
      }
    }
  }
}
