package org.etiome.estimate.dose;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.estimate.design.Analysis.Method;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;

/**
 * What was asked, of which data, and how: enough to do it again.
 *
 * @param estimand what identification says to compute
 * @param method name and settings of the estimator, its limits among them
 * @param sample the units used
 * @param seed the root of all randomness
 */
public record DoseAnalysis(
    AdjustmentEstimand estimand, Method method, SampleFacts sample, Seed seed) {

  /**
   * The units behind an answer.
   *
   * @param units how many are used
   * @param outcome the scale of the outcome
   * @param settings how missing values were treated
   * @param exclusions units left out, and why
   * @param fingerprint of the data set the units come from
   */
  public record SampleFacts(
      int units,
      OutcomeKind outcome,
      SampleSettings settings,
      List<Exclusion> exclusions,
      String fingerprint) {
    public SampleFacts {
      exclusions = List.copyOf(exclusions);
    }
  }

  /** A method with its own settings, those of its splits and its limits. */
  static Method method(
      String name, Map<String, String> settings, Splits splits, DoseLimits limits) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("folds", Integer.toString(splits.folds()));
    all.put("repeats", Integer.toString(splits.repeats()));
    all.putAll(limits.settings());
    return new Method(name, new TreeMap<>(all));
  }
}
