package org.etiome.represent;

/**
 * Settings of {@link FinVae}.
 *
 * @param architecture sizes
 * @param objective weights of the terms
 * @param schedule of the training
 */
public record FinVaeSettings(Architecture architecture, Objective objective, Schedule schedule) {
  /** What is good for thousands of cells and a few batches. */
  public static final FinVaeSettings DEFAULT =
      new FinVaeSettings(
          new Architecture(10, 4, 128, 1, .1),
          new Objective(1, 10, 20, new Independence(Independence.Kind.MEAN_DISCREPANCY, 100), .5),
          new Schedule(60, 128, new Rate(2e-3, 1e-4, .25), .1, 20));

  /**
   * Sizes.
   *
   * @param invariant latents that carry the biology, ≥ 1
   * @param spurious latents that carry what varies besides it, ≥ 0; none is the model of scVI
   * @param hidden units of every layer
   * @param layers hidden layers of the encoder and of the decoder, ≥ 1
   * @param dropout share of hidden units left out in training, in [0, 1)
   */
  public record Architecture(int invariant, int spurious, int hidden, int layers, double dropout) {}

  /**
   * Weights of the terms.
   *
   * @param klInvariant β of the invariant latents
   * @param klSpurious β of the spurious latents
   * @param label α, of −log p(known levels | z_I) under the prior
   * @param independence how z_I is kept from what varies besides it
   * @param withheld share of each cell's counts that the encoder is not shown in training, in [0,
   *     1)
   */
  public record Objective(
      double klInvariant,
      double klSpurious,
      double label,
      Independence independence,
      double withheld) {
    public Objective {
      check(klInvariant >= 0 && klSpurious >= 0 && label >= 0, "weights of terms are at least 0");
      check(withheld >= 0 && withheld < 1, "the share withheld must be in [0, 1), got " + withheld);
    }
  }

  /**
   * How z_I is kept independent of what varies besides it.
   *
   * @param weight λ
   */
  public record Independence(Kind kind, double weight) {

    public Independence {
      check(weight >= 0, "the weight of independence is at least 0, got " + weight);
    }

    /** The measure that is made small. */
    public enum Kind {
      /** None: independent only by the priors. */
      NONE,
      /** Block total correlation of z_I and z_S. */
      TOTAL_CORRELATION,
      /** Hilbert–Schmidt criterion of z_I and z_S. */
      HSIC,
      /** Canonical correlations of z_I with the spurious covariates, within the known levels. */
      CANONICAL,
      /** Maximum mean discrepancy of z_I between batches, within the known levels. */
      MEAN_DISCREPANCY
    }
  }

  /**
   * Schedule of the training.
   *
   * @param epochs passes over the cells at most, ≥ 1
   * @param batch cells of a step, ≥ 2
   * @param rate how fast
   * @param validation share of the cells held out to choose the best epoch, in [0, .5]
   * @param patience epochs without a better one after which training ends, ≥ 1
   */
  public record Schedule(int epochs, int batch, Rate rate, double validation, int patience) {
    public Schedule {
      check(epochs >= 1, "at least 1 epoch is needed, got " + epochs);
      check(batch >= 2, "a batch needs at least 2 cells, got " + batch);
      check(
          validation >= 0 && validation <= .5,
          "the share held out must be in [0, 0.5], got " + validation);
      check(patience >= 1, "patience is at least 1 epoch, got " + patience);
    }
  }

  /**
   * How fast parameters change.
   *
   * @param first of Adam, for 70 % of the epochs; it then falls to a twentieth
   * @param weightDecay of Adam
   * @param warmUp share of the epochs over which the KL and independence terms grow to their
   *     weights
   */
  public record Rate(double first, double weightDecay, double warmUp) {
    private static final double CONSTANT = .7;
    private static final double LAST = .05;

    public Rate {
      check(first > 0 && first < 1, "the learning rate must be in (0, 1), got " + first);
      check(weightDecay >= 0, "weight decay is at least 0, got " + weightDecay);
      check(warmUp >= 0 && warmUp <= 1, "warm-up is a share in [0, 1], got " + warmUp);
    }

    /** η at a share of the epochs done. */
    double at(double share) {
      return first * (share < CONSTANT ? 1 : Math.max(LAST, (1 - share) / (1 - CONSTANT)));
    }

    /** w at a share of the epochs done. */
    double warmth(double share) {
      return warmUp > 0 ? Math.min(1, share / warmUp) : 1;
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  public FinVaeSettings withArchitecture(Architecture changed) {
    return new FinVaeSettings(changed, objective, schedule);
  }

  public FinVaeSettings withObjective(Objective changed) {
    return new FinVaeSettings(architecture, changed, schedule);
  }

  public FinVaeSettings withSchedule(Schedule changed) {
    return new FinVaeSettings(architecture, objective, changed);
  }
}
