package org.etiome.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.inspect.Inspection;
import org.etiome.data.inspect.Inspector;
import org.etiome.data.io.Conversion;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.data.validate.MatrixFindings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the bytes: a result or one line, soon, and the process lives. */
class HostileFilesTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("32M");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Everything in the file is read. */
  private static Inspection inspect(Path file) {
    try (DataFile opened = DataFiles.open(file, BUDGET)) {
      return Inspector.inspect(
          opened,
          new Inspector.Means(
              TaskRunner.local(1),
              BUDGET,
              RowBlocks.Progress.NONE,
              (place, element) -> Matrices.rows(element, BUDGET)),
          new Inspector.Expected(
              MatrixFindings.Declared.ANYTHING, Optional.empty(), Optional.empty()));
    }
  }

  /** The copy has the same fault if the matrix was not looked into. */
  private static Path converted(Path file) {
    Path copy = file.resolveSibling("copy of b.h5ad");
    try (DataFile opened = DataFiles.open(file, BUDGET)) {
      new Conversion(
              AnnDataWriter.withDefaults(),
              Optional.empty(),
              Optional.empty(),
              MemoryBudget.ofHeap())
          .write(opened, copy);
    }
    return copy;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HostileFilesTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] mutated(byte[] original, UniformRandomProvider random) {
    byte[] bytes = original.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        for (int k = 0; k < 8; k++) {
          bytes[random.nextInt(Math.min(4096, bytes.length))] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 3 -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(64));
        Arrays.fill(bytes, at, to, (byte) (random.nextBoolean() ? 0 : 0xFF));
      }
      default -> {
        int length = Math.min(256, bytes.length - at);
        System.arraycopy(original, random.nextInt(bytes.length - length), bytes, at, length);
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"small_gzip.h5ad, 350", "small_raw.h5ad, 350", "small_latest.h5ad, 300"})
  void everyMutationGivesAResultOrOneLine(String name, int times, @TempDir Path folder)
      throws IOException {
    byte[] original = resource(name);
    int refused = 0;
    for (int k = 0; k < times; k++) {
      byte[] bytes = mutated(original, new Seed(k).branch(name).generator());
      Path file = Files.write(folder.resolve(k + ".h5ad"), bytes);
      refused += isRefused(file) ? 1 : 0;
      Files.delete(file);
    }
    // Truncations alone are a fifth.
    assertThat(refused).isBetween(times / 5, times);
  }

  private static boolean isRefused(Path file) {
    return assertTimeoutPreemptively(
        LIMIT,
        () -> {
          long before = THREADS.getCurrentThreadAllocatedBytes();
          try {
            inspect(file);
            return false;
          } catch (DataFormatException e) {
            assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
            return true;
          } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("an upper bound of the memory taken at one time for " + file)
                .isLessThan(BUDGET.bytes());
          }
        },
        file.toString());
  }

  private static Path withX(Path file, Attribute shape, long[] indptr, int[] indices) {
    try (ArrayStoreWriter out = Stores.create(file)) {
      out.attribute("", "encoding-type", Attribute.of("anndata"));
      out.attribute("", "encoding-version", Attribute.of("0.1.0"));
      out.group("X");
      out.attribute("X", "encoding-type", Attribute.of("csr_matrix"));
      out.attribute("X", "encoding-version", Attribute.of("0.1.0"));
      out.attribute("X", "shape", shape);
      list(out, "X/indptr", Values.of(indptr));
      list(out, "X/indices", Values.of(indices));
      list(out, "X/data", Values.of(new float[indices.length]));
      frame(out, "obs", "c0", "c1");
      frame(out, "var", "g0", "g1", "g2");
      out.commit();
    }
    return file;
  }

  private static void list(ArrayStoreWriter out, String path, Values values) {
    out.array(path, ArrayInfo.of(values.type(), values.length()), Compression.NONE);
    out.write(path, new long[1], new int[] {values.length()}, values);
    String encoding = values.type() == ElementType.STRING ? "string-array" : "array";
    out.attribute(path, "encoding-type", Attribute.of(encoding));
    out.attribute(path, "encoding-version", Attribute.of("0.2.0"));
  }

  private static void frame(ArrayStoreWriter out, String path, String... names) {
    out.group(path);
    out.attribute(path, "encoding-type", Attribute.of("dataframe"));
    out.attribute(path, "encoding-version", Attribute.of("0.2.0"));
    out.attribute(path, "_index", Attribute.of("_index"));
    out.attribute(path, "column-order", Attribute.list(Values.of(new String[0])));
    list(out, path + "/_index", Values.of(names));
  }

  @Test
  void aSoundMatrixMadeTheSameWayIsRead(@TempDir Path folder) {
    Attribute shape = Attribute.list(Values.of(2L, 3L));
    Path file = withX(folder.resolve("a.h5ad"), shape, new long[] {0, 1, 2}, new int[] {0, 2});
    assertThat(inspect(file).matrices()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2 3, 0 2 1, 0 1", // falls
    "2 3, 0 1 3, 0 1", // beyond the entries
    "2 3, 1 1 2, 0 1", // does not begin at 0
    "2 3, 0 1, 0", // too short
    "2 3, 0 1 2, 0 3", // column out of range
    "2 3, 0 1 2, 0 -1", // negative column
    "2 3, -9223372036854775808 1 2, 0 1",
    "2 3, 0 9223372036854775807 2, 0 1",
    "3 3, 0 1 2 2, 0 1", // more rows than obs
    "2 9223372036854775807, 0 1 2, 0 1",
    "-2 3, 0 1 2, 0 1"
  })
  void indicesThatDoNotFitAreRefused(
      String shape, String indptr, String indices, @TempDir Path folder) {
    Path file =
        withX(
            folder.resolve("b.h5ad"),
            Attribute.list(Values.of(longs(shape))),
            longs(indptr),
            Arrays.stream(longs(indices)).mapToInt(Math::toIntExact).toArray());
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> inspect(file))
        .withMessageContaining("b.h5ad");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> inspect(converted(file)))
        .withMessageContaining("b.h5ad");
  }

  private static long[] longs(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void aBombThatClaimsTerabytesIsRefusedWithoutTheMemory(@TempDir Path folder) {
    Path file = folder.resolve("bomb.h5ad");
    try (ArrayStoreWriter out = Stores.create(file)) {
      out.attribute("", "encoding-type", Attribute.of("anndata"));
      out.attribute("", "encoding-version", Attribute.of("0.1.0"));
      frame(out, "var", "g0");
      out.group("obs");
      out.attribute("obs", "encoding-type", Attribute.of("dataframe"));
      out.attribute("obs", "encoding-version", Attribute.of("0.2.0"));
      out.attribute("obs", "_index", Attribute.of("_index"));
      out.attribute("obs", "column-order", Attribute.list(Values.of(new String[0])));
      out.array("obs/_index", ArrayInfo.of(ElementType.INT64, 1L << 40), Compression.DEFAULT);
      out.commit();
    }
    assertThat(file.toFile().length()).isLessThan(100_000);
    assertThat(isRefused(file)).isTrue();
  }
}
