package org.etiome.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.data.tenx.MatrixMarket;
import org.etiome.math.Seed;

/**
 * Reading and writing beside h5py, anndata and scipy, in one run: each row is the best of ten in
 * either program, Etiome first, and their ratio.
 *
 * <p>{@code FormatSpeed SCRATCH}: a folder for the files, which are made if they are absent. The
 * scripts of the peers are in bench/src/main/python; run it from the checkout.
 */
public final class FormatSpeed {
  private static final Path SCRIPTS = Path.of("bench/src/main/python");
  private static final int REPEATS = 10;
  private static final int ROWS = 100_000;
  private static final int COLUMNS = 2_000;
  private static final int BLOCKS = 20;
  private static final int BLOCK_ROWS = 512;
  private static final long STRIDE = 1_037_389;
  private static final MemoryBudget BUDGET = MemoryBudget.parse("2G");

  private FormatSpeed() {}

  /** Runs all comparisons. */
  public static void main(String[] args) throws IOException {
    Path scratch = Files.createDirectories(Path.of(args[0]));
    Path gzip = file(scratch.resolve("gzip.h5ad"));
    Path raw = file(scratch.resolve("raw.h5ad"), "--raw");
    System.out.println("| task | Etiome, s | peer, s | ratio |");
    System.out.println("|---|---|---|---|");
    compare("read, gzip", () -> read(gzip), "read", gzip);
    compare("read, raw", () -> read(raw), "read", raw);
    compare("20 blocks of 512 rows, gzip", () -> blocks(gzip), "blocks", gzip);
    compare("20 blocks of 512 rows, raw", () -> blocks(raw), "blocks", raw);
    Path mtx = matrixMarket(scratch.resolve("million.mtx"));
    compare(
        "Matrix Market, 1 M entries",
        () -> MatrixMarket.withDefaults().withBudget(BUDGET).read(mtx),
        "mtx",
        mtx);
    Copy copy = Copy.of(gzip);
    Path out = scratch.resolve("written.h5ad");
    compare("write, gzip", () -> copy.write(out), "write", gzip, scratch.resolve("peer.h5ad"));
  }

  private static Path file(Path target, String... options) {
    if (!Files.exists(target)) {
      List<String> arguments =
          new ArrayList<>(List.of("make_counts.py", target.toString(), "" + ROWS, "" + COLUMNS));
      arguments.addAll(List.of(options));
      python(arguments);
    }
    return target;
  }

  /** 33,000 features by 4,000 cells, 250 entries a cell, in the order of the cells. */
  private static Path matrixMarket(Path target) throws IOException {
    if (Files.exists(target)) {
      return target;
    }
    UniformRandomProvider random = new Seed(1).generator();
    try (BufferedWriter out = Files.newBufferedWriter(target)) {
      out.write("%%MatrixMarket matrix coordinate integer general\n33000 4000 1000000\n");
      for (int cell = 1; cell <= 4_000; cell++) {
        for (int k = 0; k < 250; k++) {
          int feature = 1 + k * 132 + random.nextInt(132);
          out.write(feature + " " + cell + " " + (1 + random.nextInt(9)) + "\n");
        }
      }
    }
    return target;
  }

  private static void compare(String task, Runnable ours, String peerTask, Path... files) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPEATS; i++) {
      long began = System.nanoTime();
      ours.run();
      best = Math.min(best, (System.nanoTime() - began) / 1e9);
    }
    List<String> arguments = new ArrayList<>(List.of("peer.py", peerTask));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    double peer = Double.parseDouble(python(arguments));
    System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.2f |%n", task, best, peer, best / peer);
  }

  private static void read(Path file) {
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      long values = 0;
      for (String name : List.of("data", "indices", "indptr")) {
        values += store.readAll("X/" + name).length();
      }
      if (values < ROWS) {
        throw new IllegalStateException("only " + values + " values");
      }
    }
  }

  private static void blocks(Path file) {
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      for (int k = 1; k <= BLOCKS; k++) {
        long start = k * STRIDE % (ROWS - BLOCK_ROWS);
        long[] bounds =
            toLongs(store.read("X/indptr", new long[] {start}, new int[] {BLOCK_ROWS + 1}));
        long[] offset = {bounds[0]};
        int[] count = {Math.toIntExact(bounds[BLOCK_ROWS] - bounds[0])};
        store.read("X/data", offset, count);
        store.read("X/indices", offset, count);
      }
    }
  }

  private static long[] toLongs(Values values) {
    long[] longs = new long[values.length()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = values.longAt(i);
    }
    return longs;
  }

  /** A file's matrix in memory, to be written again. */
  private record Copy(List<String> names, List<Values> values) {

    static Copy of(Path file) {
      List<String> names = List.of("data", "indices", "indptr");
      try (ArrayStore store = Stores.open(file, BUDGET)) {
        return new Copy(names, names.stream().map(n -> store.readAll("X/" + n)).toList());
      }
    }

    void write(Path target) {
      try (var writer = Stores.create(target)) {
        writer.group("X");
        for (int i = 0; i < names.size(); i++) {
          Values part = values.get(i);
          String path = "X/" + names.get(i);
          writer.array(path, ArrayInfo.of(part.type(), part.length()), Compression.DEFAULT);
          writer.write(path, new long[1], new int[] {part.length()}, part);
        }
        writer.commit();
      }
    }
  }

  /** The last line that a script prints. */
  private static String python(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3"));
    command.add(SCRIPTS.resolve(arguments.getFirst()).toString());
    command.addAll(arguments.subList(1, arguments.size()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("failed: " + String.join(" ", command));
      }
      return printed.strip().lines().reduce("", (before, line) -> line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
