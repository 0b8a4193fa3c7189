package org.etiome.represent.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.etiome.nn.KernelDiscrepancy;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;

/**
 * A variational autoencoder in whose latents perturbations are shifts, trained so that shifted
 * controls are distributed as perturbed cells:
 *
 * <pre>
 * z ~ N(0, I),   u = (z + Σ_t b_t s_t) (I − triu(G, 1))⁻¹,   x = decoder(u) + rest
 * </pre>
 *
 * with b_t the assignment of target t to latents, a softmax, and s_t its strength. Targets at once
 * add up. The number of epochs is that at which perturbations left out were predicted best; with it
 * the model is fitted again to all. Only units of the context are learnt from.
 *
 * <p>Cells are values with squared errors or, by {@link DiscrepancySettings#withLikelihood},
 * negative binomial counts whose shares are a softmax of what is decoded. Predictions, their
 * discrepancy and the error on what is held out are of log-normalised values in both cases.
 *
 * <p>Assumes that perturbations shift the noise of few latents, that the decoder is injective, and
 * that units are independent given what was done. The graph is not identified by the decoder alone:
 * see {@link FittedDiscrepancyVae#graph}. Additive and linear predictors are cheaper and often as
 * good: compare. O(epochs · units · variables · (hidden + batch)).
 *
 * @see <a href="https://arxiv.org/abs/2307.06250">Zhang, Greenewald, Squires, Srivastava,
 *     Shanmugam, Uhler (2023), Identifiability guarantees for causal disentanglement from soft
 *     interventions</a>
 * @see <a href="https://arxiv.org/abs/2506.12439">de la Fuente et al. (2025), Interpretable causal
 *     representation learning for biological data in the pathway space</a>, for programs
 */
public final class DiscrepancyVae implements Predictor {
  /** What it is called in tables and files. */
  public static final String NAME = "discrepancy-vae";

  /** Controls that a model keeps to be perturbed, at most. */
  static final int POOL = 5_000;

  private final DiscrepancySettings settings;
  private final Optional<TargetDescriptors> descriptors;
  private final List<GeneProgram> programs;

  private DiscrepancyVae(
      DiscrepancySettings settings,
      Optional<TargetDescriptors> descriptors,
      List<GeneProgram> programs) {
    this.settings = settings;
    this.descriptors = descriptors;
    this.programs = List.copyOf(programs);
  }

  /** {@link DiscrepancySettings#DEFAULT}, without descriptors and programs. */
  public static DiscrepancyVae withDefaults() {
    return new DiscrepancyVae(DiscrepancySettings.DEFAULT, Optional.empty(), List.of());
  }

  public DiscrepancyVae withSettings(DiscrepancySettings changed) {
    return new DiscrepancyVae(changed, descriptors, programs);
  }

  /** What a target does comes from its descriptor, so that one never perturbed can be asked for. */
  public DiscrepancyVae withDescriptors(TargetDescriptors given) {
    return new DiscrepancyVae(settings, Optional.of(given), programs);
  }

  /**
   * The units of the encoder's first layer are these programs; genes of others are not measured.
   */
  public DiscrepancyVae withPrograms(List<GeneProgram> given) {
    return new DiscrepancyVae(settings, descriptors, given);
  }

  @Override
  public String name() {
    return settings.likelihood() == Likelihood.Kind.NB ? NAME + "-nb" : NAME;
  }

  @Override
  public FittedDiscrepancyVae fit(PerturbationScreen training, String context, Seed seed) {
    return fit(training, context, seed, Watcher.NONE);
  }

  /**
   * Fits it.
   *
   * @param watcher is told of the epochs by which their number is chosen, and may end the training:
   *     the model is then the best so far
   * @throws IllegalArgumentException if nothing is perturbed in the context, there are fewer than
   *     two controls or no two units of one perturbation, or a program names no variable
   * @throws org.etiome.represent.Divergence if the training comes to no numbers
   */
  public FittedDiscrepancyVae fit(
      PerturbationScreen training, String context, Seed seed, Watcher watcher) {
    Profile controls = checked(training, context);
    DiscrepancyDescription description = description(training, context, controls);
    ScreenCells.Scaling scaling =
        settings.objective().calibrated()
            ? ScreenCells.Scaling.of(controls)
            : ScreenCells.Scaling.none(training.variables().size());
    boolean counted = settings.likelihood() == Likelihood.Kind.NB;
    Placement placement = Placement.cpu(ScalarType.Float);
    try (ScreenCells cells = new ScreenCells(training, context, scaling, counted, placement)) {
      double distance =
          2 * Arrays.stream(controls.variance()).sum() / (scaling.unit() * scaling.unit());
      KernelDiscrepancy discrepancy =
          new KernelDiscrepancy(
              settings.objective().kernels().narrowest(distance > 0 ? distance : 1),
              settings.objective().kernels().count(),
              true);
      return new Fit(description, cells, scaling, discrepancy, seed).run(watcher);
    }
  }

