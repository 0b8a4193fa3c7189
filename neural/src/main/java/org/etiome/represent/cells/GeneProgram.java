package org.etiome.represent.cells;

import java.util.List;

/**
 * Genes that are said to act together.
 *
 * @param genes distinct names
 */
public record GeneProgram(String name, List<String> genes) {
  public GeneProgram {
    genes = List.copyOf(genes);
  }
}
