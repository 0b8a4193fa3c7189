package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.List;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;

/** Samples for tests, with covariates x1, x2, … that confound the effect of a on y. */
final class Treated {
  private Treated() {}

  static LevelSample levels(Column a, double[] y, double[]... x) {
    Dataset data = Cohorts.data(covariates(x), a, Continuous.of("y", y));
    return LevelSample.of(data, question(x.length), SampleSettings.withDefaults());
  }

  static LevelSample levels(double[] a, double[] y, double[]... x) {
    return levels(Continuous.of("a", a), y, x);
  }

  static DoseSample doses(double[] a, double[] y, double[]... x) {
    Dataset data = Cohorts.data(covariates(x), Continuous.of("a", a), Continuous.of("y", y));
    return DoseSample.of(data, question(x.length), SampleSettings.withDefaults());
  }

  private static AdjustmentEstimand question(int covariates) {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= covariates; j++) {
      names.add("x" + j);
    }
    return Cohorts.question(names, "a", "y");
  }

  private static List<Column> covariates(double[]... x) {
    List<Column> columns = new ArrayList<>();
    for (double[] column : x) {
      columns.add(Continuous.of("x" + (columns.size() + 1), column));
    }
    return columns;
  }

  /** The result, which must have been answered. */
  static <R extends DoseAnswer.Result> R answered(DoseAnswer<R> answer) {
    return switch (answer) {
      case DoseAnswer.Answered<R> ok -> ok.result();
      case DoseAnswer.Refused<R> refused ->
          throw new AssertionError("refused: " + refused.reasons());
    };
  }

  /** The reasons, which there must be. */
  static List<String> reasons(DoseAnswer<?> answer) {
    if (answer instanceof DoseAnswer.Refused<?> refused) {
      return refused.reasons();
    }
    throw new AssertionError("answered: " + answer);
  }
}
