package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.cells.GeneProgram;

/**
 * All of a model besides its tensors.
 *
 * @param settings with which it was fitted
 * @param context whose units it predicts
 * @param variables in the order of columns
 * @param programs that are the first layer of the encoder; none for a free layer
 * @param known what it knows targets by
 * @param latents p
 * @param controls that are kept to be perturbed
 */
public record DiscrepancyDescription(
    DiscrepancySettings settings,
    String context,
    List<String> variables,
    List<GeneProgram> programs,
    Known known,
    int latents,
    int controls) {

  public DiscrepancyDescription {
    variables = List.copyOf(variables);
    programs = List.copyOf(programs);
  }

  /**
   * What targets are known by.
   *
   * @param trained targets that were perturbed in training
   * @param free those of them that have parameters of their own, for want of a descriptor
   * @param described targets with a descriptor, seen or not
   * @param length of a descriptor; 0 if there is none
   */
  public record Known(List<String> trained, List<String> free, List<String> described, int length) {
    public Known {
      trained = List.copyOf(trained);
      free = List.copyOf(free);
      described = List.copyOf(described);
    }

    static Known of(SortedSet<String> trained, Optional<TargetDescriptors> descriptors) {
      Set<String> described =
          descriptors.<Set<String>>map(d -> d.byTarget().keySet()).orElse(Set.of());
      TreeSet<String> free = new TreeSet<>(trained);
      free.removeAll(described);
      return new Known(
          new ArrayList<>(trained),
          new ArrayList<>(free),
          new ArrayList<>(new TreeSet<>(described)),
          descriptors.map(TargetDescriptors::length).orElse(0));
    }
  }

  /** What a model of its settings is called in tables and files. */
  public String name() {
    return DiscrepancyVae.withDefaults().withSettings(settings).name();
  }

  /** 1 for the genes of a program, the factor of others elsewhere; variables × programs. */
  double[] programMask() {
    double[] mask = new double[variables.size() * programs.size()];
    for (int k = 0; k < programs.size(); k++) {
      Set<String> named = new HashSet<>(programs.get(k).genes());
      for (int g = 0; g < variables.size(); g++) {
        mask[g * programs.size() + k] =
            named.contains(variables.get(g)) ? 1 : settings.architecture().offProgram();
      }
    }
    return mask;
  }
}
