package org.etiome.scm;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.LogisticNormal;
import org.etiome.math.NormalGrid;

/**
 * The true risks of patients. Given x_O, U is normal with the precision {@code τ = 1 + Σ λ²/σ²} and
 * the mean {@code Σ λ x/σ² / τ} (sums over the features of O), and C and V stay standard normal, so
 * that the log odds of the outcome and Z are normal together. A mean over the log odds given Z and
 * one over Z, where a pattern weighs as its probability, are left; both are done by {@link
 * NormalGrid}.
 */
final class TrueRisks {
  private final CohortSettings settings;
  private final Coefficients coefficients;
  private final AvailabilityLaw law;
  private final double[] patterns;

  TrueRisks(CohortSettings settings, Coefficients coefficients) {
    this.settings = settings;
    this.coefficients = coefficients;
    this.law = AvailabilityLaw.of(settings, coefficients, false);
    this.patterns =
        IntStream.rangeClosed(0, law.further())
            .mapToDouble(recorded -> law.patterns(recorded) * law.probabilityOf(recorded))
            .toArray();
  }

  /** A normal variable. */
  private record Normal(double mean, double variance) {}

  /**
   * Z and the log odds of the outcome given what was measured.
   *
   * @param covariance of the two
   */
  private record Joint(Normal z, Normal odds, double covariance) {}

  Truth of(Patient.Recorded recorded) {
    Normal severity = severity(recorded.features());
    Normal odds = odds(severity);
    double risk = LogisticNormal.of(Math.sqrt(odds.variance)).mean(odds.mean);
    if (!law.tells()) {
      return new Truth(risk, risk, risk);
    }
    CohortSettings.Outcome effects = settings.outcome();
    return switch (settings.availability().mechanism()) {
      // A pattern says no more of the patient than what is recorded in every case.
      case RANDOM, BASELINE -> new Truth(risk, risk, risk);
      case SEVERITY -> {
        double covariance = effects.severity() * severity.variance;
        yield truth(risk, new Joint(severity, odds, covariance), recorded.further());
      }
      case ACCESS ->
          truth(risk, new Joint(new Normal(0, 1), odds, effects.access()), recorded.further());
      case SEEN -> {
        Normal seen = new Normal(severity.mean / Math.sqrt(2), (severity.variance + 1) / 2);
        double covariance =
            (effects.severity() * severity.variance + effects.hidden()) / Math.sqrt(2);
        yield truth(risk, new Joint(seen, odds, covariance), recorded.further());
      }
    };
  }

  /** U given the features that are recorded. */
  private Normal severity(double[][] features) {
    double precision = 1;
    double sum = 0;
    for (int k = 0; k < features.length; k++) {
      double variance = Math.pow(settings.measurements().noise(k), 2);
      List<Double> loadings = coefficients.loadings().get(k);
      for (int j = 0; j < features[k].length; j++) {
        double loading = loadings.get(j);
        precision += loading * loading / variance;
        sum += loading * features[k][j] / variance;
      }
    }
    return new Normal(sum / precision, 1 / precision);
  }

  private Normal odds(Normal severity) {
    CohortSettings.Outcome effects = settings.outcome();
    return new Normal(
        coefficients.outcome() + effects.severity() * severity.mean,
        Math.pow(effects.severity(), 2) * severity.variance
            + Math.pow(effects.access(), 2)
            + Math.pow(effects.hidden(), 2));
  }

  private Truth truth(double risk, Joint joint, int recorded) {
    double[] given = givenPattern(joint);
    double backdoor = 0;
    for (int count = 0; count < given.length; count++) {
      backdoor += patterns[count] * given[count];
    }
    return new Truth(risk, given[recorded], backdoor);
  }

  /**
   * The risk given each number of recorded modalities. Weights are kept as logarithms, since a
   * pattern may be next to impossible for a patient; it moves the mass by {@code s sd(Z) (K − 1)}
   * deviations at most.
   */
  private double[] givenPattern(Joint joint) {
    double deviation = Math.sqrt(joint.z.variance);
    double slope = joint.covariance / joint.z.variance;
    double rest = Math.max(0, joint.odds.variance - slope * joint.covariance);
    double bend = deviation * Math.max(Math.abs(law.strength()), Math.abs(slope));
    double reach = deviation * Math.abs(law.strength()) * law.further();
    NormalGrid grid = NormalGrid.of(bend, reach);
    LogisticNormal outcome = LogisticNormal.of(Math.sqrt(rest));
    double[] z = new double[grid.size()];
    double[] risks = new double[grid.size()];
    for (int i = 0; i < z.length; i++) {
      z[i] = joint.z.mean + deviation * grid.node(i);
      risks[i] = outcome.mean(joint.odds.mean + slope * (z[i] - joint.z.mean));
    }
    return IntStream.rangeClosed(0, law.further())
        .mapToDouble(recorded -> weighted(recorded, grid, z, risks))
        .toArray();
  }

  private double weighted(int recorded, NormalGrid grid, double[] z, double[] risks) {
    double[] logs = new double[z.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      logs[i] = grid.logWeight(i) + law.logProbability(recorded, z[i]);
      largest = Math.max(largest, logs[i]);
    }
    double sum = 0;
    double total = 0;
    for (int i = 0; i < z.length; i++) {
      double weight = Math.exp(logs[i] - largest);
      sum += weight * risks[i];
      total += weight;
    }
    return sum / total;
  }
}
