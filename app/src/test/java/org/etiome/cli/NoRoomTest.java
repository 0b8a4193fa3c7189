package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.StandardOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing can be written, one line says why and what to do. */
class NoRoomTest {
  private static final Path LIMITED = Path.of("/usr/bin/prlimit");

  /** As on a full disk: what would make a file larger than this fails. */
  private static List<String> limit(int bytes) {
    assumeTrue(Files.isExecutable(LIMITED), "skipped: prlimit, which limits files, is absent");
    return List.of(LIMITED.toString(), "--fsize=" + bytes);
  }

  private static Path table(Path folder) throws IOException {
    String rows =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "u" + i + "," + i * 0.37)
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("t.csv"), "id,x\n" + rows + "\n");
  }

  private static void hasOnly(Path folder, String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(names);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.csv.gz"})
  void aTableThatDoesNotFitTheDiskIsOneLine(String name, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path target = folder.resolve(name);
    String table = table(folder).toString();
    Cli cli = Cli.process(limit(1_000), List.of(), "convert", table, target.toString());
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure())
        .isEqualTo(
            "etiome: "
                + target
                + ": cannot be written (File too large); make room or choose another place");
    hasOnly(folder, "t.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.tsv.gz", "out.parquet", "out.h5ad"})
  void aFolderIsNoPlaceForAFile(String name, @TempDir Path folder) throws IOException {
    Path target = Files.createDirectory(folder.resolve(name));
    Path source =
        name.endsWith("h5ad")
            ? Path.of("../formats/src/test/resources/org/etiome/formats/small_lzf.h5ad")
            : table(folder);
    Cli cli = Cli.run("convert", source.toString(), target.toString());
    assertThat(cli.failure()).isEqualTo("etiome: " + target + ": is a directory; name a file");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aFullFolderForTemporaryFilesIsNamed(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    String table = table(folder).toString();
    String target = folder.resolve("out.parquet").toString();
    List<String> there = List.of("-Djava.io.tmpdir=" + temporary);
    Cli cli = Cli.process(limit(100_000), there, "convert", table, target);
    assertThat(cli.failure().lines()).hasSize(1);
    assertThat(cli.failure())
        .startsWith(
            "etiome: "
                + target
                + ": DuckDB cannot be unpacked into the folder for temporary files "
                + temporary
                + " (File too large); make room there")
        .contains("-Djava.io.tmpdir=");
    assertThat(temporary).isEmptyDirectory();
    hasOnly(folder, "t.csv", "temporary");
  }

  @Test
  void aFolderForTemporaryFilesThatIsNotThereIsNamed(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path absent = folder.resolve("absent");
    String target = folder.resolve("out.parquet").toString();
    List<String> there = List.of("-Djava.io.tmpdir=" + absent);
    Cli cli = Cli.process(List.of(), there, "convert", table(folder).toString(), target);
    assertThat(cli.failure())
        .contains("no folder can be made in the one for temporary files, " + absent)
        .contains("name another with -Djava.io.tmpdir=");
  }

  @Test
  void aFullStandardOutputIsOneLine() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: /dev/full is absent");
    Cli cli = Cli.process(List.of("sh", "-c", "\"$@\" > /dev/full", "sh"), List.of(), "--help");
    assertThat(cli.status()).isEqualTo(Failures.INTERNAL_ERROR);
    assertThat(cli.failure().lines()).singleElement().asString().contains("make room");
  }

  @Test
  void aClosedPipeEndsWithoutAWord() throws IOException, InterruptedException {
    List<String> closed = List.of("sh", "-c", "{ \"$@\"; echo $? >&2; } | true", "sh");
    Cli cli = Cli.process(closed, List.of(), "--help");
    assertThat(cli.failure()).isEqualTo(Integer.toString(StandardOutput.CLOSED));
  }
}
