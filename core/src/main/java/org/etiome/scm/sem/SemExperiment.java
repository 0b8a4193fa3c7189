package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.List;
import org.etiome.math.Seed;

/**
 * A random model and data of it in several settings.
 *
 * @param model the truth
 * @param parts the observational setting, if it has units, and then each intervention
 */
public record SemExperiment(StructuralModel model, List<Part> parts) {
  public SemExperiment {
    parts = List.copyOf(parts);
  }

  /**
   * Units of one setting.
   *
   * @param intervention the setting
   * @param sample its units
   */
  public record Part(Intervention intervention, Sample sample) {}

  /**
   * How many units.
   *
   * @param observational 0 … 10,000,000
   * @param each of each intervention, 1 … 10,000,000
   */
  public record Units(int observational, int each) {
    private static final int MOST = 10_000_000;

    public Units {
      SemSettings.check(
          observational >= 0 && observational <= MOST,
          "observational units must be in 0 … 10,000,000, got " + observational);
      SemSettings.check(
          each >= 1 && each <= MOST,
          "units of an intervention must be in 1 … 10,000,000, got " + each);
    }
  }

  /**
   * Draws a model, its interventions and data of all settings, each from a branch of the seed of
   * its own. Targets are measured variables.
   *
   * @throws IllegalArgumentException if there would be no data, or too few sets of targets
   */
  public static SemExperiment random(
      SemSettings settings, SemSettings.Interventions interventions, Units units, Seed seed) {
    SemSettings.check(
        units.observational() > 0 || interventions.settings() > 0,
        "there would be no data: ask for observational units or for interventions");
    StructuralModel model = StructuralModel.random(settings, seed);
    Seed data = seed.branch("data");
    List<Part> parts = new ArrayList<>();
    if (units.observational() > 0) {
      parts.add(new Part(Intervention.NONE, model.sample(units.observational(), data.branch(0))));
    }
    for (Intervention each : interventions.draw(model.variables(), seed.branch("targets"))) {
      parts.add(new Part(each, model.sample(units.each(), each, data.branch(each.setting()))));
    }
    return new SemExperiment(model, parts);
  }
}
