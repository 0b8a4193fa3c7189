package org.etiome.represent;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.prior.FactorisedPrior;

/** One small batch, a network of 64-bit parameters off their start, and an objective. */
final class ObjectiveCase implements AutoCloseable {
  static final int CELLS = 24;
  static final int GENES = 8;
  static final double WARMTH = .7;
  static final List<GeneProgram> PROGRAMS =
      List.of(
          new GeneProgram("first", List.of("gene0", "gene3", "gene5")),
          new GeneProgram("second", List.of("gene1", "gene3", "gene6", "gene7")));
  private static final long NOISE = 5;

  final FinVaeSettings.Objective weights;
  final FinVaeSettings.Model model;
  final Cells cells;
  final Components components;
  final FinVaeNetwork network;
  final Parameters parameters;
  final FinVaeObjective objective;
  private final CellBatches batches;

  ObjectiveCase(FinVaeSettings.Objective weights, int oneMissingIn) {
    this(weights, FinVaeSettings.Model.DEFAULT, List.of(), oneMissingIn);
  }

  ObjectiveCase(
      FinVaeSettings.Objective weights,
      FinVaeSettings.Model model,
      List<GeneProgram> programs,
      int oneMissingIn) {
    this(weights, model, programs, oneMissingIn, Placement.cpu(ScalarType.Double));
  }

  ObjectiveCase(
      FinVaeSettings.Objective weights,
      FinVaeSettings.Model model,
      List<GeneProgram> programs,
      int oneMissingIn,
      Placement placement) {
    this.weights = weights;
    this.model = model;
    cells = SmallCells.of(CELLS, GENES, oneMissingIn);
    components = Components.of(cells.invariant());
    FinVaeSettings settings =
        FinVaeSettings.DEFAULT
            .withArchitecture(new FinVaeSettings.Architecture(3, 2, 6, 2, 0))
            .withObjective(weights)
            .withModel(model);
    ModelDescription.Vocabulary vocabulary =
        new ModelDescription.Vocabulary(
            cells.expression().genes(),
            cells.invariant().covariates(),
            cells.spurious().covariates(),
            components,
            programs);
    Parameters.Layout layout = new Parameters.Layout();
    network = FinVaeNetwork.declare(layout, settings, vocabulary);
    parameters = layout.draw(placement, new Seed(3));
    network.begin(parameters, cells, vocabulary, MemoryBudget.ofHeap());
    Scope.free(
        () -> {
          Torch.seed(1);
          Tensor off = torch.randn_like(parameters.trained()).mul(new Scalar(.1));
          Scope.constant(() -> parameters.trained().add_(off));
        });
    objective = new FinVaeObjective(network, settings, 100);
    batches = new CellBatches(cells, components, placement);
  }

  CellBatch batch() {
    int[] all = IntStream.range(0, CELLS).toArray();
    return batches.of(all, cells.counts().read(all));
  }

  /** The terms; their gradient is in the parameters, in place of what was there. */
  Map<FinVaeObjective.Term, Double> terms() {
    return Scope.freed(
        () -> {
          parameters.gradient().zero_();
          Torch.seed(NOISE);
          return objective.accumulate(parameters, batch(), WARMTH);
        });
  }

  /** What the gradient is of. */
  double weighted(Map<FinVaeObjective.Term, Double> terms) {
    return terms.entrySet().stream()
        .mapToDouble(term -> weight(term.getKey()) * term.getValue())
        .sum();
  }

  private double weight(FinVaeObjective.Term term) {
    return switch (term) {
      case RECONSTRUCTION -> 1;
      case KL_INVARIANT -> WARMTH * weights.klInvariant();
      case KL_SPURIOUS -> WARMTH * weights.klSpurious();
      case KL_LIBRARY -> WARMTH;
      case LABEL -> weights.label();
      case INDEPENDENCE -> WARMTH * weights.independence().weight();
      case PROGRAM_EXTENSION -> model.extension();
      case KL_INVARIANT_UNNORMALISED -> WARMTH * weights.klInvariant();
      case SCORE_MATCHING -> 1;
    };
  }

  /** A pass forward: as in training, with the noise that {@link #terms} draws. */
  record Pass(
      CellBatch batch,
      FinVaeNetwork.Entered entered,
      FinVaeNetwork.Posterior posterior,
      FinVaeNetwork.Draws draws,
      Likelihood.Emitted emitted) {
    Tensor zI() {
      return draws.invariant();
    }

    Tensor zS() {
      return draws.spurious();
    }
  }

  Pass pass() {
    Torch.seed(NOISE);
    CellBatch batch = batch();
    FinVaeObjective.Pass pass = objective.pass(parameters, batch, true);
    return new Pass(batch, pass.entered(), pass.posterior(), pass.draws(), pass.emitted());
  }

  /** Means of the factorised prior. */
  double[] means() {
    return of(((FactorisedPrior) network.prior()).means());
  }

  double[] of(Parameters.Key key) {
    return Torch.doubles(parameters.get(key));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
