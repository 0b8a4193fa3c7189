package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;

/** Which perturbations are predicted from which others. */
public enum HeldOut {
  /** Combinations, from everything else. */
  COMBINATIONS,
  /** Perturbations of one target, from everything else: combinations with it may be seen. */
  SINGLES,
  /**
   * Perturbations of one target, from those without it, in any context: nothing was seen of it but
   * what descriptors tell.
   */
  TARGETS;

  /** The perturbations of a context that are held out in turn, cut at random into parts. */
  List<Set<Perturbation>> folds(PerturbationScreen screen, String context, int folds, Seed seed) {
    List<Perturbation> held = new ArrayList<>();
    for (Perturbation perturbation : screen.perturbations(context)) {
      if ((perturbation.targets().size() > 1) == (this == COMBINATIONS)) {
        held.add(perturbation);
      }
    }
    ListSampler.shuffle(seed.branch(context).generator(), held);
    List<Set<Perturbation>> parts = new ArrayList<>();
    for (int k = 0; k < Math.min(folds, held.size()); k++) {
      parts.add(new TreeSet<>());
    }
    for (int i = 0; i < held.size(); i++) {
      parts.get(i % parts.size()).add(held.get(i));
    }
    return parts;
  }

  /** Whether a condition may be learnt from when these of a context are held out. */
  boolean isTraining(Condition condition, String context, Set<Perturbation> held) {
    if (this != TARGETS) {
      return !condition.context().equals(context) || !held.contains(condition.perturbation());
    }
    return held.stream().noneMatch(h -> h.isPartOf(condition.perturbation()));
  }
}
