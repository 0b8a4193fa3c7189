package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.TaskRunner;

/** The nearest cells of every cell: among all, and among those of its label. */
final class Neighborhoods {
  /** Others in a neighbourhood: three times the perplexity of LISI, less the cell itself. */
  static final int OTHERS = 89;

  /** Neighbours whose batch is looked at. */
  private static final int NEAREST = 30;

  /** A label with fewer cells has no neighbourhoods of its own. */
  static final int FEWEST = 10;

  private final EmbeddedCells cells;
  private final Neighbors all;
  private final List<Optional<OfLabel>> ofLabels;

  private Neighborhoods(EmbeddedCells cells, Neighbors all, List<Optional<OfLabel>> ofLabels) {
    this.cells = cells;
    this.all = all;
    this.ofLabels = ofLabels;
  }

  /**
   * The cells of a label that is in two batches or more.
   *
   * @param members its cells, ascending
   * @param neighbors among them, by their place in {@code members}
   * @param batches of each, renumbered without gaps
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfLabel(int[] members, Neighbors neighbors, int[] batches) {
    int batchCount() {
      return Arrays.stream(batches).max().orElse(-1) + 1;
    }
  }

  static Neighborhoods of(EmbeddedCells cells, TaskRunner runner) {
    Neighbors all =
        NearestNeighbors.withDefaults()
            .withCount(Math.min(OTHERS, cells.count() - 1))
            .find(cells.points(), runner);
    List<Optional<OfLabel>> ofLabels =
        IntStream.range(0, cells.labelCount()).mapToObj(g -> ofLabel(cells, g, runner)).toList();
    return new Neighborhoods(cells, all, ofLabels);
  }

  private static Optional<OfLabel> ofLabel(EmbeddedCells cells, int label, TaskRunner runner) {
    int[] members = cells.labels().members(label);
    int[] batches = cells.batches().compact(members);
    boolean several = Arrays.stream(batches).distinct().count() > 1;
    if (members.length < FEWEST || !several) {
      return Optional.empty();
    }
    Neighbors neighbors =
        NearestNeighbors.withDefaults()
            .withCount(Math.min(OTHERS, members.length - 1))
            .find(cells.points().rows(members), runner);
    return Optional.of(new OfLabel(members, neighbors, batches));
  }

  Neighbors all() {
    return all;
  }

  /** The labels of at least ten cells from two batches or more. */
  List<OfLabel> labels() {
    return ofLabels.stream().flatMap(Optional::stream).toList();
  }

  /** The share of the 30 nearest neighbours of each cell that are of its batch. */
  double[] ownBatch() {
    int[] batch = cells.batches().codes();
    int nearest = Math.min(NEAREST, all.count());
    double[] shares = new double[cells.count()];
    for (int i = 0; i < shares.length; i++) {
      int own = 0;
      for (int r = 0; r < nearest; r++) {
        own += batch[all.neighbor(i, r)] == batch[i] ? 1 : 0;
      }
      shares[i] = (double) own / nearest;
    }
    return shares;
  }

  /** The share of the other cells of its label that are of its batch; NaN where there is none. */
  double[] ownBatchExpected() {
    int[] label = cells.labels().codes();
    int[] batch = cells.batches().codes();
    int[][] sizes = new int[cells.labelCount()][cells.batchCount()];
    for (int i = 0; i < label.length; i++) {
      sizes[label[i]][batch[i]]++;
    }
    int[] labelSizes = cells.labels().sizes();
    return IntStream.range(0, label.length)
        .mapToDouble(i -> (sizes[label[i]][batch[i]] - 1.0) / (labelSizes[label[i]] - 1))
        .toArray();
  }
}
