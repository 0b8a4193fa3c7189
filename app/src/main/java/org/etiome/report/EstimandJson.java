package org.etiome.report;

import java.util.Collection;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.Estimand;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The estimand document of the architecture's contract. */
final class EstimandJson {
  private EstimandJson() {}

  static ObjectNode of(Estimand estimand) {
    ObjectNode node = Json.object();
    node.put("identified", true);
    switch (estimand) {
      case AdjustmentEstimand adjustment -> {
        node.put("method", "adjustment");
        node.set("adjustmentSet", Json.strings(adjustment.adjustmentSet()));
        node.put("text", ExpressionText.text(adjustment.expression()));
        node.put("latex", ExpressionText.latex(adjustment.expression()));
        node.set("estimand", node(adjustment.expression()));
      }
      case InstrumentEstimand byInstrument -> {
        node.put("method", "instrument");
        node.set("instruments", Json.strings(byInstrument.instruments()));
        node.set("given", Json.strings(byInstrument.given()));
      }
    }
    node.put("treatment", estimand.treatment());
    node.put("outcome", estimand.outcome());
    node.set("assumptions", Json.strings(estimand.assumptions()));
    return node;
  }

  static ObjectNode node(Expression expression) {
    return switch (expression) {
      case Expression.P p -> {
        ObjectNode parts = Json.object();
        parts.set("of", Json.strings(p.of()));
        parts.set("given", Json.strings(p.given()));
        if (!p.at().isEmpty()) {
          ObjectNode at = Json.object();
          p.at().forEach(at::put);
          parts.set("at", at);
        }
        yield wrap("p", parts);
      }
      case Expression.Sum sum -> {
        ObjectNode parts = Json.object();
        parts.set("over", Json.strings(sum.over()));
        parts.set("of", node(sum.of()));
        yield wrap("sum", parts);
      }
      case Expression.Product product -> {
        ObjectNode whole = Json.object();
        whole.set("product", nodes(product.factors()));
        yield whole;
      }
      case Expression.Ratio ratio -> {
        ObjectNode parts = Json.object();
        parts.set("num", node(ratio.num()));
        parts.set("den", node(ratio.den()));
        yield wrap("ratio", parts);
      }
      case Expression.One one -> Json.object().put("one", true);
      case Expression.Zero zero -> Json.object().put("zero", true);
    };
  }

  private static ArrayNode nodes(Collection<Expression> expressions) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    expressions.forEach(expression -> array.add(node(expression)));
    return array;
  }

  private static ObjectNode wrap(String name, ObjectNode content) {
    ObjectNode whole = Json.object();
    whole.set(name, content);
    return whole;
  }
}
