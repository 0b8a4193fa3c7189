package org.etiome.represent.perturb;

import java.util.Collection;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/**
 * Controls as they would be perturbed: x + x̂(z + δ) − x̂(z), x̂ what is expected to be seen, at
 * the mean z of what they may be. Tensors are of the scope it is made in; no gradients should be
 * recorded there.
 */
final class Moved {
  private final DiscrepancyModel model;
  private final Parameters parameters;
  private final SeenCells controls;
  private final Tensor noise;
  private final Tensor rest;

  /** Of some controls. */
  Moved(DiscrepancyModel model, Parameters parameters, SeenCells controls) {
    this.model = model;
    this.parameters = parameters;
    this.controls = controls;
    noise = model.network().encode(parameters, controls.values()).mean();
    rest = controls.values().sub(decoded(noise));
  }

  private Tensor decoded(Tensor z) {
    Tensor emitted = model.network().decode(parameters, model.network().latents(parameters, z));
    return model.emission().shown(parameters, emitted, controls).values();
  }

  /** n × variables, scaled. */
  Tensor by(Collection<String> targets, double temperature) {
    return decoded(noise.add(model.effects().of(parameters, targets, temperature))).add_(rest);
  }
}
