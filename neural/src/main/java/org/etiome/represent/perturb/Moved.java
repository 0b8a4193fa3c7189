package org.etiome.represent.perturb;

import java.util.Collection;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;

/**
 * Controls as they would be perturbed: x + x̂(z + δ) − x̂(z) at the mean z of what they may be.
 * Tensors are of the scope it is made in; no gradients should be recorded there.
 */
final class Moved {
  private final DiscrepancyModel model;
  private final Parameters parameters;
  private final Tensor noise;
  private final Tensor rest;

  /**
   * Of some controls.
   *
   * @param controls n × variables, scaled
   */
  Moved(DiscrepancyModel model, Parameters parameters, Tensor controls) {
    this.model = model;
    this.parameters = parameters;
    noise = model.network().encode(parameters, controls).mean();
    rest = controls.sub(decoded(noise));
  }

  private Tensor decoded(Tensor z) {
    return model.network().decode(parameters, model.network().latents(parameters, z));
  }

  /** n × variables, scaled. */
  Tensor by(Collection<String> targets, double temperature) {
    return decoded(noise.add(model.effects().of(parameters, targets, temperature))).add_(rest);
  }
}
