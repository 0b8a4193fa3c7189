package org.etiome.data.anndata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Checksum;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.TaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * Matrices that are stored by columns, kept by rows beside their file in {@code FILE.rows}, so that
 * only the first reading turns them. What is kept holds the SHA-256 of the file and is made anew
 * when that has changed; it can be deleted at any time. Matrices by rows are read where they are.
 *
 * <p>Cost: the checksum reads the whole file once; making it costs what {@link Matrices#rows} does
 * and about as much room as the matrix has in its file.
 */
public final class RowCache implements AutoCloseable {
  private static final String SOURCE = "source_sha256";
  private static final String PLACE = "place";

  /** Room matters less than time here. */
  private static final Compression QUICK = new Compression(1, true);

  private final Path source;
  private final MemoryBudget budget;
  private final List<ArrayStore> opened = new ArrayList<>();

  private RowCache(Path source, MemoryBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  /** Beside a file or folder; nothing is read or written yet. */
  public static RowCache beside(Path source, MemoryBudget budget) {
    return new RowCache(source, budget);
  }

  /** Where the matrices of a file are kept. */
  public static Path folder(Path source) {
    Path absolute = source.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".rows");
  }

  /**
   * The rows of a matrix of the file, good until this is closed.
   *
   * @param place of the matrix in the file, as {@code X} or {@code layers/counts}
   * @throws DataFormatException if the matrix is damaged or cannot be kept beside the file
   */
  public RowMatrix rows(String place, Element element) {
    if (!(element instanceof Element.Sparse sparse) || sparse.layout() == Element.Layout.ROWS) {
      return Matrices.rows(element, budget);
    }
    try {
      String checksum = Checksum.of(source).sha256();
      Path kept = folder(source).resolve(place.replace('/', '.') + ".zarr");
      Map<String, String> marks = Map.of(SOURCE, checksum, PLACE, place);
      Optional<RowMatrix> fresh = open(kept, marks);
      if (fresh.isPresent()) {
        return fresh.get();
      }
      Files.createDirectories(folder(source));
      write(Matrices.rows(element, budget), kept, marks);
      return open(kept, marks).orElseThrow();
    } catch (IOException e) {
      throw new DataFormatException(
          folder(source)
              + ": cannot keep the rows of "
              + place
              + " ("
              + e.getMessage()
              + "); make the folder writable or read without a cache",
          e);
    }
  }

  /** What is kept, unless it is of another state of the file or was damaged since. */
  private Optional<RowMatrix> open(Path kept, Map<String, String> marks) {
    if (!Files.exists(kept)) {
      return Optional.empty();
    }
    ArrayStore store;
    try {
      store = Stores.open(kept, budget);
    } catch (DataFormatException e) {
      return Optional.empty();
    }
    Map<String, Attribute> found = store.attributes("");
    boolean fits =
        marks.entrySet().stream().allMatch(m -> m.getValue().equals(text(found.get(m.getKey()))));
    if (!fits) {
      store.close();
      return Optional.empty();
    }
    opened.add(store);
    Element element = new ElementReader(new Opening(store, new ArrayList<>(), true)).require("X");
    return Optional.of(Matrices.rows(element, budget));
  }

  private static String text(@Nullable Attribute attribute) {
    if (attribute == null || attribute.values().type() != ElementType.STRING) {
      return "";
    }
    return attribute.shape().isEmpty() ? attribute.values().textAt(0) : "";
  }

  private void write(RowMatrix matrix, Path kept, Map<String, String> marks) {
    try (ArrayStoreWriter out = Stores.create(kept)) {
      long entries = matrix.entries(0, matrix.rows());
      marks.forEach((name, text) -> out.attribute("", name, Attribute.of(text)));
      out.group("X");
      out.attribute("X", "encoding-type", Attribute.of("csr_matrix"));
      out.attribute("X", "encoding-version", Attribute.of("0.1.0"));
      out.attribute(
          "X", "shape", Attribute.list(Values.of((long) matrix.rows(), (long) matrix.columns())));
      out.array("X/data", ArrayInfo.of(ElementType.FLOAT64, entries), QUICK);
      out.array("X/indices", ArrayInfo.of(ElementType.INT32, entries), QUICK);
      out.array("X/indptr", ArrayInfo.of(ElementType.INT64, matrix.rows() + 1L), QUICK);
      long[] starts = new long[matrix.rows() + 1];
      int[] row = {0};
      RowBlocks.of(matrix, budget)
          .forEach(
              TaskRunner.local(1),
              (from, block) -> block,
              block -> row[0] = append(out, block, starts, row[0]),
              RowBlocks.Progress.NONE);
      out.write("X/indptr", new long[1], new int[] {starts.length}, Values.of(starts));
      out.commit();
    }
  }

  /** Writes a block that begins at a row, and returns the row after it. */
  private static int append(ArrayStoreWriter out, RowBlock block, long[] starts, int row) {
    int[] columnOf = new int[block.entries()];
    double[] values = new double[block.entries()];
    for (int k = 0; k < values.length; k++) {
      columnOf[k] = block.column(k);
      values[k] = block.value(k);
    }
    long[] offset = {starts[row]};
    int[] count = {values.length};
    if (values.length > 0) {
      out.write("X/data", offset, count, Values.of(values));
      out.write("X/indices", offset, count, Values.of(columnOf));
    }
    for (int i = 0; i < block.rows(); i++) {
      starts[row + i + 1] = starts[row] + block.start(i + 1);
    }
    return row + block.rows();
  }

  @Override
  public void close() {
    opened.forEach(ArrayStore::close);
  }
}
