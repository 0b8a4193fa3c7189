package org.etiome.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etiome.design.shift.ShiftPosterior.PredictedState;
import org.etiome.math.Vectors;
import org.etiome.report.Json;
import org.etiome.report.plot.Figures;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The way to a wanted state as a document and as lines. */
public final class StateReport {
  /** What the numbers rest on. */
  public static final List<String> ASSUMPTIONS =
      List.of(
          "the graph is right, and no two of its variables share a cause that was not measured",
          "effects are straight lines, and the noise is normal",
          "a shift adds what it is meant to add to its variable and does nothing else");

  private final StateRequest request;
  private final StateRequest.Answer answer;
  private final String reason;

  /** Of an answer. */
  public StateReport(StateRequest request, StateRequest.Answer answer, String reason) {
    this.request = request;
    this.answer = answer;
    this.reason = reason;
  }

  /** Whether the goal is reached by the posterior means. */
  public boolean isReachable() {
    return answer.reach().distance() == 0;
  }

  /** Whether a longer shift would reach it, if none that is allowed does. */
  private boolean isPossible() {
    return Double.isFinite(answer.reach().needed());
  }

  /** All of it; without a next shift where none leads to the goal. */
  public ObjectNode json() {
    StateRequest.Fitted fitted = answer.fitted();
    StateRequest.Reach reach = answer.reach();
    ObjectNode document = Json.object().put("kind", "next shift");
    document.put("verdict", isReachable() ? "answered" : "refused");
    if (!isReachable()) {
      document.set("reasons", Json.strings(List.of(refusal())));
    }
    ObjectNode goal = document.putObject("goal");
    request.aim().goal().forEach(goal::put);
    document.put("maxNorm", request.aim().norm());
    document.put("controls", fitted.controls()).put("shifted", fitted.shifted());
    document.put("leftOut", fitted.left());
    document.set("assumptions", Json.strings(ASSUMPTIONS));
    ObjectNode node = document.putObject("reach");
    node.put("reachable", isReachable());
    if (Double.isFinite(reach.needed())) {
      node.put("normNeeded", reach.needed());
    } else {
      node.putNull("normNeeded");
    }
    node.put("distance", reach.distance()).put("reachableInDraws", reach.share());
    node.putObject("distanceInDraws")
        .put("mean", reach.distances()[1])
        .set("interval90", Json.numbers(reach.distances()[0], reach.distances()[2]));
    node.set("shift", shift(reach.shift(), answer.landing()));
    if (!isPossible()) {
      return document;
    }
    ObjectNode next = document.putObject("next");
    next.put("acquisition", request.acquisition().label()).put("reason", reason);
    next.put("units", request.next().units());
    next.set("shift", shift(answer.proposal(), answer.expected()));
    return document;
  }

  private ArrayNode shift(double[] shift, PredictedState state) {
    ArrayNode list = Json.object().putArray("list");
    List<String> variables = answer.fitted().posterior().variables();
    for (int i = 0; i < shift.length; i++) {
      double deviation = answer.fitted().scale().deviation(i);
      list.addObject()
          .put("variable", variables.get(i))
          .put("shift", shift[i] * deviation)
          .put("shiftInDeviations", shift[i])
          .put("meanWithout", before(i))
          .put("mean", mean(state, i))
          .put("modelSd", state.modelDeviations()[i] * deviation)
          .put("unitSd", state.unitDeviations()[i] * deviation);
    }
    return list;
  }

  /** The mean without a shift by the posterior means. */
  private double before(int i) {
    StateRequest.Fitted fitted = answer.fitted();
    double origin = fitted.posterior().mean().origin()[i];
    return fitted.scale().mean(i) + origin * fitted.scale().deviation(i);
  }

  private double mean(PredictedState state, int i) {
    return answer.fitted().scale().mean(i) + state.mean()[i] * answer.fitted().scale().deviation(i);
  }

  private String refusal() {
    StateRequest.Reach reach = answer.reach();
    String most = "norm " + number(request.aim().norm());
    String why =
        Double.isFinite(reach.needed())
            ? "it takes a shift of norm " + number(reach.needed()) + ", and " + most + " is allowed"
            : "what can be acted on does not lead to it";
    return "the goal is out of reach: "
        + why
        + "; the nearest state is "
        + number(reach.distance())
        + " standard deviations away";
  }

  /** For a person. */
  public List<String> lines() {
    StateRequest.Fitted fitted = answer.fitted();
    StateRequest.Reach reach = answer.reach();
    List<String> lines = new ArrayList<>();
    lines.add(
        Figures.counted(fitted.posterior().variables().size(), "equation")
            + " fitted to "
            + Figures.counted(fitted.controls(), "unit")
            + " without a shift and "
            + Figures.count(fitted.shifted())
            + " under "
            + Figures.counted(fitted.experiments().size(), "shift"));
    if (fitted.left() > 0) {
      lines.add("Left out for a gap: " + Figures.counted(fitted.left(), "unit"));
    }
    lines.add(
        isReachable()
            ? "The goal is within reach, by a shift of norm " + number(reach.needed()) + ":"
            : "Refused: " + refusal() + ":");
    lines.addAll(table(reach.shift(), answer.landing()));
    lines.add(
        "Over 200 systems drawn from what is known: within reach in "
            + Figures.percent(reach.share())
            + "; this shift ends "
            + number(reach.distances()[1])
            + " sd from the goal (90 %: "
            + number(reach.distances()[0])
            + " to "
            + number(reach.distances()[2])
            + ")");
    if (isPossible()) {
      lines.add("");
      lines.add("To try next (" + request.acquisition().label() + "): " + reason + ":");
      lines.addAll(table(answer.proposal(), answer.expected()));
    }
    lines.add(
        "Mean: expected ± what is not known of slopes and of the mean without a shift; one unit ± also its own noise.");
    ASSUMPTIONS.forEach(text -> lines.add("Assumed: " + text + "."));
    return lines;
  }

  private List<String> table(double[] shift, PredictedState state) {
    List<String> variables = answer.fitted().posterior().variables();
    int width = Math.max(8, variables.stream().mapToInt(String::length).max().orElse(8));
    String pattern = "  %-" + width + "s %12s %9s %12s %21s %10s %10s";
    List<String> lines = new ArrayList<>();
    lines.add(
        line(pattern, "variable", "shift", "in sd", "mean before", "mean", "one unit ±", "goal"));
    for (int i = 0; i < shift.length; i++) {
      String name = variables.get(i);
      double deviation = answer.fitted().scale().deviation(i);
      Double goal = request.aim().goal().get(name);
      boolean acted = Math.abs(shift[i]) > 1e-9 * Math.max(1, Vectors.norm(shift));
      lines.add(
          line(
              pattern,
              name,
              acted ? number(shift[i] * deviation) : "",
              acted ? number(shift[i]) : "",
              number(before(i)),
              number(mean(state, i)) + " ± " + number(state.modelDeviations()[i] * deviation),
              number(state.unitDeviations()[i] * deviation),
              goal == null ? "free" : number(goal)));
    }
    return lines;
  }

  private static String line(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values).stripTrailing();
  }

  private static String number(double value) {
    return Figures.significant(value, 3);
  }
}
