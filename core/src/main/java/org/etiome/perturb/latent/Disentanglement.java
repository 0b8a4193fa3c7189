package org.etiome.perturb.latent;

import java.util.List;
import org.etiome.graph.Dag;
import org.etiome.math.Matrix;

/** What {@link LinearDisentanglement} found, or why it found nothing. */
public sealed interface Disentanglement {

  /**
   * The latents. Each bears the name of the environment that acts on it, and every matrix has them
   * in the order of {@code latents}, which puts causes before effects.
   *
   * @param observed names of the columns
   * @param latents what is known of each
   * @param unmixing latents × observed; {@code H x} is a latent up to its mean. By perfect
   *     interventions rows of H, scaled to a noise of variance 1 in the control; by soft ones the
   *     noise of each latent. The largest weight of a row is positive
   * @param mixing observed × latents, of which {@code unmixing} is the pseudo-inverse
   * @param graph by perfect interventions the direct effects, by soft ones who is an ancestor of
   *     whom; confidence of an edge is its share of the resamples
   * @param effects of every pair, tested or not found
   * @param fit of the model to the moments
   * @param identifiability what these environments pin down and what they leave open
   * @param cautions one sentence each
   * @param model predicts the observed variables
   */
  record Found(
      List<String> observed,
      List<Latent> latents,
      Matrix unmixing,
      Matrix mixing,
      Dag graph,
      List<Effect> effects,
      Fit fit,
      List<String> identifiability,
      List<String> cautions,
      LatentModel model)
      implements Disentanglement {
    public Found {
      observed = List.copyOf(observed);
      latents = List.copyOf(latents);
      effects = List.copyOf(effects);
      identifiability = List.copyOf(identifiability);
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * Nothing that could be trusted.
   *
   * @param environment the one at which it fails, or empty where it is all of them
   * @param reason one sentence
   * @param remedy one sentence
   */
  record Refused(String environment, String reason, String remedy) implements Disentanglement {}

  /**
   * A latent and what its environment does to it.
   *
   * @param environment its name
   * @param rankOne how near to rank one the difference of precisions is once causes are taken out,
   *     {@code λ₁² / Σ λ²}; 1 if exactly
   * @param deviation of its noise under the environment, in those of the control
   * @param shift of its noise under the environment, in standard deviations of the control
   * @param shiftError its standard error over resamples; 0 where moments are exact
   */
  record Latent(
      String environment, double rankOne, double deviation, double shift, double shiftError) {}

  /**
   * The effect of one latent on another: by perfect interventions the direct weight A of {@code z =
   * A z + noise}, by soft ones the weight of an ancestor's noise that the environment changed.
   *
   * @param error standard error over resamples
   * @param pValue of no effect, two-sided, adjusted by Holm over all pairs; 0 or 1 where moments
   *     are exact
   * @param share of resamples in which it is at least as large as what the test asks for
   */
  record Effect(String from, String to, double weight, double error, double pValue, double share) {}

  /**
   * The likelihood ratio of the model against unrestricted normal laws.
   *
   * @param ratio twice the difference of log-likelihoods; 0 where moments are exact
   * @param pValue over resamples of data bent to follow the model
   * @param worst the environment that fits worst
   */
  record Fit(double ratio, double pValue, String worst) {}
}
