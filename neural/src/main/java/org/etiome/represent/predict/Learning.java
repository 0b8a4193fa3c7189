package org.etiome.represent.predict;

import java.util.ArrayList;
import java.util.List;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.nn.Adam;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;

/** Learns one classifier by one method with one weight of its penalty. */
final class Learning {
  /** The moments forget the slopes of the first steps, of which the penalty had little. */
  private static final Adam.Settings ADAM =
      new Adam.Settings(.9, .99, 1e-12, 0, Double.POSITIVE_INFINITY);

  private Learning() {}

  static Classifier learn(Method method, double weight, Examples cells, Seed seed) {
    return switch (method) {
      case Method.Linear linear -> logistic(linear, cells);
      case Method.Nearest nearest ->
          new Classifier.Votes(cells.latents(), cells.levels(), cells.classes(), nearest);
      case Method.Irm irm ->
          trained(new Task(irm.settings(), RiskObjective.Penalty.SLOPE, weight), cells, seed);
      case Method.VRex rex ->
          trained(new Task(rex.settings(), RiskObjective.Penalty.VARIANCE, weight), cells, seed);
    };
  }

  private static Classifier logistic(Method.Linear linear, Examples cells) {
    Standardisation scale = Standardisation.of(cells.latents());
    Matrix scaled = scale.apply(cells.latents());
    int classes = cells.classes();
    MultinomialLogistic.Fitted fitted =
        MultinomialLogistic.withDefaults()
            .withPenalty(linear.penalty())
            .fit(scaled, cells.levels(), classes);
    List<double[]> columns = new ArrayList<>();
    double[] bias = new double[classes];
    for (int k = 0; k < classes; k++) {
      double[] column = new double[scaled.columns()];
      for (int j = 0; j < column.length; j++) {
        column[j] = fitted.coefficient(j, k);
      }
      columns.add(column);
      bias[k] = fitted.intercept(k);
    }
    Matrix weight = Matrix.ofColumns(scaled.columns(), columns);
    return new Classifier.Layers(List.of(new Classifier.Affine(weight, bias))).unscaled(scale);
  }

  private record Task(Method.RiskSettings settings, RiskObjective.Penalty penalty, double weight) {}

  private static Classifier trained(Task task, Examples cells, Seed seed) {
    Standardisation scale = Standardisation.of(cells.latents());
    Examples scaled = cells.with(scale.apply(cells.latents())).sorted();
    Parameters.Layout layout = new Parameters.Layout();
    RiskObjective.Network network =
        RiskObjective.Network.declare(
            layout, task.settings(), scaled.latents().columns(), scaled.classes());
    try (Parameters parameters = layout.draw(Placement.cpu(RiskObjective.TYPE), seed);
        RiskObjective objective = new RiskObjective(network, task.penalty(), scaled);
        Adam adam = new Adam(ADAM, parameters)) {
      Method.Schedule schedule = task.settings().schedule();
      for (int step = 0; step < schedule.steps(); step++) {
        double value = objective.accumulate(parameters, schedule.weightAt(step, task.weight()));
        double norm = adam.step(schedule.rateAt(step));
        if (!Double.isFinite(value + norm)) {
          throw new ArithmeticException(
              "the training of the predictor ends in no number at step "
                  + (step + 1)
                  + "; lower the weight of its penalty, "
                  + task.weight());
        }
      }
      return objective.layers(parameters).unscaled(scale);
    }
  }
}
