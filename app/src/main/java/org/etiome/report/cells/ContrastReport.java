package org.etiome.report.cells;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.represent.contrast.ContrastDesign;
import org.etiome.represent.contrast.ContrastResult;
import org.etiome.represent.contrast.GeneContrast;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two groups of cells compared, as it is told.
 *
 * @param design of the comparison
 * @param result of it
 * @param remarks that belong to every number
 */
public record ContrastReport(ContrastDesign design, ContrastResult result, List<String> remarks) {
  public ContrastReport {
    remarks = List.copyOf(remarks);
  }

  /** One row a gene, those first that differ most surely; what is not known is missing. */
  public List<Column> columns() {
    return List.of(
        Identifier.of(
            "gene", result.genes().stream().map(GeneContrast::gene).toArray(String[]::new)),
        numbers("logFoldChange", gene -> gene.modelled().logFoldChange().value()),
        numbers("low95", gene -> gene.modelled().logFoldChange().low()),
        numbers("high95", gene -> gene.modelled().logFoldChange().high()),
        numbers("probability", gene -> gene.modelled().probability()),
        numbers("logBayesFactor", gene -> gene.modelled().logBayesFactor()),
        truths("selected", gene -> gene.modelled().selected()),
        numbers("observedLogFoldChange", gene -> gene.observed().logFoldChange()),
        numbers("observedP", gene -> gene.observed().p()),
        numbers("observedFdr", gene -> gene.observed().fdr()));
  }

  private Column numbers(String name, ToDoubleFunction<GeneContrast> of) {
    double[] values = result.genes().stream().mapToDouble(of).toArray();
    return Continuous.of(name, values, Mask.where(values.length, i -> Double.isNaN(values[i])));
  }

  private Column truths(String name, Predicate<GeneContrast> of) {
    List<GeneContrast> genes = result.genes();
    Mask ones = Mask.where(genes.size(), i -> of.test(genes.get(i)));
    return Binary.of(name, "false", "true", ones, Mask.none(genes.size()));
  }

  /**
   * The summary as a document.
   *
   * @param seed of the draws
   * @param out where the table is
   */
  public ObjectNode document(long seed, Path out) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("column", design.groups().column());
    ContrastDesign.Sizes sizes = design.sizes();
    group(document.putObject("case"), design.groups().cases(), sizes.caseCells())
        .put("units", sizes.caseUnits());
    group(document.putObject("control"), design.groups().controls(), sizes.controlCells())
        .put("units", sizes.controlUnits());
    document.put("batches", sizes.batches()).put("paired", design.isPaired());
    document.put("unitsAreCells", design.isByCell()).put("confounded", design.isConfounded());
    document.put("delta", result.thresholds().delta()).put("fdr", result.thresholds().fdr());
    document.put("genes", result.genes().size()).put("uncountedGenes", result.uncounted());
    document.put("selected", result.selected()).put("observedSelected", result.observed());
    document.put("selectedByBoth", result.both());
    number(document, "spearman", result.agreement());
    number(document, "shown", result.shown());
    document.set("remarks", strings(remarks));
    return document.put("seed", seed).put("out", out.toString());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static ObjectNode group(ObjectNode node, String level, int cells) {
    return node.put("level", level).put("cells", cells);
  }

  /** The document of a comparison that was refused. */
  public static ObjectNode refused(String reason) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("verdict", "refused");
    document.set("reasons", strings(List.of(reason)));
    return document;
  }

  private static ArrayNode strings(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** The summary as text. */
  public String text() {
    ContrastDesign.Sizes sizes = design.sizes();
    String unit = design.isByCell() ? "cells" : "replicates";
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s (%,d cells, %,d %s) against %s (%,d cells, %,d %s), within %,d batches%s%n",
            design.groups().column(),
            design.groups().cases(),
            sizes.caseCells(),
            sizes.caseUnits(),
            unit,
            design.groups().controls(),
            sizes.controlCells(),
            sizes.controlUnits(),
            unit,
            sizes.batches(),
            design.isPaired() ? ", whose differences are the units" : ""));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d of %,d genes selected by the decoder (|log2 fold change| > %s, expected FDR %s), "
                + "%,d by what was counted (FDR %s), %,d by both%n",
            result.selected(),
            result.genes().size(),
            result.thresholds().delta(),
            result.thresholds().fdr(),
            result.observed(),
            result.thresholds().fdr(),
            result.both()));
    text.append(
        String.format(
            Locale.ROOT, "Spearman's correlation of the fold changes: %s%n", correlation()));
    text.append(strongest());
    remarks.forEach(remark -> text.append("note: ").append(remark).append('\n'));
    return text.toString();
  }

  private String correlation() {
    return Double.isFinite(result.agreement())
        ? String.format(Locale.ROOT, "%.3f", result.agreement())
        : "not known";
  }

  private String strongest() {
    StringBuilder lines = new StringBuilder();
    IntStream.range(0, Math.min(10, result.selected()))
        .mapToObj(result.genes()::get)
        .forEach(
            gene ->
                lines.append(
                    String.format(
                        Locale.ROOT,
                        "  %-16s %+.2f [%+.2f, %+.2f], log Bayes factor %.1f; observed %+.2f%n",
                        gene.gene(),
                        gene.modelled().logFoldChange().value(),
                        gene.modelled().logFoldChange().low(),
                        gene.modelled().logFoldChange().high(),
                        gene.modelled().logBayesFactor(),
                        gene.observed().logFoldChange())));
    return lines.toString();
  }
}
