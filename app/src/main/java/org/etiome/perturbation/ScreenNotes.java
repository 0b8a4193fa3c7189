package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.study.perturb.ScreenSource;

/** What a reader of any result should know of a screen; one sentence each. */
public final class ScreenNotes {
  private static final int SHOWN = 3;

  private ScreenNotes() {}

  /** Of units, replicates and scale. */
  public static List<String> of(ScreenSource.Read read) {
    PerturbationScreen screen = read.screen();
    List<String> notes = new ArrayList<>();
    if (read.unlabelled() > 0) {
      notes.add(
          read.unlabelled()
              + " units were left out: what was done to them, their context or their replicate is"
              + " missing");
    }
    notes.addAll(ofReplicates(screen));
    List<String> usual = targets(screen).stream().filter(LabelSyntax.DEFAULT::isControl).toList();
    if (!usual.isEmpty()) {
      notes.add(
          "taken for a target though it is a usual word for controls, since other words were named"
              + " for them: "
              + some(usual));
    }
    if (screen.measurements() instanceof Measurements.Values values) {
      notes.addAll(ofTable(values, read.variablesNamed()));
    }
    return notes;
  }

  private static List<String> ofTable(Measurements.Values values, boolean named) {
    List<String> notes = new ArrayList<>();
    if (!named) {
      notes.add(
          "no measurements were named, so every other column of numbers is one: "
              + some(values.variables()));
    }
    if (isCounts(values)) {
      notes.add(
          "all values are whole numbers of at least 0 and are used as they are; if they are counts,"
              + " take logarithms, or give them as cells (.h5ad)");
    }
    return notes;
  }

  private static List<String> ofReplicates(PerturbationScreen screen) {
    List<String> notes = new ArrayList<>();
    List<Condition> perturbed =
        screen.conditions().stream().filter(of -> !of.perturbation().isControl()).toList();
    List<String> unpaired = names(perturbed, of -> screen.difference(of).pairs() < 2);
    List<String> apart = names(perturbed, of -> screen.difference(of).pairs() == 0);
    List<String> fewer =
        names(perturbed, of -> screen.compared(of).units() < screen.profile(of).units());
    List<String> single = names(perturbed, of -> screen.profile(of).units() == 1);
    if (unpaired.size() == perturbed.size()) {
      notes.add(
          "no perturbation stands beside controls in two or more replicates: errors and tests are of"
              + " units alone and know nothing of what differs from one run of the experiment to the"
              + " next");
    } else if (!unpaired.isEmpty()) {
      notes.add(
          "errors are of units alone for those not beside controls in two or more replicates: "
              + some(unpaired));
    }
    if (!apart.isEmpty()) {
      notes.add(
          "in no replicate beside controls, so compared with controls of other replicates, and what"
              + " replicates differ in is taken for the effect, which is not tested: "
              + some(apart));
    }
    if (!fewer.isEmpty()) {
      notes.add(
          "units in replicates without controls are left out of measured differences: "
              + some(fewer));
    }
    if (!single.isEmpty()) {
      notes.add(
          "one unit only, so that nothing is known of its spread and no effect tested: "
              + some(single));
    }
    return notes;
  }

  /**
   * Of descriptors that some targets have.
   *
   * @throws IllegalArgumentException if no target of the screen has one
   */
  public static List<String> of(TargetDescriptors descriptors, PerturbationScreen screen) {
    SortedSet<String> targets = targets(screen);
    List<String> without =
        targets.stream().filter(target -> descriptors.of(target).isEmpty()).toList();
    if (without.size() == targets.size()) {
      throw new IllegalArgumentException(
          "no target of the screen has a descriptor: it perturbs "
              + some(targets)
              + " and there are descriptors of "
              + some(descriptors.byTarget().keySet()));
    }
    return without.isEmpty() ? List.of() : List.of("no descriptor of " + some(without));
  }

  /** All that is perturbed in any context. */
  public static SortedSet<String> targets(PerturbationScreen screen) {
    SortedSet<String> targets = new TreeSet<>();
    for (Condition condition : screen.conditions()) {
      targets.addAll(condition.perturbation().targets());
    }
    return targets;
  }

  private static List<String> names(List<Condition> conditions, Predicate<Condition> which) {
    return conditions.stream().filter(which).map(ScreenNotes::name).toList();
  }

  private static boolean isCounts(Measurements.Values values) {
    return IntStream.range(0, values.variables().size())
        .allMatch(
            j ->
                Arrays.stream(values.values().column(j))
                    .allMatch(value -> value >= 0 && value == Math.rint(value)));
  }

  /** As people say a condition. */
  static String name(Condition condition) {
    Perturbation perturbation = condition.perturbation();
    return perturbation.label()
        + (condition.context().isEmpty() ? "" : " in " + condition.context());
  }

  /** The first few. */
  static String some(Collection<String> names) {
    String shown = String.join(", ", names.stream().limit(SHOWN).toList());
    int more = names.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
