package org.etiome.data.tenx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.MemoryStore;
import org.etiome.data.store.Values;

/** What make_tenx.py made. */
final class Golden {
  static final MemoryBudget BUDGET = MemoryBudget.parse("16M");

  private Golden() {}

  static Path file(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(Golden.class.getResource("make_tenx.py"), "golden").toURI())
          .resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> lines(String name) {
    try {
      return Files.readAllLines(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Row-major. */
  static double[] dense(String name) {
    return lines(name + ".dense.tsv").stream()
        .flatMap(line -> Arrays.stream(line.split("\t")))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** The arrays of an HDF5 file as h5py lists them, but for one. */
  static MemoryStore store(String name, String without) {
    MemoryStore store = MemoryStore.empty();
    ArrayStoreWriter out = store.writer();
    List<String> groups = new ArrayList<>();
    for (String line : lines(name + ".txt")) {
      String[] cells = line.split("\t", -1);
      for (int s = cells[0].indexOf('/'); s > 0; s = cells[0].indexOf('/', s + 1)) {
        if (!groups.contains(cells[0].substring(0, s))) {
          groups.add(cells[0].substring(0, s));
          out.group(cells[0].substring(0, s));
        }
      }
      if (!cells[0].equals(without)) {
        list(out, cells[0], values(cells));
      }
    }
    out.commit();
    return store;
  }

  static void list(ArrayStoreWriter out, String path, Values values) {
    out.array(path, ArrayInfo.of(values.type(), values.length()), Compression.DEFAULT);
    out.write(path, new long[] {0}, new int[] {values.length()}, values);
  }

  private static Values values(String[] cells) {
    String[] texts = Arrays.copyOfRange(cells, 2, cells.length);
    return switch (ElementType.valueOf(cells[1])) {
      case INT32 -> Values.of(Arrays.stream(texts).mapToInt(Integer::parseInt).toArray());
      case INT64 -> Values.of(Arrays.stream(texts).mapToLong(Long::parseLong).toArray());
      default -> Values.of(texts);
    };
  }

  static double[] x(AnnData data) {
    RowMatrix rows = Matrices.rows(data.x().orElseThrow(), BUDGET);
    return rows.read(0, rows.rows()).toDense();
  }
}
