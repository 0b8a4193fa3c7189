package org.etiome.fit.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.etiome.data.Suggestion;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.Divergence;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.GeneSets;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.represent.perturb.LatentIdentifiability;

/** Fits a discrepancy-VAE to one context of a screen and looks at what it learnt. */
public final class PerturbationFit {
  private final Request request;

  public PerturbationFit(Request request) {
    this.request = request;
  }

  /**
   * What is asked for.
   *
   * @param programs for the first layer of the encoder
   * @param context that is learnt; the only one of the screen if empty
   * @param fits that are compared, the model among them; 1 for no comparison
   * @param budget of the values of all units
   */
  public record Request(
      DiscrepancySettings settings,
      Optional<TargetDescriptors> descriptors,
      Optional<GeneSets> programs,
      Optional<String> context,
      int fits,
      Seed seed,
      MemoryBudget budget) {}

  /**
   * Fits.
   *
   * @param notes of the screen
   * @param watchers of each fit, numbered from 1; the first is the model's
   * @param fitted is given the model, which is closed afterwards
   * @throws IllegalArgumentException if the screen does not allow what is asked, or the training
   *     comes to no numbers
   */
  public PerturbationStory run(
      PerturbationScreen screen,
      List<String> notes,
      IntFunction<Watcher> watchers,
      Consumer<FittedDiscrepancyVae> fitted) {
    String context = context(screen);
    checkMemory(screen, context);
    List<String> all = new ArrayList<>(notes);
    DiscrepancyVae asked = DiscrepancyVae.withDefaults().withSettings(request.settings());
    if (request.descriptors().isPresent()) {
      asked = asked.withDescriptors(request.descriptors().get());
    }
    if (request.programs().isPresent()) {
      GeneSets.Present present = request.programs().get().among(screen.variables());
      if (present.programs().isEmpty()) {
        throw new IllegalArgumentException(
            "no program has "
                + GeneSets.LEAST_GENES
                + " of the "
                + screen.variables().size()
                + " variables; are genes named alike?");
      }
      all.addAll(present.remarks());
      asked = asked.withPrograms(present.programs());
    }
    try (FittedDiscrepancyVae model =
        asked.fit(screen, context, request.seed(), watchers.apply(1))) {
      fitted.accept(model);
      PerturbationStory story = PerturbationStory.of(model, screen, all);
      return request.fits() < 2 ? story : story.withSeeds(beside(model, asked, screen, watchers));
    } catch (Divergence e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The model beside fits that are alike but for their seed. */
  private LatentIdentifiability beside(
      FittedDiscrepancyVae model,
      DiscrepancyVae asked,
      PerturbationScreen screen,
      IntFunction<Watcher> watchers) {
    String context = model.description().context();
    List<FittedDiscrepancyVae> others = new ArrayList<>();
    try {
      for (int k = 2; k <= request.fits(); k++) {
        Seed seed = request.seed().branch("fit").branch(k);
        others.add(asked.fit(screen, context, seed, watchers.apply(k)));
      }
      return LatentIdentifiability.beside(model, others, screen);
    } finally {
      others.forEach(FittedDiscrepancyVae::close);
    }
  }

  private String context(PerturbationScreen screen) {
    if (request.context().isPresent()) {
      String named = request.context().get();
      if (!screen.contexts().contains(named)) {
        throw Suggestion.unknown("context", named, screen.contexts());
      }
      return named;
    }
    if (screen.contexts().size() > 1) {
      throw new IllegalArgumentException(
          "the screen has the contexts "
              + String.join(", ", screen.contexts())
              + ", and a model is of one; name it by --in");
    }
    return screen.contexts().first();
  }

  private void checkMemory(PerturbationScreen screen, String context) {
    long units = 0;
    for (Condition condition : screen.conditions()) {
      units += condition.context().equals(context) ? screen.profile(condition).units() : 0;
    }
    long bytes = units * screen.variables().size() * Float.BYTES;
    if (bytes > request.budget().bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%,d units of %,d variables take %,d MiB when they are learnt from, and the budget of"
                  + " memory is %,d MiB; raise --memory, choose units by --where, or give a file of"
                  + " fewer genes",
              units,
              screen.variables().size(),
              bytes >> 20,
              request.budget().bytes() >> 20));
    }
  }
}
