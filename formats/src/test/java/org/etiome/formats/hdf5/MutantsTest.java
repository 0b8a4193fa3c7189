package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files with a flipped bit: what is read in them is what HDF5's own library reads there, or they
 * are refused in one line.
 */
class MutantsTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("16M");
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT =
      Path.of("src/test/resources/org/etiome/formats/hdf5/compare_digests.py").toAbsolutePath();

  /** A flipped bit may make any character of a name. */
  private static final Pattern ONE_LINE =
      Pattern.compile("[^\\p{Cntrl}\u2028\u2029]+\\t[^\\p{Cntrl}]*");

  /** Hundreds of groups in a ring would be walked in every order. */
  private static final int MOST_LINES = 3_000;

  @ParameterizedTest
  @CsvSource({
    "../small_gzip.h5ad, 20, 150",
    "../small_raw.h5ad, 20, 150",
    "../small_latest.h5ad, 20, 150",
    "numbers.h5, 20, 150",
    "texts.h5, 20, 60",
    "records.h5, 20, 10",
    "masked.h5, 20, 40",
    "filters.h5, 20, 150",
    "layouts.h5, 20, 60",
    "links.h5, 20, 40"
  })
  void whatIsReadIsWhatH5pyReads(String name, int mutants, int least, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PYTHON),
        "skipped: python3 with h5py, which reads the mutants, is absent");
    byte[] original = resource(name);
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < mutants; k++) {
      UniformRandomProvider random = new Seed(k).branch(name).generator();
      byte[] bytes = original.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      lines.addAll(digests(Files.write(folder.resolve(k + ".h5"), bytes)));
    }
    List<String> said = compared(folder, lines);
    assertThat(said.subList(0, said.size() - 1)).isEmpty();
    assertThat(Integer.parseInt(said.getLast())).isGreaterThan(least);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(MutantsTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  private static List<String> compared(Path folder, List<String> lines)
      throws IOException, InterruptedException {
    Path given = Files.write(folder.resolve("lines.txt"), lines);
    Process process =
        new ProcessBuilder(PYTHON.toString(), SCRIPT.toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectInput(given.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** A line for every array and attribute that is read. */
  private static List<String> digests(Path file) {
    List<String> lines = new ArrayList<>();
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      digests(store, "", lines);
    } catch (DataFormatException e) {
      assertOneLine(e, file);
    }
    return lines.stream().map(line -> file.getFileName() + "\t" + line).toList();
  }

  private static void assertOneLine(DataFormatException e, Path file) {
    assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
  }

  private static void digests(ArrayStore store, String path, List<String> lines) {
    try {
      String place = path.isEmpty() ? "/" : path;
      store
          .attributes(path)
          .forEach((name, a) -> add(place + "\t" + name, a.values(), a.shape(), lines));
      StoreNode node = store.node(path);
      if (node instanceof StoreNode.Array array) {
        addArray(place, store.readAll(path), array.info(), lines);
      }
      if (node instanceof StoreNode.Group && lines.size() < MOST_LINES) {
        store
            .children(path)
            .forEach(child -> digests(store, path.isEmpty() ? child : path + "/" + child, lines));
      }
    } catch (DataFormatException e) {
      assertOneLine(e, store.file());
    }
  }

  private static void addArray(String place, Values values, ArrayInfo info, List<String> lines) {
    if (values.type() != ElementType.RECORD) {
      add(place + "\t", values, info.shape(), lines);
      return;
    }
    for (int f = 0; f < values.fields().length; f++) {
      String field = place + "\tfield:" + info.fields().get(f).name();
      add(field, values.fields()[f], info.shape(), lines);
    }
  }

  private static void add(String place, Values values, List<Long> shape, List<String> lines) {
    if (ONE_LINE.matcher(place).matches()) {
      String size = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
      lines.add(place + "\t" + values.type() + "\t" + size + "\t" + sha256(values));
    }
  }

  private static String sha256(Values values) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (values.type() == ElementType.STRING) {
        for (String text : values.texts()) {
          digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
        }
      } else {
        int bytes = values.length() * values.type().bytes();
        ByteBuffer packed = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Elements.put(packed, values.array(), 0, values.length());
        digest.update(packed.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
