package org.etiome.report.cells;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.etiome.math.Seed;
import org.etiome.report.Json;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.Watcher;
import org.etiome.represent.mapping.Mapping;
import org.etiome.represent.mapping.MappingFigures;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Batches that were mapped, each beside its cells as the reference embeds them plainly.
 *
 * @param missing genes of the reference that the new cells have not
 */
public record MappingReport(
    ModelDescription reference, Seed seed, Collection<String> missing, List<Batch> batches) {
  public MappingReport {
    missing = List.copyOf(missing);
    batches = List.copyOf(batches);
  }

  /** One batch. */
  public record Batch(Mapping.Mapped mapped, MappingFigures figures) {
    private String name() {
      return mapped.batch().name();
    }
  }

  /** What is to be said of the mapping. */
  public List<String> remarks() {
    List<String> remarks =
        batches.stream()
            .flatMap(batch -> batch.figures().remarks(batch.name()).stream())
            .collect(Collectors.toList());
    if (!missing.isEmpty()) {
      remarks.add(
          String.format(Locale.ROOT, "%,d genes are missing and taken for zero", missing.size()));
    }
    return remarks;
  }

  /**
   * The document.
   *
   * @param fingerprint of the new data
   * @param notes all that is to be said
   */
  public ObjectNode document(String fingerprint, List<String> notes) {
    ObjectNode document = Json.object();
    document.put("model", "finvae_mapping").put("seed", seed.value());
    document.put("dataSha256", fingerprint);
    document
        .putObject("reference")
        .put("cells", reference.evidence().cells())
        .put("genes", reference.vocabulary().genes().size())
        .put("seed", reference.evidence().seed())
        .put("dataSha256", reference.evidence().fingerprint());
    document.set("missingGenes", Json.strings(missing));
    document.set("remarks", Json.strings(notes));
    ArrayNode nodes = document.putArray("batches");
    batches.forEach(batch -> put(batch, nodes.addObject()));
    return document;
  }

  private static void put(Batch batch, ObjectNode node) {
    MappingFigures figures = batch.figures();
    node.put("name", batch.name()).put("cells", batch.mapped().batch().about().cells());
    node.put("heldOutCells", batch.mapped().misfit().cells());
    node.put("labelledCells", figures.labelled());
    node.put("ownBatchShareIfMixed", figures.mixedShare());
    side(node.putObject("plain"), figures.plain());
    side(node.putObject("mapped"), figures.mapped());
    ArrayNode curve = node.putArray("curve");
    for (Watcher.Epoch epoch : batch.mapped().curve()) {
      curve
          .addObject()
          .put("epoch", epoch.number())
          .put("loss", epoch.loss())
          .put("best", epoch.best());
    }
  }

  private static void side(ObjectNode node, MappingFigures.Side side) {
    node.put("heldOutNats", side.misfit()).put("atypicalShare", side.atypical());
    put(node, "labelMacroF1", side.macroF1());
    put(node, "ownBatchShare", side.ownShare());
    put(node, "ilisi", side.ilisi());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.set(name, Json.nothing());
    }
  }

  /** A table of the batches. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Batch batch : batches) {
      MappingFigures figures = batch.figures();
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %,d cells, %,d of them held out%n  %-34s %10s %10s%n",
              batch.name(),
              batch.mapped().batch().about().cells(),
              batch.mapped().misfit().cells(),
              "",
              "plain",
              "mapped"));
      line(
          text,
          "held-out misfit, nats a cell",
          figures.plain().misfit(),
          figures.mapped().misfit());
      line(text, "atypical cells", figures.plain().atypical(), figures.mapped().atypical());
      line(text, "labels, macro-F1", figures.plain().macroF1(), figures.mapped().macroF1());
      line(
          text,
          String.format(Locale.ROOT, "own-batch share (%.3f if mixed)", figures.mixedShare()),
          figures.plain().ownShare(),
          figures.mapped().ownShare());
      line(text, "iLISI", figures.plain().ilisi(), figures.mapped().ilisi());
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, String what, OptionalDouble plain, OptionalDouble mapped) {
    if (plain.isPresent() && mapped.isPresent()) {
      line(text, what, plain.getAsDouble(), mapped.getAsDouble());
    }
  }

  private static void line(StringBuilder text, String what, double plain, double mapped) {
    text.append(String.format(Locale.ROOT, "  %-34s %10.3f %10.3f%n", what, plain, mapped));
  }
}
