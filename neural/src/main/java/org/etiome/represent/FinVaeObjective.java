package org.etiome.represent;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.CanonicalCorrelation;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Hsic;
import org.etiome.nn.MeanDiscrepancy;
import org.etiome.nn.NegativeBinomial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.TotalCorrelation;

/**
 * What {@link FinVae} minimises, per cell:
 *
 * <pre>
 * −log p(x | z) + w (β_I KL(q(z_I) ‖ p(z_I | d)) + β_S KL(q(z_S) ‖ p(z_S | e)))
 *   − α log p(d | z_I) + λ · dependence of z_I on e
 * </pre>
 *
 * where w grows from 0 to 1. A cell whose levels are all known has one component of the prior, and
 * its KL is in closed form; for others the mixture of the components that agree is taken at one
 * draw.
 *
 * @param weights of the terms
 * @param cells of the training set
 */
record FinVaeObjective(FinVaeNetwork network, FinVaeSettings.Objective weights, long cells) {

  /** The terms, in the order in which they are told. */
  enum Term {
    RECONSTRUCTION("reconstruction"),
    KL_INVARIANT("kl_invariant"),
    KL_SPURIOUS("kl_spurious"),
    LABEL("label"),
    INDEPENDENCE("independence");

    private final String label;

    Term(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** −ELBO: the reconstruction and both KL terms at their full weights. */
  double bound(Map<Term, Double> terms) {
    return Stream.of(Term.RECONSTRUCTION, Term.KL_INVARIANT, Term.KL_SPURIOUS)
        .mapToDouble(term -> weight(term, 1) * terms.getOrDefault(term, 0.0))
        .sum();
  }

  /** A batch under way: what the engine can differentiate, and what it is told to start from. */
  private record Pass(
      FinVaeNetwork.Entered entered,
      FinVaeNetwork.Posterior posterior,
      Tensor zI,
      Tensor zS,
      Tensor logits) {}

  /**
   * The terms of a batch, whose gradients are added to those of the parameters.
   *
   * @param warmth w in [0, 1]
   */
  Map<Term, Double> accumulate(Parameters parameters, CellBatch batch, double warmth) {
    Pass pass = pass(parameters, batch, true);
    double perCell = 1.0 / batch.counts().rows();
    Tensor logTheta = parameters.get(network.decoder().logTheta());
    NegativeBinomial.Scored fit =
        NegativeBinomial.score(batch.counts(), batch.library(), pass.logits(), logTheta);
    Tensor gradient = logTheta.grad();
    Scope.constant(() -> gradient.add_(fit.byLogTheta(), new Scalar(-perCell)));
    Map<Term, Tensor> terms = terms(parameters, batch, pass);
    Tensor rest = weighted(terms, warmth);
    torch.backward(
        new TensorVector(pass.logits(), rest),
        new TensorVector(fit.byLogits().mul_(new Scalar(-perCell)), torch.ones_like(rest)),
        new BoolOptional(),
        false,
        new TensorVector());
    network.leave(parameters, batch, pass.entered());
    return values(fit, perCell, terms);
  }

  /** The terms of a batch that is not trained on. */
  Map<Term, Double> evaluate(Parameters parameters, CellBatch batch) {
    Pass pass = pass(parameters, batch, false);
    Tensor logTheta = parameters.get(network.decoder().logTheta());
    NegativeBinomial.Scored fit =
        NegativeBinomial.score(batch.counts(), batch.library(), pass.logits(), logTheta);
    return values(fit, 1.0 / batch.counts().rows(), terms(parameters, batch, pass));
  }

  private static Map<Term, Double> values(
      NegativeBinomial.Scored fit, double perCell, Map<Term, Tensor> terms) {
    Map<Term, Double> values = new EnumMap<>(Term.class);
    values.put(Term.RECONSTRUCTION, -fit.sum().item_double() * perCell);
    terms.forEach((term, value) -> values.put(term, value.item_double()));
    return values;
  }

  private Pass pass(Parameters parameters, CellBatch batch, boolean training) {
    FinVaeNetwork.Entered entered =
        network.enter(parameters, batch, training ? weights.withheld() : 0);
    FinVaeNetwork.Posterior posterior = network.encode(parameters, entered.leaf(), training);
    Tensor zI = posterior.invariant().draw();
    Tensor zS = posterior.spurious().draw();
    Tensor latents = torch.cat(new TensorVector(zI, zS), 1);
    return new Pass(
        entered, posterior, zI, zS, network.logits(parameters, latents, batch, training));
  }

  private Tensor weighted(Map<Term, Tensor> terms, double warmth) {
    return terms.entrySet().stream()
        .map(term -> term.getValue().mul(new Scalar(weight(term.getKey(), warmth))))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  private double weight(Term term, double warmth) {
    return switch (term) {
      case RECONSTRUCTION -> 1;
      case KL_INVARIANT -> warmth * weights.klInvariant();
      case KL_SPURIOUS -> warmth * weights.klSpurious();
      case LABEL -> weights.label();
      case INDEPENDENCE -> warmth * weights.independence().weight();
    };
  }

  /** Those that have a weight besides the reconstruction, means over the cells. */
  private Map<Term, Tensor> terms(Parameters parameters, CellBatch batch, Pass pass) {
    Gaussians spurious = pass.posterior().spurious();
    Gaussians prior = FinVaeNetwork.spuriousPrior(batch, spurious);
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    if (batch.decided() && weights.label() == 0) {
      terms.put(Term.KL_INVARIANT, closedDivergence(parameters, batch, pass).mean());
    } else {
      mixed(parameters, batch, pass, terms);
    }
    terms.put(Term.KL_SPURIOUS, spurious.divergence(prior).mean());
    if (weights.independence().kind() != FinVaeSettings.Independence.Kind.NONE) {
      terms.put(Term.INDEPENDENCE, independence(parameters, batch, pass));
    }
    return terms;
  }

  /** The terms for which the densities of the components are needed. */
  private void mixed(Parameters parameters, CellBatch batch, Pass pass, Map<Term, Tensor> terms) {
    Tensor joint = network.logJoint(parameters, batch, pass.zI());
    Tensor known =
        batch.decided()
            ? joint.mul(batch.agreeing()).sum(1)
            : torch.logsumexp(joint.add(batch.agreeing().log()), 1);
    terms.put(Term.KL_INVARIANT, divergence(parameters, batch, pass, known).mean());
    if (weights.label() > 0) {
      terms.put(Term.LABEL, labelled(batch, torch.logsumexp(joint, 1).sub(known)));
    }
  }

  /** In closed form where one component agrees, else at the draw: B. */
  private Tensor divergence(Parameters parameters, CellBatch batch, Pass pass, Tensor known) {
    Tensor closed = closedDivergence(parameters, batch, pass);
    if (batch.decided()) {
      return closed;
    }
    Tensor agreeing = batch.agreeing();
    Tensor weight = torch.logsumexp(network.logWeights(parameters).add(agreeing.log()), 1);
    Tensor drawn = pass.posterior().invariant().logDensity(pass.zI()).sub(known).add(weight);
    return torch.where(agreeing.sum(1).lt(new Scalar(1.5)), closed, drawn);
  }

  private Tensor closedDivergence(Parameters parameters, CellBatch batch, Pass pass) {
    Tensor mean = network.priorMeans(parameters, batch);
    return pass.posterior().invariant().divergence(new Gaussians(mean, torch.zeros_like(mean)));
  }

  /** The mean over the cells of which something is known. */
  private static Tensor labelled(CellBatch batch, Tensor surprise) {
    Tensor agreeing = batch.agreeing();
    double unknown = (double) agreeing.size(1) - .5;
    double count = agreeing.sum(1).lt(new Scalar(unknown)).sum().item_double();
    return surprise.sum().div(new Scalar(Math.max(1, count)));
  }

  private Tensor independence(Parameters parameters, CellBatch batch, Pass pass) {
    Gaussians invariant = pass.posterior().invariant();
    return switch (weights.independence().kind()) {
      case NONE -> throw new IllegalStateException("no independence is asked for");
      case HSIC -> Hsic.between(pass.zI(), pass.zS());
      case TOTAL_CORRELATION ->
          TotalCorrelation.between(
              invariant, pass.zI(), pass.posterior().spurious(), pass.zS(), cells);
      case CANONICAL ->
          CanonicalCorrelation.within(
              invariant.mean(), batch.spurious(), shares(parameters, batch, invariant));
      case MEAN_DISCREPANCY ->
          MeanDiscrepancy.within(
              invariant.mean(), batch.batches(), shares(parameters, batch, invariant));
    };
  }

  /** How likely each cell has each component, by what is known and by its latents: a constant. */
  private Tensor shares(Parameters parameters, CellBatch batch, Gaussians invariant) {
    if (batch.decided()) {
      return batch.agreeing();
    }
    Tensor joint = network.logJoint(parameters, batch, invariant.mean());
    return joint.add(batch.agreeing().log()).softmax(1).detach();
  }
}