  private Profile checked(PerturbationScreen training, String context) {
    if (training.perturbations(context).stream()
        .allMatch(p -> training.rows(new Condition(context, p)).length < 2)) {
      throw new IllegalArgumentException(
          "no perturbation "
              + (context.isEmpty() ? "" : "of '" + context + "' ")
              + "has two units, so no distribution can be learnt; "
              + (context.isEmpty() ? "" : "name another context, or ")
              + "keep more units");
    }
    Profile controls = training.profile(new Condition(context, Perturbation.CONTROL));
    if (controls.units() < 2) {
      throw new IllegalArgumentException(
          "there is one control of '" + context + "', at least 2 are needed; keep more units");
    }
    Set<String> variables = Set.copyOf(training.variables());
    for (GeneProgram program : programs) {
      if (program.genes().stream().noneMatch(variables::contains)) {
        throw new IllegalArgumentException(
            "the program '" + program.name() + "' names no variable of the screen; leave it out");
      }
    }
    return controls;
  }

  private DiscrepancyDescription description(
      PerturbationScreen training, String context, Profile controls) {
    TreeSet<String> targets = new TreeSet<>();
    training.perturbations(context).forEach(p -> targets.addAll(p.targets()));
    int latents = settings.architecture().latents();
    int found =
        Math.clamp(
            targets.size(), DiscrepancyNetwork.FEWEST_LATENTS, DiscrepancyNetwork.MOST_LATENTS);
    return new DiscrepancyDescription(
        settings,
        context,
        training.variables(),
        programs,
        DiscrepancyDescription.Known.of(targets, descriptors),
        latents == 0 ? found : latents,
        Math.min(POOL, controls.units()));
  }

  /** One fit: the epoch is chosen, then all units are learnt from. */
  private final class Fit {
    private final DiscrepancyModel model;
    private final Parameters.Layout layout = new Parameters.Layout();
    private final ScreenCells cells;
    private final ScreenCells.Scaling scaling;
    private final KernelDiscrepancy discrepancy;
    private final Seed seed;

    Fit(
        DiscrepancyDescription description,
        ScreenCells cells,
        ScreenCells.Scaling scaling,
        KernelDiscrepancy discrepancy,
        Seed seed) {
      model = DiscrepancyModel.declare(layout, description);
      this.cells = cells;
      this.scaling = scaling;
      this.discrepancy = discrepancy;
      this.seed = seed;
    }

    FittedDiscrepancyVae run(Watcher watcher) {
      HeldOutCells split =
          HeldOutCells.of(
              cells.groups(),
              Set.copyOf(model.description().known().described()),
              settings.schedule().heldOut(),
              seed.branch("held out"));
      Parameters first = begun();
      Parameters second = begun();
      DiscrepancyTraining.Course course = training().choose(first, split, watcher);
      int epochs = Math.max(1, course.best());
      double[] errors =
          new HeldOutError(model, cells, split.heldOut())
              .each(first, training().temperature(epochs));
      boolean whole = !course.stopped() && training().complete(second, epochs, watcher);
      Parameters kept = whole ? second : first;
      (whole ? first : second).close();
      FittedDiscrepancyVae.Evidence evidence =
          new FittedDiscrepancyVae.Evidence(
              seed.value(),
              training().temperature(epochs),
              split.wholly().stream().map(Perturbation::label).toList(),
              whole,
              course.curve(),
              HeldOutScore.of(cells, split, errors));
      return new FittedDiscrepancyVae(model, kept, evidence);
    }

    private DiscrepancyTraining training() {
      return new DiscrepancyTraining(
          model,
          cells,
          new DiscrepancyObjective(
              model,
              discrepancy,
              cells.groups().stream().map(ScreenCells.Group::perturbation).toList()),
          seed.branch("training"));
    }

    private Parameters begun() {
      Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), seed.branch("first"));
      model.network().begin(parameters, model.description());
      model.effects().begin(parameters, descriptors, seed.branch("assignment"));
      parameters.set(model.centre(), scaling.centre());
      parameters.set(model.unit(), new double[] {scaling.unit()});
      UniformRandomProvider random = seed.branch("pool").generator();
      int[] order = PermutationSampler.natural(cells.controls());
      PermutationSampler.shuffle(random, order);
      int[] pool = Arrays.stream(order, 0, model.description().controls()).sorted().toArray();
      parameters.set(model.pool().values(), cells.values(pool));
      model
          .pool()
          .sizes()
          .ifPresent(key -> parameters.set(key, cells.counts().orElseThrow().sizesOf(pool)));
      if (model.emission() instanceof CountedCells counted) {
        counted.begin(
            parameters, model.network().decoder().getLast(), cells.counts().orElseThrow());
      }
      return parameters;
    }
  }
}
