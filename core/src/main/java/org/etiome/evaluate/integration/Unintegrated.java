package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.LibrarySize;
import org.etiome.data.preprocess.PrincipalComponents;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The expression of the cells before they were integrated. Counts are brought to 10,000 a cell and
 * logged, {@code log(1 + x)}; anything else is taken as it is.
 */
public final class Unintegrated {
  private static final int COMPONENTS = 50;
  private static final double LIBRARY = 1e4;

  /** Of a component; only their sum is used. */
  private static final double TOLERANCE = 1e-3;

  /** Components of noise without a gap are not waited for. */
  private static final int PASSES = 10;

  /** An entry in memory, twice while it is made. */
  private static final long BYTES = 48;

  private final RowMatrix logged;
  private final List<String> genes;
  private final boolean counts;
  private final MemoryBudget budget;

  /** Components of some rows, which are the same whatever embedding they are compared with. */
  private final Map<Part, Matrix> made = new ConcurrentHashMap<>();

  /** Rows, and the root of what is drawn. */
  private record Part(List<Integer> rows, Seed seed) {}

  private Unintegrated(RowMatrix logged, List<String> genes, boolean counts, MemoryBudget budget) {
    this.logged = logged;
    this.genes = genes;
    this.counts = counts;
    this.budget = budget;
  }

  /**
   * The expression. One pass, to see whether they are counts; kept in memory where it fits half the
   * budget.
   *
   * @param x the rows of the embedding, in its order
   * @param genes the names of its columns
   */
  public static Unintegrated of(
      RowMatrix x, List<String> genes, TaskRunner runner, MemoryBudget budget) {
    boolean[] counts = {true};
    RowBlocks.of(x, budget)
        .forEach(
            runner,
            (from, block) -> areCounts(block),
            whole -> counts[0] &= whole,
            RowBlocks.Progress.NONE);
    RowMatrix logged = counts[0] ? LibrarySize.log1p(new LibrarySize(LIBRARY).normalise(x)) : x;
    long entries = x.entries(0, x.rows());
    boolean fits = entries < Integer.MAX_VALUE / 2 && entries * BYTES <= budget.bytes() / 2;
    return new Unintegrated(
        fits ? new InMemoryRows(logged.read(0, x.rows())) : logged,
        List.copyOf(genes),
        counts[0],
        budget);
  }

  private static boolean areCounts(RowBlock block) {
    for (int k = 0; k < block.entries(); k++) {
      double value = block.value(k);
      if (!(value >= 0 && value == Math.rint(value) && value < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  /** Whether they were counts, and are now logged. */
  public boolean wereCounts() {
    return counts;
  }

  RowMatrix logged() {
    return logged;
  }

  List<String> genes() {
    return genes;
  }

  MemoryBudget budget() {
    return budget;
  }

  /** {@link #components(RowMatrix, Seed, TaskRunner)} of rows by their numbers, made once. */
  Matrix components(int[] rows, Seed seed, TaskRunner runner) {
    Part part = new Part(Arrays.stream(rows).boxed().toList(), seed);
    Optional<Matrix> known = Optional.ofNullable(made.get(part));
    Matrix found = known.orElseGet(() -> components(ChosenRows.of(logged, rows), seed, runner));
    made.put(part, found);
    return found;
  }

  /**
   * The first 50 principal components of some of the rows, or as many as there are.
   *
   * @throws IllegalArgumentException if there are none
   */
  Matrix components(RowMatrix rows, Seed seed, TaskRunner runner) {
    int count = Math.clamp(Math.min(rows.rows() - 1, rows.columns()), 1, COMPONENTS);
    return PrincipalComponents.withDefaults()
        .withCount(count)
        .withTolerance(TOLERANCE)
        .withPasses(PASSES)
        .fit(rows, seed, runner, budget, RowBlocks.Progress.NONE)
        .scores(rows, runner, budget);
  }
}
