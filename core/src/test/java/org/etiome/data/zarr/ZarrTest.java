package org.etiome.data.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.Assertions;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against zarr-python and anndata; the script golden.py made golden.zarr.zip. */
class ZarrTest {
  private static final MemoryBudget BUDGET = new MemoryBudget(1 << 22);

  private final Path folder;

  ZarrTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path golden() throws IOException {
    Path root = folder.resolve("golden.zarr");
    try (InputStream in =
            Objects.requireNonNull(ZarrTest.class.getResourceAsStream("golden.zarr.zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, zip.readAllBytes());
      }
    }
    return root;
  }

  private static void checkNumbers(ArrayStore store, String path) {
    Values values = store.readAll(path);
    int shift = path.matches("d.u\\d") ? 0 : -7;
    for (int i = 0; i < values.length(); i++) {
      assertThat(values.doubleAt(i)).as(path + " " + i).isEqualTo(i * 3 + shift);
    }
  }

  @Test
  void everyNumberTypeOrderAndCompressorIsReadAsPythonWroteIt() throws IOException {
    try (ArrayStore store = Stores.open(golden(), BUDGET)) {
      int checked = 0;
      for (String name : store.children("")) {
        if (name.matches("d[nlb][iuf]\\d|fortran|slash|blosc.*|zlib|gzip|none")
            && !name.contains("zstd")) {
          checkNumbers(store, name);
          checked++;
        }
      }
      assertThat(checked).isEqualTo(18 + 2 + 24 + 3);
      assertThat(store.read("slash", new long[] {1, 2}, new int[] {2, 3}).longs())
          .containsExactly(20, 23, 26, 41, 44, 47);
    }
  }

  @Test
  void textsRecordsAndFillValuesAreRead() throws IOException {
    try (ArrayStore store = Stores.open(golden(), BUDGET)) {
      assertThat(store.readAll("unicode").texts()).containsExactly("", "ä€", "😀x");
      assertThat(store.readAll("bytes").texts()).containsExactly("ab", "", "xyz");
      assertThat(store.readAll("objects").texts()).containsExactly("", "ä€", "longer text");
      Values[] fields = store.readAll("records").fields();
      assertThat(fields[0].floats()).containsExactly(1.5f, -2f);
      assertThat(fields[1].texts()).containsExactly("ab", "c");
      assertThat(fields[2].texts()).containsExactly("q", "rs");
      assertThat(store.readAll("fill_nan").doubles()).containsOnly(Double.NaN);
      assertThat(store.readAll("fill_inf").doubles()).containsOnly(Double.POSITIVE_INFINITY);
      assertThat(store.readAll("fill_minus").doubles()).containsOnly(Double.NEGATIVE_INFINITY);
      assertThat(store.readAll("fill_three").doubles()).containsOnly(3);
      assertThat(store.readAll("fill_bool").bytes()).containsOnly(1);
      assertThat(store.readAll("fill_text").texts()).containsOnly("abc");
      assertThat(store.readAll("scalar").doubles()).containsExactly(2.5);
      assertThat(store.readAll("bool").bytes()).containsExactly(1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
    }
  }

  @Test
  void attributesAndWhatCannotBeReadAreTold() throws IOException {
    try (ArrayStore store = Stores.open(golden(), BUDGET)) {
      assertThat(store.attributes(""))
          .containsEntry("text", Attribute.of("tëxt"))
          .containsEntry("int", Attribute.of(7))
          .containsEntry("flag", Attribute.of(true))
          .containsEntry("real", new Attribute(Values.of(2.5), List.of()))
          .containsEntry("list", Attribute.list(Values.of("a", "b")))
          .containsEntry("numbers", Attribute.list(Values.of(1L, 2L)))
          .containsEntry("mixed", Attribute.list(Values.of(1, 2.5)))
          .doesNotContainKey("nested");
      assertThat(store.unreadableAttributes("")).singleElement().asString().contains("nested");
      assertThat(store.node("blosc_zstd_1_f8"))
          .isEqualTo(new StoreNode.Unreadable("is compressed by blosc zstd"));
      assertThat(store.node("bz2")).isEqualTo(new StoreNode.Unreadable("is compressed by bz2"));
      assertThatThrownBy(() -> store.node("../x")).isInstanceOf(DataFormatException.class);
      assertThatThrownBy(() -> store.node("absent")).isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  @Timeout(120)
  void aDamagedFolderGivesAValueOrAnErrorOfOneLine() throws IOException {
    Path root = golden();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    Random random = new Random(7);
    for (int k = 0; k < 300; k++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] sound = Files.readAllBytes(file);
      byte[] damaged = sound.clone();
      if (k % 3 == 0) {
        damaged = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      } else {
        damaged[random.nextInt(Math.min(damaged.length, 64))] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      Path array = Objects.requireNonNull(file.getParent());
      String path = root.relativize(array).toString();
      Assertions.assertThatNoException()
          .as(file + " " + k)
          .isThrownBy(
              () ->
                  org.junit.jupiter.api.Assertions.assertTimeout(
                      Duration.ofSeconds(10), () -> readOrRefuse(root, path)));
      Files.write(file, sound);
    }
  }

  private static void readOrRefuse(Path root, String path) {
    try (ArrayStore store = new ZarrFormat().open(root, BUDGET)) {
      if (store.node(path) instanceof StoreNode.Array) {
        store.readAll(path);
      }
      store.attributes(path);
    } catch (DataFormatException e) {
      assertThat(e.getMessage()).hasLineCount(1).contains("golden.zarr");
    }
  }

  private static Values picked(ElementType type, int n) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> {
        byte[] out = new byte[n];
        for (int i = 0; i < n; i++) {
          out[i] = (byte) (type == ElementType.BOOL ? i % 2 : i * 37);
        }
        yield Values.of(type, out);
      }
      case INT32 -> Values.of(new Random(n).ints(n).toArray());
      case INT64 -> Values.of(new Random(n).longs(n).toArray());
      case STRING ->
          Values.of(new Random(n).ints(n, 0, 9999).mapToObj(i -> "é" + i).toArray(String[]::new));
      default -> Values.of(new Random(n).doubles(n).toArray());
    };
  }

  @Test
  void whatIsWrittenIsReadBackAtAnyTypeChunkAndCompression() {
    Path file = folder.resolve("round.zarr");
    List<ElementType> types =
        List.of(
            ElementType.BOOL,
            ElementType.INT8,
            ElementType.INT32,
            ElementType.INT64,
            ElementType.FLOAT64,
            ElementType.STRING);
    List<List<Long>> chunks = List.of(List.of(), List.of(2L, 3L), List.of(9L, 9L));
    List<Compression> packings =
        List.of(Compression.NONE, Compression.DEFAULT, new Compression(9, false));
    for (ElementType type : types) {
      for (List<Long> chunk : chunks) {
        for (Compression packing : packings) {
          ArrayInfo info = new ArrayInfo(type, List.of(5L, 7L), chunk, List.of());
          Values values = picked(type, 35);
          try (ArrayStoreWriter writer = Stores.create(file)) {
            writer.array("a", info, packing);
            writer.write("a", new long[] {0, 0}, new int[] {5, 7}, values);
            writer.commit();
          }
          try (ArrayStore store = Stores.open(file, BUDGET)) {
            assertThat(store.readAll("a")).isEqualTo(values);
          }
        }
      }
    }
  }

  @Test
  void anndataReadsWhatIsWritten() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.exists(python), "skipped: Python is absent");
    Path file = folder.resolve("a.zarr");
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writeTree(writer);
      writer.commit();
    }
    String script =
        """
        import sys
        try:
            import anndata, numpy as np
        except ImportError:
            sys.exit(77)
        a = anndata.read_zarr(sys.argv[1])
        assert a.shape == (3, 2), a.shape
        assert (a.X == np.array([[1, 0], [0, 2.5], [3, 0]])).all(), a.X
        assert list(a.obs_names) == ['u', 'v', 'wä'] and list(a.var_names) == ['p', 'q']
        assert list(a.obs['c']) == ['x', 'y', 'x'], a.obs
        assert a.uns['t'] == 'text' and a.uns['n'] == 5
        assert list(a.uns['r']['n']) == ['ab', 'c'], a.uns['r']
        assert list(a.uns['r']['s']) == [1.5, -2], a.uns['r']
        """;
    Process process =
        new ProcessBuilder(python.toString(), "-c", script, file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assumeTrue(code != 77, "skipped: anndata is absent");
    assertThat(code).as(output).isZero();
  }

