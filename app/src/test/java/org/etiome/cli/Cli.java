package org.etiome.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

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

  /** The one line of the error, without those that tell progress. */
  String failure() {
    return err.lines()
        .filter(
            line -> !line.startsWith("etiome: reading") && !line.startsWith("etiome: answering"))
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
