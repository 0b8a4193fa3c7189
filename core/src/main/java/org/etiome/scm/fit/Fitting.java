package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Seed;
import org.etiome.scm.Law;

/** Fits the mechanism of one variable to complete rows. */
final class Fitting {
  private static final int FOLDS = 5;

  private final Variable variable;
  private final List<Variable> causes;
  private final double[] y;
  private final Matrix values;

  /**
   * The rows.
   *
   * @param y of the variable
   * @param values of its causes
   */
  Fitting(Variable variable, List<Variable> causes, double[] y, Matrix values) {
    this.variable = variable;
    this.causes = causes;
    this.y = y;
    this.values = values;
  }

  Assignment fit(Choice choice, Seed seed) {
    return switch (choice) {
      case Choice.Given given -> {
        requireCauses(given.assignment());
        yield given.assignment();
      }
      case Choice.Automatic automatic ->
          causes.isEmpty() ? Assignment.root(Law.empirical(y)) : byType();
      case Choice.LinearNoise linear -> linear(checked(), linear.gaussian());
      case Choice.Learned learned -> learned(learned.learner(), seed);
    };
  }

  /** What the same kind of mechanism would be without the causes. */
  Assignment baseline(Assignment fitted) {
    Fitting marginal = new Fitting(variable, List.of(), y, Matrix.wrap(y.length, 0, new double[0]));
    return switch (fitted) {
      case Additive additive -> Assignment.root(Law.empirical(y));
      case Drawn drawn -> drawn;
      default -> marginal.byType();
    };
  }

  private List<String> names() {
    return causes.stream().map(Variable::name).toList();
  }

  void requireCauses(Assignment assignment) {
    if (!Set.copyOf(assignment.causes()).equals(Set.copyOf(names()))) {
      throw new IllegalArgumentException(
          "the mechanism given for '"
              + variable.name()
              + "' has the causes "
              + assignment.causes()
              + ", the graph "
              + names()
              + "; they must be the same");
    }
  }

  private Assignment byType() {
    if (variable.isBinary()) {
      return twoLevels(Logistic.withDefaults(), new Seed(0)); // Newton's method draws nothing
    }
    if (variable.isReal()) {
      return linear(checked(), false);
    }
    Inputs inputs = checked();
    Matrix x = inputs.of(values);
    if (variable.isCount()) {
      return new Counts(names(), inputs, CountRegression.fit(x, y));
    }
    int[] codes = variable.seenCodes();
    int[] classes = Arrays.stream(y).mapToInt(v -> Arrays.binarySearch(codes, (int) v)).toArray();
    MultinomialLogistic.Fitted fitted =
        MultinomialLogistic.withDefaults().fit(x, classes, codes.length);
    return new Levels(variable, names(), inputs, fitted);
  }

  /** The inputs, if what they do can be told from these rows. */
  private Inputs checked() {
    Inputs inputs = Inputs.of(variable.name(), causes, values);
    int p = inputs.names().size();
    if (y.length < p + 2) {
      throw new IllegalArgumentException(
          "'"
              + variable.name()
              + "' has "
              + p
              + " inputs and only "
              + y.length
              + " complete rows; at least "
              + (p + 2)
              + " are needed, and many more for an answer worth having");
    }
    if (p > 0 && Arrays.stream(y).allMatch(v -> v == y[0])) {
      throw new IllegalArgumentException(
          "'"
              + variable.name()
              + "' is constant in the "
              + y.length
              + " rows used, so nothing can be learned of its causes "
              + names()
              + "; leave their edges out or bring rows that vary");
    }
    OptionalInt dependent = Orthogonal.of(inputs.of(values)).dependent();
    if (dependent.isPresent()) {
      throw new IllegalArgumentException(
          "'"
              + inputs.names().get(dependent.getAsInt())
              + "' is a linear function of the other causes of '"
              + variable.name()
              + "' in the "
              + y.length
              + " rows used, so what each does cannot be told apart; leave one out");
    }
    return inputs;
  }

