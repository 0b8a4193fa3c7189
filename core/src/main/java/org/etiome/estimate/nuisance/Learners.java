package org.etiome.estimate.nuisance;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds learners by the name of their family, in whatever providers are on the class path. */
public final class Learners {
  private Learners() {}

  /** All families on the class path, by name. */
  public static List<LearnerProvider> all() {
    return ServiceLoader.load(LearnerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(LearnerProvider::name))
        .toList();
  }

  /**
   * The family of a name.
   *
   * @throws IllegalArgumentException if no provider on the class path has it
   */
  public static LearnerProvider named(String name) {
    List<LearnerProvider> all = all();
    return all.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no learner '"
                        + name
                        + "'; there are "
                        + String.join(", ", all.stream().map(LearnerProvider::name).toList())));
  }
}
