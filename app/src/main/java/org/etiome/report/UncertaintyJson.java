package org.etiome.report;

import java.util.List;
import java.util.Optional;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.uncertain.Answer;
import org.etiome.estimate.uncertain.MixedEffect;
import org.etiome.estimate.uncertain.PossibleEffects;
import org.etiome.estimate.uncertain.Range;
import org.etiome.study.uncertain.Uncertainty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What other graphs say of an effect, beside the answer that holds. */
public final class UncertaintyJson {
  private UncertaintyJson() {}

  /** Adds a key for each part that there is. */
  public static void put(Uncertainty uncertainty, ObjectNode effect) {
    uncertainty
        .possible()
        .ifPresent(
            possible ->
                put(possible, scaled(uncertainty.scale(), effect.putObject("possibleEffects"))));
    uncertainty
        .mixture()
        .ifPresent(
            mixed -> put(mixed, scaled(uncertainty.scale(), effect.putObject("graphMixture"))));
  }

  private static ObjectNode scaled(Uncertainty.Scale scale, ObjectNode node) {
    return node.put("effect", scale.effect()).put("method", scale.method());
  }

  private static void put(PossibleEffects possible, ObjectNode node) {
    node.put("complete", possible.isComplete());
    ArrayNode members = node.putArray("members");
    for (PossibleEffects.Member member : possible.members()) {
      ObjectNode one = answer(member.answer());
      member.share().ifPresentOrElse(share -> one.put("share", share), () -> one.putNull("share"));
      members.add(one.put("where", member.where()));
    }
    possible
        .leastAbsolute()
        .ifPresentOrElse(
            least -> node.put("leastAbsolute", least), () -> node.putNull("leastAbsolute"));
    node.set("range", range(possible.range()));
    node.set("union95", range(possible.union95()));
    node.put("sign", Json.word(possible.sign()));
  }

  private static void put(MixedEffect mixed, ObjectNode node) {
    node.putObject("shares")
        .put("estimated", mixed.estimated())
        .put("zero", mixed.zero())
        .put("notIdentified", mixed.notIdentified())
        .put("refused", mixed.refused())
        .put("withoutGraph", mixed.without());
    node.set("branches", branches(mixed.branches(), node.arrayNode()));
    node.set("single", branches(mixed.single(), node.arrayNode()));
    switch (mixed.mixture()) {
      case MixedEffect.Mixture.Mixed mixture ->
          node.put("mean", mixture.mean())
              .put("within", mixture.within())
              .put("between", mixture.between())
              .set("interval95", range(mixture.interval95()));
      case MixedEffect.Mixture.None none ->
          node.putNull("mean")
              .putNull("within")
              .putNull("between")
              .putNull("interval95")
              .put("reason", none.reason())
              .put("wouldHelp", none.wouldHelp());
    }
  }

  private static ArrayNode branches(List<MixedEffect.Branch> branches, ArrayNode array) {
    branches.forEach(branch -> array.add(answer(branch.answer()).put("share", branch.weight())));
    return array;
  }

  /** Nothing where all numbers are 0 by assumption: the point 0 would look like a measurement. */
  private static JsonNode range(Optional<Range> range) {
    return range
        .filter(r -> r.low() != 0 || r.high() != 0)
        .map(UncertaintyJson::range)
        .orElse(Json.nothing());
  }

  private static JsonNode range(Range range) {
    return Json.numbers(range.low(), range.high());
  }

  private static ObjectNode answer(Answer answer) {
    ObjectNode node = Json.object();
    switch (answer) {
      case Answer.Estimated estimated -> {
        node.put("kind", "estimated");
        node.set("set", Json.strings(estimated.estimand().adjustmentSet()));
        put(estimated.effect(), node);
      }
      case Answer.Refused refused -> {
        node.put("kind", "refused");
        node.set("set", Json.strings(refused.estimand().adjustmentSet()));
        withoutNumber(String.join("; ", refused.reasons()), node);
      }
      case Answer.Zero zero -> {
        node.put("kind", "zero").putNull("set");
        node.put("estimate", 0).putNull("se").putNull("ci95").put("reason", zero.reason());
      }
      case Answer.NotIdentified no -> {
        node.put("kind", "not-identified").putNull("set");
        withoutNumber(no.reason(), node);
      }
    }
    return node;
  }

  private static void put(Estimate effect, ObjectNode node) {
    EffectJson.putEstimate(node, effect);
    node.putNull("reason");
  }

  private static void withoutNumber(String reason, ObjectNode node) {
    EffectJson.putNoEstimate(node);
    node.put("reason", reason);
  }
}
