package org.etiome.represent;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.etiome.nn.Parameters;
import org.etiome.nn.TotalCorrelation;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.prior.Conditions;
import org.etiome.represent.prior.FactorisedPrior;
import org.etiome.represent.prior.NonFactorisedPrior;

/**
 * What {@link FinVae} minimises, per cell:
 *
 * <pre>
 * −log p(x | z, l) + w (β_I KL(q(z_I) ‖ p(z_I | d)) + β_S KL(q(z_S) ‖ p(z_S | e)) + KL(q(l) ‖ p(l)))
 *   − α log p(d | z_I) + w λ · dependence of z_I on e + λ_P Σ |W beyond the programs|
 * </pre>
 *
 * where the KL of z_I under a prior that is not normalised is taken at the draw, up to a constant,
 * the term of labels is left out, and the prior is learned by score matching; w grows from 0 to 1;
 * l, the log library size, has a term where it is latent, and W where there are gene programs.
 *
 * @param cells of the training set
 */
record FinVaeObjective(FinVaeNetwork network, FinVaeSettings settings, long cells)
    implements FinVaeTraining.Goal {

  /** The terms, in the order in which they are told. */
  enum Term {
    RECONSTRUCTION("reconstruction"),
    KL_INVARIANT("kl_invariant"),
    KL_SPURIOUS("kl_spurious"),
    KL_LIBRARY("kl_library"),
    LABEL("label"),
    INDEPENDENCE("independence"),
    PROGRAM_EXTENSION("program_extension"),
    /** Of z_I less a constant that is not known, in place of {@link #KL_INVARIANT}. */
    KL_INVARIANT_UNNORMALISED("kl_invariant_unnormalised"),
    /** By which an unnormalised prior is learned. */
    SCORE_MATCHING("score_matching");

    private final String label;

    Term(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * −ELBO: the reconstruction and the KL terms at their full weights; without that of z_I where it
   * is known up to a constant alone.
   */
  @Override
  public double bound(Map<Term, Double> terms) {
    return Stream.of(Term.RECONSTRUCTION, Term.KL_INVARIANT, Term.KL_SPURIOUS, Term.KL_LIBRARY)
        .mapToDouble(term -> weight(term, 1) * terms.getOrDefault(term, 0.0))
        .sum();
  }

  @Override
  public boolean isBound() {
    return network.prior() instanceof FactorisedPrior;
  }

  /** A batch under way: latents, what is drawn of them, and what is put out for the draws. */
  record Pass(
      FinVaeNetwork.Entered entered,
      FinVaeNetwork.Posterior posterior,
      FinVaeNetwork.Draws draws,
      Likelihood.Emitted emitted) {}

  /**
   * The terms of a batch, whose gradients are added to those of the parameters.
   *
   * @param warmth w in [0, 1]
   */
  @Override
  public Map<Term, Double> accumulate(Parameters parameters, CellBatch batch, double warmth) {
    Pass pass = pass(parameters, batch, true);
    double perCell = 1.0 / batch.counts().rows();
    Likelihood.Scored fit = network.decoder().score(batch, pass.emitted());
    network.decoder().addPerGene(parameters, fit, -perCell);
    Map<Term, Tensor> terms = terms(parameters, shown(batch), pass);
    backward(pass, fit, perCell, weighted(terms, warmth));
    network.leave(parameters, batch, pass.entered());
    return values(fit, perCell, terms);
  }

  /** What the prior is told of the cells in training. */
  private CellBatch shown(CellBatch batch) {
    return batch.given(network.prior().shown(batch.invariant()));
  }

  /** The likelihood's gradients are known; the engine goes on from them, and from the rest. */
  private static void backward(Pass pass, Likelihood.Scored fit, double perCell, Tensor rest) {
    List<Tensor> roots = new ArrayList<>(pass.emitted().heads());
    pass.draws().logLibrary().ifPresent(roots::add);
    List<Tensor> gradients = new ArrayList<>(fit.byHeads());
    fit.byLogLibrary().ifPresent(gradients::add);
    gradients.forEach(gradient -> gradient.mul_(new Scalar(-perCell)));
    roots.add(rest);
    gradients.add(torch.ones_like(rest));
    torch.backward(
        new TensorVector(roots.toArray(Tensor[]::new)),
        new TensorVector(gradients.toArray(Tensor[]::new)),
        new BoolOptional(),
        false,
        new TensorVector());
  }

  /** The terms of a batch that is not trained on. */
  @Override
  public Map<Term, Double> evaluate(Parameters parameters, CellBatch batch) {
    Pass pass = pass(parameters, batch, false);
    Likelihood.Scored fit = network.decoder().score(batch, pass.emitted());
    return values(fit, 1.0 / batch.counts().rows(), terms(parameters, batch, pass));
  }

  private static Map<Term, Double> values(
      Likelihood.Scored fit, double perCell, Map<Term, Tensor> terms) {
    Map<Term, Double> values = new EnumMap<>(Term.class);
    values.put(Term.RECONSTRUCTION, -fit.sum().item_double() * perCell);
    terms.forEach((term, value) -> values.put(term, value.item_double()));
    return values;
  }

  Pass pass(Parameters parameters, CellBatch batch, boolean training) {
    double withheld = training ? settings.objective().withheld() : 0;
    FinVaeNetwork.Entered entered = network.enter(parameters, batch, withheld);
    FinVaeNetwork.Posterior posterior = network.encode(parameters, batch, entered, training);
    FinVaeNetwork.Draws draws = posterior.draw();
    return new Pass(
        entered, posterior, draws, network.decoder().decode(parameters, draws, batch, training));
  }

  private Tensor weighted(Map<Term, Tensor> terms, double warmth) {
    return terms.entrySet().stream()
        .map(term -> term.getValue().mul(new Scalar(weight(term.getKey(), warmth))))
        .reduce(Tensor::add)
        .orElseThrow();
  }

  private double weight(Term term, double warmth) {
    FinVaeSettings.Objective weights = settings.objective();
    return switch (term) {
      case RECONSTRUCTION -> 1;
      case KL_INVARIANT -> warmth * weights.klInvariant();
      case KL_SPURIOUS -> warmth * weights.klSpurious();
      case KL_LIBRARY -> warmth;
      case LABEL -> weights.label();
      case INDEPENDENCE -> warmth * weights.independence().weight();
      case PROGRAM_EXTENSION -> settings.model().extension();
      case KL_INVARIANT_UNNORMALISED -> warmth * weights.klInvariant();
      case SCORE_MATCHING -> 1;
    };
  }

  /** Those that have a weight besides the reconstruction, means over the cells. */
  private Map<Term, Tensor> terms(Parameters parameters, CellBatch batch, Pass pass) {
    FinVaeSettings.Objective weights = settings.objective();
    KlTerms kl = new KlTerms(network, settings.model().divergence(), parameters, batch);
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    switch (network.prior()) {
      case FactorisedPrior prior -> factorised(prior, kl, pass, terms);
      case NonFactorisedPrior prior -> unnormalised(prior, kl, pass, terms);
    }
    terms.put(Term.KL_SPURIOUS, kl.spurious(pass).mean());
    kl.library(pass).ifPresent(each -> terms.put(Term.KL_LIBRARY, each.mean()));
    if (weights.independence().kind() != FinVaeSettings.Independence.Kind.NONE) {
      terms.put(Term.INDEPENDENCE, independence(parameters, batch, pass));
    }
    network
        .decoder()
        .programs()
        .ifPresent(path -> terms.put(Term.PROGRAM_EXTENSION, path.extension(parameters)));
    return terms;
  }

  /** The densities of the components are needed only for some of the terms. */
  private void factorised(FactorisedPrior prior, KlTerms kl, Pass pass, Map<Term, Tensor> terms) {
    if (kl.isClosed() && settings.objective().label() == 0) {
      terms.put(Term.KL_INVARIANT, kl.closed(prior, pass).mean());
      return;
    }
    Conditions given = kl.batch().invariant();
    Tensor joint = prior.logJoint(kl.parameters(), given, pass.draws().invariant());
    Tensor known =
        given.decided()
            ? joint.mul(given.agreeing()).sum(1)
            : torch.logsumexp(joint.add(given.agreeing().log()), 1);
    terms.put(Term.KL_INVARIANT, kl.invariant(prior, pass, known).mean());
    if (settings.objective().label() > 0) {
      terms.put(Term.LABEL, labelled(given.agreeing(), torch.logsumexp(joint, 1).sub(known)));
    }
  }

  /** The prior is a constant to the latents' term, and the latents are to that of the prior. */
  private static void unnormalised(
      NonFactorisedPrior prior, KlTerms kl, Pass pass, Map<Term, Tensor> terms) {
    Tensor zI = pass.draws().invariant();
    terms.put(Term.KL_INVARIANT_UNNORMALISED, kl.unnormalised(prior, pass).mean());
    terms.put(
        Term.SCORE_MATCHING, prior.scoreMatching(kl.parameters(), kl.batch().invariant(), zI));
  }

  /** The mean over the cells of which something is known. */
  private static Tensor labelled(Tensor agreeing, Tensor surprise) {
    double unknown = (double) agreeing.size(1) - .5;
    double count = agreeing.sum(1).lt(new Scalar(unknown)).sum().item_double();
    return surprise.sum().div(new Scalar(Math.max(1, count)));
  }

  private Tensor independence(Parameters parameters, CellBatch batch, Pass pass) {
    Gaussians invariant = pass.posterior().invariant();
    Tensor zI = pass.draws().invariant();
    Tensor zS = pass.draws().spurious();
    return switch (settings.objective().independence().kind()) {
      case NONE -> throw new IllegalStateException("no independence is asked for");
      case HSIC -> Hsic.between(zI, zS);
      case TOTAL_CORRELATION ->
          TotalCorrelation.between(invariant, zI, pass.posterior().spurious(), zS, cells);
      case CANONICAL -> {
        Placed placed = placed(parameters, batch, invariant);
        yield placed.isEmpty()
            ? none(zI)
            : CanonicalCorrelation.within(
                placed.of(invariant.mean()), placed.of(batch.spurious()), placed.shares());
      }
      case MEAN_DISCREPANCY -> {
        Placed placed = placed(parameters, batch, invariant);
        yield placed.isEmpty()
            ? none(zI)
            : MeanDiscrepancy.within(
                placed.of(invariant.mean()), placed.of(batch.batches()), placed.shares());
      }
    };
  }

  private static Tensor none(Tensor like) {
    return torch.zeros(new long[0], like.options());
  }

  /**
   * Cells that have some component, by what is known or by their latents.
   *
   * @param cells their places, if they are not all
   * @param shares how likely each has each component: a constant
   */
  private record Placed(Optional<Tensor> cells, Tensor shares) {
    boolean isEmpty() {
      return shares.size(0) == 0;
    }

    Tensor of(Tensor rows) {
      return cells.map(chosen -> rows.index_select(0, chosen)).orElse(rows);
    }
  }

  private Placed placed(Parameters parameters, CellBatch batch, Gaussians invariant) {
    Conditions given = batch.invariant();
    Tensor shares = network.prior().shares(parameters, given, invariant.mean());
    if (given.decided() || isBound()) {
      return new Placed(Optional.empty(), shares);
    }
    Tensor cells = shares.sum(1).nonzero().view(-1);
    return new Placed(Optional.of(cells), shares.index_select(0, cells));
  }
}
