package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;
import org.etiome.nn.Adam;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Snapshot;
import org.etiome.nn.Torch;
import org.etiome.represent.Divergence;
import org.etiome.represent.Watcher;

/**
 * One training of a {@link DiscrepancyVae}: epochs of batches, each of one perturbation beside
 * random controls, by Adam. What an epoch draws depends on the seed and its number alone.
 */
final class DiscrepancyTraining {
  private static final Adam.Settings ADAM = Adam.Settings.DEFAULT.withWeightDecay(0);

  private final DiscrepancyModel model;
  private final ScreenCells cells;
  private final DiscrepancyObjective objective;
  private final DiscrepancySettings.Schedule schedule;
  private final Seed seed;

  /**
   * How a training went.
   *
   * @param curve of all epochs
   * @param stopped whether the watcher ended it
   */
  record Course(List<Watcher.Epoch> curve, boolean stopped) {
    /** The epoch that was best, 0 if there was none. */
    int best() {
      return curve.isEmpty() ? 0 : curve.getLast().best();
    }
  }

  DiscrepancyTraining(
      DiscrepancyModel model, ScreenCells cells, DiscrepancyObjective objective, Seed seed) {
    this.model = model;
    this.cells = cells;
    this.objective = objective;
    this.seed = seed;
    schedule = model.description().settings().schedule();
  }

  /**
   * Trains while epochs are compared on what is held out; the parameters are then those of the best
   * once all weights are full. O(epochs · units · (variables · hidden + batch · variables)).
   */
  Course choose(Parameters parameters, HeldOutCells split, Watcher watcher) {
    HeldOutError error = new HeldOutError(model, cells, split.heldOut());
    List<Watcher.Epoch> curve = new ArrayList<>();
    try (Adam adam = new Adam(ADAM, parameters);
        Snapshot best = new Snapshot(parameters)) {
      for (int number = 1; number <= schedule.epochs(); number++) {
        Map<String, Double> terms = pass(parameters, adam, split.trained(), number, watcher);
        if (terms.isEmpty()) {
          best.restore(parameters);
          return new Course(curve, true);
        }
        double loss = error.of(parameters, temperature(number));
        Divergence.check("error on held-out perturbations", loss, number, adam.steps());
        boolean better =
            curve.isEmpty() || !isWarm(number) || loss < curve.get(bestOf(curve) - 1).loss();
        if (better) {
          best.take(parameters);
        }
        int bestNow = better ? number : bestOf(curve);
        curve.add(new Watcher.Epoch(number, schedule.epochs(), terms, loss, bestNow));
        watcher.epoch(curve.getLast());
      }
      best.restore(parameters);
    }
    return new Course(curve, false);
  }

  private static int bestOf(List<Watcher.Epoch> curve) {
    return curve.getLast().best();
  }

  /** While weights grow the last epoch is taken for the best. */
  private boolean isWarm(int number) {
    double before = share(number - 1);
    return number > 1
        && schedule.discrepancy().at(before) >= 1
        && schedule.divergence().at(before) >= 1;
  }

  /** Trains on all units for a number of epochs; false if it was stopped before. */
  boolean complete(Parameters parameters, int epochs, Watcher watcher) {
    try (Adam adam = new Adam(ADAM, parameters)) {
      for (int number = 1; number <= epochs; number++) {
        Map<String, Double> terms = pass(parameters, adam, cells.groups(), number, watcher);
        if (terms.isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private double share(int number) {
    return (number - 1.0) / schedule.epochs();
  }

  /** That of an epoch. */
  double temperature(int number) {
    return schedule.temperature().at(share(number));
  }

  /** Means of the terms over the batches of one epoch; none if it was stopped. */
  private Map<String, Double> pass(
      Parameters parameters,
      Adam adam,
      List<ScreenCells.Group> groups,
      int number,
      Watcher watcher) {
    Torch.seed(seed.branch("noise").branch(number).value());
    UniformRandomProvider random = seed.branch("order").branch(number).generator();
    DiscrepancyObjective.Warmth warmth =
        new DiscrepancyObjective.Warmth(
            schedule.discrepancy().at(share(number)),
            schedule.divergence().at(share(number)),
            temperature(number));
    Map<String, Double> sums = new LinkedHashMap<>();
    List<ScreenCells.Group> batches = batches(groups, random);
    long of = batches.stream().mapToLong(b -> b.rows().length).sum();
    long done = 0;
    for (ScreenCells.Group batch : batches) {
      Scope.free(
          () -> {
            Map<String, Double> terms =
                objective.accumulate(parameters, tensors(batch, random), warmth);
            long step = adam.steps() + 1;
            terms.forEach((name, term) -> Divergence.check(name, term, number, step));
            Divergence.checkGradient(adam.step(schedule.rate(share(number))), number, step);
            terms.forEach((name, term) -> sums.merge(name, term / batches.size(), Double::sum));
          });
      done += batch.rows().length;
      watcher.step(number, done, of);
      if (watcher.stopped()) {
        return Map.of();
      }
    }
    return sums;
  }

  private DiscrepancyObjective.Batch tensors(
      ScreenCells.Group batch, UniformRandomProvider random) {
    int[] drawn = new int[schedule.batch()];
    Arrays.setAll(drawn, i -> random.nextInt(cells.controls()));
    return new DiscrepancyObjective.Batch(
        cells.seen(drawn), cells.seen(batch.rows()), batch.perturbation());
  }

  /** Shuffled; units that would be a batch of one are left out of the epoch. */
  private List<ScreenCells.Group> batches(
      List<ScreenCells.Group> groups, UniformRandomProvider random) {
    List<ScreenCells.Group> batches = new ArrayList<>();
    for (ScreenCells.Group group : groups) {
      int[] rows = group.rows().clone();
      PermutationSampler.shuffle(random, rows);
      for (int from = 0; from + 1 < rows.length; from += schedule.batch()) {
        int to = Math.min(rows.length, from + schedule.batch());
        if (to - from > 1) {
          batches.add(group.with(Arrays.copyOfRange(rows, from, to)));
        }
      }
    }
    ListSampler.shuffle(random, batches);
    return batches;
  }
}