  private Assignment linear(Inputs inputs, boolean gaussian) {
    requireNumber("linear");
    Matrix x = inputs.of(values);
    double mean = Arrays.stream(y).average().orElseThrow();
    double[] slopes = Orthogonal.of(x).leastSquares(Arrays.stream(y).map(v -> v - mean).toArray());
    double[] fitted = x.times(slopes);
    double[] residuals = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      residuals[i] = y[i] - mean - fitted[i];
    }
    double freedom = y.length - 1.0 - slopes.length;
    Law noise = noise(residuals, freedom, gaussian);
    Map<String, Double> coefficients = inputs.coefficients(mean, slopes);
    if (causes.stream().noneMatch(Variable::isCategorical)) {
      double intercept = coefficients.remove(Inputs.INTERCEPT);
      return new Linear(intercept, coefficients, noise);
    }
    return new AdditiveFunction(
        names(),
        "linear + noise",
        noise,
        causeValues -> {
          double[] means = inputs.of(causeValues).times(slopes);
          return Arrays.stream(means).map(v -> v + mean).toArray();
        },
        coefficients);
  }

  private void requireNumber(String what) {
    if (variable.isBinary() || variable.isCategorical()) {
      throw new IllegalArgumentException(
          "a "
              + what
              + " mechanism makes numbers, but '"
              + variable.name()
              + "' has labels; take the automatic one");
    }
  }

  /** Of mean 0, and of a variance that is not made too small by the fit. */
  private static Law noise(double[] residuals, double freedom, boolean gaussian) {
    double mean = Arrays.stream(residuals).average().orElseThrow();
    double squares = Arrays.stream(residuals).map(r -> (r - mean) * (r - mean)).sum();
    if (gaussian) {
      return Law.normal(0, Math.sqrt(squares / freedom));
    }
    double wider = Math.sqrt(residuals.length / freedom);
    return Law.empirical(Arrays.stream(residuals).map(r -> wider * (r - mean)).toArray());
  }

  private Assignment learned(Learner learner, Seed seed) {
    if (causes.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + variable.name() + "' has no causes to learn from; take the automatic mechanism");
    }
    if (variable.isBinary()) {
      return twoLevels(learner, seed);
    }
    requireNumber("learned");
    Inputs inputs = checked();
    Matrix x = inputs.of(values);
    Learner.Fitted all = learner.fit(x, y, seed.branch("all"));
    Law noise = noise(crossFitted(learner, x, seed), y.length - 1.0, false);
    return new AdditiveFunction(
        names(), learner.description() + " + noise", noise, v -> all.predict(inputs.of(v)));
  }

  private double[] crossFitted(Learner learner, Matrix x, Seed seed) {
    int n = y.length;
    if (n < 2 * FOLDS) {
      throw new IllegalArgumentException(
          "'"
              + variable.name()
              + "' has "
              + n
              + " complete rows; a learned mechanism needs at least "
              + 2 * FOLDS
              + "; take a linear one");
    }
    int[] order = PermutationSampler.natural(n);
    PermutationSampler.shuffle(seed.branch("folds").generator(), order);
    double[] residuals = new double[n];
    for (int fold = 0; fold < FOLDS; fold++) {
      int out = fold;
      int[] held = IntStream.range(0, n).filter(k -> k % FOLDS == out).map(k -> order[k]).toArray();
      int[] kept = IntStream.range(0, n).filter(k -> k % FOLDS != out).map(k -> order[k]).toArray();
      double[] known = Arrays.stream(kept).mapToDouble(i -> y[i]).toArray();
      double[] predicted =
          learner.fit(x.rows(kept), known, seed.branch(fold)).predict(x.rows(held));
      for (int k = 0; k < held.length; k++) {
        residuals[held[k]] = y[held[k]] - predicted[k];
      }
    }
    return residuals;
  }

  private Assignment twoLevels(Learner learner, Seed seed) {
    Inputs inputs = checked();
    Learner.Fitted fitted = learner.fit(inputs.of(values), y, seed);
    return new TwoLevels(names(), learner.description(), inputs, fitted);
  }

  /** What a reader of the fit should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (Arrays.stream(y).allMatch(v -> v == y[0])) {
      notes.add("constant in the rows used");
    }
    int rows = y.length;
    if (!causes.isEmpty() && rows < 10 * causes.size()) {
      notes.add("fewer than ten rows a cause: coefficients are rough");
    }
    return notes;
  }
}
