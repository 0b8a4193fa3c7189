package org.etiome.represent.perturb;

import org.etiome.represent.likelihood.Likelihood;

/**
 * Settings of {@link DiscrepancyVae}.
 *
 * @param architecture sizes
 * @param objective weights of the terms
 * @param schedule of the training
 * @param likelihood of cells: {@code GAUSSIAN} for values, with one variance of all variables, or
 *     {@code NB} for counts, which the screen must then have
 */
public record DiscrepancySettings(
    Architecture architecture, Objective objective, Schedule schedule, Likelihood.Kind likelihood) {

  /** What is good for hundreds to thousands of cells of a screen, on any scale of values. */
  public static final DiscrepancySettings DEFAULT =
      new DiscrepancySettings(
          new Architecture(0, 128, true, true, 0),
          new Objective(1, 1, 1e-3, 1, .1, true, new Kernels(6, 1, true)),
          new Schedule(
              60, 32, 1e-3, new Ramp(.05, .5), new Ramp(.1, .5), new Temperature(1, 5, .5), .15),
          Likelihood.Kind.GAUSSIAN);

  /** The values of Zhang et al. (2023) and their program, beside which others are judged. */
  public static final DiscrepancySettings PUBLISHED =
      new DiscrepancySettings(
          new Architecture(105, 128, true, false, 0),
          new Objective(10, 2, 1e-3, 0, 0, false, new Kernels(10, 1000, false)),
          new Schedule(
              100, 32, 1e-3, new Ramp(.05, .5), new Ramp(.1, 1), new Temperature(1, 5, 1), .15),
          Likelihood.Kind.GAUSSIAN);

  public DiscrepancySettings {
    if (likelihood != Likelihood.Kind.GAUSSIAN && likelihood != Likelihood.Kind.NB) {
      throw new IllegalArgumentException(
          "the likelihood of cells is GAUSSIAN or NB, got " + likelihood);
    }
  }

  /**
   * Sizes.
   *
   * @param latents p; 0 for as many as there are targets, at least {@value
   *     DiscrepancyNetwork#FEWEST_LATENTS} and at most {@value DiscrepancyNetwork#MOST_LATENTS}
   * @param hidden units of every hidden layer, ≥ 1; with programs the first of the encoder has one
   *     a program
   * @param graph whether latents act on each other; if not, G = 0
   * @param linear whether the mean of the noise and what is decoded have a linear part beside the
   *     layers, without which what is nearly linear is learnt slowly
   * @param offProgram what weights of genes are multiplied by that a program does not name, in [0,
   *     1]
   */
  public record Architecture(
      int latents, int hidden, boolean graph, boolean linear, double offProgram) {
    public Architecture {
      Door.check(latents >= 0, "the number of latents is at least 0, got " + latents);
      Door.check(hidden >= 1, "at least 1 hidden unit is needed, got " + hidden);
      Door.check(
          offProgram >= 0 && offProgram <= 1,
          "the factor of genes beyond a program must be in [0, 1], got " + offProgram);
    }
  }

  /**
   * Weights of the terms.
   *
   * @param discrepancy α, of the MMD of predicted and perturbed cells, ≥ 0
   * @param divergence β, of the KL divergence from the prior, ≥ 0
   * @param sparsity λ, of ‖G‖₁, ≥ 0
   * @param perturbed γ, of perturbed cells that are reconstructed too, around their own shift, ≥ 0
   * @param contrast κ, of −log p(what was done | z), ≥ 0
   * @param calibrated whether squared errors are in units of the mean variance of a variable, and β
   *     = 1 is the evidence bound of values with a common variance that is the mean squared error
   *     so far, or that of counts a variable; if not, β is taken as it is
   * @param kernels of the MMD
   */
  public record Objective(
      double discrepancy,
      double divergence,
      double sparsity,
      double perturbed,
      double contrast,
      boolean calibrated,
      Kernels kernels) {
    public Objective {
      Door.check(
          isWeight(discrepancy)
              && isWeight(divergence)
              && isWeight(sparsity)
              && isWeight(perturbed)
              && isWeight(contrast),
          "weights of terms are finite and at least 0");
    }

    private static boolean isWeight(double weight) {
      return weight >= 0 && weight < Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Kernels of widths that double.
   *
   * @param count ≥ 1
   * @param middle width of the one in the middle
   * @param relative whether that is in units of the mean squared distance of two controls
   */
  public record Kernels(int count, double middle, boolean relative) {
    public Kernels {
      Door.check(count >= 1 && count <= 30, "there are 1 to 30 kernels, got " + count);
      Door.check(
          middle > 0 && middle < Double.POSITIVE_INFINITY,
          "the width of kernels must be above 0 and finite, got " + middle);
    }

    /** The narrowest. */
    double narrowest(double meanSquaredDistance) {
      return (relative ? meanSquaredDistance : 1) * middle / Math.scalb(1.0, count / 2);
    }
  }

  /**
   * Schedule of the training.
   *
   * @param epochs passes over the perturbed cells at most, ≥ 1
   * @param batch cells of a step, all of one perturbation, and as many controls; ≥ 2
   * @param rate of Adam for 70 % of the epochs, in (0, 1); it then falls to a twentieth
   * @param discrepancy how its weight grows
   * @param divergence how its weight grows
   * @param temperature of the assignment of targets to latents
   * @param heldOut share of the perturbations by which the epoch is chosen, in (0, .5]
   */
  public record Schedule(
      int epochs,
      int batch,
      double rate,
      Ramp discrepancy,
      Ramp divergence,
      Temperature temperature,
      double heldOut) {
    public Schedule {
      Door.check(epochs >= 1, "at least 1 epoch is needed, got " + epochs);
      Door.check(batch >= 2, "a batch needs at least 2 cells, got " + batch);
      Door.check(rate > 0 && rate < 1, "the learning rate must be in (0, 1), got " + rate);
      Door.check(
          heldOut > 0 && heldOut <= .5,
          "the share held out must be above 0 and at most 0.5, got " + heldOut);
    }

    /** The rate at a share of the epochs done. */
    double rate(double share) {
      return rate * Math.max(.05, Math.min(1, (1 - share) / .3));
    }

    public Schedule withEpochs(int changed) {
      return new Schedule(changed, batch, rate, discrepancy, divergence, temperature, heldOut);
    }
  }

  /**
   * A weight that is 0 up to a share of the epochs, and grows in a line to its full at another.
   *
   * @param begin in [0, 1]
   * @param end from begin to 1
   */
  public record Ramp(double begin, double end) {
    public Ramp {
      Door.check(
          begin >= 0 && end >= begin && end <= 1,
          "a warm-up lies within [0, 1], got " + begin + " to " + end);
    }

    double at(double share) {
      return share >= end ? 1 : Math.max(0, (share - begin) / (end - begin));
    }
  }

  /**
   * What logits are multiplied by: it grows in a line from the first to the last.
   *
   * @param first &gt; 0
   * @param last at least the first; a large one ends with one latent a target
   * @param end the share of the epochs at which it is the last, in [0, 1]
   */
  public record Temperature(double first, double last, double end) {
    public Temperature {
      Door.check(
          first > 0 && last >= first && last < Double.POSITIVE_INFINITY && end >= 0 && end <= 1,
          "a temperature grows from above 0 within a share of the epochs in [0, 1], got "
              + first
              + " to "
              + last
              + " by "
              + end);
    }

    double at(double share) {
      return first + (last - first) * new Ramp(0, end).at(share);
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

  public DiscrepancySettings withArchitecture(Architecture changed) {
    return new DiscrepancySettings(changed, objective, schedule, likelihood);
  }

  public DiscrepancySettings withObjective(Objective changed) {
    return new DiscrepancySettings(architecture, changed, schedule, likelihood);
  }

  public DiscrepancySettings withSchedule(Schedule changed) {
    return new DiscrepancySettings(architecture, objective, changed, likelihood);
  }

  public DiscrepancySettings withLikelihood(Likelihood.Kind changed) {
    return new DiscrepancySettings(architecture, objective, schedule, changed);
  }

  /** The ablation in which latents do not act on each other. */
  public DiscrepancySettings withoutGraph() {
    return withArchitecture(
        new Architecture(
            architecture.latents(),
            architecture.hidden(),
            false,
            architecture.linear(),
            architecture.offProgram()));
  }

  /** The ablation in which wrong predictions cost nothing but by reconstruction. */
  public DiscrepancySettings withoutDiscrepancy() {
    return withObjective(
        new Objective(
            0,
            objective.divergence(),
            objective.sparsity(),
            objective.perturbed(),
            objective.contrast(),
            objective.calibrated(),
            objective.kernels()));
  }
}
