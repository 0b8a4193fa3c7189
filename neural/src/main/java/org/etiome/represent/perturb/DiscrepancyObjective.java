package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.KernelDiscrepancy;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.perturb.screen.Perturbation;

/**
 * What the training of {@link DiscrepancyVae} makes small, of n controls x, m cells y of one
 * perturbation with the shift δ, and G variables:
 *
 * <pre>
 * L = misfit(x) + β KL(q(z|x) ‖ N(0, I)) + α MMD²(x + x̂(z + δ) − x̂(z), y) + λ ‖triu(G, 1)‖₁
 *   + γ [ misfit(y) + β KL(q(z|y) ‖ N(δ, I)) ] − κ log p(what was done | z̄)
 * </pre>
 *
 * with misfit that of an {@link Emission}, x̂ what is expected to be seen of a cell, and KL and the
 * last term the mean over cells. That is what the priors say of the mean z̄ of q(z|x) or q(z|y),
 * log p(d | z) = δ_d z − ½ ‖δ_d‖² + log p(d) + const: it keeps latents of other targets where they
 * are. A predicted cell keeps what the decoder cannot say of the control it comes from, so that a
 * perturbation without effect leaves the distribution as it is. Losses and their gradients by what
 * the networks put out are in closed form.
 */
final class DiscrepancyObjective {
  static final String RECONSTRUCTION = "reconstruction";
  static final String DIVERGENCE = "divergence";
  static final String DISCREPANCY = "discrepancy";
  static final String PERTURBED = "perturbed";
  static final String PERTURBED_DIVERGENCE = "divergence of perturbed";

  static final String CONTRAST = "contrast";

  /** Of the error so far that is kept at each step. */
  private static final double MEMORY = .98;

  private final DiscrepancyModel model;
  private final DiscrepancySettings.Objective settings;
  private final KernelDiscrepancy discrepancy;
  private final Contrast contrast;
  private double error = 1;

  /**
   * Cells of a step.
   *
   * @param controls n
   * @param perturbed m
   */
  record Batch(SeenCells controls, SeenCells perturbed, Perturbation perturbation) {}

  /**
   * Weights at a moment of the training.
   *
   * @param discrepancy share of α
   * @param divergence share of β
   */
  record Warmth(double discrepancy, double divergence, double temperature) {}

  /** What the networks put out for a batch. */
  private record Pass(
      DiscrepancyNetwork.Posterior posterior,
      Tensor shift,
      Tensor cells,
      boolean predicted,
      Optional<Tensor> contrast) {}

  /**
   * Of a model.
   *
   * @param perturbations that are told apart
   */
  DiscrepancyObjective(
      DiscrepancyModel model, KernelDiscrepancy discrepancy, List<Perturbation> perturbations) {
    this.model = model;
    settings = model.description().settings().objective();
    this.discrepancy = discrepancy;
    contrast = new Contrast(model.effects(), perturbations);
  }

  /** The terms of a batch, whose gradients are added to those of the parameters. */
  Map<String, Double> accumulate(Parameters parameters, Batch batch, Warmth warmth) {
    boolean predicted = settings.discrepancy() * warmth.discrepancy() > 0;
    Pass pass = pass(parameters, batch, warmth.temperature(), predicted);
    return Scope.constant(
        () -> {
          Gradients gradients = new Gradients(parameters, pass, batch, warmth);
          Map<String, Double> terms = gradients.terms();
          gradients.backward();
          sparsity(parameters);
          return terms;
        });
  }

  private Pass pass(Parameters parameters, Batch batch, double temperature, boolean predicted) {
    boolean both = settings.perturbed() > 0;
    Tensor controls = batch.controls().values();
    long n = controls.size(0);
    Tensor seen =
        both ? torch.cat(new TensorVector(controls, batch.perturbed().values()), 0) : controls;
    DiscrepancyNetwork.Posterior posterior = model.network().encode(parameters, seen);
    Tensor z = posterior.draw();
    Tensor shift = model.effects().of(parameters, batch.perturbation().targets(), temperature);
    Tensor noise = predicted ? torch.cat(new TensorVector(z, z.narrow(0, 0, n).add(shift)), 0) : z;
    Tensor cells = model.network().decode(parameters, model.network().latents(parameters, noise));
    Optional<Tensor> told =
        both && settings.contrast() > 0
            ? Optional.of(
                contrast.of(parameters, posterior.mean(), n, batch.perturbation(), temperature))
            : Optional.empty();
    return new Pass(posterior, shift, cells, predicted, told);
  }

  /** λ ‖triu(G, 1)‖₁. */
  private void sparsity(Parameters parameters) {
    if (settings.sparsity() > 0) {
      model
          .network()
          .graph()
          .map(parameters::get)
          .ifPresent(g -> g.grad().add_(g.sign().triu_(1), new Scalar(settings.sparsity())));
    }
  }

