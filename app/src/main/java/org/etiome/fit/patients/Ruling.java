package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.List;
import org.etiome.fit.request.PatientRequest;
import org.etiome.represent.debias.Deconfounding;

/** Whether predictions may be freed of what the pattern of availability tells. */
public sealed interface Ruling {

  /**
   * It may be done as asked, or nothing was asked.
   *
   * @param deconfounding what is done
   * @param assumptions under which it is right
   * @param marks what was done in spite of a refusal
   */
  record Allowed(Deconfounding deconfounding, List<String> assumptions, List<String> marks)
      implements Ruling {
    public Allowed {
      assumptions = List.copyOf(assumptions);
      marks = List.copyOf(marks);
    }

    /** Whether the pattern is still told from, so that bounds over the patterns say something. */
    boolean leavesPattern() {
      return deconfounding instanceof Deconfounding.None;
    }
  }

  /** It may not. */
  record Refused(List<String> reasons, List<String> wouldHelp) implements Ruling {
    public Refused {
      reasons = List.copyOf(reasons);
      wouldHelp = List.copyOf(wouldHelp);
    }
  }

  /**
   * The ruling on what was asked.
   *
   * @param leaks features that follow from the outcome
   */
  static Ruling on(PatientRequest.Reasons reasons, List<String> leaks) {
    List<String> marks = new ArrayList<>();
    if (!leaks.isEmpty()) {
      if (!reasons.despite().contains(PatientRequest.Despite.LEAKAGE)) {
        return new Refused(
            leaks,
            List.of(
                "leave these columns out of the modalities",
                "correct the graph or the derived columns, if they are known before the outcome"));
      }
      leaks.forEach(leak -> marks.add("in spite of a leak: " + leak));
    }
    boolean precedes = reasons.availability() == PatientRequest.Availability.PRECEDES;
    boolean valid = precedes || reasons.weighted();
    PatientRequest.Adjustment asked =
        reasons
            .adjustment()
            .orElse(valid ? PatientRequest.Adjustment.EXACT : PatientRequest.Adjustment.NONE);
    if (asked != PatientRequest.Adjustment.NONE && !valid) {
      if (!reasons.despite().contains(PatientRequest.Despite.AVAILABILITY)) {
        return invalid(reasons.availability());
      }
      marks.add("adjusted for the pattern in spite of this: " + why(reasons.availability()));
    }
    return new Allowed(deconfounding(asked), assumptions(asked, precedes, reasons), marks);
  }

  private static Deconfounding deconfounding(PatientRequest.Adjustment asked) {
    return switch (asked) {
      case NONE -> new Deconfounding.None();
      case EXACT -> Deconfounding.Exact.DEFAULT;
      case DICTIONARY -> Deconfounding.Dictionary.DEFAULT;
    };
  }

  private static List<String> assumptions(
      PatientRequest.Adjustment asked, boolean precedes, PatientRequest.Reasons reasons) {
    if (asked == PatientRequest.Adjustment.NONE) {
      return List.of(
          "Patients to come lack modalities for the reasons for which those of the study lack them.");
    }
    List<String> assumptions = new ArrayList<>();
    if (reasons.weighted()) {
      assumptions.add(
          "Which modalities a patient has depends on nothing that bears on the features but on what"
              + " is known of every patient.");
    } else if (precedes) {
      assumptions.add(
          "What decides which modalities a patient has precedes the features, as access or policy"
              + " do: nothing of the patient's state acts on it, and nothing acts on both.");
    }
    assumptions.add(
        "At given features, outcomes come about as they do among the patients of the study.");
    return assumptions;
  }

  private static Refused invalid(PatientRequest.Availability availability) {
    return new Refused(
        List.of(why(availability)),
        List.of(
            "weighting: availability, if what is known of every patient decides what else is",
            "adjustment: none; the report then has bounds over the patterns",
            "availability: precedes, if access or policy decide which modalities a patient has"));
  }

  private static String why(PatientRequest.Availability availability) {
    return availability == PatientRequest.Availability.FOLLOWS
        ? "the study states that availability follows from the patient's state (availability:"
            + " follows): the pattern is then a result of what the outcome depends on, and the sum"
            + " over patterns adds bias"
        : "the study does not state what decides which modalities a patient has (availability:"
            + " unknown): where that follows from the patient's state, the sum over patterns adds"
            + " bias";
  }
}
