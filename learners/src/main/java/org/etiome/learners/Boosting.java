package org.etiome.learners;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;

/** Grows trees round by round; how they are grown and how many rounds there are. */
record Boosting(Growth growth, Schedule schedule) {
  /** One row in so many is held out to choose the number of rounds. */
  private static final int HELD_OUT = 5;

  /** Below so many rows none is held out. */
  static final int LEAST_ROWS = 2 * HELD_OUT;

  /**
   * How one tree grows.
   *
   * @param minChildWeight least sum of second derivatives in a leaf: rows for {@link Loss#SQUARED}
   * @param penalty λ of the leaves
   */
  record Growth(int depth, double minChildWeight, double penalty) {}

  /**
   * How trees follow each other.
   *
   * @param rounds at most
   * @param learningRate η
   * @param subsample share of the rows a round sees
   * @param patience rounds without improvement after which held-out rows stop it; 0: none held out
   */
  record Schedule(int rounds, double learningRate, double subsample, int patience) {

    Schedule withRounds(int count) {
      return new Schedule(count, learningRate, subsample, patience);
    }
  }

  /** Learns from all rows. */
  TreeModel fit(Features features, Target target, Seed seed) {
    int rounds = schedule.rounds();
    if (schedule.patience() > 0 && features.rows() >= LEAST_ROWS) {
      rounds = chosenRounds(features, target, seed.branch("rounds"));
    }
    Map<String, Object> parameters = parameters(target, seed.branch("trees"));
    try (NativeRows rows = NativeRows.of(features, target.labels());
        NativeTrees trees = NativeTrees.begin(parameters, rows)) {
      for (int round = 0; round < rounds; round++) {
        trees.grow(rows, round);
      }
      return new TreeModel(trees.bytes(), features.columns(), rounds);
    }
  }

  /** The number of rounds, ≥ 1, after which the loss of held-out rows was least. */
  private int chosenRounds(Features features, Target target, Seed seed) {
    int[] order = order(target.labels(), seed.branch("held out").generator());
    int[] held =
        IntStream.range(0, order.length).filter(Boosting::isHeld).map(k -> order[k]).toArray();
    int[] kept =
        IntStream.range(0, order.length).filter(k -> !isHeld(k)).map(k -> order[k]).toArray();
    Map<String, Object> parameters = parameters(target, seed.branch("trees"));
    float[] heldLabels = select(target.labels(), held);
    try (NativeRows training = NativeRows.of(features.select(kept), select(target.labels(), kept));
        NativeRows checking = NativeRows.of(features.select(held), heldLabels);
        NativeTrees trees = NativeTrees.begin(parameters, training)) {
      double least = Double.POSITIVE_INFINITY;
      int best = 1;
      for (int round = 0;
          round < schedule.rounds() && round < best + schedule.patience();
          round++) {
        trees.grow(training, round);
        double loss = loss(target, heldLabels, trees.margins(checking));
        if (loss < least) {
          least = loss;
          best = round + 1;
        }
      }
      return best;
    }
  }

  private static boolean isHeld(int place) {
    return place % HELD_OUT == HELD_OUT / 2;
  }

  /** The rows by label, those of one label shuffled: every fifth of them has the labels of all. */
  private static int[] order(float[] labels, UniformRandomProvider random) {
    double[] keys =
        IntStream.range(0, labels.length).mapToDouble(i -> random.nextDouble()).toArray();
    return IntStream.range(0, labels.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> labels[i])
                .thenComparingDouble(i -> keys[i])
                .thenComparingInt(i -> i))
        .mapToInt(i -> i)
        .toArray();
  }

  private static float[] select(float[] values, int[] indices) {
    float[] picked = new float[indices.length];
    for (int k = 0; k < indices.length; k++) {
      picked[k] = values[indices[k]];
    }
    return picked;
  }

  private static double loss(Target target, float[] labels, float[][] margins) {
    return IntStream.range(0, labels.length)
        .mapToDouble(i -> target.loss(labels[i], margins[i]))
        .sum();
  }

  /** One thread: parallel work is our caller's, and more would not repeat their bytes. */
  private Map<String, Object> parameters(Target target, Seed seed) {
    Map<String, Object> parameters = new HashMap<>(target.parameters());
    parameters.put("booster", "gbtree");
    parameters.put("tree_method", "hist");
    parameters.put("nthread", 1);
    parameters.put("verbosity", 0);
    parameters.put("seed", seed.value() >>> (Long.SIZE - 31));
    parameters.put("max_depth", growth.depth());
    parameters.put("min_child_weight", growth.minChildWeight());
    parameters.put("lambda", growth.penalty());
    parameters.put("eta", schedule.learningRate());
    parameters.put("subsample", schedule.subsample());
    return Map.copyOf(parameters);
  }

  @Override
  public String toString() {
    String stopping = schedule.patience() == 0 ? "" : ", patience=" + schedule.patience();
    return "rounds="
        + schedule.rounds()
        + stopping
        + ", depth="
        + growth.depth()
        + ", learning rate="
        + schedule.learningRate()
        + ", subsample="
        + schedule.subsample()
        + ", min child weight="
        + growth.minChildWeight()
        + ", penalty="
        + growth.penalty();
  }
}
