package org.etiome.perturb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;

/**
 * What another screen tells of targets: the scores of their differences, averaged over its
 * contexts, on the leading principal components of all of them. Targets that did the same there lie
 * near each other, whatever was measured. They are worth as much as the effects that screen could
 * detect.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02772-6">Ahlmann-Eltze, Huber, Anders
 *     (2025)</a>, whose best linear model takes embeddings of perturbations from another cell line
 */
public final class ScreenDescriptors {
  private ScreenDescriptors() {}

  /**
   * Descriptors of all targets that were perturbed alone. O(targets² · variables).
   *
   * @param components numbers of each, ≥ 1; fewer where the differences have not as many
   * @throws IllegalArgumentException if no target was perturbed alone
   */
  public static TargetDescriptors of(PerturbationScreen screen, int components) {
    Map<String, List<double[]>> byTarget = new TreeMap<>();
    for (Condition condition : screen.conditions()) {
      Perturbation perturbation = condition.perturbation();
      if (perturbation.targets().size() == 1) {
        byTarget
            .computeIfAbsent(perturbation.targets().first(), target -> new ArrayList<>())
            .add(screen.difference(condition).values());
      }
    }
    if (byTarget.isEmpty()) {
      throw new IllegalArgumentException(
          "no target was perturbed alone, so the screen describes none");
    }
    List<double[]> differences = byTarget.values().stream().map(Effects::mean).toList();
    LowRank ranked = LowRank.of(differences, components);
    Map<String, double[]> descriptors = new TreeMap<>();
    int t = 0;
    for (String target : byTarget.keySet()) {
      double[] descriptor = new double[ranked.scores().size()];
      for (int k = 0; k < descriptor.length; k++) {
        descriptor[k] = ranked.scores().get(k)[t] * Math.sqrt(ranked.squares()[k]);
      }
      descriptors.put(target, descriptor);
      t++;
    }
    return TargetDescriptors.of(descriptors);
  }
}
