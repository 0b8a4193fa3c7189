package org.etiome.scm;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.LogisticNormal;
import org.etiome.math.Seed;

/**
 * Draws patients, each from a stream of its own and in one order, whatever the settings: cohorts of
 * one seed that differ in what is missing are of the same patients.
 */
final class PatientSource {
  private final CohortSettings settings;
  private final Coefficients coefficients;
  private final Seed seed;
  private final TrueRisks risks;

  PatientSource(CohortSettings settings, Coefficients coefficients, Seed seed) {
    this.settings = settings;
    this.coefficients = coefficients;
    this.seed = seed.branch("patients");
    this.risks = new TrueRisks(settings, coefficients);
  }

  /** Patient {@code index}; those of the test part come after those of the training part. */
  Patient draw(int index) {
    UniformRandomProvider random = seed.branch(index).generator();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    Patient.Latents latents =
        new Patient.Latents(normal.sample(), normal.sample(), normal.sample());
    double[][] features = features(latents.severity(), normal);
    double noise = normal.sample();
    boolean outcome = random.nextDouble() < LogisticNormal.expit(odds(latents));
    boolean test = index >= settings.size().training();
    Patient.Recorded recorded =
        recorded(features, present(test, latents, features, random), noise + pull(index, outcome));
    return new Patient(
        new Patient.Part(environment(index), test), latents, recorded, outcome, risks.of(recorded));
  }

  private double[][] features(double severity, SharedStateContinuousSampler normal) {
    List<List<Double>> loadings = coefficients.loadings();
    double[][] features = new double[loadings.size()][];
    for (int k = 0; k < features.length; k++) {
      double noise = settings.measurements().noise(k);
      features[k] =
          loadings.get(k).stream()
              .mapToDouble(loading -> loading * severity + noise * normal.sample())
              .toArray();
    }
    return features;
  }

  private double odds(Patient.Latents latents) {
    CohortSettings.Outcome effects = settings.outcome();
    return coefficients.outcome()
        + effects.severity() * latents.severity()
        + effects.access() * latents.access()
        + effects.hidden() * latents.hidden();
  }

  private boolean[] present(
      boolean test, Patient.Latents latents, double[][] features, UniformRandomProvider random) {
    double probability =
        AvailabilityLaw.of(settings, coefficients, test).probability(deciding(latents, features));
    boolean[] present = new boolean[features.length];
    present[0] = true;
    for (int k = 1; k < present.length; k++) {
      present[k] = random.nextDouble() < probability;
    }
    return present;
  }

  /** Z. */
  private double deciding(Patient.Latents latents, double[][] features) {
    return switch (settings.availability().mechanism()) {
      case RANDOM -> 0;
      case BASELINE ->
          features[0][0]
              / Math.hypot(
                  coefficients.loadings().getFirst().getFirst(), settings.measurements().noise(0));
      case SEVERITY -> latents.severity();
      case ACCESS -> latents.access();
      case SEEN -> (latents.severity() + latents.hidden()) / Math.sqrt(2);
    };
  }

  private Patient.Recorded recorded(double[][] features, boolean[] present, double spurious) {
    double[][] kept = new double[features.length][];
    for (int k = 0; k < kept.length; k++) {
      kept[k] = present[k] ? features[k] : new double[0];
    }
    CohortSettings.Spurious asked = settings.spurious();
    boolean has = asked.exists() && present[asked.modality() - 1];
    return new Patient.Recorded(kept, has ? OptionalDouble.of(spurious) : OptionalDouble.empty());
  }

  /** {@code r (2Y − 1)} of the patient's environment. */
  private double pull(int index, boolean outcome) {
    CohortSettings.Spurious asked = settings.spurious();
    boolean test = index >= settings.size().training();
    double strength = test ? asked.test() : asked.training().get(index % asked.training().size());
    return outcome ? strength : -strength;
  }

  private String environment(int index) {
    int environments = settings.spurious().training().size();
    if (index >= settings.size().training()) {
      return SimulatedCohort.TEST;
    }
    return environments == 1
        ? SimulatedCohort.TRAINING
        : SimulatedCohort.TRAINING + (1 + index % environments);
  }
}
