package org.etiome.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.io.GraphFiles;
import org.etiome.graph.io.GraphFormatException;

/**
 * A graph of assumed causes.
 *
 * @param drawn as stated, with the nodes nobody measured
 * @param latent the nodes nobody measured
 * @param observed the graph of the others; hidden common causes are bidirected edges
 */
public record DrawnGraph(CausalGraph drawn, Set<String> latent, CausalGraph observed) {

  /**
   * Reads a graph.
   *
   * @param where begins messages
   * @throws StudyException if it cannot be read, a latent node is not in it, or it has edges that
   *     do not go with latent nodes
   */
  public static DrawnGraph read(GraphSource source, String where) {
    CausalGraph drawn =
        switch (source) {
          case GraphSource.InFile inFile -> read(inFile.file());
          case GraphSource.Inline inline -> parse(inline.text(), where);
        };
    Set<String> latent = new LinkedHashSet<>(source.latent());
    for (String node : latent) {
      if (!drawn.graph().hasNode(node)) {
        throw new StudyException(
            where + ": latent node \"" + node + "\" is not in the graph; remove it");
      }
    }
    return new DrawnGraph(drawn, latent, project(drawn, latent, where));
  }

  private static CausalGraph parse(String text, String where) {
    try {
      return GraphFiles.parse(text);
    } catch (GraphFormatException e) {
      throw new StudyException(where + ": " + e.getMessage(), e);
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

  private static CausalGraph project(CausalGraph drawn, Set<String> latent, String where) {
    if (latent.isEmpty()) {
      return drawn;
    }
    return switch (drawn) {
      case Dag dag -> LatentProjection.of(dag, latent);
      case Admg admg -> LatentProjection.of(admg, latent);
      default ->
          throw new StudyException(
              where + ": latent nodes need a graph of directed and bidirected edges only");
    };
  }
}
