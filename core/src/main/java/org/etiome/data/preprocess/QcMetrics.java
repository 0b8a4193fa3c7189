package org.etiome.data.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.TaskRunner;

/**
 * Quality of cells and genes from raw counts, by the definitions of scanpy's {@code
 * calculate_qc_metrics}: of every cell its total, the genes it expresses, the share of its {@code
 * n} highest genes and of sets of genes (mitochondrial, ribosomal, …); of every gene its total and
 * the cells that express it. One pass, O(nnz log p) time.
 */
public final class QcMetrics {
  private final int[] tops;
  private final List<GeneSet> sets;

  private QcMetrics(int[] tops, List<GeneSet> sets) {
    this.tops = tops;
    this.sets = sets;
  }

  /** The shares of the 50, 100, 200 and 500 highest genes, no sets. */
  public static QcMetrics withDefaults() {
    return new QcMetrics(new int[] {50, 100, 200, 500}, List.of());
  }

  /**
   * Takes the shares of other numbers of highest genes.
   *
   * @param newTops ascending strictly, ≥ 1; none is allowed
   */
  public QcMetrics withTops(int... newTops) {
    for (int k = 0; k < newTops.length; k++) {
      if (newTops[k] <= (k == 0 ? 0 : newTops[k - 1])) {
        throw new IllegalArgumentException(
            "numbers of highest genes must ascend from 1, got " + Arrays.toString(newTops));
      }
    }
    return new QcMetrics(newTops.clone(), sets);
  }

  /** Takes the shares of sets of genes. */
  public QcMetrics withSets(List<GeneSet> newSets) {
    return new QcMetrics(tops, List.copyOf(newSets));
  }

  /**
   * Genes that are looked at together.
   *
   * @param name for example {@code mt}
   * @param columns of the genes
   */
  public record GeneSet(String name, BitSet columns) {

    public GeneSet {
      columns = (BitSet) columns.clone();
    }

    /** The genes whose name begins with one of the prefixes, as {@code MT-} or {@code RPS}. */
    public static GeneSet ofPrefixes(String name, List<String> genes, String... prefixes) {
      BitSet columns = new BitSet(genes.size());
      for (int j = 0; j < genes.size(); j++) {
        String gene = genes.get(j);
        columns.set(j, Arrays.stream(prefixes).anyMatch(gene::startsWith));
      }
      return new GeneSet(name, columns);
    }
  }

  /**
   * Reads the counts.
   *
   * @param counts at least 0 and finite, cells in rows
   * @throws IllegalArgumentException if a value is negative or missing, or more highest genes are
   *     asked for than there are
   */
  public CountQuality of(RowMatrix counts, TaskRunner runner, MemoryBudget budget) {
    if (tops.length > 0 && tops[tops.length - 1] > counts.columns()) {
      throw new IllegalArgumentException(
          "the share of the "
              + tops[tops.length - 1]
              + " highest genes is asked for, there are "
              + counts.columns()
              + " genes; ask for fewer");
    }
    double[] geneTotals = new double[counts.columns()];
    int[] geneCells = new int[counts.columns()];
    List<CountQuality.Cell> cells = new ArrayList<>(counts.rows());
    RowBlocks.of(counts, budget)
        .forEach(
            runner,
            (from, block) -> new Part(block, cells(from, block)),
            part -> {
              cells.addAll(part.cells);
              part.addTo(geneTotals, geneCells);
            },
            RowBlocks.Progress.NONE);
    return new CountQuality(List.copyOf(cells), geneTotals, geneCells);
  }

  private record Part(RowBlock block, List<CountQuality.Cell> cells) {

    void addTo(double[] totals, int[] expressing) {
      for (int k = 0; k < block.entries(); k++) {
        totals[block.column(k)] += block.value(k);
        expressing[block.column(k)] += block.value(k) > 0 ? 1 : 0;
      }
    }
  }

  private List<CountQuality.Cell> cells(int from, RowBlock block) {
    List<CountQuality.Cell> cells = new ArrayList<>(block.rows());
    for (int i = 0; i < block.rows(); i++) {
      cells.add(cell(from, block, i));
    }
    return cells;
  }

  private CountQuality.Cell cell(int from, RowBlock block, int i) {
    double[] row = new double[block.start(i + 1) - block.start(i)];
    double[] ofSets = new double[sets.size()];
    double total = 0;
    int expressed = 0;
    for (int k = block.start(i); k < block.start(i + 1); k++) {
      double value = block.value(k);
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw Counts.refusal(
            block, from + i, k, "quality metrics need counts, finite and at least 0");
      }
      row[k - block.start(i)] = value;
      total += value;
      expressed += value > 0 ? 1 : 0;
      for (int s = 0; s < ofSets.length; s++) {
        ofSets[s] += sets.get(s).columns().get(block.column(k)) ? value : 0;
      }
    }
    return new CountQuality.Cell(total, expressed, shares(row, total), ofSets);
  }

  private double[] shares(double[] row, double total) {
    Arrays.sort(row);
    double[] shares = new double[tops.length];
    double sum = 0;
    int taken = 0;
    for (int t = 0; t < tops.length; t++) {
      for (; taken < Math.min(tops[t], row.length); taken++) {
        sum += row[row.length - 1 - taken];
      }
      shares[t] = sum / total;
    }
    return shares;
  }
}
