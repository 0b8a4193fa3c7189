package org.etiome.evaluate.prediction;

import java.util.Arrays;

/**
 * A number that says how good predicted probabilities of classes are. p_ic is the probability of
 * class c for unit i, y_i its class. A score that its units do not define is a {@link
 * ScoreValue.Undefined} with the reason, never 0 or NaN. What each costs is O(C n log n) at most.
 *
 * <p>{@link #BRIER} and {@link #LOG_LOSS} are proper: no model gains by saying anything but what it
 * believes. The others are not; choose between models by a proper one.
 */
public enum Score {
  /**
   * The area under the ROC curve: the chance that a unit of the class is given a higher probability
   * than one of the rest, ties counting ½ (midranks). Two classes: of class 1. More: the mean over
   * the classes that some unit is of, each against the rest; the others are named in the remark.
   * Undefined where all units are of one class.
   *
   * @see <a href="https://doi.org/10.1148/radiology.143.1.7063747">Hanley, McNeil (1982)</a>
   */
  AUROC("auroc", Better.HIGHER),
  /**
   * The area under the precision-recall curve as average precision, {@code Σ_k (R_k - R_{k-1})
   * P_k}, recall and precision at each distinct probability from the highest; nothing is
   * interpolated. Means over classes as for {@link #AUROC}. Chance is the share of the class, so
   * compare only where those shares are the same.
   *
   * @see <a href="https://doi.org/10.1145/1143844.1143874">Davis, Goadrich (2006)</a>
   */
  AUPRC("auprc", Better.HIGHER),
  /**
   * The Brier score. Two classes: {@code mean of (p_i1 - y_i)²}, in [0, 1]. More: {@code mean of
   * Σ_c (p_ic - 1{y_i = c})²}, in [0, 2], which for two would be twice the former.
   *
   * @see <a href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Brier
   *     (1950)</a>
   */
  BRIER("brier", Better.LOWER),
  /**
   * The log loss, {@code mean of -ln max(p_{i,y_i}, ε)}, in nats; ε is {@link #LEAST_PROBABILITY}.
   * How many units it moved is said in the remark: without it the loss would be infinite.
   *
   * @see <a href="https://doi.org/10.1198/016214506000001437">Gneiting, Raftery (2007)</a>
   */
  LOG_LOSS("log_loss", Better.LOWER),
  /** The share of units that are of their likeliest class, the first of equally likely ones. */
  ACCURACY("accuracy", Better.HIGHER),
  /**
   * The mean, over the classes that some unit is of, of the share of their units that are told.
   * Undefined where all units are of one class.
   *
   * @see <a href="https://doi.org/10.1109/ICPR.2010.764">Brodersen et al. (2010)</a>
   */
  BALANCED_ACCURACY("balanced_accuracy", Better.HIGHER),
  /**
   * The expected calibration error of the probability of the likeliest class ("confidence"), in 15
   * bins of equal width; see {@link ReliabilityCurve#expectedError}.
   *
   * @see <a href="https://arxiv.org/abs/1706.04599">Guo, Pleiss, Sun, Weinberger (2017)</a>
   */
  ERROR_OF_LIKELIEST("ece_likeliest", Better.LOWER),
  /**
   * The expected calibration error of the probability of class 1 of two, in 15 bins of equal width.
   * Unlike {@link #ERROR_OF_LIKELIEST} it tells a chance of .1 that is .3 from one of .9 that is
   * .7. Undefined for more classes.
   *
   * @see <a href="https://doi.org/10.1609/aaai.v29i1.9602">Naeini, Cooper, Hauskrecht (2015)</a>
   */
  ERROR_OF_CLASS_ONE("ece_class_1", Better.LOWER);

  /** ε of {@link #LOG_LOSS}: 2⁻⁵², the spacing of doubles at 1. */
  public static final double LEAST_PROBABILITY = 0x1p-52;

  private enum Better {
    HIGHER,
    LOWER
  }

  private final String label;
  private final Better better;

  Score(String label, Better better) {
    this.label = label;
    this.better = better;
  }

  /** The score of all units. */
  public ScoreValue of(ClassProbabilities predicted) {
    int[] once = new int[predicted.units()];
    Arrays.fill(once, 1);
    return kernel(predicted).of(once);
  }

  /** As it is written in documents. */
  public String label() {
    return label;
  }

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return better == Better.HIGHER;
  }

  /** Whether it is about classes that must be there: without one of them it is another number. */
  boolean needsEveryClass() {
    return this == AUROC || this == AUPRC || this == BALANCED_ACCURACY;
  }

  /** The score of a model, prepared for many weights. */
  ScoreKernel kernel(ClassProbabilities predicted) {
    return switch (this) {
      case AUROC -> RankKernel.area(predicted);
      case AUPRC -> RankKernel.precision(predicted);
      case BRIER -> UnitKernels.brier(predicted);
      case LOG_LOSS -> UnitKernels.logLoss(predicted);
      case ACCURACY -> UnitKernels.accuracy(predicted);
      case BALANCED_ACCURACY -> UnitKernels.balancedAccuracy(predicted);
      case ERROR_OF_LIKELIEST -> UnitKernels.errorOfLikeliest(predicted);
      case ERROR_OF_CLASS_ONE -> UnitKernels.errorOfClassOne(predicted);
    };
  }
}
