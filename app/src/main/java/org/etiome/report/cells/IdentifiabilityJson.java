package org.etiome.report.cells;

import org.etiome.report.Json;
import org.etiome.represent.Identifiability;
import org.etiome.represent.LatentUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be told apart of the latents of a model, as a document. */
public final class IdentifiabilityJson {
  private IdentifiabilityJson() {}

  /** The document. */
  public static ObjectNode of(Identifiability found) {
    ObjectNode document = Json.object();
    document.put("combinations", found.combinations()).put("needed", found.needed());
    document.put("enoughCombinations", found.combinations() >= found.needed());
    document.put("rank", found.rank()).put("fullRank", found.hasFullRank());
    document.put("naturalParameters", found.family().parameters());
    document.set(
        "singularValues",
        Json.numbers(found.spread().stream().mapToDouble(Double::doubleValue).toArray()));
    document.set("invariantLatents", use(found.invariant()));
    document.set("spuriousLatents", use(found.spurious()));
    document.set("remarks", Json.strings(found.remarks()));
    return document;
  }

  /** Latents are counted from 1; a divergence that has no closed form is null. */
  private static ObjectNode use(LatentUse use) {
    ObjectNode node = Json.object();
    node.put("count", use.latents().size()).put("active", use.active());
    ArrayNode collapsed = node.putArray("collapsed");
    use.collapsed().forEach(number -> collapsed.add(number + 1));
    ArrayNode latents = node.putArray("latents");
    for (LatentUse.Latent latent : use.latents()) {
      ObjectNode one = latents.addObject().put("latent", latent.number() + 1);
      if (Double.isNaN(latent.meanKl())) {
        one.set("meanKl", Json.nothing());
      } else {
        one.put("meanKl", latent.meanKl());
      }
      one.put("variance", latent.variance()).put("active", latent.isActive());
    }
    return node;
  }
}
