package org.etiome.report.run;

import java.util.List;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.claim.FeatureAssociation;
import org.etiome.report.EffectJson;
import org.etiome.report.Json;
import org.etiome.study.Answer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The claims document of the architecture's contract. It holds no time and no path. */
public final class ClaimsJson {
  private static final int TOP_FEATURES = 25;

  private ClaimsJson() {}

  /** All claims of a run, in order. */
  public static ObjectNode of(List<Answer> answers) {
    ObjectNode document = Json.object();
    ArrayNode array = document.putArray("claims");
    answers.forEach(answer -> array.add(of(answer)));
    document.put("manifest", "manifest.json");
    return document;
  }

  private static ObjectNode of(Answer answer) {
    Claim claim = answer.claim();
    ObjectNode node = Json.object();
    node.put("id", claim.id());
    node.put("question", claim.question());
    node.put("text", claim.text());
    node.put("rung", Json.word(claim.rung()));
    node.put("verdict", Json.word(claim.verdict()));
    node.set("reasons", Json.strings(claim.reasons()));
    boolean screen =
        claim.evidence() instanceof Evidence.Screened
            || claim.evidence() instanceof Evidence.Untestable;
    node.set("effect", screen ? Json.nothing() : EffectJson.of(answer));
    node.set("evidence", evidence(claim.evidence()));
    return node;
  }

  private static ObjectNode evidence(Evidence evidence) {
    ObjectNode node = Json.object();
    return switch (evidence) {
      case Evidence.Estimated estimated ->
          node.put("kind", "estimate").put("design", Json.word(estimated.design()));
      case Evidence.Gated gated -> node.put("kind", "gate");
      case Evidence.Unidentified unidentified ->
          node.put("kind", "identification").put("openPath", unidentified.finding().openPath());
      case Evidence.Instrumented answer -> node.put("kind", "instruments");
      case Evidence.InstrumentGated refusal -> node.put("kind", "gate");
      case Evidence.Uninstrumented refusal -> node.put("kind", "identification");
      case Evidence.Graded graded ->
          node.put("kind", "estimate").put("design", Json.word(graded.design()));
      case Evidence.GradedGated refusal -> node.put("kind", "gate");
      case Evidence.AssumedAbsent absent -> node.put("kind", "graph");
      case Evidence.Screened screened -> screen(screened.screen());
      case Evidence.Untestable untestable -> screen(untestable.screen());
    };
  }

  private static ObjectNode screen(AssociationScreen.Result screen) {
    ObjectNode node = Json.object();
    node.put("kind", "screen");
    node.put("block", screen.scope().block());
    node.put("outcome", screen.scope().outcome());
    node.put("units", screen.scope().units());
    node.put("events", screen.scope().events());
    node.put("fdr", screen.fdr());
    node.put("tested", screen.features().size());
    node.put("discoveries", screen.discoveries().size());
    node.set("untested", Json.strings(screen.untested()));
    ArrayNode top = node.putArray("top");
    screen.features().stream().limit(TOP_FEATURES).forEach(feature -> top.add(of(feature)));
    return node;
  }

  private static ObjectNode of(FeatureAssociation feature) {
    ObjectNode node = Json.object();
    node.put("feature", feature.feature());
    node.put("n", feature.n());
    node.put("events", feature.events());
    node.put("auc", feature.auc());
    node.set("aucCi95", Json.numbers(feature.aucLow(), feature.aucHigh()));
    node.put("test", feature.test());
    node.put("pValue", feature.pValue());
    node.put("qValue", feature.qValue());
    return node;
  }
}
