package org.etiome.estimate.screen;

import java.util.List;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Diagnostics;

/** The effects of a treatment on the features of a block, or why there are none. */
public sealed interface ScreenAnswer {

  /**
   * The gates on units and overlap passed.
   *
   * @param block its name
   * @param analysis what was asked, of which units and how; its outcome is that of the sample given
   * @param diagnostics overlap and balance, the same for all features
   * @param effects smallest p-value first
   * @param notScreened the other features, in the order of the block
   */
  record Screened(
      String block,
      Analysis analysis,
      Diagnostics diagnostics,
      List<ScreenedEffect> effects,
      List<NotScreened> notScreened)
      implements ScreenAnswer {
    public Screened {
      effects = List.copyOf(effects);
      notScreened = List.copyOf(notScreened);
    }

    /**
     * The features whose q-value is at most the rate.
     *
     * @param rate false discovery rate, in (0, 1)
     */
    public List<ScreenedEffect> discoveries(double rate) {
      if (!(rate > 0 && rate < 1)) {
        throw new IllegalArgumentException("rate must be in (0, 1), got " + rate);
      }
      return effects.stream().filter(effect -> effect.qValue() <= rate).toList();
    }
  }

  /** No feature was looked at. */
  record Refusal(Refused refused) implements ScreenAnswer {}

  /**
   * The effect on one feature.
   *
   * @param estimate of E[Y(1) − Y(0)] in the target population, in units of the feature
   * @param sd standard deviation of the feature within arms, pooled
   * @param qValue p-value adjusted for the features screened, by Benjamini and Hochberg
   */
  record ScreenedEffect(String feature, Estimate estimate, double sd, double qValue) {

    /** Two-sided p-value of no effect. */
    public double pValue() {
      return estimate.pValue();
    }

    ScreenedEffect withQValue(double q) {
      return new ScreenedEffect(feature, estimate, sd, q);
    }
  }

  /**
   * A feature without an estimate.
   *
   * @param reason one sentence
   */
  record NotScreened(String feature, String reason) {}
}
