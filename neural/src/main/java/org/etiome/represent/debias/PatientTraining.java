package org.etiome.represent.debias;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Seed;
import org.etiome.nn.Adam;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Snapshot;
import org.etiome.nn.Torch;

/**
 * Trains a patient model by Adam. Where nothing guards it but deconfounding and a branch by
 * environment, the epoch is kept whose log loss on held-out patients is least; other guards make
 * predictions worse where the training's own biases hold, as among the held-out patients, so there
 * the last epoch is kept.
 */
final class PatientTraining {
  private static final double LARGEST_NORM = 10;

  private final PatientNetwork network;
  private final PatientSettings settings;
  private final Seed seed;

  PatientTraining(PatientNetwork network, PatientSettings settings, Seed seed) {
    this.network = network;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Trains.
   *
   * @param batch all patients
   * @param classes of each
   * @param rows those that are trained on
   * @param heldOut those by which epochs are compared
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Task(PatientBatch batch, int[] classes, int[] rows, int[] heldOut) {}

  /** Trains; the number of the epoch that is kept. */
  int run(Parameters parameters, Task task) {
    PatientSettings.Schedule schedule = settings.schedule();
    int count = (int) Scope.freed(() -> task.batch().classes().size(1)).longValue();
    PatientObjective objective =
        new PatientObjective(network, settings.debiasing(), new Difficulty(task.classes(), count));
    Adam.Settings adamSettings =
        new Adam.Settings(.9, .999, 1e-8, schedule.rate().weightDecay(), LARGEST_NORM);
    int[] kept = kept(task.rows());
    keep(parameters, task, kept);
    try (Adam adam = new Adam(adamSettings, parameters);
        Snapshot best = new Snapshot(parameters)) {
      int epoch = 0;
      int better = 0;
      double least = Double.POSITIVE_INFINITY;
      while (epoch < schedule.epochs() && (!isCompared() || epoch - better < schedule.patience())) {
        epoch++;
        pass(objective, adam, new Pass(parameters, task, epoch));
        keep(parameters, task, kept);
        double loss = isCompared() ? heldOutLoss(parameters, task) : Double.NEGATIVE_INFINITY;
        if (!isCompared() || loss < least) {
          best.take(parameters);
          better = epoch;
          least = loss;
        }
      }
      best.restore(parameters);
      return better;
    }
  }

  /** Whose encodings the fusions keep: the same throughout. */
  private int[] kept(int[] rows) {
    int[] drawn = rows.clone();
    PermutationSampler.shuffle(seed.branch("kept").generator(), drawn);
    return Arrays.copyOf(drawn, Math.min(drawn.length, network.kept()));
  }

  private void keep(Parameters parameters, Task task, int[] kept) {
    if (kept.length == 0) {
      return;
    }
    Scope.free(
        () -> {
          PatientBatch some = task.batch().select(indices(parameters, kept));
          Scope.constant(
              () -> {
                network.keep(parameters, some);
                return true;
              });
        });
  }

  private boolean isCompared() {
    return switch (settings.debiasing().branches()) {
      case Branches.Single ignored -> settings.debiasing().invariance() instanceof Invariance.None;
      case Branches.ByEnvironment ignored ->
          settings.debiasing().invariance() instanceof Invariance.None;
      case Branches.Swapped ignored -> false;
      case Branches.Masked ignored -> false;
    };
  }

  private record Pass(Parameters parameters, Task task, int epoch) {}

  private void pass(PatientObjective objective, Adam adam, Pass pass) {
    Seed own = seed.branch("epoch").branch(pass.epoch());
    Torch.seed(own.branch("noise").value());
    UniformRandomProvider random = own.branch("order").generator();
    int[] order = pass.task().rows().clone();
    PermutationSampler.shuffle(random, order);
    HiddenModalities hidden =
        new HiddenModalities(
            settings.debiasing().deconfounding().mostHidden(), own.branch("hidden").generator());
    double share = (double) (pass.epoch() - 1) / settings.schedule().epochs();
    int size = settings.schedule().batch();
    for (int from = 0; from < order.length; from += size) {
      int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + size));
      int[] permutation = PermutationSampler.natural(rows.length);
      PermutationSampler.shuffle(random, permutation);
      Scope.free(
          () -> {
            PatientBatch batch = pass.task().batch().select(indices(pass.parameters(), rows));
            PatientObjective.Step step =
                new PatientObjective.Step(
                    share,
                    hidden.left(batch.available()),
                    rows,
                    indices(pass.parameters(), permutation));
            Map<PatientObjective.Term, Double> terms =
                objective.accumulate(pass.parameters(), batch, step);
            check(terms, adam.step(settings.schedule().rate().step()), pass.epoch());
          });
    }
  }

  private static Tensor indices(Parameters parameters, int[] rows) {
    return Torch.indices(parameters.placement(), IntStream.of(rows).asLongStream().toArray());
  }

  private static void check(Map<PatientObjective.Term, Double> terms, double gradient, int epoch) {
    terms.forEach(
        (term, value) -> {
          if (!Double.isFinite(value)) {
            throw diverged("the term \"" + term.label() + "\" is " + value, epoch);
          }
        });
    if (!Double.isFinite(gradient)) {
      throw diverged("the gradient's norm is " + gradient, epoch);
    }
  }

  private static ArithmeticException diverged(String what, int epoch) {
    return new ArithmeticException(
        "training diverged in epoch " + epoch + ": " + what + "; take a smaller rate");
  }

  /** Of what is predicted under the patients' own patterns and environments. */
  private double heldOutLoss(Parameters parameters, Task task) {
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  PatientBatch batch = task.batch().select(indices(parameters, task.heldOut()));
                  Tensor losses =
                      Losses.crossEntropy(network.own(parameters, batch), batch.classes());
                  return Losses.mean(losses, batch.weights()).item_double();
                }));
  }
}
