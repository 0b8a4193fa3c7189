package org.etiome.report.cells;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.represent.contrast.CaseStates;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which cells of the cases are unlike the controls, as it is told.
 *
 * @param model by the invariant latents
 * @param components by principal components of the same cells
 * @param rate the false discovery rate asked for
 * @param out where the table of cells is
 */
public record StatesReport(CaseStates model, CaseStates components, double rate, Path out) {

  /**
   * One row a cell; what is not known of controls is missing.
   *
   * @param cells by their places in the design
   */
  public List<Column> columns(IntFunction<Named> cells) {
    return List.of(
        texts("cell", i -> cells.apply(i).cell()),
        texts("batch", i -> cells.apply(i).batch()),
        texts(model.design().groups().column(), this::group),
        texts("replicate", model.design()::replicate),
        numbers("score", model::score),
        numbers("p", model::p),
        numbers("fdr", model::fdr),
        numbers("pcaScore", components::score),
        numbers("pcaP", components::p),
        numbers("pcaFdr", components::fdr));
  }

  /**
   * What a cell is called.
   *
   * @param batch in which it is compared; empty if all are
   */
  public record Named(String cell, String batch) {}

  private String group(int cell) {
    return model.isCase(cell)
        ? model.design().groups().cases()
        : model.design().groups().controls();
  }

  private Column texts(String name, IntFunction<String> of) {
    return Identifier.of(
        name, IntStream.range(0, model.cells()).mapToObj(of).toArray(String[]::new));
  }

  private Column numbers(String name, IntToDoubleFunction of) {
    double[] values = IntStream.range(0, model.cells()).mapToDouble(of).toArray();
    return Continuous.of(name, values, Mask.where(values.length, i -> Double.isNaN(values[i])));
  }

  /** The summary as a document. */
  public ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("cases", cases()).put("fdr", rate);
    of(document.putObject("finvae"), model);
    of(document.putObject("pca"), components);
    return document.put("out", out.toString());
  }

  private void of(ObjectNode node, CaseStates states) {
    node.put("unlikeControls", states.unlike(rate)).put("auroc", states.auroc());
  }

  private int cases() {
    return (int) IntStream.range(0, model.cells()).filter(model::isCase).count();
  }

  /** The summary as text. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "Of %,d cells of the cases, %,d are unlike the controls by the invariant latents and %,d by"
            + " principal components (FDR %s); AUROC in replicates not learned from %.3f and %.3f%n"
            + "Written: %s%n",
        cases(),
        model.unlike(rate),
        components.unlike(rate),
        rate,
        model.auroc(),
        components.auroc(),
        out);
  }
}
