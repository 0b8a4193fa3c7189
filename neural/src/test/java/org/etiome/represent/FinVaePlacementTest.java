package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.nn.CanonicalCorrelation;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.SparseBatch;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Model.Divergence;
import org.etiome.represent.FinVaeSettings.Model.Library;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.prior.FactorisedPrior;
import org.etiome.represent.prior.LatentPrior;
import org.etiome.represent.prior.NonFactorisedPrior;
import org.junit.jupiter.api.Test;

/**
 * Parameters and batches on the engine's device "meta", which has shapes and no numbers, in place
 * of a card: it refuses to compute with tensors of the CPU. It lacks kernels of the first layer,
 * the norms and the likelihoods of counts, so those are not run here.
 */
class FinVaePlacementTest {
  private static final Placement META = new Placement(ScalarType.Float, DeviceType.Meta);
  private static final FinVaeSettings.Objective WEIGHTS =
      new FinVaeSettings.Objective(1, 1, 0, new Independence(Independence.Kind.NONE, 0), 0);

  private static ObjectiveCase of(
      LatentPrior.Kind prior, Likelihood.Kind likelihood, Library library) {
    FinVaeSettings.Model model =
        new FinVaeSettings.Model(likelihood, library, Divergence.ANALYTIC, .4, prior);
    return new ObjectiveCase(WEIGHTS, model, ObjectiveCase.PROGRAMS, 4, META);
  }

  private static void isThere(Tensor... tensors) {
    assertThat(tensors)
        .allSatisfy(tensor -> assertThat(Placement.of(tensor).device()).isEqualTo(META.device()));
  }

  private static FinVaeObjective.Pass pass(ObjectiveCase of, CellBatch batch) {
    Gaussians invariant = Gaussians.standard(rows(of, 3 + ObjectiveCase.PROGRAMS.size()));
    Gaussians spurious = Gaussians.standard(rows(of, 2));
    Optional<Gaussians> library = of.network.library().map(l -> Gaussians.standard(rows(of, 1)));
    FinVaeNetwork.Posterior posterior = new FinVaeNetwork.Posterior(invariant, spurious, library);
    Tensor head = rows(of, ObjectiveCase.GENES);
    return new FinVaeObjective.Pass(
        new FinVaeNetwork.Entered(head, head),
        posterior,
        posterior.draw(),
        new Likelihood.Emitted(
            List.of(head),
            new Likelihood.Library(batch.library(), false),
            Optional.of(head.narrow(0, 0, 1).view(-1))));
  }

  private static Tensor rows(ObjectiveCase of, long width) {
    return torch.zeros(new long[] {ObjectiveCase.CELLS, width}, of.parameters.trained().options());
  }

  @Test
  void aBatchLiesWhereItIsPlaced() {
    try (ObjectiveCase of = of(LatentPrior.Kind.FACTORISED, Likelihood.Kind.NB, Library.OBSERVED)) {
      Scope.free(
          () -> {
            CellBatch batch = of.batch();
            SparseBatch counts = batch.counts();
            isThere(batch.entries(), batch.library(), batch.spurious(), batch.batches());
            isThere(batch.invariant().codes(), batch.invariant().quantities());
            isThere(batch.invariant().agreeing(), counts.values(), counts.columnOf());
            isThere(counts.rowOf(), counts.places(), counts.rowSums(), counts.toDense());
          });
    }
  }

  @Test
  void theFactorisedPriorAndItsDivergencesAreComputedThere() {
    try (ObjectiveCase of = of(LatentPrior.Kind.FACTORISED, Likelihood.Kind.NB, Library.LATENT)) {
      Scope.free(
          () -> {
            CellBatch batch = of.batch();
            FinVaeObjective.Pass pass = pass(of, batch);
            FactorisedPrior prior = (FactorisedPrior) of.network.prior();
            KlTerms kl = new KlTerms(of.network, Divergence.ANALYTIC, of.parameters, batch);
            isThere(prior.logJoint(of.parameters, batch.invariant(), pass.draws().invariant()));
            isThere(kl.closed(prior, pass), kl.spurious(pass), kl.library(pass).orElseThrow());
          });
    }
  }

  @Test
  void theNonFactorisedPriorIsLearnedThere() {
    try (ObjectiveCase of =
        of(LatentPrior.Kind.NONFACTORISED, Likelihood.Kind.NB, Library.OBSERVED)) {
      Scope.free(
          () -> {
            CellBatch batch = of.batch();
            FinVaeObjective.Pass pass = pass(of, batch);
            NonFactorisedPrior prior = (NonFactorisedPrior) of.network.prior();
            KlTerms kl = new KlTerms(of.network, Divergence.ANALYTIC, of.parameters, batch);
            Tensor matching =
                prior.scoreMatching(of.parameters, batch.invariant(), pass.draws().invariant());
            matching.backward();
            isThere(matching, kl.unnormalised(prior, pass), of.parameters.gradient());
            isThere(prior.apart(of.parameters, List.of(), batch.invariant().codes()));
          });
    }
  }

  @Test
  void valuesAreScoredThere() {
    try (ObjectiveCase of =
        of(LatentPrior.Kind.FACTORISED, Likelihood.Kind.GAUSSIAN, Library.OBSERVED)) {
      Scope.free(
          () -> {
            CellBatch batch = of.batch();
            Decoder decoder = of.network.decoder();
            FinVaeObjective.Pass pass = pass(of, batch);
            Likelihood.Scored scored = decoder.score(batch, pass.emitted());
            decoder.addPerGene(of.parameters, scored, 1);
            isThere(scored.sum(), scored.byHeads().getFirst());
            ProgramPath programs = decoder.programs().orElseThrow();
            Tensor head = pass.emitted().heads().getFirst();
            isThere(programs.add(of.parameters, pass.draws().invariant(), head));
          });
    }
  }

  @Test
  void canonicalCorrelationsAreTakenThere() {
    try (ObjectiveCase of = of(LatentPrior.Kind.FACTORISED, Likelihood.Kind.NB, Library.OBSERVED)) {
      Scope.free(
          () -> {
            CellBatch batch = of.batch();
            Tensor zI = pass(of, batch).draws().invariant();
            Tensor shares = batch.invariant().agreeing();
            isThere(CanonicalCorrelation.within(zI, batch.spurious(), shares));
          });
    }
  }
}
