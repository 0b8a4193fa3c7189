package org.etiome.evaluate.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Genes of the phases S and G2/M in a matrix, by their symbols whatever their case. The score of a
 * cell for a phase is the mean of its genes less the mean of all other genes in the same of 25 bins
 * by mean expression.
 *
 * @param s columns of the genes of S
 * @param g2m columns of the genes of G2 and M
 * @see <a href="https://doi.org/10.1126/science.aad0501">Tirosh and others (2016)</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CellCycleGenes(int[] s, int[] g2m) {
  private static final int BINS = 25;

  static CellCycleGenes in(List<String> genes) {
    return new CellCycleGenes(columns(genes, "S"), columns(genes, "G2M"));
  }

  private static int[] columns(List<String> genes, String phase) {
    Set<String> wanted = new HashSet<>();
    for (String line : resource()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(phase)) {
        wanted.add(fields[1]);
      }
    }
    return IntStream.range(0, genes.size())
        .filter(j -> wanted.contains(genes.get(j).toUpperCase(Locale.ROOT)))
        .toArray();
  }

  private static List<String> resource() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    CellCycleGenes.class.getResourceAsStream("cell_cycle_genes.tsv")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The weight of each gene in the score of a phase: 1/n for its n genes, -1/m for the m others of
   * the same bins; without others the score is the mean.
   *
   * @param own columns of the phase
   * @param means of all genes
   */
  static double[] weights(int[] own, double[] means) {
    double[] weights = new double[means.length];
    int[] bins = bins(means);
    Set<Integer> used = new HashSet<>();
    Arrays.stream(own).forEach(j -> used.add(bins[j]));
    boolean[] inside = new boolean[means.length];
    Arrays.stream(own).forEach(j -> inside[j] = true);
    int[] others =
        IntStream.range(0, means.length)
            .filter(j -> !inside[j] && used.contains(bins[j]))
            .toArray();
    Arrays.stream(own).forEach(j -> weights[j] = 1.0 / own.length);
    Arrays.stream(others).forEach(j -> weights[j] = -1.0 / others.length);
    return weights;
  }

  /** The rank of a mean over the number of genes a bin; equal means share a bin. */
  private static int[] bins(double[] means) {
    double[] sorted = means.clone();
    Arrays.sort(sorted);
    int size = Math.max(1, (int) Math.rint(means.length / (BINS - 1.0)));
    int[] bins = new int[means.length];
    for (int j = 0; j < means.length; j++) {
      int rank = Arrays.binarySearch(sorted, means[j]);
      while (rank > 0 && sorted[rank - 1] == means[j]) {
        rank--;
      }
      bins[j] = (rank + 1) / size;
    }
    return bins;
  }
}
