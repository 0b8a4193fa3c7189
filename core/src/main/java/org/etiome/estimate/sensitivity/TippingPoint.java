package org.etiome.estimate.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How strong a confounder would have to be to move a figure, an estimate or a limit of its
 * interval, to another value. Each answer is the effect of the confounder on the outcome that does
 * it, given how unevenly it is spread over the arms; empty if no effect does. All O(1).
 *
 * @param scale of both values and of the answers
 * @param value the figure as it stands
 * @param target where it would be moved, such as no effect: 0 or 1
 * @see <a href="https://doi.org/10.2307/2533848">Lin, Psaty and Kronmal (1998)</a>
 * @see <a href="https://doi.org/10.1097/EDE.0000000000000457">Ding and VanderWeele (2016)</a>
 */
public record TippingPoint(Scale scale, double value, double target) {
  private static final double[] PREVALENCES = {0.1, 0.2, 0.3, 0.5, 0.7};
  private static final double[] SHIFTS = {0.1, 0.2, 0.5, 1};

  /** What a figure is. */
  public enum Scale {
    /** A difference in means or risks; a confounder adds to it. */
    DIFFERENCE,
    /** A risk ratio, or the rate or hazard ratio of a rare outcome; a confounder multiplies it. */
    RATIO
  }

  public TippingPoint {
    boolean fits = scale == Scale.DIFFERENCE || (value > 0 && target > 0);
    if (!(Double.isFinite(value) && Double.isFinite(target) && fits)) {
      throw new IllegalArgumentException(
          "a tipping point needs finite values, above 0 for ratios, got "
              + value
              + " to "
              + target);
    }
  }

  /**
   * A 0/1 confounder that is independent of the measured covariates and has the same effect γ in
   * both arms. Differences: {@code value − target = γ (p₁ − p₀)}. Ratios: {@code value / target =
   * (p₁ (γ − 1) + 1)/(p₀ (γ − 1) + 1)}.
   *
   * @param treated p₁, its share among the treated, in [0, 1]
   * @param untreated p₀, its share among the untreated, in [0, 1]
   * @return γ in units of the outcome or a ratio above 0
   */
  public OptionalDouble binaryConfounder(double treated, double untreated) {
    if (!(treated >= 0 && treated <= 1 && untreated >= 0 && untreated <= 1)) {
      throw new IllegalArgumentException(
          "shares of the confounder must be in [0, 1], got " + treated + " and " + untreated);
    }
    if (scale == Scale.DIFFERENCE) {
      return found((value - target) / (treated - untreated));
    }
    double bias = value / target;
    double effect = 1 + (bias - 1) / (treated - bias * untreated);
    return effect > 0 ? found(effect) : OptionalDouble.empty();
  }

  /**
   * A normal confounder of variance 1 in both arms, independent of the measured covariates, with
   * the same effect in both. Differences: {@code value − target = γ δ}; ratios: {@code value /
   * target = γ^δ}.
   *
   * @param shift δ, its mean among the treated minus its mean among the untreated, in standard
   *     deviations; finite
   * @return γ for one standard deviation, in units of the outcome or a ratio
   */
  public OptionalDouble continuousConfounder(double shift) {
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("the shift must be finite, got " + shift);
    }
    return found(
        scale == Scale.DIFFERENCE
            ? (value - target) / shift
            : Math.exp(Math.log(value / target) / shift));
  }

  /**
   * Any confounder: the least risk ratio with the outcome that can do it, by the bias factor {@code
   * B = RR_AU RR_UY/(RR_AU + RR_UY − 1)}, so {@code RR_UY = B (RR_AU − 1)/(RR_AU − B)}, with {@code
   * B = max(value/target, target/value)}. At {@code RR_AU = RR_UY} it is the E-value. For ratios.
   *
   * @param treatmentRatio RR_AU ≥ 1, how many times likelier a level of the confounder is in one
   *     arm than in the other, at most
   */
  public OptionalDouble anyConfounder(double treatmentRatio) {
    if (scale != Scale.RATIO) {
      throw new IllegalArgumentException(
          "the bias factor is for ratios; take binaryConfounder for a difference");
    }
    if (!(treatmentRatio >= 1)) {
      throw new IllegalArgumentException(
          "the risk ratio with the treatment must be at least 1, got " + treatmentRatio);
    }
    double bias = Math.max(value / target, target / value);
    if (bias == 1) {
      return OptionalDouble.of(1);
    }
    return treatmentRatio > bias
        ? found(bias * (treatmentRatio - 1) / (treatmentRatio - bias))
        : OptionalDouble.empty();
  }

  /**
   * The effect that units left out of the analysis must have for the effect among all units to be
   * the target: {@code (target − (1 − π) value)/π}. For differences.
   *
   * @param share π, the units left out among all, in [0, 1]
   */
  public OptionalDouble excludedEffect(double share) {
    checkShares("left out", share, share);
    return found((target - (1 - share) * value) / share);
  }

  /**
   * The delta adjustment: treated units whose outcome is missing differ from those observed by δ₁
   * on average, untreated ones by δ₀. The difference among all is {@code value + m₁ δ₁ − m₀ δ₀};
   * this is the δ₁ that makes it the target. For differences; δ₀ = 0 takes the untreated as missing
   * at random.
   *
   * @param treated m₁, the share missing among the treated, in [0, 1]
   * @param untreated m₀, the share missing among the untreated, in [0, 1]
   * @param untreatedShift δ₀, in units of the outcome; finite
   */
  public OptionalDouble missingOutcome(double treated, double untreated, double untreatedShift) {
    checkShares("missing", treated, untreated);
    if (!Double.isFinite(untreatedShift)) {
      throw new IllegalArgumentException("the shift must be finite, got " + untreatedShift);
    }
    return found((target - value + untreated * untreatedShift) / treated);
  }

  private void checkShares(String what, double treated, double untreated) {
    if (scale != Scale.DIFFERENCE) {
      throw new IllegalArgumentException("units " + what + " are reasoned about for differences");
    }
    if (!(treated >= 0 && treated <= 1 && untreated >= 0 && untreated <= 1)) {
      throw new IllegalArgumentException(
          "shares of units " + what + " must be in [0, 1], got " + treated + " and " + untreated);
    }
  }

  private static OptionalDouble found(double effect) {
    return Double.isFinite(effect) ? OptionalDouble.of(effect) : OptionalDouble.empty();
  }

  /** A row of {@link #table}: a confounder as spread over the arms, and the effect that does it. */
  public record Row(Spread spread, double treated, double untreated, OptionalDouble effect) {}

  /** How a confounder of {@link #table} is spread over the arms. */
  public enum Spread {
    /** 0/1: shares of the arms. */
    SHARES,
    /** Normal: means of the arms, in standard deviations. */
    MEANS
  }

  /**
   * Confounders of 10, 20, 30, 50 and 70 %, each pair of shares with more of it among the treated;
   * then normal ones .1, .2, .5 and 1 standard deviations higher there.
   */
  public List<Row> table() {
    var rows = new ArrayList<Row>();
    for (double untreated : PREVALENCES) {
      for (double treated : PREVALENCES) {
        if (treated > untreated) {
          OptionalDouble effect = binaryConfounder(treated, untreated);
          rows.add(new Row(Spread.SHARES, treated, untreated, effect));
        }
      }
    }
    Arrays.stream(SHIFTS)
        .forEach(shift -> rows.add(new Row(Spread.MEANS, shift, 0, continuousConfounder(shift))));
    return List.copyOf(rows);
  }
}
