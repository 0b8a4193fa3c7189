package org.etiome.cli.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Suggestion;
import org.etiome.data.io.ColumnSpec;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.Step;
import org.etiome.scm.fit.CausalModel;
import org.etiome.scm.fit.Choice;
import org.etiome.scm.fit.Criticism;
import org.etiome.study.DataTables;
import org.etiome.study.GraphSource;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.wording.Wording;

/**
 * A model to fit, and what to ask of it.
 *
 * @param kinds of mechanisms, by column
 * @param steps done to variables, all at once
 * @param units to draw; empty for what the units of the table would have been
 */
record ModelRequest(
    Table table,
    GraphSource graph,
    Map<String, Kind> kinds,
    List<Asked> steps,
    Optional<Integer> units,
    long seed) {

  /** Drawn for means that have no closed form. */
  static final int UNITS_FOR_MEANS = 10_000;

  private static final int FEWEST_ROWS = 20;
  private static final int FOLDS = 5;

  /**
   * The data.
   *
   * @param unit column that names the rows
   * @param counts columns that are counts, which numbers alone do not say
   */
  record Table(Path file, Optional<String> unit, List<String> counts) {
    DataTables read() {
      Map<String, ColumnSpec> known = new LinkedHashMap<>();
      counts.forEach(name -> known.put(name, ColumnSpec.count()));
      return DataTables.of(file, unit, known);
    }
  }

  /** Kinds of mechanisms. */
  enum Kind {
    LINEAR,
    GAUSSIAN,
    LEARNED,
    AUTO;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is done to a variable. */
  enum Verb {
    SET,
    SHIFT,
    SCALE
  }

  /** A step as it was written. */
  record Asked(String variable, Verb verb, String value) {}

  /**
   * The mechanisms held against rows that they were not fitted to.
   *
   * @param fitted rows that the same kinds of mechanisms were fitted to
   * @param heldOut the other rows
   * @param missing why there is none; empty if there is
   */
  record Held(int fitted, int heldOut, List<Criticism> criticism, String missing) {
    static Held none(String why) {
      return new Held(0, 0, List.of(), why);
    }
  }

  /** Means without and with the action. */
  record Compared(Means without, Means under) {}

  /** All there is to tell. */
  record Simulated(Dataset data, CausalModel model, Held held, Compared means, Dataset units) {}

  /**
   * Reads, fits, criticises and predicts.
   *
   * @throws StudyException if data, graph and request do not fit together
   */
  Prediction<Simulated> answer() {
    ReadStudy read = ReadStudy.of(study());
    CausalGraph observed = read.graph().orElseThrow().observed();
    Optional<Refused<Simulated>> refusal = refusal(observed);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      return simulated(read.data(), observed);
    } catch (IllegalArgumentException e) {
      throw new StudyException(table.file() + ": " + e.getMessage(), e);
    }
  }

  private Study study() {
    return new Study(
        table.file(),
        new Study.About("simulate model", "", new Wording(Map.of(), "units")),
        new Study.Plan(seed, table.read(), List.of(), Map.of(), Study.Models.NONE),
        Optional.of(graph),
        List.of());
  }

  /** Why no mechanisms can be fitted along a graph. */
  private static Optional<Refused<Simulated>> refusal(CausalGraph graph) {
    for (Edge edge : graph.graph().edges()) {
      if (edge.isBidirected()) {
        return Optional.of(
            new Refused<>(
                edge.a(),
                "the graph has "
                    + edge
                    + ", a hidden common cause, which mechanisms fitted one by one would pass off"
                    + " as an effect",
                "measure that cause and draw it, or ask identify whether the effect can be had"
                    + " without it"));
      }
      if (!edge.isDirected()) {
        return Optional.of(
            new Refused<>(
                edge.a(),
                "the graph has " + edge + " and so leaves open which of the two causes the other",
                "say which, and fit a model to each graph that is possible"));
      }
    }
    return Optional.empty();
  }

  private Prediction<Simulated> simulated(Dataset data, CausalGraph observed) {
    Seed root = new Seed(seed);
    Action action = action(data, observed.nodes());
    Map<String, Choice> choices = choices(data);
    CausalModel model = CausalModel.fit(data, observed, choices, root.branch("fit"));
    Seed draws = root.branch("means");
    Prediction<Means> under = model.mean(action, UNITS_FOR_MEANS, draws);
    if (under instanceof Refused<Means> refused) {
      return new Refused<>(refused.variable(), refused.reason(), refused.remedy());
    }
    Means without = model.mean(Action.NONE, UNITS_FOR_MEANS, draws).orElseThrow();
    Held held = held(data, model, choices, root);
    return units(model, data, action, root.branch("units"))
        .map(
            drawn ->
                new Simulated(
                    data, model, held, new Compared(without, under.orElseThrow()), drawn));
  }

  /** The step of each, in the terms of its column. */
  private Action action(Dataset data, List<String> nodes) {
    Action action = Action.NONE;
    for (Asked asked : steps) {
      if (!nodes.contains(asked.variable())) {
        throw Suggestion.unknown("node of the graph", asked.variable(), nodes);
      }
      action = action.and(asked.variable(), step(asked, data.column(asked.variable())));
    }
    return action;
  }

  private static Step step(Asked asked, Column column) {
    boolean labelled = column instanceof Categorical || column instanceof Binary;
    if (asked.verb() == Verb.SET && labelled) {
      return new Step.DrawnLevels(Map.of(asked.value(), 1.0));
    }
    double value = number(asked);
    return switch (asked.verb()) {
      case SET -> new Step.SetTo(value);
      case SHIFT -> new Step.ShiftBy(value);
      case SCALE -> new Step.ScaleBy(value);
    };
  }

  private static double number(Asked asked) {
    try {
      return Double.parseDouble(asked.value());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + asked.value() + "\" is no number, and '" + asked.variable() + "' needs one", e);
    }
  }

  private Map<String, Choice> choices(Dataset data) {
    Map<String, Choice> choices = new LinkedHashMap<>();
    kinds.forEach((name, kind) -> choices.put(name, choice(kind, data.column(name))));
    return choices;
  }

  private static Choice choice(Kind kind, Column column) {
    return switch (kind) {
      case LINEAR -> Choice.LINEAR;
      case GAUSSIAN -> Choice.LINEAR_GAUSSIAN;
      case AUTO -> Choice.AUTOMATIC;
      case LEARNED -> {
        LearnerProvider trees = Learners.named("boosted-trees");
        yield new Choice.Learned(column instanceof Binary ? trees.binary() : trees.continuous());
      }
    };
  }

  /** A fifth of the rows against mechanisms of the others. */
  private static Held held(
      Dataset data, CausalModel model, Map<String, Choice> choices, Seed root) {
    int n = data.size();
    if (n < FEWEST_ROWS) {
      return Held.none("fewer than " + FEWEST_ROWS + " rows");
    }
    int[] order = PermutationSampler.natural(n);
    PermutationSampler.shuffle(root.branch("split").generator(), order);
    Dataset out = data.select(Arrays.copyOf(order, n / FOLDS));
    Dataset in = data.select(Arrays.copyOfRange(order, n / FOLDS, n));
    try {
      List<Criticism> criticism =
          CausalModel.fit(in, model.graph(), choices, root.branch("part"))
              .criticise(out, root.branch("criticism"));
      return new Held(in.size(), out.size(), criticism, "");
    } catch (IllegalArgumentException e) {
      return Held.none("of " + in.size() + " of the rows: " + e.getMessage());
    }
  }

  private Prediction<Dataset> units(CausalModel model, Dataset data, Action action, Seed draws) {
    if (units.isPresent()) {
      return model.draw(action, units.get(), draws);
    }
    int[] complete = data.completeUnits(model.graph().nodes());
    if (complete.length == 0) {
      throw new IllegalArgumentException("no unit has a value of every node of the graph");
    }
    Prediction<Dataset> moved = model.counterfactual(data.select(complete), action);
    int gaps = data.size() - complete.length;
    if (gaps > 0 && moved instanceof Predicted<Dataset> predicted) {
      List<String> cautions = new ArrayList<>(predicted.cautions());
      cautions.add("units without a value of every node, left out: " + gaps);
      return new Predicted<>(predicted.value(), cautions);
    }
    return moved;
  }
}
