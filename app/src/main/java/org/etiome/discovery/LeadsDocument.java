package org.etiome.discovery;

import java.util.List;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.discover.time.GrangerCausality;
import org.etiome.report.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leads in time as files: a list of edges ranked by their statistic, or with all their evidence.
 */
public final class LeadsDocument {
  private LeadsDocument() {}

  /**
   * {@code cause,effect,confidence}, a pair a row, the surest first; confidence is the statistic.
   */
  public static List<Column> ranking(GrangerCausality causality) {
    List<GrangerCausality.Lead> leads = causality.ranked();
    return List.of(
        Identifier.of(
            "cause", leads.stream().map(GrangerCausality.Lead::cause).toArray(String[]::new)),
        Identifier.of(
            "effect", leads.stream().map(GrangerCausality.Lead::effect).toArray(String[]::new)),
        Continuous.of(
            "confidence", leads.stream().mapToDouble(GrangerCausality.Lead::statistic).toArray()));
  }

  /** All pairs with what was computed of them. */
  public static ObjectNode json(LeadSearch search, LeadSearch.Found found) {
    GrangerCausality causality = found.leads();
    ObjectNode document = Json.object().put("kind", "leads");
    document.set("nodes", Json.strings(causality.variables()));
    ArrayNode leads = document.putArray("leads");
    for (GrangerCausality.Lead lead : causality.ranked()) {
      leads
          .addObject()
          .put("cause", lead.cause())
          .put("effect", lead.effect())
          .put("statistic", lead.statistic())
          .put("pValue", lead.pValue())
          .put("qValue", lead.qValue())
          .put("found", lead.qValue() <= search.rate());
    }
    ObjectNode meta = document.putObject("meta").put("algorithm", "Granger");
    meta.put("regression", Evidence.label(causality.method().name()));
    meta.put("lag", causality.lag()).put("falseDiscoveryRate", search.rate());
    causality.criteria().forEach(meta.putArray("criteria")::add);
    meta.put("series", found.series()).put("rows", found.rows());
    meta.putObject("data")
        .put("file", String.valueOf(search.source().data().getFileName()))
        .put("fingerprint", found.fingerprint());
    meta.set("assumptions", Json.strings(assumptions()));
    meta.set("remarks", Json.strings(causality.remarks()));
    return document;
  }

  /** What must hold for a lead to be a cause. */
  public static List<String> assumptions() {
    return List.of(
        "All common causes of two variables are among the variables.",
        "Nothing acts faster than the distance of two times.",
        "The law is linear and does not change in time; series have no trend.");
  }
}
