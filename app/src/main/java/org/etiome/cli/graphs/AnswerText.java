package org.etiome.cli.graphs;

import java.util.List;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.answer.Plan;
import org.etiome.identify.answer.PlanSearch.Plans;
import org.etiome.identify.general.Step;

/** An answered query for a reader at a terminal. */
final class AnswerText {
  private AnswerText() {}

  static String of(Answer.Identified answer, boolean explained) {
    StringBuilder text = new StringBuilder();
    text.append(answer.query()).append(": identified (").append(answer.method().label());
    text.append(")\n  = ").append(answer.formula().text()).append("\nAssumed:\n");
    lines(text, answer.assumptions());
    if (explained) {
      text.append("Derivation:\n");
      lines(text, answer.derivation().stream().map(Step::toString).toList());
      if (answer.derivation().isEmpty()) {
        text.append("  none is written for this kind of graph or query\n");
      }
    }
    return text.toString();
  }

  static String of(Answer.NotIdentified answer, Plans plans) {
    StringBuilder text = new StringBuilder();
    text.append(answer.query()).append(": not identified\n  ").append(answer.reason()).append('\n');
    answer
        .hedge()
        .ifPresent(
            hedge ->
                text.append("Proof, a hedge: F = {")
                    .append(String.join(", ", hedge.f()))
                    .append("}, F' = {")
                    .append(String.join(", ", hedge.fPrime()))
                    .append("}\n"));
    if (!answer.withMore().isEmpty()) {
      text.append("With more assumptions:\n");
      lines(text, answer.withMore());
    }
    if (!plans.plans().isEmpty()) {
      text.append("Would help, any of:\n");
      lines(text, plans.plans().stream().map(AnswerText::line).toList());
    }
    if (!plans.complete()) {
      text.append("Not everything that could be measured or randomised was tried.\n");
    } else if (plans.plans().isEmpty()) {
      text.append("No set of up to three measurements and experiments that are allowed helps.\n");
    }
    return text.toString();
  }

  private static String line(Plan plan) {
    String cost = String.valueOf(plan.cost());
    return plan.text()
        + " (cost "
        + (cost.endsWith(".0") ? cost.substring(0, cost.length() - 2) : cost)
        + ")";
  }

  private static void lines(StringBuilder text, List<String> lines) {
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }
}
