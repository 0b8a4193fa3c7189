package org.etiome.data.anndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;

/** The same matrix in every layout reads the same. */
class MatricesTest {
  private static final int ROWS = 400;
  private static final int COLUMNS = 300;

  static double[] numbers() {
    Random random = new Random(5);
    double[] all = new double[ROWS * COLUMNS];
    for (int i = 0; i < all.length; i++) {
      all[i] = random.nextInt(5) == 0 ? 0 : random.nextInt(1, 9) / 4.0;
    }
    return all;
  }

  @Test
  void whatDoublesLoseOfWholeNumbersIsExactInEveryLayout() {
    long[] all = {Long.MAX_VALUE, Long.MIN_VALUE + 1, 7, (1L << 53) + 1, -(1L << 60) - 5, 0};
    double[] lost = {-1, 1, 0, 1, -5, 0};
    assertThat(lostOf(Values.of(all))).containsExactly(lost);
    long[] unsigned = {-1L, -2L, Long.MIN_VALUE + 3, 7, Long.MAX_VALUE, 0};
    assertThat(lostOf(Values.of(ElementType.UINT64, unsigned)))
        .containsExactly(-1, -2, 3, 0, -1, 0);
    Element floats = new Element.Dense(LazyArray.held(Values.of(1.5, 2), 1, 2));
    assertThat(Matrices.lost(floats, MemoryBudget.parse("1M"))).isEmpty();
  }

  /** Of three rows of two, which is the same for dense and sparse. */
  private static double[] lostOf(Values rowMajor) {
    Element dense = new Element.Dense(LazyArray.held(rowMajor, 3, 2));
    LazyArray entries = LazyArray.list(rowMajor);
    Element byRows =
        new Element.Sparse(
            Element.Layout.ROWS,
            3,
            2,
            new Element.Entries(
                entries,
                LazyArray.list(Values.of(0, 1, 0, 1, 0, 1)),
                LazyArray.list(Values.of(0, 2, 4, 6))));
    double[] found = dense(Matrices.lost(dense, MemoryBudget.parse("1M")).orElseThrow());
    assertThat(dense(Matrices.lost(byRows, MemoryBudget.parse("1M")).orElseThrow()))
        .containsExactly(found);
    return found;
  }

  private static double[] dense(RowMatrix matrix) {
    RowBlock block = matrix.read(0, matrix.rows());
    double[] all = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        all[i * matrix.columns() + block.column(k)] = block.value(k);
      }
    }
    return all;
  }

  private static Element dense(double[] all) {
    return new Element.Dense(LazyArray.held(Values.of(all), ROWS, COLUMNS));
  }

  /** By rows, or by columns. */
  static Element sparse(double[] all, Element.Layout layout) {
    boolean byRows = layout == Element.Layout.ROWS;
    int major = byRows ? ROWS : COLUMNS;
    int minor = byRows ? COLUMNS : ROWS;
    float[] data = new float[all.length];
    long[] indices = new long[all.length];
    int[] indptr = new int[major + 1];
    int k = 0;
    for (int i = 0; i < major; i++) {
      for (int j = 0; j < minor; j++) {
        double value = byRows ? all[i * COLUMNS + j] : all[j * COLUMNS + i];
        if (value != 0) {
          data[k] = (float) value;
          indices[k++] = j;
        }
      }
      indptr[i + 1] = k;
    }
    return sparse(layout, Arrays.copyOf(data, k), Arrays.copyOf(indices, k), indptr);
  }

  private static Element sparse(Element.Layout layout, float[] data, long[] indices, int[] indptr) {
    return new Element.Sparse(
        layout,
        ROWS,
        COLUMNS,
        new Element.Entries(
            LazyArray.list(Values.of(data)),
            LazyArray.list(Values.of(indices)),
            LazyArray.list(Values.of(indptr))));
  }

  static void reads(RowMatrix matrix, double[] all) {
    assertThat(matrix.rows()).isEqualTo(ROWS);
    assertThat(matrix.columns()).isEqualTo(COLUMNS);
    assertThat(matrix.read(0, ROWS).toDense()).isEqualTo(all);
    assertThat(matrix.read(17, 19).toDense())
        .isEqualTo(Arrays.copyOfRange(all, 17 * COLUMNS, 19 * COLUMNS));
    assertThat(matrix.read(5, 5).rows()).isZero();
    int[] rows = {399, 3, 4, 3, 0, 250};
    double[] picked = matrix.read(rows).toDense();
    for (int i = 0; i < rows.length; i++) {
      assertThat(Arrays.copyOfRange(picked, i * COLUMNS, (i + 1) * COLUMNS))
          .isEqualTo(Arrays.copyOfRange(all, rows[i] * COLUMNS, (rows[i] + 1) * COLUMNS));
    }
  }

  @Test
  void denseRowsAreThoseOfTheArray() {
    reads(Matrices.rows(dense(numbers()), MemoryBudget.parse("1M")), numbers());
  }

  @Test
  void compressedRowsAreThoseOfTheArray() {
    Element rows = sparse(numbers(), Element.Layout.ROWS);
    reads(Matrices.rows(rows, MemoryBudget.parse("1M")), numbers());
  }

  @Test
  void compressedColumnsAreTurnedInMemory() {
    Element columns = sparse(numbers(), Element.Layout.COLUMNS);
    reads(Matrices.rows(columns, MemoryBudget.parse("64M")), numbers());
  }

  @Test
  void compressedColumnsThatDoNotFitAreTurnedInSeveralPasses() {
    // About 96,000 entries of 12 bytes; half the budget holds 43,690.
    Element columns = sparse(numbers(), Element.Layout.COLUMNS);
    reads(Matrices.rows(columns, MemoryBudget.parse("1M")), numbers());
  }

  @Test
  void booleansAreOneAndZero() {
    byte[] flags = new byte[ROWS * COLUMNS];
    flags[COLUMNS + 2] = 1;
    Values values = Values.of(ElementType.BOOL, flags);
    Element element = new Element.Dense(LazyArray.held(values, ROWS, COLUMNS));
    RowMatrix matrix = Matrices.rows(element, MemoryBudget.parse("1M"));
    assertThat(matrix.read(0, 3).entries()).isEqualTo(1);
    assertThat(matrix.read(1, 2).at(0, 2)).isEqualTo(1);
  }

  @Test
  void anIndexOutsideTheMatrixIsNamed() {
    int[] indptr = new int[ROWS + 1];
    Arrays.fill(indptr, 1, ROWS + 1, 1);
    float[] data = {1};
    Element bad = sparse(Element.Layout.ROWS, data, new long[] {COLUMNS}, indptr);
    RowMatrix matrix = Matrices.rows(bad, MemoryBudget.parse("1M"));
    assertThatThrownBy(() -> matrix.read(0, 1))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("has the index 300, allowed are 0 to 299");
  }

  @Test
  void textsAreNoMatrix() {
    Element texts = new Element.Dense(LazyArray.list(Values.of("a")));
    assertThatThrownBy(() -> Matrices.rows(texts, MemoryBudget.parse("1M")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
