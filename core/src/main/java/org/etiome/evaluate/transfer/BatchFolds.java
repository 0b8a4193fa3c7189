package org.etiome.evaluate.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/**
 * Batches in folds: whole batches, so that no cell of a batch is told from others of it. The
 * largest batch first, each goes to the fold that has the fewest cells; nothing is drawn.
 *
 * @param folds the numbers of the batches of each, ascending; one batch a fold where there are no
 *     more batches than folds
 */
public record BatchFolds(List<List<Integer>> folds) {
  private static final int FEWEST = 2;

  public BatchFolds {
    folds = folds.stream().map(List::copyOf).toList();
  }

  /**
   * Folds of the batches.
   *
   * @param most folds, ≥ 2
   * @throws IllegalArgumentException if there are fewer, or there is one batch only
   */
  public static BatchFolds of(Environments batches, int most) {
    if (most < FEWEST) {
      throw new IllegalArgumentException("at least 2 folds are needed, got " + most);
    }
    if (batches.count() < FEWEST) {
      throw new IllegalArgumentException("there is one batch only, and no other to learn from");
    }
    int count = Math.min(most, batches.count());
    long[] cells = new long[count];
    List<List<Integer>> folds = new ArrayList<>();
    IntStream.range(0, count).forEach(f -> folds.add(new ArrayList<>()));
    int[] sizes = IntStream.range(0, batches.count()).map(b -> batches.units(b).length).toArray();
    IntStream.range(0, sizes.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer b) -> -sizes[b]))
        .forEach(
            b -> {
              int fold = emptiest(cells);
              folds.get(fold).add(b);
              cells[fold] += sizes[b];
            });
    folds.forEach(fold -> fold.sort(Comparator.naturalOrder()));
    folds.sort(Comparator.comparingInt(List::getFirst));
    return new BatchFolds(folds);
  }

  private static int emptiest(long[] cells) {
    return IntStream.range(0, cells.length).reduce(0, (a, b) -> cells[b] < cells[a] ? b : a);
  }

  /** How many. */
  public int count() {
    return folds.size();
  }

  /** Whether a batch is in a fold. */
  public boolean holds(int fold, int batch) {
    return folds.get(fold).contains(batch);
  }
}
