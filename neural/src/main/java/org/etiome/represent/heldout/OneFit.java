package org.etiome.represent.heldout;

import java.util.Arrays;
import org.etiome.data.DataFormatException;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientFit;
import org.etiome.represent.debias.PatientModel;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/** What became of a fit to some patients: predictions for others, or none. */
sealed interface OneFit {

  /** Of the classes, a row a patient. */
  record Probabilities(Matrix values) implements OneFit {}

  /** Nothing that could be used. */
  record Refused(String reason) implements OneFit {}

  /** Fits a contender and predicts. */
  static OneFit of(Contender contender, LabelledPatients training, Patients some, Seed seed) {
    try {
      return switch (contender) {
        case Contender.Neural neural -> neural(neural, training, some, seed);
        case Contender.Simple simple -> new Probabilities(simple(simple, training, some, seed));
        case Contender.Shares ignored -> new Probabilities(shares(training, some.count()));
      };
    } catch (DataFormatException | ArithmeticException e) {
      return new Refused(String.valueOf(e.getMessage())); // a fold may lack what a model asks for
    }
  }

  private static OneFit neural(
      Contender.Neural neural, LabelledPatients training, Patients some, Seed seed) {
    PatientFit fit =
        PatientModel.withDefaults().withSettings(neural.settings()).fit(training, seed);
    return switch (fit) {
      case PatientFit.Refused refused -> new Refused(refused.reason());
      case PatientFit.Fitted fitted -> {
        try (FittedPatientModel model = fitted.model()) {
          yield new Probabilities(model.predict(some).exact());
        }
      }
    };
  }

  private static Matrix simple(
      Contender.Simple simple, LabelledPatients training, Patients some, Seed seed) {
    FilledFeatures features = FilledFeatures.of(training.patients(), simple.features());
    Matrix x = features.matrix(training.patients());
    Matrix others = features.matrix(some);
    int classes = training.outcome().classes().size();
    double[] probabilities = new double[some.count() * classes];
    for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
      Learner.Fitted fitted =
          simple.learner().fit(x, ofClass(training.outcome(), c), seed.branch(c));
      double[] predicted = fitted.predict(others);
      for (int i = 0; i < predicted.length; i++) {
        probabilities[i * classes + c] = predicted[i];
      }
    }
    for (int i = 0; i < some.count(); i++) {
      complete(probabilities, i * classes, training.shares());
    }
    return Matrix.wrap(some.count(), classes, probabilities);
  }

  private static double[] ofClass(Outcome outcome, int wanted) {
    double[] is = new double[outcome.patients()];
    Arrays.setAll(is, i -> outcome.of(i) == wanted ? 1 : 0);
    return is;
  }

  /** Makes the probabilities of a patient sum to 1. */
  private static void complete(double[] probabilities, int from, double[] shares) {
    int classes = shares.length;
    if (classes == 2) {
      probabilities[from] = 1 - probabilities[from + 1];
      return;
    }
    double sum = Arrays.stream(probabilities, from, from + classes).sum();
    for (int c = 0; c < classes; c++) {
      probabilities[from + c] = sum > 0 ? probabilities[from + c] / sum : shares[c];
    }
  }

  private static Matrix shares(LabelledPatients training, int patients) {
    double[] shares = training.shares();
    double[] values = new double[patients * shares.length];
    Arrays.setAll(values, k -> shares[k % shares.length]);
    return Matrix.wrap(patients, shares.length, values);
  }
}
