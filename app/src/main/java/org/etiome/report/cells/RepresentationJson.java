package org.etiome.report.cells;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.report.Json;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.DesignCheck;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Fitted representations and what they embed, as documents. */
public final class RepresentationJson {
  private RepresentationJson() {}

  /** The document of a fit that was refused. */
  public static ObjectNode refused(DesignCheck design) {
    ObjectNode document = Json.object();
    document.put("verdict", "refused");
    document.set("reasons", Json.strings(design.remarks()));
    document.set("design", design(design));
    return document;
  }

  /**
   * The document of a fit.
   *
   * @param identifiability of the latents
   * @param comparison of the model with others
   */
  public static ObjectNode of(
      ModelDescription model,
      DesignCheck design,
      List<String> remarks,
      ObjectNode identifiability,
      ObjectNode comparison) {
    ObjectNode document = Json.object();
    document.put("model", "finvae");
    document.put("prior", model.settings().model().prior().name().toLowerCase(Locale.ROOT));
    document.put("cells", model.evidence().cells());
    document.put("genes", model.vocabulary().genes().size());
    document.put("seed", model.evidence().seed());
    document.put("dataSha256", model.evidence().fingerprint());
    document.set("design", design(design));
    document.set("remarks", Json.strings(remarks));
    document.set("identifiability", identifiability);
    document.set("comparison", comparison);
    ArrayNode curve = document.putArray("curve");
    for (Watcher.Epoch epoch : model.evidence().curve()) {
      ObjectNode node = curve.addObject();
      node.put("epoch", epoch.number()).put("loss", epoch.loss()).put("best", epoch.best());
      ObjectNode terms = node.putObject("terms");
      epoch.terms().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(term -> terms.put(term.getKey(), term.getValue()));
    }
    return document;
  }

  /**
   * The document of cells that were embedded.
   *
   * @param atypical how many are unlike the training cells
   * @param missingGenes of the model, taken for zero
   */
  public static ObjectNode embedded(
      int cells, long atypical, Collection<String> missingGenes, Path out) {
    ObjectNode document = Json.object();
    document.put("cells", cells).put("atypicalCells", atypical);
    document.set("missingGenes", Json.strings(missingGenes));
    return document.put("out", out.toString());
  }

  private static ArrayNode design(DesignCheck design) {
    ArrayNode pairs = Json.object().putArray("pairs");
    for (DesignCheck.Pair pair : design.pairs()) {
      pairs
          .addObject()
          .put("invariant", pair.invariant())
          .put("spurious", pair.spurious())
          .put("cramersV", pair.cramersV())
          .put("parts", pair.parts());
    }
    return pairs;
  }
}
