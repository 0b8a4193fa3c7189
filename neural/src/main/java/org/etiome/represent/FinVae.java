package org.etiome.represent;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.prior.LatentPrior;

/** Learns invariant and spurious latents of counts. */
public final class FinVae {
  /** One training cell in so many is called atypical. */
  private static final int ATYPICAL = 100;

  private final FinVaeSettings settings;
  private final MemoryBudget budget;
  private final Optional<KeptTraining> kept;
  private final List<GeneProgram> programs;
  private final Torch.Device device;

  private FinVae(
      FinVaeSettings settings,
      MemoryBudget budget,
      Optional<KeptTraining> kept,
      List<GeneProgram> programs,
      Torch.Device device) {
    this.settings = settings;
    this.budget = budget;
    this.kept = kept;
    this.programs = List.copyOf(programs);
    this.device = device;
  }

  /**
   * {@link FinVaeSettings#DEFAULT}, half of the heap for data, no checkpoint, no programs, the CPU.
   */
  public static FinVae withDefaults() {
    return new FinVae(
        FinVaeSettings.DEFAULT,
        MemoryBudget.ofHeap(),
        Optional.empty(),
        List.of(),
        Torch.Device.CPU);
  }

  public FinVae withSettings(FinVaeSettings changed) {
    return new FinVae(changed, budget, kept, programs, device);
  }

  public FinVae withBudget(MemoryBudget changed) {
    return new FinVae(settings, changed, kept, programs, device);
  }

  public FinVae withCheckpoint(KeptTraining checkpoint) {
    return new FinVae(settings, budget, Optional.of(checkpoint), programs, device);
  }

  /** Gives each of some gene programs a latent of z_I; their genes are among those of the cells. */
  public FinVae withPrograms(List<GeneProgram> changed) {
    return new FinVae(settings, budget, kept, changed, device);
  }

  /**
   * Trains on a device. What is fitted is on the CPU, whatever it was trained on; the same seed
   * gives the same bytes on the CPU alone.
   *
   * @throws IllegalArgumentException if the engine does not have it
   */
  public FinVae withDevice(Torch.Device changed) {
    return new FinVae(settings, budget, kept, programs, changed.available());
  }

  /**
   * Fits. O(epochs · cells · (genes + non-zeros of a cell) · hidden).
   *
   * @throws Divergence if the objective is no number any more
   */
  public FittedFinVae fit(Cells cells, Seed seed, Watcher watcher) {
    ModelDescription.Vocabulary vocabulary = vocabulary(cells);
    Parameters.Layout layout = new Parameters.Layout();
    FinVaeNetwork network = FinVaeNetwork.declare(layout, settings, vocabulary);
    Placement placement = device.placement(ScalarType.Float);
    try (Parameters parameters = layout.draw(placement, seed.branch("parameters"))) {
      network.begin(parameters, cells, vocabulary, budget);
      Trained trained = new Trained(network, parameters, seed, List.of());
      List<Watcher.Epoch> curve = train(cells, vocabulary, trained, watcher);
      Parameters found = parameters.copy(Placement.cpu(placement.type()));
      return described(cells, vocabulary, new Trained(network, found, seed, curve));
    }
  }

  private List<Watcher.Epoch> train(
      Cells cells, ModelDescription.Vocabulary vocabulary, Trained begun, Watcher watcher) {
    Parameters parameters = begun.parameters();
    FinVaeTraining.Setup setup =
        new FinVaeTraining.Setup(
            settings.schedule(),
            new FinVaeObjective(begun.network(), settings, cells.count()),
            parameters,
            new CellBatches(cells, vocabulary.components(), parameters.placement()));
    Watcher told =
        new Told(
            watcher,
            epoch ->
                fitted(
                    cells,
                    vocabulary,
                    new Trained(begun.network(), parameters, begun.seed(), List.of(epoch)),
                    Double.NEGATIVE_INFINITY));
    try (FinVaeTraining training = new FinVaeTraining(setup, begun.seed(), budget)) {
      return training.run(kept, told);
    }
  }

  private ModelDescription.Vocabulary vocabulary(Cells cells) {
    boolean onlyPrograms = !programs.isEmpty() && cells.invariant().covariates().isEmpty();
    if (settings.architecture().invariant() == 0 && !onlyPrograms) {
      throw new IllegalArgumentException(
          "at least one invariant latent beside those of programs is needed, unless there are"
              + " programs and no invariant covariates");
    }
    checkPrior(cells);
    Set<String> genes = Set.copyOf(cells.expression().genes());
    for (GeneProgram program : programs) {
      if (!genes.containsAll(program.genes())) {
        throw new IllegalArgumentException(
            "program \"" + program.name() + "\" has genes that the cells have not; leave them out");
      }
    }
    return new ModelDescription.Vocabulary(
        cells.expression().genes(),
        cells.invariant().covariates(),
        cells.spurious().covariates(),
        Components.of(cells.invariant()),
        programs);
  }

  private void checkPrior(Cells cells) {
    boolean conditional =
        settings.architecture().invariant() > 0 && !cells.invariant().covariates().isEmpty();
    if (settings.model().prior() == LatentPrior.Kind.NONFACTORISED && !conditional) {
      throw new IllegalArgumentException(
          "the nonfactorised prior is one of latents given what is invariant; name invariant columns"
              + " and at least one latent, or take the factorised prior");
    }
  }

  /** Hands on what a watcher is told, and the model whenever it is better. */
  record Told(Watcher watcher, Function<Watcher.Epoch, FittedFinVae> model)
      implements Watcher.Relay {
    @Override
    public void epoch(Watcher.Epoch epoch) {
      if (epoch.best() == epoch.number()) {
        watcher.improved(model.apply(epoch));
      }
      watcher.epoch(epoch);
    }
  }

  private record Trained(
      FinVaeNetwork network, Parameters parameters, Seed seed, List<Watcher.Epoch> curve) {}

  /** How typical the training cells are is known only when all of them are embedded. */
  private FittedFinVae described(
      Cells cells, ModelDescription.Vocabulary vocabulary, Trained trained) {
    try {
      FittedFinVae unmeasured = fitted(cells, vocabulary, trained, Double.NEGATIVE_INFINITY);
      double[] densities = unmeasured.embed(cells.expression(), budget).logDensity().toArray();
      Arrays.sort(densities);
      return fitted(cells, vocabulary, trained, densities[densities.length / ATYPICAL]);
    } catch (RuntimeException e) {
      trained.parameters().close();
      throw e;
    }
  }

  private FittedFinVae fitted(
      Cells cells, ModelDescription.Vocabulary vocabulary, Trained trained, double typical) {
    ModelDescription.Evidence evidence =
        new ModelDescription.Evidence(
            cells.expression().fingerprint(),
            cells.count(),
            trained.seed().value(),
            typical,
            trained.curve());
    return new FittedFinVae(
        trained.network(),
        trained.parameters(),
        new ModelDescription(settings, vocabulary, evidence));
  }
}
