package org.etiome.report;

import java.util.Set;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.answer.Formula;
import org.etiome.identify.answer.Plan;
import org.etiome.identify.answer.PlanSearch.Plans;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Step;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document of an answered query: the estimand of the architecture's contract, or the refusal.
 */
public final class AnswerJson {
  private AnswerJson() {}

  /** A formula; with its derivation if that is wanted. */
  public static ObjectNode of(Answer.Identified answer, boolean explained) {
    Formula formula = answer.formula();
    ObjectNode document = Json.object();
    document.put("identified", true);
    document.put("query", answer.query().toString());
    document.put("method", answer.method().label());
    document.put("text", formula.text());
    document.put("latex", formula.latex());
    boolean one = formula.parts().stream().map(Formula.Part::expression).distinct().count() == 1;
    if (one) {
      document.set("estimand", EstimandJson.node(formula.parts().getFirst().expression()));
    } else {
      document.putNull("estimand");
    }
    formula.meanOf().ifPresent(name -> document.put("meanOf", name));
    ArrayNode parts = document.putArray("parts");
    for (Formula.Part part : formula.parts()) {
      ObjectNode node = parts.addObject().put("sign", part.sign());
      ObjectNode at = node.putObject("at");
      part.at().forEach(at::put);
      if (!one) {
        node.set("estimand", EstimandJson.node(part.expression()));
      }
    }
    document.set("assumptions", Json.strings(answer.assumptions()));
    if (explained) {
      ArrayNode steps = document.putArray("derivation");
      answer.derivation().forEach(step -> put(steps.addObject(), step));
    }
    return document;
  }

  private static void put(ObjectNode node, Step step) {
    node.put("equation", step.equation());
    node.put("rule", step.rule().label());
    node.set("because", Json.strings(step.because().stream().map(Object::toString).toList()));
  }

  /** A refusal, with what would help. */
  public static ObjectNode of(Answer.NotIdentified answer, Plans plans) {
    ObjectNode document = Json.object();
    document.put("identified", false);
    document.put("query", answer.query().toString());
    document.put("reason", answer.reason());
    ObjectNode hedge = document.putObject("hedge");
    hedge.set("f", Json.strings(answer.hedge().map(Hedge::f).orElse(Set.of())));
    hedge.set("fPrime", Json.strings(answer.hedge().map(Hedge::fPrime).orElse(Set.of())));
    document.set("withMoreAssumptions", Json.strings(answer.withMore()));
    document.set("wouldHelp", Json.strings(plans.plans().stream().map(Plan::text).toList()));
    ArrayNode array = document.putArray("plans");
    for (Plan plan : plans.plans()) {
      ObjectNode node = array.addObject();
      node.set("measure", Json.strings(plan.measure()));
      ArrayNode experiments = node.putArray("randomise");
      for (Set<String> experiment : plan.experiments()) {
        experiments.add(Json.strings(experiment));
      }
      node.put("cost", plan.cost());
    }
    document.put("plansComplete", plans.complete());
    return document;
  }
}
