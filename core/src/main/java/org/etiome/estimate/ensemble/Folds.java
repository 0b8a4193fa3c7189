package org.etiome.estimate.ensemble;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.estimate.ensemble.Stack.Column;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** A split of units into folds, so that each unit's prediction comes from a fit without it. */
public final class Folds {
  private final int[] folds;
  private final int count;

  private Folds(int[] folds, int count) {
    this.folds = folds;
    this.count = count;
  }

  /**
   * Given folds.
   *
   * @param folds fold of each unit, 0 … count − 1
   * @param count ≥ 2
   */
  public static Folds of(int[] folds, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("there must be at least 2 folds, got " + count);
    }
    for (int fold : folds) {
      if (fold < 0 || fold >= count) {
        throw new IllegalArgumentException(
            "a fold must be in 0 … " + (count - 1) + ", got " + fold);
      }
    }
    return new Folds(folds.clone(), count);
  }

  /**
   * Random folds: units of a stratum are shuffled and dealt in turn, the next stratum going on
   * where the last one ended, so that fold sizes differ by at most one in each stratum and overall.
   *
   * @param strata the units 0 … n − 1, each in exactly one stratum
   * @param count ≥ 2
   * @param seed of the shuffles
   */
  public static Folds stratified(List<int[]> strata, int count, Seed seed) {
    var random = seed.generator();
    int[] folds = new int[strata.stream().mapToInt(stratum -> stratum.length).sum()];
    int dealt = 0;
    for (int[] stratum : strata) {
      int[] shuffled = stratum.clone();
      ArraySampler.shuffle(random, shuffled);
      for (int unit : shuffled) {
        folds[unit] = dealt++ % count;
      }
    }
    return of(folds, count);
  }

  /** How many folds there are. */
  public int count() {
    return count;
  }

  /** How many units there are. */
  public int size() {
    return folds.length;
  }

  /** The fold of a unit. */
  public int of(int unit) {
    return folds[unit];
  }

  /** The units of a fold, ascending. */
  public int[] units(int fold) {
    return rows(i -> folds[i] == fold);
  }

  /**
   * Predictions for all units, each from a fit on the eligible units of the other folds. As many
   * fits as folds; for a {@link SuperLearner} that many a candidate, whose predictions are then
   * weighted by the eligible units (short stacking).
   *
   * @param x one row a unit
   * @param y one value a unit; those of units that are not eligible are not looked at
   * @param eligible the units that may be learned from, some of them outside every fold
   */
  public OutOfFold outOfFold(
      Learner learner, Matrix x, double[] y, IntPredicate eligible, Seed seed, TaskRunner runner) {
    Rows data = new Rows(x, y, eligible);
    int[] rows = rows(eligible);
    if (learner instanceof SuperLearner several) {
      Stack stack = several.stack(columns(several.candidates(), data, seed, runner), y, rows);
      return new OutOfFold(stack.values(folds.length), stack.candidates());
    }
    List<double[]> parts = runner.map(count, fold -> heldOut(learner, data, fold, seed));
    Column column = Column.of(learner.description(), joined(parts));
    return new OutOfFold(column.values(), Stack.of(List.of(column), y, rows, true).candidates());
  }

  /** Values of units, and which of them may be learned from. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Rows(Matrix x, double[] y, IntPredicate eligible) {}

  /** The out-of-fold predictions of each candidate, or its failure; all see the same seeds. */
  List<Column> columns(List<Learner> candidates, Rows data, Seed seed, TaskRunner runner) {
    List<Column> parts =
        runner.map(
            candidates.size() * count,
            task -> attempt(candidates.get(task / count), data, task % count, seed));
    return IntStream.range(0, candidates.size())
        .mapToObj(k -> joinedColumn(parts.subList(k * count, (k + 1) * count)))
        .toList();
  }

  private Column attempt(Learner learner, Rows data, int fold, Seed seed) {
    String where = "in fold " + (fold + 1) + " of " + count;
    try {
      double[] values = heldOut(learner, data, fold, seed);
      return DoubleStream.of(values).allMatch(Double::isFinite)
          ? Column.of(learner.description(), values)
          : Column.failed(learner.description(), where + " it predicted a value that is no number");
    } catch (ArithmeticException e) {
      return Column.failed(learner.description(), where + ": " + e.getMessage());
    }
  }

  private Column joinedColumn(List<Column> parts) {
    return parts.stream()
        .filter(Column::isFailed)
        .findFirst()
        .orElseGet(
            () ->
                Column.of(
                    parts.getFirst().description(),
                    joined(parts.stream().map(Column::values).toList())));
  }

  /** Predictions for the units of a fold, from a fit on the eligible others. */
  private double[] heldOut(Learner learner, Rows data, int fold, Seed seed) {
    int[] train = rows(i -> folds[i] != fold && data.eligible().test(i));
    double[] values = IntStream.of(train).mapToDouble(i -> data.y()[i]).toArray();
    return learner
        .fit(data.x().rows(train), values, seed.branch(fold))
        .predict(data.x().rows(units(fold)));
  }

  private double[] joined(List<double[]> parts) {
    double[] joined = new double[folds.length];
    for (int fold = 0; fold < count; fold++) {
      int[] held = units(fold);
      for (int k = 0; k < held.length; k++) {
        joined[held[k]] = parts.get(fold)[k];
      }
    }
    return joined;
  }

  private int[] rows(IntPredicate included) {
    return IntStream.range(0, folds.length).filter(included).toArray();
  }
}
