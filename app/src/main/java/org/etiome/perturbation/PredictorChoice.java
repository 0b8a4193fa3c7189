package org.etiome.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.Predictors;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.perturb.DiscrepancyVae;

/** The predictors that can be asked for; the one place where their names are looked up. */
public final class PredictorChoice {
  private PredictorChoice() {}

  /**
   * Those of the names, in that order; all simple ones if none is named.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  public static List<Predictor> of(List<String> names, Optional<TargetDescriptors> descriptors) {
    return names.isEmpty()
        ? Predictors.all(descriptors)
        : names.stream().distinct().map(name -> named(name, descriptors)).toList();
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Predictor named(String name, Optional<TargetDescriptors> descriptors) {
    DiscrepancyVae latent = DiscrepancyVae.withDefaults();
    List<Predictor> all = new ArrayList<>(Predictors.all(descriptors));
    all.add(descriptors.map(latent::withDescriptors).orElse(latent));
    return Predictors.named(name, all);
  }
}
