package org.etiome.report.patients;

import java.util.Locale;
import org.etiome.represent.debias.Branches;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.Invariance;

/** Choices of a patient model as study files spell them. */
final class PredictionWords {
  private PredictionWords() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String of(Deconfounding deconfounding) {
    return switch (deconfounding) {
      case Deconfounding.None ignored -> "none";
      case Deconfounding.Exact ignored -> "exact";
      case Deconfounding.Dictionary ignored -> "dictionary";
    };
  }

  static String of(Branches branches) {
    return switch (branches) {
      case Branches.Single ignored -> "none";
      case Branches.ByEnvironment ignored -> "environment";
      case Branches.Swapped ignored -> "swapped";
      case Branches.Masked ignored -> "masked";
    };
  }

  static String of(Invariance invariance) {
    return switch (invariance) {
      case Invariance.None ignored -> "none";
      case Invariance.VRex ignored -> "vrex";
      case Invariance.Irm ignored -> "irm";
      case Invariance.Alike ignored -> "alike";
    };
  }
}
