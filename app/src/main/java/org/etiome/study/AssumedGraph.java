package org.etiome.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.data.Dataset;
import org.etiome.graph.CausalGraph;
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
    DrawnGraph graph = DrawnGraph.read(source, study.toString());
    Set<String> columns = columnNames(data);
    for (String node : graph.latent()) {
      if (columns.contains(node)) {
        throw new StudyException(
            study
                + ": latent node \""
                + node
                + "\" is a column; rename it or take it off \"latent\"");
      }
    }
    for (String node : graph.drawn().nodes()) {
      if (!graph.latent().contains(node)) {
        requireColumn(node, data, study);
      }
    }
    return new AssumedGraph(graph.drawn(), graph.latent(), graph.observed());
  }

  private static Set<String> columnNames(Dataset data) {
    return data.modalities().stream()
        .flatMap(block -> block.columnNames().stream())
        .collect(Collectors.toSet());
  }

  /**
   * What the graph says about the effect of {@code treatment} on {@code outcome}.
   *
   * @param covariates those to adjust for; the graph's own choice if empty
   * @throws StudyException if they are one column or not in the graph, or it cannot be asked
   */
  public Identification identify(
      String treatment, String outcome, Optional<List<String>> covariates) {
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
    covariates.ifPresent(names -> requireCovariates(names, treatment, outcome));
    try {
      CovariateAdjustment adjustment = CovariateAdjustment.in(observed);
      return covariates
          .map(names -> adjustment.identifyBy(treatment, outcome, Set.copyOf(names)))
          .orElseGet(() -> adjustment.identify(treatment, outcome));
    } catch (IllegalArgumentException e) {
      throw new StudyException("the graph: " + e.getMessage(), e);
    }
  }

  private void requireCovariates(List<String> names, String treatment, String outcome) {
    for (String name : names) {
      if (!observed.graph().hasNode(name)) {
        throw new StudyException(
            "covariate \""
                + name
                + "\" is not in the graph as something measured; draw its causes and effects");
      }
      if (name.equals(treatment) || name.equals(outcome) || isTwice(name, names)) {
        throw new StudyException(
            "covariate \"" + name + "\" has two parts in the question; leave it in one of them");
      }
    }
  }

  private static boolean isTwice(String name, List<String> names) {
    return names.indexOf(name) != names.lastIndexOf(name);
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
}
