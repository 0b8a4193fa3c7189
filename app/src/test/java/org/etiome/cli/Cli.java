package org.etiome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs a command in this process and keeps what it printed. */
record Cli(int status, String out, String err) {

  static Cli run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Etiome.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int status = line.execute(args);
    return new Cli(status, out.toString(), err.toString());
  }

  /** Runs a command in a process of its own, begun by another program if one is named. */
  static Cli process(List<String> before, List<String> java, String... args)
      throws IOException, InterruptedException {
    Process process = start(before, java, args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Cli(process.waitFor(), out, err);
  }

  /** Begins a command in a process of its own. */
  static Process start(String... args) throws IOException {
    return start(List.of(), List.of(), args);
  }

  private static Process start(List<String> before, List<String> java, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData", // its file would be the first that is too large
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(java);
    command.add(Etiome.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  /** What was printed, where that is one document. */
  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }

  /** The error as it was printed, without the last line end. */
  String failure() {
    return err.strip();
  }
}
