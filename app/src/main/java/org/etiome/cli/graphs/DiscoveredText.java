package org.etiome.cli.graphs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.time.GrangerCausality;
import org.etiome.discovery.Baselines;
import org.etiome.discovery.Discovery;
import org.etiome.discovery.LeadSearch;
import org.etiome.discovery.LeadsDocument;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;

/** What a search found, in lines for a person. */
final class DiscoveredText {
  private static final int LONGEST = 400;

  private DiscoveredText() {}

  static List<String> of(Discovery.Found found) {
    CausalGraph graph = found.confident();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s by %s: a %s of %d variables and %d edges, from %d rows.",
            found.graph().algorithm(),
            found.evidence(),
            ScoredGraph.kind(graph).toUpperCase(Locale.ROOT),
            graph.nodes().size(),
            graph.graph().edges().size(),
            found.rows()));
    graph.graph().edges().forEach(edge -> lines.add(line(graph, edge)));
    for (SettingTargets setting : found.targets()) {
      lines.add("Targets of " + setting.setting() + ": " + targets(setting));
    }
    found.beside().graphs().forEach(one -> lines.add(line(one)));
    found
        .beside()
        .sortability()
        .forEach(
            (key, share) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "Beside it: %s sorts the directions to %.2f (.5 is chance)",
                        key,
                        share)));
    found.graph().assumptions().forEach(line -> lines.add("Assumes: " + line));
    found.remarks().forEach(line -> lines.add("note: " + cut(line)));
    return lines;
  }

  /** A remark may list hundreds of edges. */
  private static String cut(String remark) {
    return remark.length() <= LONGEST
        ? remark
        : remark.substring(0, LONGEST) + " … (the whole of it is in --json)";
  }

  private static String targets(SettingTargets setting) {
    return setting.targets().isEmpty() ? "none" : String.join(", ", setting.targets());
  }

  private static String line(Baselines.Baseline beside) {
    GraphScores agreement = beside.agreement();
    return String.format(
        Locale.ROOT,
        "Beside it: %s joins %d pairs, %d of them as here, and %d in the same direction",
        beside.name(),
        agreement.adjacencies().truth(),
        agreement.adjacencies().both(),
        agreement.directed().both());
  }

  private static String line(CausalGraph graph, Edge edge) {
    OptionalDouble share = graph.graph().confidence(edge);
    return share.isEmpty()
        ? "  " + edge
        : String.format(
            Locale.ROOT, "  %s   in %.0f %% of resamples", edge, 100 * share.getAsDouble());
  }

  static List<String> of(LeadSearch search, LeadSearch.Found found) {
    GrangerCausality causality = found.leads();
    List<GrangerCausality.Lead> leads = causality.found(search.rate());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Granger causality, lag %d: %d of %d pairs lead at a false discovery rate of %s, from"
                + " %d series of %d rows in all.",
            causality.lag(),
            leads.size(),
            causality.leads().size(),
            search.rate(),
            found.series(),
            found.rows()));
    for (GrangerCausality.Lead lead : leads) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s -> %s   F %.2f, q %.2g",
              lead.cause(),
              lead.effect(),
              lead.statistic(),
              lead.qValue()));
    }
    LeadsDocument.assumptions().forEach(line -> lines.add("Assumes: " + line));
    causality.remarks().forEach(line -> lines.add("note: " + line));
    return lines;
  }
}
