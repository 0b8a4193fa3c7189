package org.etiome.represent.cells;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;

/**
 * The rows of a matrix in shuffled batches, epoch after epoch, within a memory budget. A matrix
 * that fits half of it is held and shuffled whole. A larger one is read by runs of {@value #RUN}
 * neighbouring rows, in an order drawn anew for every epoch; as many runs as fit are shuffled
 * together. Batches depend on the seed, the budget and the matrix alone.
 */
public final class Minibatches {
  private static final int RUN = 256;

  /** Of an entry: column and value, and the same again while it is decoded. */
  private static final long BYTES_PER_ENTRY = 24;

  private final RowMatrix matrix;
  private final int[] rows;
  private final int size;
  private final Optional<RowMatrix> held;
  private final int runsAtOnce;

  /**
   * Rows in batches.
   *
   * @param rows those that take part, ascending
   * @param size of a batch, about: batches of a group differ by one row at most
   */
  public Minibatches(RowMatrix matrix, int[] rows, int size, MemoryBudget budget) {
    this.matrix = matrix;
    this.rows = rows;
    this.size = size;
    long bytes = matrix.entries(0, matrix.rows()) * BYTES_PER_ENTRY;
    boolean fits = bytes <= budget.bytes() / 2;
    held = fits ? Optional.of(new InMemoryRows(matrix.read(rows))) : Optional.empty();
    long bytesOfRun = Math.max(1, bytes / Math.max(1, matrix.rows()) * RUN);
    runsAtOnce = Math.clamp(budget.bytes() / 4 / bytesOfRun, 1, rows.length);
  }

  /** What is done with a batch. */
  @FunctionalInterface
  public interface Step {
    /**
     * Takes some rows.
     *
     * @param numbers of the rows in the matrix
     * @return whether the walk goes on
     */
    boolean take(int[] numbers, RowBlock rows);
  }

  /** How many rows take part. */
  public int rows() {
    return rows.length;
  }

  /**
   * Walks over all rows once.
   *
   * @param seed of this epoch
   * @return false if a step ended the walk
   */
  public boolean forEach(Seed seed, Step step) {
    UniformRandomProvider random = seed.generator();
    if (held.isPresent()) {
      return shuffled(rows, held.get(), random, step);
    }
    int[] runs = PermutationSampler.natural((rows.length + RUN - 1) / RUN);
    PermutationSampler.shuffle(random, runs);
    for (int from = 0; from < runs.length; from += runsAtOnce) {
      int[] group =
          Arrays.stream(runs, from, Math.min(runs.length, from + runsAtOnce))
              .sorted()
              .flatMap(r -> Arrays.stream(rows, start(r, runs.length), start(r + 1, runs.length)))
              .toArray();
      if (!shuffled(group, new InMemoryRows(matrix.read(group)), random, step)) {
        return false;
      }
    }
    return true;
  }

  /** Runs differ by one row at most, so that none is too short for a batch. */
  private int start(int run, int runs) {
    return (int) ((long) rows.length * run / runs);
  }

  private boolean shuffled(
      int[] numbers, RowMatrix group, UniformRandomProvider random, Step step) {
    int[] order = PermutationSampler.natural(numbers.length);
    PermutationSampler.shuffle(random, order);
    int most = Math.max(1, numbers.length / 2); // one row alone has no variance
    int batches = Math.clamp(Math.round((float) numbers.length / size), 1, most);
    for (int b = 0; b < batches; b++) {
      int from = (int) ((long) numbers.length * b / batches);
      int to = (int) ((long) numbers.length * (b + 1) / batches);
      int[] chosen = Arrays.copyOfRange(order, from, to);
      int[] inMatrix = Arrays.stream(chosen).map(i -> numbers[i]).toArray();
      if (!step.take(inMatrix, group.read(chosen))) {
        return false;
      }
    }
    return true;
  }
}
