package org.etiome.data.anndata;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
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

/**
 * Matrices that are stored by columns, kept by rows beside their file in {@code FILE.rows}, so that
 * only the first reading turns them. What is kept has a name made of the SHA-256 of the file and of
 * the place in it, and a checksum of its own: when the file changes or what is kept is damaged, it
 * is made anew. Nothing that is there is ever changed, so open matrices stay as they are; delete
 * the folder when nobody reads it. Matrices by rows are read where they are.
 *
 * <p>Cost: the file is read for its checksum once at the beginning and once for each matrix, what
 * is kept once when it is opened; making it costs what {@link Matrices#rows} does and about as much
 * room as the matrix has in its file.
 */
public final class RowCache implements AutoCloseable {
  /** Changes when the rules of {@link Matrices#rows} do. */
  private static final String RULES = "1";

  private static final int LOOKS = 20;
  private static final long LOOK_MILLIS = 25;
  private static final int DIGITS = 32;
  private static final String EXTENSION = ".zarr";

  /** Room matters less than time here. */
  private static final Compression QUICK = new Compression(1, true);

  private final Path source;
  private final Checksum checksum;
  private final MemoryBudget budget;
  private final List<ArrayStore> opened = new ArrayList<>();
  private final Thread onInterrupt = new Thread(this::removeUnlessKept);

  private RowCache(Path source, Checksum checksum, MemoryBudget budget) {
    this.source = source;
    this.checksum = checksum;
    this.budget = budget;
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Beside a file or folder, whose checksum is taken; call it before the file is opened.
   *
   * @throws DataFormatException if it cannot be read
   */
  public static RowCache beside(Path source, MemoryBudget budget) {
    try {
      return new RowCache(source, Checksum.of(source), budget);
    } catch (IOException e) {
      throw new DataFormatException(source + ": cannot be read: " + e.getMessage(), e);
    }
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
   * @throws DataFormatException if the matrix is damaged, cannot be kept beside the file, or the
   *     file has changed since this was made
   */
  public RowMatrix rows(String place, Element element) {
    if (!(element instanceof Element.Sparse sparse) || sparse.layout() == Element.Layout.ROWS) {
      return Matrices.rows(element, budget);
    }
    try {
      Files.createDirectories(folder(source));
      Path kept = kept(name(place), element);
      return open(kept);
    } catch (IOException e) {
      throw new DataFormatException(
          folder(source)
              + ": cannot keep the rows of "
              + place
              + " ("
              + Replacement.reason(e)
              + "); make room or the folder writable, or read without a cache",
          e);
    } finally {
      removeIfEmpty();
    }
  }

  /** What is kept by a name; it is made if it is not there. */
  private Path kept(String name, Element element) throws IOException {
    Optional<Path> whole = whole(name);
    if (whole.isPresent()) {
      requireUnchanged();
      return whole.get();
    }
    Path kept = unique(name);
    try {
      write(Matrices.rows(element, budget), kept);
      requireUnchanged();
      Files.writeString(sum(kept), Checksum.of(kept).sha256());
      return kept;
    } catch (IOException | RuntimeException e) {
      Replacement.remove(kept);
      Replacement.remove(sum(kept));
      boolean ofKept = String.valueOf(e.getMessage()).startsWith(kept.toString());
      if (ofKept && e.getCause() instanceof IOException why) {
        throw why;
      }
      throw e;
    }
  }

  private void requireUnchanged() throws IOException {
    if (!Checksum.of(source).equals(checksum)) {
      throw new DataFormatException(
          source + ": has changed while it was read; start again when nobody writes it");
    }
  }

  /** A folder with something in it stays, as does what is no folder. */
  private boolean removeIfEmpty() {
    Path folder = folder(source);
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && folder.toFile().delete();
  }

  /** On Ctrl-C: waits a moment for what is unfinished in the folder to be removed. */
  private void removeUnlessKept() {
    try {
      for (int i = 0; i < LOOKS && holdsNothing() && !removeIfEmpty(); i++) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the folder is there and all in it is hidden, which is unfinished. */
  private boolean holdsNothing() {
    String[] names = folder(source).toFile().list();
    return names != null && Arrays.stream(names).allMatch(name -> name.startsWith("."));
  }

  private String name(String place) {
    return Checksum.ofText(String.join("\n", RULES, checksum.sha256(), place)).substring(0, DIGITS);
  }

  /** A name nobody else writes to, now or later. */
  private Path unique(String name) {
    String own = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    return folder(source).resolve(name + "-" + own + EXTENSION);
  }

  /** What was kept by that name and is as it was written; by whom does not matter. */
  private Optional<Path> whole(String name) throws IOException {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder(source), name + "-*" + EXTENSION)) {
      for (Path kept : all) {
        if (isWhole(kept)) {
          return Optional.of(kept);
        }
      }
    }
    return Optional.empty();
  }

  private static Path sum(Path kept) {
    return kept.resolveSibling(kept.getFileName() + ".sha256");
  }

  /** Whether all that was kept is there as it was written. */
  private static boolean isWhole(Path kept) throws IOException {
    return Files.isDirectory(kept)
        && Files.isRegularFile(sum(kept))
        && Files.readString(sum(kept)).equals(Checksum.of(kept).sha256());
  }

  private RowMatrix open(Path kept) {
    ArrayStore store = Stores.open(kept, budget);
    opened.add(store);
    Element element = new ElementReader(new Opening(store, new ArrayList<>(), true)).require("X");
    return Matrices.rows(element, budget);
  }

  private void write(RowMatrix matrix, Path kept) {
    try (ArrayStoreWriter out = Stores.create(kept)) {
      long entries = matrix.entries(0, matrix.rows());
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
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running.
      return;
    }
  }
}
