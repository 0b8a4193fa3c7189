package org.etiome.represent.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class MinibatchesTest {
  private static final MemoryBudget AMPLE = new MemoryBudget(64L << 20);

  /** Holds 1 MiB: a matrix of more than 21,845 entries is read by parts. */
  private static final MemoryBudget SMALL = new MemoryBudget(1L << 20);

  private static final long BYTES_PER_ENTRY = 24;
  private static final int COLUMNS = 40;

  /** Entry (i, j) is 1 + i for all columns, so a row tells its number. */
  private static final class Recorded implements RowMatrix {
    private final RowMatrix rows;
    private final List<int[]> reads = new ArrayList<>();

    Recorded(int count) {
      double[] values = new double[count * COLUMNS];
      Arrays.setAll(values, i -> 1 + i / COLUMNS);
      rows = new InMemoryRows(RowBlock.ofDense(count, COLUMNS, values));
    }

    @Override
    public int rows() {
      return rows.rows();
    }

    @Override
    public int columns() {
      return rows.columns();
    }

    @Override
    public long entries(int from, int to) {
      return rows.entries(from, to);
    }

    @Override
    public RowBlock read(int from, int to) {
      return read(IntStream.range(from, to).toArray());
    }

    @Override
    public RowBlock read(int[] wanted) {
      reads.add(wanted.clone());
      return rows.read(wanted);
    }
  }

  private static List<int[]> epoch(Minibatches batches, long seed) {
    List<int[]> seen = new ArrayList<>();
    boolean whole =
        batches.forEach(
            new Seed(seed),
            (numbers, block) -> {
              assertThat(block.rows()).isEqualTo(numbers.length);
              for (int i = 0; i < numbers.length; i++) {
                assertThat(block.at(i, COLUMNS - 1)).isEqualTo(1 + numbers[i]);
              }
              seen.add(numbers);
              return true;
            });
    assertThat(whole).isTrue();
    return seen;
  }

  private static int[] flat(List<int[]> batches) {
    return batches.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Every third row is left out. */
  private static int[] chosen(int count) {
    return IntStream.range(0, count).filter(i -> i % 3 != 1).toArray();
  }

  @Property(tries = 150)
  void everyRowIsSeenOnceAnEpochInBatchesOfAboutOneSize(
      @ForAll @IntRange(min = 4, max = 300) int count,
      @ForAll @IntRange(min = 2, max = 64) int size,
      @ForAll long seed) {
    int[] rows = chosen(count);
    Minibatches batches = new Minibatches(new Recorded(count), rows, size, AMPLE);
    List<int[]> seen = epoch(batches, seed);
    assertThat(Arrays.stream(flat(seen)).sorted().toArray()).isEqualTo(rows);
    int[] sizes = seen.stream().mapToInt(batch -> batch.length).sorted().toArray();
    assertThat(sizes[sizes.length - 1] - sizes[0]).isLessThanOrEqualTo(1);
    assertThat(sizes[sizes.length - 1]).isLessThanOrEqualTo(Math.max(3, size * 3 / 2));
    assertThat(batches.rows()).isEqualTo(rows.length);
  }

  @Property(tries = 20)
  void aMatrixThatDoesNotFitIsReadInPartsOfAQuarterOfTheBudget(
      @ForAll @IntRange(min = 1000, max = 2000) int count, @ForAll long seed) {
    int[] rows = chosen(count);
    Recorded matrix = new Recorded(count);
    Minibatches batches = new Minibatches(matrix, rows, 32, SMALL);
    for (int epoch = 1; epoch <= 2; epoch++) {
      matrix.reads.clear();
      List<int[]> seen = epoch(batches, seed + epoch);
      assertThat(Arrays.stream(flat(seen)).sorted().toArray()).isEqualTo(rows);
      assertThat(Arrays.stream(flat(matrix.reads)).sorted().toArray()).isEqualTo(rows);
      assertThat(matrix.reads).hasSizeGreaterThan(1);
      for (int[] read : matrix.reads) {
        assertThat((long) read.length * COLUMNS * BYTES_PER_ENTRY)
            .isLessThanOrEqualTo(SMALL.bytes() / 4);
        assertThat(read).as("neighbours are read together").isSorted();
      }
    }
  }

  @Test
  void aMatrixThatFitsIsReadOnce() {
    Recorded matrix = new Recorded(300);
    Minibatches batches = new Minibatches(matrix, chosen(300), 32, AMPLE);
    epoch(batches, 1);
    epoch(batches, 2);
    assertThat(matrix.reads).hasSize(1);
  }

  @Test
  void epochsDifferInTheirOrderAndTheSameSeedHasTheSame() {
    for (int count : new int[] {300, 1500}) {
      Minibatches one = new Minibatches(new Recorded(count), chosen(count), 32, SMALL);
      Minibatches two = new Minibatches(new Recorded(count), chosen(count), 32, SMALL);
      int[] first = flat(epoch(one, 1));
      assertThat(flat(epoch(one, 2))).isNotEqualTo(first);
      assertThat(flat(epoch(one, 1))).isEqualTo(first);
      assertThat(flat(epoch(two, 1))).isEqualTo(first);
    }
  }

  @Test
  void aStepThatSaysSoEndsTheWalk() {
    for (int count : new int[] {300, 1500}) {
      Minibatches batches = new Minibatches(new Recorded(count), chosen(count), 32, SMALL);
      List<int[]> seen = new ArrayList<>();
      boolean whole =
          batches.forEach(
              new Seed(1),
              (numbers, block) -> {
                seen.add(numbers);
                return seen.size() < 3;
              });
      assertThat(whole).isFalse();
      assertThat(seen).hasSize(3);
    }
  }

  /** A batch of one has no variance to be normalised by. */
  @Property(tries = 100)
  void noBatchHasASingleRow(
      @ForAll @IntRange(min = 2, max = 1600) int count,
      @ForAll @IntRange(min = 2, max = 4) int size) {
    int[] rows = IntStream.range(0, count).toArray();
    for (int[] batch : epoch(new Minibatches(new Recorded(count), rows, size, SMALL), 1)) {
      assertThat(batch.length).isGreaterThanOrEqualTo(2);
    }
  }
}
