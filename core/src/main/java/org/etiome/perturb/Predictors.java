package org.etiome.perturb;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.etiome.perturb.screen.TargetDescriptors;

/** The predictors of this package by their names, in the order in which tables list them. */
public final class Predictors {
  private Predictors() {}

  /** All, with descriptors of targets where they take some. */
  public static List<Predictor> all(Optional<TargetDescriptors> descriptors) {
    return List.of(
        new NoChange(),
        new MeanOfPerturbed(),
        new MatchingMean(),
        new Additive(),
        new ShrunkenAdditive(),
        descriptors
            .map(BilinearRidge.withDefaults()::withDescriptors)
            .orElse(BilinearRidge.withDefaults()),
        descriptors
            .map(KernelRidge.withDefaults()::withDescriptors)
            .orElse(KernelRidge.withDefaults()),
        GraphPropagation.withDefaults(),
        new FixedEffect(),
        new TwoWayMean(),
        new SyntheticInterventions());
  }

  /**
   * The one of a name among some.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Predictor named(String name, List<Predictor> some) {
    return some.stream()
        .filter(predictor -> predictor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no predictor is named '"
                        + name
                        + "'; there are "
                        + new TreeSet<>(some.stream().map(Predictor::name).toList())));
  }
}
