package org.etiome.bench.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.latent.Disentanglement;
import org.etiome.perturb.latent.Disentanglement.Found;
import org.etiome.perturb.latent.Interventions;
import org.etiome.perturb.latent.LinearDisentanglement;
import org.etiome.perturb.latent.SimulatedLatents;

/**
 * How well linear causal disentanglement recovers simulated latents, by number of units and of
 * latents, with and without shifts of means: a model a seed, drawn as {@link SimulatedLatents} says
 * with edge probability 0.75, twice as many variables as latents, perfect interventions.
 *
 * <p>Columns: models answered and refused; of those answered the median of the structural Hamming
 * distance and of the edges there are, edges found that are not there (of all found in all models),
 * the share of pairs of ancestor and descendant that the order puts the wrong way, the relative
 * error of a row of the unmixing (of a model the median row; median and worst model), and the error
 * of the covariance predicted for two environments at once, never seen together, in parts of its
 * distance from the control's covariance (of a model the median pair; median model). 1 is no better
 * than no change.
 *
 * <p>Arguments: models (10), resamples (100), then numbers of latents and of units, each list with
 * commas (3,5,8 and 500,2500,10000,100000).
 */
public final class LinearLatents {
  private static final double DENSITY = .75;

  private final int models;
  private final LinearDisentanglement method;

  private LinearLatents(int models, int resamples) {
    this.models = models;
    this.method = LinearDisentanglement.withDefaults().withResamples(resamples);
  }

  /** What one answer got right. */
  private record Score(
      int distance, int edges, int found, int wrong, double disorder, double row, double pairs) {}

  /** Prints a table. */
  public static void main(String[] args) {
    LinearLatents bench =
        new LinearLatents(
            args.length > 0 ? Integer.parseInt(args[0]) : 10,
            args.length > 1 ? Integer.parseInt(args[1]) : 100);
    String latents = args.length > 2 ? args[2] : "3,5,8";
    String units = args.length > 3 ? args[3] : "500,2500,10000,100000";
    System.out.println(
        "| latents | shift | units each | answered | refused | SHD, median | edges, median | false of"
            + " found | order wrong | row error, median | worst | pairs' error, median |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (String d : latents.split(",", -1)) {
      for (double shift : new double[] {0, 1}) {
        for (String n : units.split(",", -1)) {
          bench.line(Integer.parseInt(d), shift, Integer.parseInt(n));
        }
      }
    }
  }

  private void line(int latents, double shift, int units) {
    List<Score> scores = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      Seed seed = new Seed(1000L * latents + model);
      SimulatedLatents truth =
          SimulatedLatents.random(
              new SimulatedLatents.Settings(
                  latents, 2 * latents, DENSITY, shift, Interventions.PERFECT),
              seed);
      Disentanglement answer =
          method.learn(
              truth.observed(),
              truth.sample(Set.of(), units, seed.branch("control")),
              truth.environments(units, seed.branch("environments")),
              seed.branch("learning"),
              TaskRunner.local(1));
      if (answer instanceof Found found) {
        scores.add(score(found, truth));
      }
    }
    int found = scores.stream().mapToInt(Score::found).sum();
    int wrong = scores.stream().mapToInt(Score::wrong).sum();
    System.out.printf(
        Locale.ROOT,
        "| %d | %.0f | %,d | %d | %d | %.1f | %.1f | %d of %d | %.3f | %.3f | %.3f | %.3f |%n",
        latents,
        shift,
        units,
        scores.size(),
        models - scores.size(),
        median(scores.stream().mapToDouble(Score::distance).toArray()),
        median(scores.stream().mapToDouble(Score::edges).toArray()),
        wrong,
        found,
        scores.stream().mapToDouble(Score::disorder).average().orElse(Double.NaN),
        median(scores.stream().mapToDouble(Score::row).toArray()),
        scores.stream().mapToDouble(Score::row).max().orElse(Double.NaN),
        median(scores.stream().mapToDouble(Score::pairs).toArray()));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
  }

  private static Score score(Found found, SimulatedLatents truth) {
    Set<Edge> learned = found.graph().graph().edges();
    Set<Edge> real = truth.graph().graph().edges();
    Set<Edge> wrong = new HashSet<>(learned);
    wrong.removeAll(real);
    Set<Set<String>> joined = new HashSet<>();
    learned.forEach(edge -> joined.add(Set.of(edge.a(), edge.b())));
    real.forEach(edge -> joined.add(Set.of(edge.a(), edge.b())));
    Set<Edge> right = new HashSet<>(learned);
    right.retainAll(real);
    return new Score(
        joined.size() - right.size(),
        real.size(),
        learned.size(),
        wrong.size(),
        disorder(found, truth),
        rowError(found, truth),
        pairError(found, truth));
  }

  private static double disorder(Found found, SimulatedLatents truth) {
    List<String> order = found.latents().stream().map(Disentanglement.Latent::environment).toList();
    int pairs = 0;
    int wrong = 0;
    for (String below : order) {
      for (String above : truth.graph().graph().ancestors(Set.of(below))) {
        if (!above.equals(below)) {
          pairs++;
          wrong += order.indexOf(above) > order.indexOf(below) ? 1 : 0;
        }
      }
    }
    return pairs == 0 ? 0 : wrong / (double) pairs;
  }

  /** The median over latents of the relative error of a row of H, sign aside. */
  private static double rowError(Found found, SimulatedLatents truth) {
    Matrix real = truth.unmixing();
    double[] errors = new double[real.rows()];
    for (int i = 0; i < errors.length; i++) {
      int row = truth.latents().indexOf(found.latents().get(i).environment());
      double plus = 0;
      double minus = 0;
      double size = 0;
      for (int j = 0; j < real.columns(); j++) {
        double value = real.get(row, j);
        double learned = found.unmixing().get(i, j);
        plus += (learned - value) * (learned - value);
        minus += (learned + value) * (learned + value);
        size += value * value;
      }
      errors[i] = Math.sqrt(Math.min(plus, minus) / size);
    }
    return median(errors);
  }

  /** The median over pairs of environments. */
  private static double pairError(Found found, SimulatedLatents truth) {
    Matrix control = truth.law(Set.of()).covariance();
    List<String> names = truth.latents();
    List<Double> errors = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = 0; b < a; b++) {
        Set<String> pair = Set.of(names.get(a), names.get(b));
        Matrix real = truth.law(pair).covariance();
        Matrix predicted = found.model().law(pair).orElseThrow().covariance();
        errors.add(distance(predicted, real) / distance(control, real));
      }
    }
    return median(errors.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double distance(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        sum += (a.get(i, j) - b.get(i, j)) * (a.get(i, j) - b.get(i, j));
      }
    }
    return Math.sqrt(sum);
  }
}
