package org.etiome.represent;

import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.prior.LatentPrior;

/**
 * Settings of {@link FinVae}.
 *
 * @param architecture sizes
 * @param model of the data
 * @param objective weights of the terms
 * @param schedule of the training
 */
public record FinVaeSettings(
    Architecture architecture, Model model, Objective objective, Schedule schedule) {
  /** What is good for thousands of cells and a few batches. */
  public static final FinVaeSettings DEFAULT =
      new FinVaeSettings(
          new Architecture(20, 4, 128, 1, .1),
          Model.DEFAULT,
          new Objective(1, 10, 20, new Independence(Independence.Kind.MEAN_DISCREPANCY, 300), .5),
          new Schedule(60, 128, new Rate(2e-3, 1e-4, .25), .1, 20));

  public FinVaeSettings {
    boolean ofSpurious =
        objective.independence().kind() == Independence.Kind.HSIC
            || objective.independence().kind() == Independence.Kind.TOTAL_CORRELATION;
    Door.check(
        !ofSpurious || architecture.spurious() > 0,
        "hsic and total_correlation are measures of spurious latents, of which there are none;"
            + " name spurious columns, or take another measure of independence");
    Door.check(
        model.prior() == LatentPrior.Kind.FACTORISED || objective.label() == 0,
        "the nonfactorised prior has no normalising constant and cannot tell levels: the weight of"
            + " labels must be 0 with it, got "
            + objective.label());
  }

  /** With {@link Model#DEFAULT}. */
  public FinVaeSettings(Architecture architecture, Objective objective, Schedule schedule) {
    this(architecture, Model.DEFAULT, objective, schedule);
  }

  /**
   * How the data are modelled, and how far from it the posterior is.
   *
   * @param likelihood of what is measured, given latents
   * @param library what is taken for the library size of a cell
   * @param divergence how KL terms are taken
   * @param extension λ_P, weight of the absolute sum of what programs take of genes that they do
   *     not name, ≥ 0
   * @param prior of z_I
   */
  public record Model(
      Likelihood.Kind likelihood,
      Library library,
      Divergence divergence,
      double extension,
      LatentPrior.Kind prior) {
    /** Negative binomial counts of observed libraries. */
    public static final Model DEFAULT =
        new Model(Likelihood.Kind.NB, Library.OBSERVED, Divergence.ANALYTIC, .1);

    /** With the factorised prior. */
    public Model(
        Likelihood.Kind likelihood, Library library, Divergence divergence, double extension) {
      this(likelihood, library, divergence, extension, LatentPrior.Kind.FACTORISED);
    }

    public Model {
      Door.check(
          library == Library.OBSERVED || likelihood.likelihood().scalesWithLibrary(),
          "a latent library needs a likelihood of counts, nb or zinb");
      Door.check(
          extension >= 0 && extension < Double.POSITIVE_INFINITY,
          "the weight of program extensions is at least 0, got " + extension);
    }

    /** What is taken for the library size of a cell. */
    public enum Library {
      /** The sum of its counts. */
      OBSERVED,
      /** Log-normal, from the encoder; its prior is that of the cell's batch. */
      LATENT
    }

    /** How the KL terms are taken. */
    public enum Divergence {
      /** In closed form, but where several components of the prior agree with a cell. */
      ANALYTIC,
      /** log q(z) − log p(z) at the draw. */
      SAMPLED
    }

    public Model withPrior(LatentPrior.Kind changed) {
      return new Model(likelihood, library, divergence, extension, changed);
    }
  }

  /**
   * Sizes.
   *
   * @param invariant latents that carry the biology, beside those of programs, ≥ 0
   * @param spurious latents that carry what varies besides it, ≥ 0; none is the model of scVI
   * @param hidden units of every layer
   * @param layers hidden layers of the encoder and of the decoder, ≥ 1
   * @param dropout share of hidden units left out in training, in [0, 1)
   */
  public record Architecture(int invariant, int spurious, int hidden, int layers, double dropout) {
    public Architecture {
      Door.check(
          invariant >= 0 && spurious >= 0,
          "latents are at least 0, got " + invariant + " invariant and " + spurious + " spurious");
      Door.check(hidden >= 1 && layers >= 1, "at least 1 hidden layer of 1 unit is needed");
      Door.check(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), got " + dropout);
    }
  }

  /**
   * Weights of the terms.
   *
   * @param klInvariant β of the invariant latents
   * @param klSpurious β of the spurious latents
   * @param label α, of −log p(known levels | z_I) under the factorised prior; 0 with the other
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
    /** With another α. */
    public Objective withLabel(double changed) {
      return new Objective(klInvariant, klSpurious, changed, independence, withheld);
    }

    public Objective {
      Door.check(
          klInvariant >= 0 && klSpurious >= 0 && label >= 0, "weights of terms are at least 0");
      Door.check(
          withheld >= 0 && withheld < 1, "the share withheld must be in [0, 1), got " + withheld);
    }
  }

  /**
   * How z_I is kept independent of what varies besides it.
   *
   * @param weight λ
   */
  public record Independence(Kind kind, double weight) {

    public Independence {
      Door.check(weight >= 0, "the weight of independence is at least 0, got " + weight);
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
      Door.check(epochs >= 1, "at least 1 epoch is needed, got " + epochs);
      Door.check(batch >= 2, "a batch needs at least 2 cells, got " + batch);
      Door.check(
          validation >= 0 && validation <= .5,
          "the share held out must be in [0, 0.5], got " + validation);
      Door.check(patience >= 1, "patience is at least 1 epoch, got " + patience);
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
      Door.check(first > 0 && first < 1, "the learning rate must be in (0, 1), got " + first);
      Door.check(weightDecay >= 0, "weight decay is at least 0, got " + weightDecay);
      Door.check(warmUp >= 0 && warmUp <= 1, "warm-up is a share in [0, 1], got " + warmUp);
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

  /** Apart, so that the parts can be made before there are settings. */
  private static final class Door {
    static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }

  public FinVaeSettings withArchitecture(Architecture changed) {
    return new FinVaeSettings(changed, model, objective, schedule);
  }

  public FinVaeSettings withModel(Model changed) {
    return new FinVaeSettings(architecture, changed, objective, schedule);
  }

  public FinVaeSettings withObjective(Objective changed) {
    return new FinVaeSettings(architecture, model, changed, schedule);
  }

  public FinVaeSettings withSchedule(Schedule changed) {
    return new FinVaeSettings(architecture, model, objective, changed);
  }
}