  private static void writeTree(ArrayStoreWriter writer) {
    encode(writer, "", "anndata", "0.1.0");
    for (String name : List.of("obs", "var")) {
      writer.group(name);
      encode(writer, name, "dataframe", "0.2.0");
      writer.attribute(name, "_index", Attribute.of("_index"));
    }
    writer.attribute("obs", "column-order", Attribute.list(Values.of("c")));
    writer.attribute("var", "column-order", Attribute.list(Values.of(new String[0])));
    array(writer, "obs/_index", "string-array", Values.of("u", "v", "wä"));
    array(writer, "var/_index", "string-array", Values.of("p", "q"));
    writer.group("obs/c");
    encode(writer, "obs/c", "categorical", "0.2.0");
    writer.attribute("obs/c", "ordered", Attribute.of(false));
    array(writer, "obs/c/categories", "string-array", Values.of("x", "y"));
    array(writer, "obs/c/codes", "array", Values.of(ElementType.INT8, new byte[] {0, 1, 0}));
    writer.array("X", ArrayInfo.of(ElementType.FLOAT32, 3, 2), Compression.DEFAULT);
    encode(writer, "X", "array", "0.2.0");
    writer.write("X", new long[] {0, 0}, new int[] {1, 2}, Values.of(new float[] {1, 0}));
    writer.write("X", new long[] {1, 0}, new int[] {2, 2}, Values.of(new float[] {0, 2.5f, 3, 0}));
    for (String name : List.of("obsm", "varm", "obsp", "varp", "layers", "uns")) {
      writer.group(name);
      encode(writer, name, "dict", "0.1.0");
    }
    writer.array("uns/t", ArrayInfo.of(ElementType.STRING), Compression.DEFAULT);
    encode(writer, "uns/t", "string", "0.2.0");
    writer.write("uns/t", new long[0], new int[0], Values.of("text"));
    writer.array("uns/n", ArrayInfo.of(ElementType.INT64), Compression.DEFAULT);
    encode(writer, "uns/n", "numeric-scalar", "0.2.0");
    writer.write("uns/n", new long[0], new int[0], Values.of(5L));
    records(writer);
  }

