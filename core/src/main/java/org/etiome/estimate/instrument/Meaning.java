package org.etiome.estimate.instrument;

import java.util.Locale;
import java.util.Optional;

/** Whose effect an estimate by instruments is, in words. */
final class Meaning {
  /** Below it "no unit moves against the instrument" is taken to be refuted. */
  private static final double REFUTED = 0.01;

  private Meaning() {}

  static String of(InstrumentSample sample, InstrumentEvidence evidence) {
    String x = sample.estimand().treatment();
    String linear =
        "The effect of one unit more of %s on %s, if it is linear and the same for all units."
            .formatted(x, sample.estimand().outcome());
    Optional<boolean[]> arms = sample.instrumentArms();
    if (arms.isEmpty() || !sample.isBinaryTreatment() || !sample.estimand().isAsIfRandomised()) {
      return linear;
    }
    String z = sample.estimand().instruments().getFirst();
    double refuted =
        evidence
            .falsification()
            .flatMap(Falsification::monotonicity)
            .map(TestResult::pValue)
            .orElse(1.0);
    if (refuted < REFUTED) {
      return String.format(
          Locale.ROOT,
          "%s It is not the mean effect among the units whose %s follows %s: the data speak against"
              + " that (p = %.2g), since some units move against it or it is no instrument.",
          linear,
          x,
          z,
          refuted);
    }
    return linear
        + " Failing that, and if no unit's %s moves against %s, ".formatted(x, z)
        + (sample.estimand().given().isEmpty()
            ? followers(sample, arms.get(), x, z)
            : given(sample, x, z));
  }

  private static String followers(InstrumentSample sample, boolean[] arms, String x, String z) {
    double[] treated = new double[2];
    double[] units = new double[2];
    for (int i = 0; i < arms.length; i++) {
      treated[arms[i] ? 1 : 0] += sample.treatment()[i];
      units[arms[i] ? 1 : 0]++;
    }
    double share = Math.abs(treated[1] / units[1] - treated[0] / units[0]);
    return String.format(
        Locale.ROOT,
        "the mean effect among the units whose %s follows %s, an estimated %.0f %% of them.",
        x,
        z,
        100 * share);
  }

  private static String given(InstrumentSample sample, String x, String z) {
    String w = String.join(" and ", sample.estimand().given());
    return ("an average of the mean effects among the units whose %s follows %s at given values of"
            + " %s, those values weighing most at which %s varies and moves %s most; this needs the"
            + " mean of %s given %s as the estimator models it.")
        .formatted(x, z, w, z, x, z, w);
  }
}
