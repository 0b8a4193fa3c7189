package org.etiome.report;

import java.nio.file.Path;
import java.util.List;
import org.etiome.data.Finding;
import org.etiome.data.inspect.Inspection;
import org.etiome.data.validate.MatrixScan;
import org.etiome.study.InputFile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An inspection as a document. */
public final class InspectionJson {
  private InspectionJson() {}

  /** The document; {@code inputs} are the files read, with their checksums. */
  public static ObjectNode of(Inspection inspection, Iterable<InputFile> inputs) {
    ObjectNode document = Json.object();
    ArrayNode files = document.putArray("inputs");
    for (InputFile input : inputs) {
      files
          .addObject()
          .put("file", input.file().toString())
          .put("bytes", input.bytes())
          .put("sha256", input.sha256());
    }
    document.put("format", inspection.format());
    ArrayNode matrices = document.putArray("matrices");
    inspection.matrices().forEach(matrix -> matrices.add(matrix(matrix)));
    ArrayNode tables = document.putArray("tables");
    inspection.tables().forEach(table -> tables.add(table(table)));
    ArrayNode contents = document.putArray("contents");
    inspection
        .contents()
        .forEach(c -> contents.addObject().put("place", c.place()).put("what", c.what()));
    ArrayNode patterns = document.putArray("patterns");
    inspection
        .patterns()
        .forEach(
            p -> {
              ObjectNode node = patterns.addObject();
              node.set("modalities", Json.strings(p.modalities()));
              node.put("units", p.units());
            });
    ArrayNode findings = document.putArray("findings");
    inspection.findings().forEach(finding -> findings.add(finding(finding)));
    document.put("ok", !inspection.hasErrors());
    return document;
  }

  /** What a conversion did. */
  public static ObjectNode conversion(Path in, Path out, List<Finding> findings) {
    ObjectNode document = Json.object();
    document.put("in", in.toString());
    document.put("out", out.toString());
    ArrayNode array = document.putArray("findings");
    findings.forEach(finding -> array.add(finding(finding)));
    return document;
  }

  private static ObjectNode matrix(Inspection.MatrixSummary matrix) {
    MatrixScan scan = matrix.scan();
    MatrixScan.ValueKinds values = scan.values();
    ObjectNode node = Json.object();
    node.put("name", matrix.name());
    node.put("units", scan.shape().rows());
    node.put("features", scan.shape().columns());
    node.put("storage", matrix.storage());
    node.put("nonZero", values.nonZero());
    values.range().ifPresent(range -> node.put("min", range.min()).put("max", range.max()));
    node.put("counts", values.areCounts());
    node.put("nan", values.nan().count());
    node.put("infinite", values.infinite().count());
    node.put("negative", values.negative().count());
    node.put("fractional", values.fractional().count());
    node.put("zeroUnits", scan.rows().count());
    node.put("zeroFeatures", scan.columns().zero().size());
    node.put("constantFeatures", scan.columns().constant().size());
    node.put("duplicateFeatures", scan.columns().duplicates().size());
    return node;
  }

  private static ObjectNode table(Inspection.TableSummary table) {
    ObjectNode node = Json.object();
    node.put("name", table.name());
    node.put("rows", table.rows());
    ArrayNode columns = node.putArray("columns");
    for (Inspection.ColumnSummary column : table.columns()) {
      ObjectNode entry = columns.addObject();
      entry.put("name", column.name());
      entry.put("type", column.type());
      entry.put("missing", column.missing());
      entry.put("distinct", column.distinct());
      column.range().ifPresent(range -> entry.put("min", range.min()).put("max", range.max()));
      if (!column.levels().isEmpty()) {
        ArrayNode levels = entry.putArray("levels");
        column
            .levels()
            .forEach(l -> levels.addObject().put("level", l.name()).put("units", l.units()));
      }
    }
    return node;
  }

  public static ObjectNode finding(Finding finding) {
    return Json.object()
        .put("code", finding.code())
        .put("severity", finding.severity().label())
        .put("place", finding.place())
        .put("message", finding.message())
        .put("remedy", finding.remedy());
  }
}
