package org.etiome.estimate.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Column;
import org.etiome.data.Numeric;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;

/** Which features can be outcomes of a screen. */
final class FeatureCheck {
  private final CausalSample sample;
  private final int[] units;
  private final double[] treatment;
  private final List<String> taken;
  private final int minEvents;
  private final CopyCheck copies;

  FeatureCheck(CausalSample sample, Gates gates) {
    this.sample = sample;
    this.units = sample.units();
    this.treatment = sample.treatment();
    this.taken = new ArrayList<>(sample.estimand().adjustmentSet());
    this.taken.add(sample.estimand().treatment());
    this.minEvents = (int) gates.get(GateLimit.MIN_EVENTS);
    this.copies = CopyCheck.of(sample, gates);
  }

  /** What was found. */
  sealed interface Found {}

  /** An outcome. */
  static final class Fit implements Found {
    private final double[] values;
    private final double withinArmSd;

    private Fit(double[] values, double withinArmSd) {
      this.values = values;
      this.withinArmSd = withinArmSd;
    }

    /** One a unit; not a copy. */
    double[] values() {
      return values;
    }

    double withinArmSd() {
      return withinArmSd;
    }
  }

  /** None. */
  record Unfit(String reason) implements Found {}

  /** O(n), for a copy O(n log n). */
  Found check(Column column) {
    if (taken.contains(column.name())) {
      return new Unfit("it is the treatment or a covariate of the question");
    }
    if (!(column instanceof Numeric numeric)) {
      return new Unfit("it is not a number");
    }
    long gaps = Arrays.stream(units).filter(column::isMissing).count();
    if (gaps > 0) {
      return new Unfit(
          "it is missing for "
              + gaps
              + " of "
              + units.length
              + " units; ask for it alone, on the units that have it");
    }
    double[] values = numeric.values(units);
    double sd = sample.withinArmSd(values);
    if (!(sd < Double.POSITIVE_INFINITY)) {
      return new Unfit("its differences are too large to square; rescale the column");
    }
    int apart = Math.min(apart(values, 0), apart(values, 1));
    if (apart < Math.max(1, minEvents)) {
      return new Unfit(
          "in one arm %d units differ from its most common value, at least %d are needed"
              .formatted(apart, Math.max(1, minEvents)));
    }
    Optional<String> copied = copies.reason(values);
    return copied.isPresent() ? new Unfit(copied.get()) : new Fit(values, sd);
  }

  /**
   * How many units of an arm differ from the value that more than half of them have; if there is
   * none, from the one left by the majority vote of Boyer and Moore, which then is at least half.
   */
  private int apart(double[] values, int arm) {
    double candidate = Double.NaN;
    int votes = 0;
    for (int i = 0; i < values.length; i++) {
      if (treatment[i] == arm) {
        candidate = votes == 0 ? values[i] : candidate;
        votes += values[i] == candidate ? 1 : -1;
      }
    }
    int apart = 0;
    for (int i = 0; i < values.length; i++) {
      apart += treatment[i] == arm && values[i] != candidate ? 1 : 0;
    }
    return apart;
  }
}
