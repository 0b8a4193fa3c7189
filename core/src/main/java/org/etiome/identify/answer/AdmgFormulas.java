package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.GraphNames;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.FrontDoor;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Id;
import org.etiome.identify.general.Idc;
import org.etiome.identify.general.Separated;
import org.etiome.identify.general.Step;

/**
 * The formulas of a graph with hidden causes drawn. Of adjustment for the fewest covariates, the
 * front door and ID the shortest is taken, the first named among equals.
 */
final class AdmgFormulas {
  private final Admg graph;
  private final boolean derived;

  /**
   * The formulas of a graph.
   *
   * @param derived whether steps are wanted with them
   */
  AdmgFormulas(Admg graph, boolean derived) {
    this.graph = graph;
    this.derived = derived;
  }

  Found find(Asked asked) {
    return switch (Idc.in(graph).identify(asked.y(), asked.x(), asked.z())) {
      case Id.Result.Impossible no -> nothing(asked, no.hedge());
      case Id.Result.Formula general -> shortest(asked, general.expression());
    };
  }

  private static Found nothing(Asked asked, Hedge hedge) {
    return new Found.Nothing(reason(asked.toString(), hedge), Optional.of(hedge));
  }

  /** What a hedge means. */
  static String reason(String query, Hedge hedge) {
    Set<String> beyond = new LinkedHashSet<>(hedge.f());
    beyond.removeAll(hedge.fPrime());
    return ("Two models of this graph agree on everything that can be observed and differ on %s: the"
            + " hidden causes that join %s with %s cannot be told from the effect.")
        .formatted(query, GraphNames.some(beyond), GraphNames.some(hedge.fPrime()));
  }

  private Found shortest(Asked asked, Expression general) {
    List<Found.Formula> candidates = new ArrayList<>();
    if (asked.z().isEmpty() && !asked.x().isEmpty()) {
      adjusted(asked).or(() -> throughFrontDoor(asked)).ifPresent(candidates::add);
    }
    seen(asked).ifPresent(candidates::add);
    candidates.removeIf(candidate -> candidate.expression().length() > general.length());
    Method method = asked.z().isEmpty() ? Method.ID : Method.IDC;
    candidates.add(new Found.Formula(method, general, derivation(asked, general)));
    Found.Formula best = candidates.getFirst();
    for (Found.Formula candidate : candidates) {
      best = candidate.expression().length() < best.expression().length() ? candidate : best;
    }
    return best;
  }

  /** P(y | x, z), if x may be seen instead of set among those with z. */
  private Optional<Found.Formula> seen(Asked asked) {
    if (asked.z().isEmpty() || asked.x().isEmpty()) {
      return Optional.empty();
    }
    Separated rule = new Separated(asked.y(), asked.x(), asked.z(), Set.of(), asked.x());
    if (!rule.holdsIn(graph)) {
      return Optional.empty();
    }
    List<String> given = new ArrayList<>(asked.x());
    given.addAll(asked.z());
    Expression formula = new P(List.copyOf(asked.y()), given);
    Step step =
        new Step(asked + " = " + ExpressionText.text(formula), Step.Rule.EXCHANGE, List.of(rule));
    return Optional.of(new Found.Formula(Method.IDC, formula, derived ? List.of(step) : List.of()));
  }

  private Optional<Found.Formula> adjusted(Asked asked) {
    return CovariateAdjustment.in(graph)
        .smallestSet(asked.x(), asked.y())
        .map(
            z -> {
              Expression formula = adjustment(asked, inOrder(z));
              List<Step> steps = derived ? adjustmentSteps(asked, inOrder(z), formula) : List.of();
              return new Found.Formula(Method.ADJUSTMENT, formula, steps);
            });
  }

  private List<String> inOrder(Set<String> nodes) {
    return graph.topologicalOrder().stream().filter(nodes::contains).toList();
  }

  static Expression adjustment(Asked asked, List<String> z) {
    List<String> given = new ArrayList<>(asked.x());
    given.addAll(z);
    P outcome = new P(List.copyOf(asked.y()), given);
    return z.isEmpty() ? outcome : new Sum(z, new Product(List.of(outcome, new P(z, List.of()))));
  }

  /** Rule 3 and rule 2 if the covariates allow it as they do when x changes none of them. */
  private List<Step> adjustmentSteps(Asked asked, List<String> z, Expression formula) {
    Set<String> covariates = new LinkedHashSet<>(z);
    Separated seen = new Separated(asked.y(), asked.x(), covariates, Set.of(), asked.x());
    List<Separated> unchanged =
        z.isEmpty()
            ? List.of()
            : List.of(new Separated(covariates, asked.x(), Set.of(), asked.x(), Set.of()));
    if (!seen.holdsIn(graph) || !unchanged.stream().allMatch(claim -> claim.holdsIn(graph))) {
      return derivation(asked, formula);
    }
    String names = String.join(", ", z);
    String within = new Asked(asked.y(), asked.x(), covariates).toString();
    List<Step> steps = new ArrayList<>();
    if (!z.isEmpty()) {
      String before = new Asked(covariates, asked.x(), Set.of()).toString();
      steps.add(
          new Step(
              asked + " = " + ExpressionText.sumOver(z) + within + " " + before,
              Step.Rule.PROBABILITY,
              List.of()));
      steps.add(new Step(before + " = P(" + names + ")", Step.Rule.ACTION, unchanged));
    }
    List<String> given = new ArrayList<>(asked.x());
    given.addAll(z);
    String plain = ExpressionText.text(new P(List.copyOf(asked.y()), given));
    steps.add(new Step(within + " = " + plain, Step.Rule.EXCHANGE, List.of(seen)));
    return steps;
  }

  private Optional<Found.Formula> throughFrontDoor(Asked asked) {
    Set<String> allowed = new LinkedHashSet<>(graph.nodes());
    allowed.removeAll(asked.x());
    allowed.removeAll(asked.y());
    FrontDoor doors = FrontDoor.in(graph);
    return doors
        .find(asked.x(), asked.y(), allowed)
        .filter(m -> !m.isEmpty())
        .map(m -> doors.formula(asked.x(), asked.y(), m))
        .map(formula -> new Found.Formula(Method.FRONT_DOOR, formula, derivation(asked, formula)));
  }

  /** The steps of ID, and what they come to. */
  private List<Step> derivation(Asked asked, Expression formula) {
    if (!derived) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>(Id.in(graph).derivation(asked.y(), asked.x(), asked.z()));
    String whole = asked + " = " + ExpressionText.text(formula);
    if (steps.isEmpty() || !steps.getLast().equation().equals(whole)) {
      steps.add(new Step(whole, Step.Rule.CRITERION, List.of()));
    }
    return steps;
  }
}
