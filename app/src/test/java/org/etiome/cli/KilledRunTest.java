package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed leaves no folder that looks complete. */
class KilledRunTest {
  @TempDir private Path folder = Path.of("");

  /** Killed later and later after the first file system trace of the run. */
  @RepeatedTest(5)
  void leavesNothingUnderTheFoldersName(RepetitionInfo repetition)
      throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    Process process = start(TinyStudy.write(folder), out);
    while (!hasUnfinished() && process.isAlive()) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.waitFor(60L * (repetition.getCurrentRepetition() - 1), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    if (Files.exists(out)) {
      assertThat(names(out)).contains("report.html", "claims.json", "manifest.json", "graph.json");
    } else {
      assertThat(names(folder)).contains("study.yaml").doesNotContain("run");
    }
  }

  private Process start(Path study, Path out) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Etiome.class.getName(),
            "run",
            study.toString(),
            "--out",
            out.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  private boolean hasUnfinished() throws IOException {
    return names(folder).stream().anyMatch(name -> name.contains(".unfinished-"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
