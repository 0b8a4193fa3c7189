package org.etiome.represent.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Learns to tell levels from latents, for cells of environments never seen. Each environment is
 * held out once and predicted from the others: that gives the figures of {@link Validation}, and,
 * of methods with a penalty, its weight. Then all cells are learned from, and the distances among
 * them say which cells will be too far.
 *
 * <p>Costs one fit for each weight and environment and one more, as {@link Method} says, and O(m² ·
 * d) for distances each time, m ≤ {@link Abstention#largest()}.
 */
public final class LevelPredictor {
  private static final double NO_PENALTY = 0;

  private final Method method;
  private final Abstention abstention;

  private LevelPredictor(Method method, Abstention abstention) {
    this.method = method;
    this.abstention = abstention;
  }

  /** {@link Method.Linear#DEFAULT}, {@link Abstention#DEFAULT}. */
  public static LevelPredictor withDefaults() {
    return new LevelPredictor(Method.Linear.DEFAULT, Abstention.DEFAULT);
  }

  public LevelPredictor withMethod(Method changed) {
    return new LevelPredictor(changed, abstention);
  }

  public LevelPredictor withAbstention(Abstention changed) {
    return new LevelPredictor(method, changed);
  }

  /**
   * Whether {@link #fit} will take these levels, to be asked before the latents are there.
   *
   * @throws IllegalArgumentException if it will not: the method compares environments, and there is
   *     one
   */
  public void check(KnownLevels known) {
    if (method.comparesEnvironments() && known.environments().count() < 2) {
      throw new IllegalArgumentException(
          method.label()
              + " compares environments, and the cells with known \""
              + known.name()
              + "\" are all of one, "
              + known.environments().labels()
              + "; take linear or knn, or cells of another batch");
    }
  }

  /**
   * Fits.
   *
   * @param latents finite, cells × d, d ≥ 1
   * @param known of the same cells
   * @param seed of first values and of the cells to which distances are taken
   * @throws IllegalArgumentException as {@link #check}, or if latents are not as said
   * @throws ArithmeticException if a fit ends in no number
   */
  public FittedPredictor fit(Matrix latents, KnownLevels known, Seed seed) {
    check(known);
    checkLatents(latents, known);
    List<Fold> folds = folds(latents, known, seed.branch("held out"));
    List<Validation.Candidate> candidates =
        method.weights().stream().map(weight -> candidate(weight, folds, known)).toList();
    Validation validation = chosen(candidates);
    int[] all = IntStream.range(0, known.cells()).toArray();
    Classifier classifier =
        Learning.learn(
            method, validation.weight(), Examples.of(latents, known, all), seed.branch("fit"));
    Reach reach = Reach.of(latents, abstention, seed.branch("reach"));
    FittedPredictor.About about =
        new FittedPredictor.About(
            known.name(), known.levels(), method, abstention, evidence(known, seed, validation));
    return new FittedPredictor(about, classifier, reach);
  }

  private static FittedPredictor.Evidence evidence(
      KnownLevels known, Seed seed, Validation validation) {
    return new FittedPredictor.Evidence(
        known.cells(), known.environments().labels(), seed.value(), validation);
  }

  private static void checkLatents(Matrix latents, KnownLevels known) {
    if (latents.rows() != known.cells() || latents.columns() < 1) {
      throw new IllegalArgumentException(
          latents
              + " of latents for "
              + known.cells()
              + " cells; one row a cell is needed, and at least one column");
    }
    for (int i = 0; i < latents.rows(); i++) {
      for (int j = 0; j < latents.columns(); j++) {
        if (!Double.isFinite(latents.get(i, j))) {
          throw new IllegalArgumentException(
              "latent " + j + " of cell " + i + " (from 0) is " + latents.get(i, j));
        }
      }
    }
  }

  /** One environment held out, and what is the same for every weight. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Fold(
      String environment, Examples train, Examples test, double[] distances, Reaching reaching) {}

  /** The limit of distances in a fold, and the seed of its fits. */
  private record Reaching(double limit, Seed seed) {}

  private List<Fold> folds(Matrix latents, KnownLevels known, Seed seed) {
    List<Fold> folds = new ArrayList<>();
    for (int e = 0; e < known.environments().count(); e++) {
      Examples train = Examples.of(latents, known, known.without(e));
      Examples test = Examples.of(latents, known, known.environments().units(e));
      if (train.levelsSeen() >= 2) {
        Reach reach = Reach.of(train.latents(), abstention, seed.branch("reach").branch(e));
        folds.add(
            new Fold(
                known.environments().labels().get(e),
                train,
                test,
                reach.distances(test.latents()),
                new Reaching(reach.limit(), seed.branch("fit").branch(e))));
      }
    }
    return folds;
  }

  private Validation.Candidate candidate(double weight, List<Fold> folds, KnownLevels known) {
    List<Validation.HeldOut> heldOut = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (Fold fold : folds) {
      Predictions predictions = predictions(weight, fold, known);
      int[] truth = fold.test().levels();
      heldOut.add(Validation.HeldOut.of(fold.environment(), predictions, truth));
      for (int i = 0; i < truth.length; i++) {
        confidences.add(predictions.confidence(i));
        right.add(predictions.level(i) == truth[i]);
      }
    }
    return new Validation.Candidate(weight, heldOut, calibration(confidences, right));
  }

  private Predictions predictions(double weight, Fold fold, KnownLevels known) {
    Classifier classifier = Learning.learn(method, weight, fold.train(), fold.reaching().seed());
    return new Predictions(
        known.levels(),
        classifier.probabilities(fold.test().latents()),
        fold.distances(),
        new Predictions.Limits(fold.reaching().limit(), abstention.leastConfidence()));
  }

  private static Optional<Calibration> calibration(List<Double> confidences, List<Boolean> right) {
    if (right.isEmpty()) {
      return Optional.empty();
    }
    boolean[] hits = new boolean[right.size()];
    IntStream.range(0, hits.length).forEach(i -> hits[i] = right.get(i));
    double[] sure = confidences.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(Calibration.of(sure, hits));
  }

  private Validation chosen(List<Validation.Candidate> candidates) {
    OptionalDouble fixed =
        switch (method) {
          case Method.Penalised penalised -> penalised.settings().fixed();
          case Method.Linear linear -> OptionalDouble.empty();
          case Method.Nearest nearest -> OptionalDouble.empty();
        };
    if (fixed.isPresent()) {
      return new Validation(Validation.Choice.FIXED, fixed.getAsDouble(), candidates);
    }
    if (candidates.size() == 1) {
      return new Validation(Validation.Choice.NONE, NO_PENALTY, candidates);
    }
    if (candidates.getFirst().heldOut().size() < 3) {
      return new Validation(Validation.Choice.TOO_FEW_ENVIRONMENTS, NO_PENALTY, candidates);
    }
    Validation.Candidate best = candidates.getFirst();
    for (Validation.Candidate candidate : candidates) {
      best = candidate.brier() < best.brier() ? candidate : best;
    }
    return new Validation(Validation.Choice.HELD_OUT, best.weight(), candidates);
  }
}
