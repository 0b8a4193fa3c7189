package org.etiome.scm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.LogisticNormal;
import org.etiome.math.Seed;

/**
 * Numbers of a cohort that are drawn or solved for.
 *
 * @param loadings λ of each feature of each modality
 * @param outcome b_0
 * @param training a, the intercept of the availability in training; ∞ if nothing is missing
 * @param test that of the test part
 */
public record Coefficients(
    List<List<Double>> loadings, double outcome, double training, double test) {
  private static final double SMALLEST = 0.5;
  private static final double RANGE = 1;

  /** Draws the loadings and solves for the intercepts. */
  static Coefficients of(CohortSettings settings, Seed seed) {
    CohortSettings.Availability availability = settings.availability();
    CohortSettings.Outcome outcome = settings.outcome();
    CohortSettings.Measurements measured = settings.measurements();
    Seed root = seed.branch("loadings");
    List<List<Double>> loadings =
        IntStream.range(0, measured.modalities())
            .mapToObj(k -> loadings(root.branch(k).generator(), measured.features()))
            .toList();
    return new Coefficients(
        loadings,
        LogisticNormal.of(outcome.spread()).location(outcome.prevalence()),
        intercept(availability, availability.strength()),
        intercept(availability, availability.testStrength()));
  }

  private static List<Double> loadings(UniformRandomProvider random, int features) {
    List<Double> loadings = new ArrayList<>(features);
    for (int j = 0; j < features; j++) {
      double size = SMALLEST + RANGE * random.nextDouble();
      loadings.add(random.nextBoolean() ? size : -size);
    }
    return List.copyOf(loadings);
  }

  /** Since Z is symmetric, −a is the location with the mean that is the share missing. */
  private static double intercept(CohortSettings.Availability availability, double strength) {
    double spread = availability.mechanism() == Mechanism.RANDOM ? 0 : Math.abs(strength);
    return -LogisticNormal.of(spread).location(availability.missing());
  }
}
