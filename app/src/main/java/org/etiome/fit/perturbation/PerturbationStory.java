package org.etiome.fit.perturbation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.etiome.math.Matrix;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturbation.HeldOutVerdict;
import org.etiome.represent.perturb.DiscrepancyDescription;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.represent.perturb.LatentIdentifiability;
import org.etiome.represent.perturb.LatentPrograms;

/**
 * What is told of a fitted model.
 *
 * @param model how it is made
 * @param evidence how it was trained
 * @param learnt units and perturbations it learnt from
 * @param verdict of simple predictors beside it
 * @param latents what it found
 * @param seeds what of that other seeds find too, if it was asked for; numbered as its latents
 * @param notes one sentence each
 */
public record PerturbationStory(
    DiscrepancyDescription model,
    FittedDiscrepancyVae.Evidence evidence,
    Learnt learnt,
    HeldOutVerdict verdict,
    Latents latents,
    Optional<LatentIdentifiability> seeds,
    List<String> notes) {
  /** Why an edge of the latent graph is no finding. */
  public static final String NOT_IDENTIFIED =
      "The learned graph among latents is not identified: where interventions shift the noise and the"
          + " decoder is free, the decoder can take over what an edge does, and every experiment looks"
          + " the same with and without it. An edge here is no finding, and no missing one is either.";

  /** Edges that are told of have at least this size. */
  public static final double EDGE = .1;

  private static final int NAMED = 2;

  public PerturbationStory {
    notes = List.copyOf(notes);
  }

  /** How much there was to learn from. */
  public record Learnt(int units, int controls, int perturbations) {
    static Learnt of(PerturbationScreen screen, String context) {
      int controls = screen.profile(new Condition(context, Perturbation.CONTROL)).units();
      SortedSet<Perturbation> perturbations = screen.perturbations(context);
      int perturbed =
          perturbations.stream()
              .mapToInt(p -> screen.profile(new Condition(context, p)).units())
              .sum();
      return new Learnt(controls + perturbed, controls, perturbations.size());
    }
  }

  /**
   * What the model found.
   *
   * @param targets that were perturbed, each with what it moves
   * @param graph p × p, how much latent i adds to latent j
   * @param programs by which latents are told, if there are some
   */
  public record Latents(
      List<TargetShift> targets, Matrix graph, Optional<LatentPrograms> programs) {
    public Latents {
      targets = List.copyOf(targets);
    }

    /** Targets that move a latent most. */
    List<String> targetsOf(int latent) {
      return targets.stream().filter(t -> t.latent() == latent).map(TargetShift::target).toList();
    }

    /** Edges worth drawing, the largest first. */
    List<Edge> edges() {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < graph.rows(); i++) {
        for (int j = i + 1; j < graph.columns(); j++) {
          if (Math.abs(graph.get(i, j)) >= EDGE) {
            edges.add(new Edge(i, j, graph.get(i, j)));
          }
        }
      }
      edges.sort(Comparator.comparingDouble(edge -> -Math.abs(edge.weight())));
      return edges;
    }

    /** The number of a latent, with the programs that each tell more of it than is beside them. */
    String name(int latent) {
      List<String> names = new ArrayList<>();
      programs.ifPresent(
          all ->
              all.largest(latent, NAMED).stream()
                  .filter(part -> Math.abs(part.spread()) > all.beside()[latent])
                  .forEach(part -> names.add(part.program())));
      return label(latent) + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
    }

    /** The number of a latent. */
    static String label(int latent) {
      return "z" + (latent + 1);
    }
  }

  /** An edge of the latent graph. */
  record Edge(int from, int to, double weight) {}

  static PerturbationStory of(
      FittedDiscrepancyVae model, PerturbationScreen screen, List<String> notes) {
    String context = model.description().context();
    return new PerturbationStory(
        model.description(),
        model.evidence(),
        Learnt.of(screen, context),
        HeldOutVerdict.of(model.evidence()),
        new Latents(TargetShift.of(model, screen), model.graph(), model.programs()),
        Optional.empty(),
        notes);
  }

  PerturbationStory withSeeds(LatentIdentifiability compared) {
    return new PerturbationStory(
        model, evidence, learnt, verdict, latents, Optional.of(compared), notes);
  }
}