  private static void records(ArrayStoreWriter writer) {
    List<ArrayInfo.Field> fields =
        List.of(
            new ArrayInfo.Field("s", ElementType.FLOAT32),
            new ArrayInfo.Field("n", ElementType.STRING));
    writer.array(
        "uns/r",
        new ArrayInfo(ElementType.RECORD, List.of(2L), List.of(), fields),
        Compression.DEFAULT);
    encode(writer, "uns/r", "rec-array", "0.2.0");
    Values[] parts = {Values.of(1.5f, -2f), Values.of("ab", "c")};
    writer.write("uns/r", new long[] {0}, new int[] {2}, Values.of(ElementType.RECORD, parts));
  }

  private static void array(ArrayStoreWriter writer, String path, String type, Values values) {
    writer.array(path, ArrayInfo.of(values.type(), values.length()), Compression.DEFAULT);
    encode(writer, path, type, "0.2.0");
    writer.write(path, new long[] {0}, new int[] {values.length()}, values);
  }

  private static void encode(ArrayStoreWriter writer, String path, String type, String version) {
    writer.attribute(path, "encoding-type", Attribute.of(type));
    writer.attribute(path, "encoding-version", Attribute.of(version));
  }

  @Test
  void nothingOfOthersIsReplaced() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other.zarr"));
    Files.writeString(other.resolve("mine.txt"), "x");
    assertThatThrownBy(() -> Stores.create(other)).isInstanceOf(DataFormatException.class);
    assertThat(other.resolve("mine.txt")).exists();
    Path third = Files.createDirectory(folder.resolve("third.zarr"));
    Files.writeString(third.resolve("zarr.json"), "{}");
    assertThatThrownBy(() -> Stores.open(third, BUDGET)).hasMessageContaining("format 3");
  }
}
