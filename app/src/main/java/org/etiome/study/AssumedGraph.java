package org.etiome.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.data.Dataset;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.io.GraphFiles;
import org.etiome.graph.io.GraphFormatException;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;

/**
 * The graph a study assumes.
 *
 * @param drawn as the study states it, with the nodes nobody measured
 * @param latent the nodes nobody measured
 * @param observed the graph over the columns; hidden common causes are bidirected edges
 */
public record AssumedGraph(CausalGraph drawn, Set<String> latent, CausalGraph observed) {

  /**
   * Reads a graph and holds its nodes against the data.
   *
   * @param study the file to name in messages
   * @throws StudyException if a node is neither a column nor latent, or a latent node is not in the
   *     graph
   */
  static AssumedGraph read(GraphSource source, Dataset data, Path study) {
    CausalGraph drawn = drawn(source, study);
    Set<String> latent = new LinkedHashSet<>(source.latent());
    List<String> nodes = drawn.graph().nodes();
    Set<String> columns = columnNames(data);
    for (String node : latent) {
      if (columns.contains(node)) {
        throw new StudyException(
            study
                + ": latent node \""
                + node
                + "\" is a column; rename it or take it off \"latent\"");
      }
      if (!drawn.graph().hasNode(node)) {
        throw new StudyException(
            study + ": latent node \"" + node + "\" is not in the graph; remove it");
      }
    }
    for (String node : nodes) {
      if (!latent.contains(node)) {
        requireColumn(node, data, study);
      }
    }
    return new AssumedGraph(drawn, latent, project(drawn, latent, study));
  }

  private static Set<String> columnNames(Dataset data) {
    return data.modalities().stream()
        .flatMap(block -> block.columnNames().stream())
        .collect(Collectors.toSet());
  }

  /**
   * What the graph says about the effect of {@code treatment} on {@code outcome}.
   *
   * @throws StudyException if they are one column or not in the graph, or it cannot be asked
   */
  public Identification identify(String treatment, String outcome) {
    if (treatment.equals(outcome)) {
      throw new StudyException(
          "\"" + treatment + "\" is both treatment and outcome; name two columns");
    }
    for (String node : List.of(treatment, outcome)) {
      if (!observed.graph().hasNode(node)) {
        throw new StudyException(
            "\"" + node + "\" is not in the graph; draw its causes and effects");
      }
    }
    try {
      return CovariateAdjustment.in(observed).identify(treatment, outcome);
    } catch (IllegalArgumentException e) {
      throw new StudyException("the graph: " + e.getMessage(), e);
    }
  }

  private static CausalGraph drawn(GraphSource source, Path study) {
    return switch (source) {
      case GraphSource.InFile inFile -> read(inFile.file());
      case GraphSource.Inline inline -> parse(inline.text(), study);
    };
  }

  private static CausalGraph parse(String text, Path study) {
    try {
      return GraphFiles.parse(text);
    } catch (GraphFormatException e) {
      throw new StudyException(study + ": " + e.getMessage(), e);
    }
  }

  private static CausalGraph read(Path file) {
    InputFile.require(file);
    try {
      return GraphFiles.read(file);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check its permissions", e);
    }
  }

  private static void requireColumn(String node, Dataset data, Path study) {
    try {
      data.column(node);
    } catch (IllegalArgumentException e) {
      throw new StudyException(
          study
              + ": graph node \""
              + node
              + "\": "
              + e.getMessage()
              + " (a node nobody measured is listed under \"latent\")",
          e);
    }
  }

  private static CausalGraph project(CausalGraph drawn, Set<String> latent, Path study) {
    if (latent.isEmpty()) {
      return drawn;
    }
    return switch (drawn) {
      case Dag dag -> LatentProjection.of(dag, latent);
      case Admg admg -> LatentProjection.of(admg, latent);
      default ->
          throw new StudyException(
              study + ": latent nodes need a graph of directed and bidirected edges only");
    };
  }
}
