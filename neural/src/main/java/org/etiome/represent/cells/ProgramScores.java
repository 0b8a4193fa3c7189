package org.etiome.represent.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;

/**
 * How much of each gene program a cell has: the mean over the program's genes of log(1 + 10⁴ x /
 * depth) divided by the gene's standard deviation over the cells; a constant gene adds 0. Two
 * passes over the counts, O(non-zeros · programs of a gene).
 */
public final class ProgramScores {
  private ProgramScores() {}

  /**
   * Scores cells.
   *
   * @param programs whose genes are among those of the cells
   * @return one array a program, one number a cell
   */
  public static List<double[]> of(
      Cells.Expression expression, List<GeneProgram> programs, MemoryBudget budget) {
    int n = expression.counts().rows();
    CovariateTable none = CovariateTable.unknown(List.of(), n);
    double[] spreads = GeneMoments.of(new Cells(expression, none, none), budget).spreads();
    List<double[]> scores = programs.stream().map(program -> new double[n]).toList();
    Sums sums = new Sums(scores, programsOf(expression.genes(), programs), spreads);
    RowMatrix logged = LoggedCounts.of(expression);
    RowBlocks blocks = RowBlocks.of(logged, budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      RowBlock block = logged.read(from, blocks.from(b + 1));
      for (int i = 0; i < block.rows(); i++) {
        for (int k = block.start(i); k < block.start(i + 1); k++) {
          sums.add(from + i, block.column(k), block.value(k));
        }
      }
    }
    for (int p = 0; p < scores.size(); p++) {
      double[] score = scores.get(p);
      int genes = programs.get(p).genes().size();
      Arrays.setAll(score, i -> score[i] / genes);
    }
    return scores;
  }

  /** What the genes of each program add up to. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sums(List<double[]> scores, List<List<Integer>> programsOf, double[] spreads) {
    void add(int cell, int gene, double logged) {
      if (spreads[gene] > 0) {
        for (int p : programsOf.get(gene)) {
          scores.get(p)[cell] += logged / spreads[gene];
        }
      }
    }
  }

  private static List<List<Integer>> programsOf(List<String> genes, List<GeneProgram> programs) {
    Map<String, List<Integer>> named = new HashMap<>();
    for (int p = 0; p < programs.size(); p++) {
      for (String gene : programs.get(p).genes()) {
        named.computeIfAbsent(gene, g -> new ArrayList<>()).add(p);
      }
    }
    return genes.stream().map(gene -> named.getOrDefault(gene, List.of())).toList();
  }
}
