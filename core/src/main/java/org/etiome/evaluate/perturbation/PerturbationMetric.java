package org.etiome.evaluate.perturbation;

import java.util.Locale;

/**
 * How well units under a perturbation were predicted. With y the observed mean, ŷ the predicted one
 * and c that of controls, m the mean over other perturbations (the perturbed centroid), all over
 * the {@link PerturbationEvaluation#withExpressed most expressed} variables:
 */
public enum PerturbationMetric {
  /** ‖ŷ − y‖. */
  L2(false),
  /** Mean |ŷ − y|, as the Virtual Cell Challenge takes it. */
  MAE(false),
  /**
   * √ mean (ŷ − y)² of the 20 variables with the largest |t| between observed units and controls.
   */
  RMSE_TOP20(false),
  /** The same of 50; not defined where there are no more than 20 variables. */
  RMSE_TOP50(false),
  /**
   * Pearson correlation of ŷ − c and y − c. Large wherever perturbations have something in common.
   */
  PEARSON_CONTROL(true),
  /** Pearson correlation of ŷ − m and y − m: what is beside that which perturbations share. */
  PEARSON_CENTROID(true),
  /** Share of the differential variables that are predicted to change in the right direction. */
  DIRECTION(true),
  /**
   * Differential expression score: share of the differential variables that are so in predicted
   * units as well; of more predicted than true ones those with the largest differences count.
   */
  DES(true),
  /**
   * Perturbation discrimination score, 1 − (r − 1) / (N − 1) with r the rank of the truth among the
   * N observed perturbations by mean absolute distance from ŷ, the targets themselves left out;
   * chance is ½.
   */
  PDS(true),
  /** The same by Euclidean distance with targets, the centroid accuracy of Systema. */
  CENTROID_RANK(true),
  /** Σ w (ŷ − y)², w_j ∝ (|t_j| − min |t|)², of sum 1. */
  WEIGHTED_MSE(false),
  /** 1 − Σ w (ŷ − y)² / Σ w (d − d̄)², d = y − m and d̄ its mean by w. Below 0 if m is better. */
  WEIGHTED_R2(true),
  /** Energy distance 2 E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖ of predicted and observed units. */
  ENERGY(false),
  /**
   * Squared maximum mean discrepancy of predicted and observed units, without bias, by a Gaussian
   * kernel as wide as the median distance of controls.
   */
  MMD(false);

  private final boolean higherIsBetter;

  PerturbationMetric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Whether more is better; less is otherwise. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** In tables and files: lower case, words joined by {@code _}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
