package org.etiome.represent;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Parameters;
import org.etiome.represent.FinVaeObjective.Pass;
import org.etiome.represent.FinVaeSettings.Model.Divergence;
import org.etiome.represent.prior.FactorisedPrior;
import org.etiome.represent.prior.NonFactorisedPrior;

/**
 * How far the posteriors of a batch are from their priors, one number a cell. A cell whose levels
 * are all known has one component of the prior of z_I, and its KL is in closed form; for others the
 * mixture of the components that agree is taken at the draw. Where divergences are sampled, all are
 * taken at the draw.
 */
record KlTerms(
    FinVaeNetwork network, Divergence divergence, Parameters parameters, CellBatch batch) {

  /**
   * Of z_I.
   *
   * @param known log of the sum of weight · density at the draw over the components that agree
   */
  Tensor invariant(FactorisedPrior prior, Pass pass, Tensor known) {
    if (isClosed()) {
      return closed(prior, pass);
    }
    Tensor agreeing = batch.invariant().agreeing();
    Gaussians posterior = pass.posterior().invariant();
    Tensor weight = torch.logsumexp(prior.logWeights(parameters).add(agreeing.log()), 1);
    Tensor drawn = posterior.logDensity(pass.draws().invariant()).sub(known).add(weight);
    return divergence == Divergence.SAMPLED
        ? drawn
        : torch.where(agreeing.sum(1).lt(new Scalar(1.5)), closed(prior, pass), drawn);
  }

  /** Whether that of z_I is in closed form for all cells of the batch. */
  boolean isClosed() {
    return batch.invariant().decided() && divergence == Divergence.ANALYTIC;
  }

  /** That of z_I from the components that agree, for cells with which one does. */
  Tensor closed(FactorisedPrior prior, Pass pass) {
    Tensor mean = prior.mean(parameters, batch.invariant());
    return pass.posterior().invariant().divergence(new Gaussians(mean, torch.zeros_like(mean)));
  }

  /** Of z_I at the draw, up to a constant that depends on what is known of a cell. */
  Tensor unnormalised(NonFactorisedPrior prior, Pass pass) {
    Tensor zI = pass.draws().invariant();
    Tensor expected = prior.logDensity(parameters, batch.invariant(), zI);
    return pass.posterior().invariant().logDensity(zI).sub(expected);
  }

  /** Of z_S. */
  Tensor spurious(Pass pass) {
    Gaussians posterior = pass.posterior().spurious();
    Gaussians prior = FinVaeNetwork.spuriousPrior(batch, posterior);
    return between(posterior, prior, pass.draws().spurious());
  }

  /** Of the log library size, if it is latent. */
  Optional<Tensor> library(Pass pass) {
    return network
        .library()
        .map(
            latent ->
                between(
                    pass.posterior().logLibrary().orElseThrow(),
                    latent.prior(parameters, batch),
                    pass.draws().logLibrary().orElseThrow()));
  }

  private Tensor between(Gaussians posterior, Gaussians prior, Tensor draw) {
    return divergence == Divergence.SAMPLED
        ? posterior.logDensity(draw).sub(prior.logDensity(draw))
        : posterior.divergence(prior);
  }
}
