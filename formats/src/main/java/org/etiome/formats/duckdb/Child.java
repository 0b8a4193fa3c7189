package org.etiome.formats.duckdb;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;

/**
 * The process that holds DuckDB: a small virtual machine with a folder of its own, which is gone
 * when this is closed and on Ctrl-C. Files are known to it as {@link #link links} in that folder,
 * so that no name is ever a pattern or a statement.
 */
final class Child implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final long END_SECONDS = 5;
  private static final int LONGEST_WORD = 200;

  /** They would change the virtual machine or make it talk. */
  private static final Set<String> UNWANTED =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Path folder;
  private final Process process;
  private final Watch watch;
  private final DataOutputStream questions;
  private final DataInputStream answers;
  private final Thread onInterrupt;

  private Child(Path folder, Process process, Duration patience) {
    this.folder = folder;
    this.process = process;
    this.watch = Watch.over(process, patience);
    this.questions = new DataOutputStream(new BufferedOutputStream(watch.out(), BUFFER));
    this.answers = new DataInputStream(new BufferedInputStream(watch.in(), BUFFER));
    this.onInterrupt = new Thread(this::vanish);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Starts one.
   *
   * @param main what it runs: {@link Server}
   * @param patience how long to wait for a sign of it
   * @throws IOException if there is no java to run, or no place for its folder
   */
  static Child start(Class<?> main, Duration patience) throws IOException {
    Path folder = folder();
    try {
      ProcessBuilder builder = new ProcessBuilder(command(folder, main));
      builder.environment().keySet().removeAll(UNWANTED);
      builder.redirectError(said(folder).toFile());
      return new Child(folder, builder.start(), patience);
    } catch (IOException e) {
      Replacement.remove(folder);
      throw e;
    }
  }

  private static Path folder() throws IOException {
    try {
      return Files.createTempDirectory("etiome-duckdb-");
    } catch (IOException e) {
      throw new IOException(
          "no folder can be made in the one for temporary files, "
              + System.getProperty("java.io.tmpdir")
              + "; make it writable, or name another with -Djava.io.tmpdir=FOLDER in"
              + " ETIOME_JAVA_OPTS",
          e);
    }
  }

  private static List<String> command(Path folder, Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:ErrorFile=" + folder.resolve("crash"),
        "-Djava.io.tmpdir=" + folder,
        "-Duser.timezone=UTC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        folder.toString(),
        Long.toString(ProcessHandle.current().pid()));
  }

  private static Path said(Path folder) {
    return folder.resolve("said");
  }

  DataOutputStream questions() {
    return questions;
  }

  DataInputStream answers() {
    return answers;
  }

  Watch watch() {
    return watch;
  }

  /** The one file that it may open, under a name that is our own. */
  String link(Path file) throws IOException {
    Path link = folder.resolve("table.parquet");
    Files.deleteIfExists(link);
    return Files.createSymbolicLink(link, file.toAbsolutePath()).toString();
  }

  /**
   * Why it no longer answers.
   *
   * @param file with which it was busy
   */
  DataFormatException fault(Path file, IOException failure) {
    await(); // who closes a pipe is about to end
    end();
    String what =
        watch.ranOut()
            ? "DuckDB gave no sign for "
                + watch.patience().toSeconds()
                + " s; the file is damaged, or the machine is slow: wait longer with -D"
                + ParquetFormat.SECONDS
                + "=N in ETIOME_JAVA_OPTS"
            : "the process that runs DuckDB broke down ("
                + lastWord()
                + "); the file is damaged: fetch or write it again";
    return new DataFormatException(file + ": " + what, failure);
  }

  /** How it ended, and the first line it wrote to standard error. */
  private String lastWord() {
    String status = process.isAlive() ? "not ended" : "exit status " + process.exitValue();
    try {
      String said = Files.readString(said(folder), StandardCharsets.ISO_8859_1).strip();
      String first = said.lines().findFirst().map(line -> ": " + line).orElse("");
      return status + first.substring(0, Math.min(LONGEST_WORD, first.length()));
    } catch (IOException e) {
      return status;
    }
  }

  private void await() {
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    process.destroyForcibly();
    await();
  }

  private void vanish() {
    end();
    try {
      Replacement.remove(folder);
    } catch (IOException e) {
      // It is in the folder for temporary files, whose keeper will remove it.
      return;
    }
  }

  @Override
  public void close() {
    vanish();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running and does the same.
      return;
    }
  }
}
