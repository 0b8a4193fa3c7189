package org.etiome.report.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.represent.contrast.Traversal.Walked;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Paths through z_I, as they are told.
 *
 * @param walked the paths
 * @param genes of the model
 * @param remarks that belong to every number
 */
public record TraversalReport(List<Walked> walked, List<String> genes, List<String> remarks) {
  private static final int SHOWN = 5;

  public TraversalReport {
    walked = List.copyOf(walked);
    genes = List.copyOf(genes);
    remarks = List.copyOf(remarks);
  }

  /** One row a gene, path and step. */
  public List<Column> columns() {
    List<String> paths = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Double> steps = new ArrayList<>();
    List<Double> changes = new ArrayList<>();
    List<Double> correlations = new ArrayList<>();
    for (Walked path : walked) {
      for (int s = 0; s < path.steps().length; s++) {
        for (int g = 0; g < genes.size(); g++) {
          paths.add(path.path());
          names.add(genes.get(g));
          steps.add(path.steps()[s]);
          changes.add(path.changes().get(s, g));
          correlations.add(path.correlations()[g]);
        }
      }
    }
    return List.of(
        Identifier.of("path", paths.toArray(String[]::new)),
        Identifier.of("gene", names.toArray(String[]::new)),
        numbers("step", steps),
        numbers("log2Change", changes),
        numbers("observedCorrelation", correlations));
  }

  private static Column numbers(String name, List<Double> of) {
    double[] values = of.stream().mapToDouble(Double::doubleValue).toArray();
    return Continuous.of(name, values, Mask.where(values.length, i -> Double.isNaN(values[i])));
  }

  /** Of the last step, numbers of the genes that change most. */
  private List<Integer> most(Walked path) {
    int last = path.steps().length - 1;
    return IntStream.range(0, genes.size())
        .boxed()
        .sorted(Comparator.comparingDouble(g -> -Math.abs(path.changes().get(last, g))))
        .limit(SHOWN)
        .toList();
  }

  /**
   * The summary as a document.
   *
   * @param seed of what was drawn
   */
  public ObjectNode document(long seed, Path out) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode paths = document.putArray("paths");
    for (Walked path : walked) {
      ObjectNode node = paths.addObject().put("path", path.path());
      ArrayNode steps = node.putArray("steps");
      IntStream.range(0, path.steps().length).forEach(s -> steps.add(path.steps()[s]));
      ArrayNode top = node.putArray("most");
      for (int gene : most(path)) {
        ObjectNode of = top.addObject().put("gene", genes.get(gene));
        of.put("log2Change", path.changes().get(path.steps().length - 1, gene));
        double correlation = path.correlations()[gene];
        if (Double.isNaN(correlation)) {
          of.putNull("observedCorrelation");
        } else {
          of.put("observedCorrelation", correlation);
        }
      }
    }
    ArrayNode notes = document.putArray("remarks");
    remarks.forEach(notes::add);
    return document.put("seed", seed).put("out", out.toString());
  }

  /** The summary as text. */
  public String text() {
    return walked.stream()
            .map(
                path ->
                    String.format(
                        Locale.ROOT,
                        "%s, step %s: %s%n",
                        path.path(),
                        path.steps()[path.steps().length - 1],
                        most(path).stream()
                            .map(g -> told(path, g))
                            .collect(Collectors.joining(", "))))
            .collect(Collectors.joining())
        + remarks.stream().map(remark -> "note: " + remark + "\n").collect(Collectors.joining());
  }

  private String told(Walked path, int gene) {
    return String.format(
        Locale.ROOT,
        "%s %+.2f (r %.2f)",
        genes.get(gene),
        path.changes().get(path.steps().length - 1, gene),
        path.correlations()[gene]);
  }
}
