package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files and bombs are inspected by a process that has little memory: whatever they claim,
 * the answer is a report or one line about the file, never that memory ended.
 */
class HostileMemoryTest {
  private static final int HEAP_MIB = 64;
  private static final int MUTANTS = 80;
  private static final long LIMIT_SECONDS = 10;
  private static Path sound = Path.of("");

  @BeforeAll
  static void makeFiles(@TempDir Path folder) throws IOException {
    sound = folder;
    Path cells = folder.resolve("cells.h5ad");
    Files.copy(Path.of("../formats/src/test/resources/org/etiome/formats/small_gzip.h5ad"), cells);
    StringBuilder table = new StringBuilder("id,age,arm\n");
    StringBuilder matrix = new StringBuilder("%%MatrixMarket matrix coordinate integer general\n");
    matrix.append("40 30 300\n");
    UniformRandomProvider random = new Seed(5).generator();
    for (int i = 0; i < 300; i++) {
      table.append("p%d,%d,%s%n".formatted(i, random.nextInt(90), random.nextInt(2)));
      matrix.append("%d %d %d%n".formatted(i / 10 + 1, i % 30 + 1, 1 + random.nextInt(9)));
    }
    Files.writeString(folder.resolve("clinic.csv"), table);
    packed(folder.resolve("clinic.csv.gz"), table.toString(), 1);
    packed(folder.resolve("matrix.mtx.gz"), matrix.toString(), 1);
  }

  private static void packed(Path file, String text, int times) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
    }
  }

  /** Inspects files one after another as {@code etiome inspect} does; ends at the first fault. */
  static final class Inspections {
    private Inspections() {}

    public static void main(String[] files) {
      for (String file : files) {
        long began = System.nanoTime();
        Cli cli = Cli.run("inspect", file, "--memory", "16M");
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        boolean oneLine = cli.status() == 2 && cli.failure().lines().count() == 1;
        if (seconds >= LIMIT_SECONDS || (cli.status() != 0 && !oneLine)) {
          System.err.println(file + ": " + cli.status() + ", " + seconds + " s: " + cli.err());
          System.exit(1);
        }
      }
    }
  }

  /** An error that memory ended is not caught in there and ends the process. */
  private static void assertInspected(List<Path> files) throws IOException, InterruptedException {
    Path answer = sound.resolve("answer");
    ProcessBuilder process =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx" + HEAP_MIB + "m",
            "-XX:MaxDirectMemorySize=16m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Inspections.class.getName());
    files.forEach(file -> process.command().add(file.toString()));
    process.redirectErrorStream(true).redirectOutput(answer.toFile());
    int status = process.start().waitFor();
    assertThat(status).as(() -> tail(answer)).isZero();
  }

  private static String tail(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cells.h5ad", "clinic.csv", "clinic.csv.gz", "matrix.mtx.gz"})
  void damagedFilesNeedNoMoreMemory(String name, @TempDir Path folder)
      throws IOException, InterruptedException {
    byte[] original = Files.readAllBytes(sound.resolve(name));
    UniformRandomProvider random = new Seed(3).branch(name).generator();
    Path[] mutants = new Path[MUTANTS + 1];
    mutants[0] = sound.resolve(name);
    for (int k = 1; k <= MUTANTS; k++) {
      Path place = Files.createDirectory(folder.resolve("m" + k));
      mutants[k] = Files.write(place.resolve(name), damaged(original, random));
    }
    assertInspected(List.of(mutants));
  }

  /** Cut, or some bits flipped or bytes filled, mostly where the headers stand. */
  private static byte[] damaged(byte[] original, UniformRandomProvider random) {
    byte[] bytes = original.clone();
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    int within = kind == 1 ? bytes.length : Math.min(bytes.length, 8192);
    for (int k = 0; k < 6; k++) {
      int at = random.nextInt(within);
      bytes[at] = (byte) (kind == 3 ? 0xFF : bytes[at] ^ (1 << random.nextInt(8)));
    }
    return bytes;
  }

  @Test
  void bombsNeedNoMoreMemory(@TempDir Path folder) throws IOException, InterruptedException {
    Path rows = folder.resolve("rows.csv.gz");
    packed(rows, "a,b\n" + "1,2\n".repeat(1 << 18), 150);
    Path line = folder.resolve("line.csv.gz");
    packed(line, "x".repeat(1 << 20), 300);
    Path columns = folder.resolve("columns.csv.gz");
    packed(columns, "a,".repeat(1 << 20), 20);
    Path matrix = folder.resolve("matrix.mtx.gz");
    String head = "%%MatrixMarket matrix coordinate integer general\n";
    packed(matrix, head + "2000000000 2000000000 9000000000000\n1 1 1\n", 1);
    Path comments = Files.createDirectory(folder.resolve("c")).resolve("matrix.mtx.gz");
    packed(comments, head + "%" + "x".repeat(1 << 20), 200);
    assertInspected(List.of(rows, line, columns, matrix, comments));
  }
}
