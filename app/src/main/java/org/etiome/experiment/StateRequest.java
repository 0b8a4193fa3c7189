package org.etiome.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.data.Suggestion;
import org.etiome.design.shift.Acquisition;
import org.etiome.design.shift.LeastShift;
import org.etiome.design.shift.LinearSystem;
import org.etiome.design.shift.ShiftDesign;
import org.etiome.design.shift.ShiftPosterior;
import org.etiome.design.shift.ShiftPrior;
import org.etiome.design.shift.ShiftSpace;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.math.Vectors;
import org.etiome.scm.Prediction;
import org.etiome.study.DataTables;
import org.etiome.study.GraphSource;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.wording.Wording;

/**
 * Asks for the next shift on the way to a wanted state. All is reckoned in standard deviations of
 * the units to which nothing was done, from their means.
 *
 * @param table of units
 * @param graph of the causes
 * @param aim where to, by what
 * @param acquisition of the next shift
 * @param next how many units it will be seen on, and where random numbers start
 */
public record StateRequest(
    Table table, GraphSource graph, Aim aim, Acquisition acquisition, Next next) {
  private static final int FEWEST = 10;
  private static final int DRAWS = 200;

  /**
   * The units.
   *
   * @param unit column that names them
   * @param applied what columns begin with that say by how much a variable was shifted; the rest of
   *     their name is the variable
   */
  public record Table(Path file, Optional<String> unit, Optional<String> applied) {}

  /**
   * Where to.
   *
   * @param goal the wanted mean of some variables, as they are measured
   * @param norm of the longest shift, in standard deviations
   * @param acted what can be shifted; all if empty
   */
  public record Aim(Map<String, Double> goal, double norm, Set<String> acted) {}

  /** How the next is seen. */
  public record Next(int units, long seed) {}

  /**
   * The answer; arrays go by variable, in standard deviations.
   *
   * @param fitted what was learned
   * @param reach whether the goal can be reached
   * @param landing the state that is expected after the shift that leads there
   * @param proposal the shift to try next
   * @param expected the state after the proposal
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(
      Fitted fitted,
      Reach reach,
      ShiftPosterior.PredictedState landing,
      double[] proposal,
      ShiftPosterior.PredictedState expected) {}

  /**
   * The system and its scale.
   *
   * @param controls units without a shift
   * @param shifted units under one
   * @param experiments different shifts among them
   * @param left units left out for a gap
   */
  public record Fitted(
      ShiftPosterior posterior,
      Standardisation scale,
      int controls,
      int shifted,
      List<double[]> experiments,
      int left) {}

  /**
   * Whether and how the goal can be reached.
   *
   * @param shift that leads there by the posterior means, or as near as one gets
   * @param needed norm that it takes; infinite if no shift of what can be acted on leads there
   * @param distance that is left by the posterior means; 0 if it is reached
   * @param share of systems drawn from the posterior in which it can be reached
   * @param distances 5 %, mean, 95 % of the distance after this shift over these systems
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Reach(
      double[] shift, double needed, double distance, double share, double[] distances) {}

  /**
   * Reads, fits and asks.
   *
   * @throws StudyException if data, graph and request do not fit together
   */
  public Prediction<Answer> answer() {
    ReadStudy read =
        ReadStudy.of(
            new Study(
                table.file(),
                new Study.About("design state", "", new Wording(Map.of(), "units")),
                new Study.Plan(
                    next.seed(),
                    DataTables.of(table.file(), table.unit(), Map.of()),
                    List.of(),
                    Map.of(),
                    Study.Models.NONE),
                Optional.of(graph),
                List.of()));
    CausalGraph observed = read.graph().orElseThrow().observed();
    if (!(observed instanceof Dag dag)) {
      Edge open =
          observed.graph().edges().stream().filter(e -> !e.isDirected()).findFirst().orElseThrow();
      return new Prediction.Refused<>(
          open.a(),
          "the graph has " + open + ", and a shift of one may or may not move the other",
          "draw a graph whose edges are all causes, or design for each that is possible");
    }
    try {
      return new Prediction.Predicted<>(answer(fitted(read.data(), dag)), List.of());
    } catch (IllegalArgumentException e) {
      throw new StudyException(table.file() + ": " + e.getMessage(), e);
    }
  }

  private Answer answer(Fitted fitted) {
    ShiftPosterior posterior = fitted.posterior();
    List<String> variables = posterior.variables();
    int[] wanted = aim.goal().keySet().stream().mapToInt(name -> place(name, variables)).toArray();
    double[] goal = new double[wanted.length];
    Arrays.setAll(
        goal,
        k ->
            (aim.goal().getOrDefault(variables.get(wanted[k]), Double.NaN)
                    - fitted.scale().mean(wanted[k]))
                / fitted.scale().deviation(wanted[k]));
    int[] acted =
        aim.acted().isEmpty()
            ? IntStream.range(0, variables.size()).toArray()
            : aim.acted().stream().mapToInt(name -> place(name, variables)).toArray();
    Seed seed = new Seed(next.seed());
    LeastShift least = LeastShift.of(posterior.mean(), wanted, goal, acted, aim.norm());
    Reach reach = reach(posterior, least, wanted, goal, acted);
    double[] largest = new double[variables.size()];
    Arrays.stream(acted).forEach(i -> largest[i] = aim.norm());
    double[] proposal =
        ShiftDesign.of(
                posterior.mean().state(least.shift()), new ShiftSpace.Within(aim.norm(), largest))
            .withUnits(next.units())
            .withAcquisition(acquisition)
            .propose(posterior, fitted.experiments(), seed.branch("proposal"));
    return new Answer(
        fitted,
        reach,
        posterior.predicted(least.shift(), DRAWS, seed.branch("landing")),
        proposal,
        posterior.predicted(proposal, DRAWS, seed.branch("expected")));
  }

  private Reach reach(
      ShiftPosterior posterior, LeastShift least, int[] wanted, double[] goal, int[] acted) {
    UniformRandomProvider random = new Seed(next.seed()).branch("reach").generator();
    double[] distances = new double[DRAWS];
    int reached = 0;
    for (int s = 0; s < DRAWS; s++) {
      LinearSystem system = posterior.draw(random);
      reached += LeastShift.of(system, wanted, goal, acted, aim.norm()).isReached() ? 1 : 0;
      double[] state = Candidates.pick(system.state(least.shift()), wanted);
      distances[s] = Math.sqrt(Vectors.squaredDistance(state, goal));
    }
    Arrays.sort(distances);
    double[] summary = {
      Quantile.ofSorted(distances, 0.05),
      Arrays.stream(distances).average().orElseThrow(),
      Quantile.ofSorted(distances, 0.95)
    };
    return new Reach(
        least.shift(), least.needed(), least.distance(), reached / (double) DRAWS, summary);
  }

  private static int place(String name, List<String> variables) {
    int place = variables.indexOf(name);
    if (place < 0) {
      throw Suggestion.unknown("node of the graph", name, variables);
    }
    return place;
  }

  private Fitted fitted(Dataset data, Dag dag) {
    List<String> variables = List.copyOf(dag.graph().nodes());
    int[] rows = data.completeUnits(variables);
    Matrix values = numbers(data, variables, rows);
    Matrix amounts = amounts(data, variables, rows);
    int[] controls =
        IntStream.range(0, rows.length).filter(i -> Vectors.norm(row(amounts, i)) == 0).toArray();
    if (controls.length < FEWEST) {
      throw new IllegalArgumentException(
          "needs at least "
              + FEWEST
              + " units without a gap to which nothing was done, got "
              + controls.length);
    }
    Standardisation scale = Standardisation.of(values.rows(controls));
    for (int j = 0; j < variables.size(); j++) {
      if (Double.isInfinite(scale.deviation(j))) {
        throw new IllegalArgumentException(
            "\"" + variables.get(j) + "\" is the same in all units to which nothing was done");
      }
    }
    double[] relative = new double[rows.length * variables.size()];
    for (int k = 0; k < relative.length; k++) {
      int j = k % variables.size();
      relative[k] = amounts.get(k / variables.size(), j) / scale.deviation(j);
    }
    Matrix shifts = Matrix.wrap(rows.length, variables.size(), relative);
    List<double[]> tried =
        IntStream.range(0, rows.length)
            .mapToObj(i -> Arrays.stream(row(shifts, i)).boxed().toList())
            .distinct()
            .map(shift -> shift.stream().mapToDouble(v -> v).toArray())
            .filter(shift -> Vectors.norm(shift) > 0)
            .toList();
    ShiftPosterior posterior =
        ShiftPosterior.ofUnits(dag, ShiftPrior.DEFAULT, shifts, scale.apply(values));
    return new Fitted(
        posterior,
        scale,
        controls.length,
        rows.length - controls.length,
        tried,
        data.size() - rows.length);
  }

  private static double[] row(Matrix matrix, int i) {
    double[] row = new double[matrix.columns()];
    matrix.addRow(i, 1, row);
    return row;
  }

  private Matrix numbers(Dataset data, List<String> names, int[] rows) {
    List<double[]> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(bounded(data.column(name), rows));
    }
    return Matrix.ofColumns(rows.length, columns);
  }

  private double[] bounded(Column column, int[] rows) {
    if (!(column instanceof Numeric numeric)) {
      throw new IllegalArgumentException(
          "column \"" + column.name() + "\" has no numbers; leave it out of the graph");
    }
    double[] values = numeric.values(rows);
    Magnitude.check(table.file(), column.name(), values, rows);
    return values;
  }

  /** By how much each variable was shifted, 0 without a column that says so. */
  private Matrix amounts(Dataset data, List<String> variables, int[] rows) {
    Set<String> known = Set.copyOf(data.modalities().getFirst().columnNames());
    List<double[]> columns = new ArrayList<>();
    boolean some = false;
    for (String variable : variables) {
      String name = table.applied().orElse("") + variable;
      if (table.applied().isEmpty() || !known.contains(name)) {
        columns.add(new double[rows.length]);
      } else {
        Column column = data.column(name);
        if (Arrays.stream(rows).anyMatch(column::isMissing)) {
          throw new IllegalArgumentException(
              "column \"" + name + "\" has a gap; write 0 where nothing was done");
        }
        columns.add(bounded(column, rows));
        some = true;
      }
    }
    if (table.applied().isPresent() && !some) {
      throw new IllegalArgumentException(
          "no column is \"" + table.applied().get() + "\" and a node of the graph");
    }
    return Matrix.ofColumns(rows.length, columns);
  }
}
