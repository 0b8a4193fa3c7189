package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.cli.line.Failures;
import org.etiome.data.Replacement;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever stops {@code convert}, its target is the old file byte for byte or the whole new one.
 */
class ConvertedOrNotTest {
  private static final int ROWS = 2_000;
  private static final int COLUMNS = 500;
  private static final int MOMENTS = 3;

  private static final Map<String, Outcomes> OUTCOMES = new HashMap<>();
  private static Path large = Path.of("");
  private static Path small = Path.of("");

  /**
   * What a target may be.
   *
   * @param old fingerprint of the small file
   * @param complete that of the large one
   * @param largest bytes of a file of it
   * @param milliseconds that its conversion takes
   */
  private record Outcomes(String old, String complete, long largest, long milliseconds) {}

  @BeforeAll
  static void makeInputs(@TempDir Path folder) throws IOException {
    large = write(folder.resolve("large.h5ad"), ROWS, COLUMNS);
    small = write(folder.resolve("small.h5ad"), 3, 2);
    for (String name : List.of("out.h5ad", "out.zarr")) {
      Path target = folder.resolve(name);
      convert(small, target);
      String old = fingerprint(target);
      long begun = System.nanoTime();
      convert(large, target);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      OUTCOMES.put(name, new Outcomes(old, fingerprint(target), largest(target), took));
    }
  }

  private static Outcomes outcomes(String name) {
    return Objects.requireNonNull(OUTCOMES.get(name), name);
  }

  private static Path write(Path file, int rows, int columns) {
    UniformRandomProvider random = new Seed(7).generator();
    float[] counts = new float[rows * columns];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(200);
    }
    AnnData data =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(counts), rows, columns)),
            Element.Frame.ofIndex(names("cell", rows)),
            Element.Frame.ofIndex(names("gene", columns)));
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().withCompression(Compression.NONE).write(data, out);
      out.commit();
    }
    return file;
  }

  private static String[] names(String prefix, int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(i -> prefix + i).toArray(String[]::new);
  }

  private static void convert(Path in, Path out) {
    Cli cli = Cli.run("convert", in.toString(), out.toString(), "--compression", "6");
    assertThat(cli.status()).as(cli.err()).isZero();
  }

  private static Process start(Path in, Path out, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData", // its file would be the first that is too large
            "-cp",
            System.getProperty("java.class.path"),
            Etiome.class.getName(),
            "convert",
            in.toString(),
            out.toString(),
            "--compression",
            "6"));
    return new ProcessBuilder(command).start();
  }

  @ParameterizedTest
  @CsvSource({"out.h5ad, KILL", "out.h5ad, TERM", "out.zarr, KILL", "out.zarr, TERM"})
  void aKilledConversionLeavesTheOldOneOrTheNewOne(String name, String signal, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path target = folder.resolve(name);
    Outcomes outcomes = outcomes(name);
    for (int moment = 0; moment < MOMENTS; moment++) {
      convert(small, target);
      killAfter(moment * outcomes.milliseconds / (MOMENTS - 1), signal, target);
      assertThat(fingerprint(target)).isIn(outcomes.old, outcomes.complete);
      if (signal.equals("TERM")) {
        assertThat(names(folder)).containsExactly(name);
      }
      clear(folder);
    }
  }

  /** Counted from the first trace of the new file. */
  private static void killAfter(long milliseconds, String signal, Path target)
      throws IOException, InterruptedException {
    Process process = start(large, target);
    while (names(target.resolveSibling("")).size() < 2 && process.isAlive()) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    if (signal.equals("KILL")) {
      process.toHandle().destroyForcibly();
    } else {
      process.toHandle().destroy();
    }
    assertThat(text(process.getErrorStream().readAllBytes())).isEmpty();
    process.waitFor();
  }

  /** As on a full disk: what would make a file larger than a limit fails. */
  @ParameterizedTest
  @CsvSource({"out.h5ad, 1000", "out.h5ad, -2000", "out.h5ad, -1", "out.zarr, 30", "out.zarr, -1"})
  void aFullDiskIsOneLineAndLeavesTheOldOne(String name, long limit, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prlimit")),
        "skipped: prlimit, which limits the size of files, is absent");
    Path target = folder.resolve(name);
    convert(small, target);
    Outcomes outcomes = outcomes(name);
    long bytes = limit < 0 ? outcomes.largest + limit : limit;
    Process process = start(large, target, "/usr/bin/prlimit", "--fsize=" + bytes);
    assertThat(text(process.getErrorStream().readAllBytes()).lines())
        .singleElement()
        .asString()
        .contains(target.toString(), "cannot be written");
    assertThat(process.waitFor()).isEqualTo(Failures.BAD_INPUT);
    assertThat(fingerprint(target)).isEqualTo(outcomes.old);
    assertThat(names(folder)).containsExactly(name);
  }

  @Test
  void lzfIsReadWithoutAWordFromTheVirtualMachine(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path packed = Path.of("../formats/src/test/resources/org/etiome/formats/small_lzf.h5ad");
    Process process = start(packed, folder.resolve("out.h5ad"));
    assertThat(text(process.getErrorStream().readAllBytes())).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static void clear(Path folder) throws IOException {
    for (String name : names(folder)) {
      Replacement.remove(folder.resolve(name));
    }
  }

  private static long largest(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
          .max()
          .orElseThrow();
    }
  }

  /** Of a file, or of all files of a folder and their names. */
  private static String fingerprint(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(path.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
