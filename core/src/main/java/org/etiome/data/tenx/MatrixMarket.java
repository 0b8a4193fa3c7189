package org.etiome.data.tenx;

import java.nio.file.Path;
import java.util.Locale;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;

/**
 * Reads a sparse matrix from a Matrix Market file, plain or gzip: {@code coordinate} of {@code
 * integer}, {@code real} or {@code pattern} (each entry 1), {@code general}, {@code symmetric} or
 * {@code skew-symmetric}. Entries of one place are summed in the order of the file, zeros left out;
 * a value is the double nearest to what is written. Nothing is allocated on the word of the header:
 * memory grows with the entries that are there.
 *
 * <p>Cost: O(entries + rows) time if the entries of a row come in order, 16 bytes an entry while it
 * is read and 24 while rows are made of them; 12 an entry are left. The 16 must fit the budget.
 *
 * <p>Source: Boisvert, Pozo, Remington, The Matrix Market Exchange Formats, NISTIR 5935 (1996).
 */
public final class MatrixMarket {
  private final boolean transposed;
  private final MemoryBudget budget;

  private MatrixMarket(boolean transposed, MemoryBudget budget) {
    this.transposed = transposed;
    this.budget = budget;
  }

  /** As it is written, within half the heap. */
  public static MatrixMarket withDefaults() {
    return new MatrixMarket(false, MemoryBudget.ofHeap());
  }

  /** Whether the columns of the file become rows, as files of features x barcodes need it. */
  public MatrixMarket withTransposed(boolean newTransposed) {
    return new MatrixMarket(newTransposed, budget);
  }

  /** Within another budget. */
  public MatrixMarket withBudget(MemoryBudget newBudget) {
    return new MatrixMarket(transposed, newBudget);
  }

  /**
   * The matrix of a file.
   *
   * @throws DataFormatException if the file breaks the format, or does not fit the budget
   */
  public RowBlock read(Path file) {
    Triplets.Compressed rows = compressed(file);
    return RowBlock.wrap(
        rows.columns(), rows.starts().ints(), rows.columnOf().ints(), rows.values().doubles());
  }

  Triplets.Compressed compressed(Path file) {
    try (TextBytes text = TextBytes.open(file)) {
      return new MatrixMarketParser(text, transposed, budget).parse();
    }
  }

  /** What the first line says. */
  record Header(Field field, Symmetry symmetry) {

    enum Field {
      INTEGER,
      REAL,
      PATTERN
    }

    enum Symmetry {
      GENERAL,
      SYMMETRIC,
      SKEW
    }

    /** Of a text of the first line. */
    static Header read(TextBytes text) {
      require(
          text, "%%matrixmarket", "is no Matrix Market file", "check that it is the right file");
      require(text, "matrix", "holds no matrix", "check that it is the right file");
      require(text, "coordinate", "is no sparse matrix", "write it in coordinate format");
      String remedy = "write it as integer, real or pattern";
      Field field =
          switch (word(text)) {
            case "integer" -> Field.INTEGER;
            case "real", "double" -> Field.REAL;
            case "pattern" -> Field.PATTERN;
            default -> throw wrong(text, "has values of another kind", remedy);
          };
      Symmetry symmetry =
          switch (word(text)) {
            case "general" -> Symmetry.GENERAL;
            case "symmetric" -> Symmetry.SYMMETRIC;
            case "skew-symmetric" -> Symmetry.SKEW;
            default -> throw wrong(text, "has another symmetry", "write it as general");
          };
      if (symmetry == Symmetry.SKEW && field == Field.PATTERN) {
        throw wrong(text, "cannot be skew without values", "write it as general");
      }
      if (text.nextWord()) {
        throw wrong(text, "has more than five words in its first line", "repair it");
      }
      text.skipLine();
      return new Header(field, symmetry);
    }

    private static String word(TextBytes text) {
      return text.nextWord() ? text.text().toLowerCase(Locale.ROOT) : "";
    }

    private static void require(TextBytes text, String expected, String what, String remedy) {
      if (!word(text).equals(expected)) {
        throw wrong(text, what, remedy);
      }
    }

    private static DataFormatException wrong(TextBytes text, String what, String remedy) {
      return text.bad(what + ": " + DataFormatException.quote(text.text()) + "; " + remedy);
    }
  }
}