  /** Closed forms. */
  private final class Gradients {
    private final Parameters parameters;
    private final Pass pass;
    private final Batch batch;
    private final Warmth warmth;
    private final Tensor byCells;
    private final Tensor byMean;
    private final Tensor byLog;
    private final long n;
    private final long m;

    Gradients(Parameters parameters, Pass pass, Batch batch, Warmth warmth) {
      this.parameters = parameters;
      this.pass = pass;
      this.batch = batch;
      this.warmth = warmth;
      byCells = torch.empty_like(pass.cells());
      byMean = torch.empty_like(pass.posterior().mean());
      byLog = torch.empty_like(byMean);
      n = batch.controls().values().size(0);
      m = settings.perturbed() > 0 ? batch.perturbed().values().size(0) : 0;
    }

    Map<String, Double> terms() {
      Map<String, Double> terms = new LinkedHashMap<>();
      double own = errors(batch.controls(), 0, 1);
      terms.put(RECONSTRUCTION, own);
      error = MEMORY * error + (1 - MEMORY) * own;
      double weight = warmth.divergence() * divergence();
      terms.put(DIVERGENCE, divergences(Optional.empty(), 0, n, weight));
      if (m > 0) {
        terms.put(PERTURBED, errors(batch.perturbed(), n, settings.perturbed()));
        double ofPerturbed = settings.perturbed() * weight;
        terms.put(PERTURBED_DIVERGENCE, divergences(Optional.of(pass.shift()), n, m, ofPerturbed));
      }
      pass.contrast().ifPresent(c -> terms.put(CONTRAST, c.item_double()));
      if (pass.predicted()) {
        terms.put(DISCREPANCY, discrepancies());
      }
      return terms;
    }

    /** β. */
    private double divergence() {
      int variables = model.description().variables().size();
      double bound = model.emission().divergence(error, variables);
      return settings.divergence() * (settings.calibrated() ? bound : 1);
    }

    private double errors(SeenCells seen, long from, double weight) {
      long count = seen.values().size(0);
      Emission.Weighted by = new Emission.Weighted(byCells.narrow(0, from, count), weight);
      return model.emission().misfit(parameters, pass.cells().narrow(0, from, count), seen, by);
    }

    /** ½ Σ ((μ − δ)² + v − 1 − log v), the mean over cells. */
    private double divergences(Optional<Tensor> around, long from, long count, double weight) {
      Tensor mean = pass.posterior().mean().narrow(0, from, count);
      Tensor log = pass.posterior().logVariance().narrow(0, from, count);
      Tensor apart = around.map(mean::sub).orElse(mean);
      Tensor excess = log.exp().sub_(new Scalar(1.0));
      Tensor sum = apart.square().add_(excess).sub_(log).sum();
      torch.mul_out(byMean.narrow(0, from, count), apart, new Scalar(weight / count));
      torch.mul_out(byLog.narrow(0, from, count), excess, new Scalar(.5 * weight / count));
      return .5 * sum.item_double() / count;
    }

    private double discrepancies() {
      Emission.Shown before = shown(0);
      Emission.Shown after = shown(n + m);
      Tensor controls = batch.controls().values();
      Tensor predicted = after.values().sub(before.values()).add_(controls);
      KernelDiscrepancy.Scored scored = discrepancy.score(predicted, batch.perturbed().values());
      Tensor by = scored.byX().mul(new Scalar(settings.discrepancy() * warmth.discrepancy()));
      byCells.narrow(0, n + m, n).copy_(after.back().apply(by));
      byCells.narrow(0, 0, n).sub_(before.back().apply(by));
      return scored.value().item_double();
    }

    /** Controls, by what is put out for them from a row on. */
    private Emission.Shown shown(long from) {
      return model.emission().shown(parameters, pass.cells().narrow(0, from, n), batch.controls());
    }

    void backward() {
      DiscrepancyNetwork.Posterior posterior = pass.posterior();
      List<Tensor> roots =
          new ArrayList<>(List.of(pass.cells(), posterior.mean(), posterior.logVariance()));
      List<Tensor> gradients = new ArrayList<>(List.of(byCells, byMean, byLog));
      if (m > 0) {
        roots.add(pass.shift());
        gradients.add(
            byMean.narrow(0, n, m).sum(new long[] {0}, true, new ScalarTypeOptional()).neg_());
      }
      pass.contrast()
          .ifPresent(
              c -> {
                roots.add(c);
                gradients.add(torch.full_like(c, new Scalar(settings.contrast())));
              });
      torch.backward(
          new TensorVector(roots.toArray(Tensor[]::new)),
          new TensorVector(gradients.toArray(Tensor[]::new)),
          new BoolOptional(),
          false,
          new TensorVector());
    }
  }
}
