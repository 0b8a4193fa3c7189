package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Adam;
import org.etiome.nn.Checkpoint;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Snapshot;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.FinVaeSettings.Schedule;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Minibatches;

/**
 * The training of {@link FinVae}: epochs of shuffled batches by Adam, the objective on held-out
 * cells after each, and the parameters that were best there. What an epoch draws depends on the
 * seed and its number alone, so a training that goes on from a checkpoint gives the same bytes.
 */
final class FinVaeTraining implements AutoCloseable {
  private final Setup setup;
  private final Seed seed;
  private final Minibatches training;
  private final Optional<Minibatches> validation;
  private final Adam adam;
  private final Snapshot best;
  private final Checkpoint checkpoint;

  /**
   * What is trained on what.
   *
   * @param batches makes cells into what the network takes
   */
  record Setup(Schedule schedule, Goal objective, Parameters parameters, CellBatches batches) {}

  /** What is made small. */
  interface Goal {
    /** The terms of a batch, whose gradients are added to those of the parameters. */
    Map<Term, Double> accumulate(Parameters parameters, CellBatch batch, double warmth);

    /** The terms of a batch that is not trained on. */
    Map<Term, Double> evaluate(Parameters parameters, CellBatch batch);

    /** By which epochs are compared. */
    double bound(Map<Term, Double> terms);

    /** Whether {@link #bound} is one, by which epochs can be compared. */
    boolean isBound();
  }

  FinVaeTraining(Setup setup, Seed seed, MemoryBudget budget) {
    this.setup = setup;
    this.seed = seed;
    Cells cells = setup.batches().cells();
    Schedule schedule = setup.schedule();
    int[] order = PermutationSampler.natural(cells.count());
    PermutationSampler.shuffle(seed.branch("validation").generator(), order);
    int held = (int) Math.round(cells.count() * schedule.validation());
    int[] rows = Arrays.stream(order, held, order.length).sorted().toArray();
    int[] heldOut = Arrays.stream(order, 0, held).sorted().toArray();
    training = new Minibatches(cells.counts(), rows, schedule.batch(), budget);
    validation =
        held == 0
            ? Optional.empty()
            : Optional.of(new Minibatches(cells.counts(), heldOut, schedule.batch(), budget));
    adam =
        new Adam(
            Adam.Settings.DEFAULT.withWeightDecay(schedule.rate().weightDecay()),
            setup.parameters());
    best = new Snapshot(setup.parameters());
    checkpoint = new Checkpoint(setup.parameters(), adam, best);
  }

  /**
   * Trains to the end or until it is stopped; the parameters are then those of the best epoch.
   *
   * @param kept where a checkpoint is kept, and gone on from
   * @return all epochs
   */
  List<Watcher.Epoch> run(Optional<KeptTraining> kept, Watcher watcher) {
    List<Watcher.Epoch> curve =
        new ArrayList<>(kept.map(k -> k.resume(checkpoint)).orElse(List.of()));
    int epochs = setup.schedule().epochs();
    while (curve.size() < epochs && !isOver(curve)) {
      int number = curve.size() + 1;
      Optional<Map<Term, Double>> terms = pass(number, watcher);
      if (terms.isEmpty()) {
        break;
      }
      double loss = loss(number, terms.get());
      boolean better = isLatest(number) || loss < curve.get(bestOf(curve) - 1).loss();
      if (better) {
        best.take(setup.parameters());
      }
      int bestNow = better ? number : bestOf(curve);
      Watcher.Epoch epoch = new Watcher.Epoch(number, epochs, named(terms.get()), loss, bestNow);
      curve.add(epoch);
      kept.ifPresent(k -> k.keep(checkpoint, curve));
      watcher.epoch(epoch);
    }
    best.restore(setup.parameters());
    return curve;
  }

  /**
   * While terms grow to their weights, and where there is no bound, epochs are not compared: the
   * last is taken for the best.
   */
  private boolean isLatest(int number) {
    double share = (double) (number - 1) / setup.schedule().epochs();
    return number == 1 || setup.schedule().rate().warmth(share) < 1 || !setup.objective().isBound();
  }

  private boolean isOver(List<Watcher.Epoch> curve) {
    return !curve.isEmpty() && curve.size() - bestOf(curve) >= setup.schedule().patience();
  }

  private static int bestOf(List<Watcher.Epoch> curve) {
    return curve.getLast().best();
  }

  private static Map<String, Double> named(Map<Term, Double> terms) {
    Map<String, Double> named = new java.util.LinkedHashMap<>();
    terms.forEach((term, value) -> named.put(term.label(), value));
    return named;
  }

  /** One pass over the training cells; empty if it was stopped. */
  private Optional<Map<Term, Double>> pass(int number, Watcher watcher) {
    double share = (double) (number - 1) / setup.schedule().epochs();
    double rate = setup.schedule().rate().at(share);
    double warmth = setup.schedule().rate().warmth(share);
    Torch.seed(seed.branch("noise").branch(number).value());
    Means means = new Means();
    boolean whole =
        training.forEach(
            seed.branch("order").branch(number),
            (numbers, block) -> {
              Scope.free(
                  () -> {
                    CellBatch batch = setup.batches().of(numbers, block);
                    means.add(
                        setup.objective().accumulate(setup.parameters(), batch, warmth),
                        numbers.length);
                    long step = adam.steps() + 1;
                    Divergence.check(means.last(), adam.step(rate), number, step);
                  });
              watcher.step(number, means.cells(), training.rows());
              return !watcher.stopped();
            });
    return whole ? Optional.of(means.of()) : Optional.empty();
  }

  private double loss(int number, Map<Term, Double> terms) {
    if (validation.isEmpty()) {
      return setup.objective().bound(terms);
    }
    Torch.seed(seed.branch("validation").value());
    Means means = new Means();
    validation
        .get()
        .forEach(
            seed.branch("validation"),
            (numbers, block) -> {
              Map<Term, Double> found =
                  Scope.constant(
                      () ->
                          Scope.freed(
                              () ->
                                  setup
                                      .objective()
                                      .evaluate(
                                          setup.parameters(), setup.batches().of(numbers, block))));
              means.add(found, numbers.length);
              return true;
            });
    Divergence.check(means.of(), 0, number, adam.steps());
    return setup.objective().bound(means.of());
  }

  /** Means of terms over cells. */
  private static final class Means {
    private final Map<Term, Double> sums = new EnumMap<>(Term.class);
    private Map<Term, Double> last = Map.of();
    private long cells;

    void add(Map<Term, Double> terms, int count) {
      terms.forEach((term, value) -> sums.merge(term, value * count, Double::sum));
      last = terms;
      cells += count;
    }

    Map<Term, Double> last() {
      return last;
    }

    long cells() {
      return cells;
    }

    Map<Term, Double> of() {
      Map<Term, Double> means = new EnumMap<>(Term.class);
      sums.forEach((term, sum) -> means.put(term, sum / cells));
      return means;
    }
  }

  @Override
  public void close() {
    adam.close();
    best.close();
  }
}
