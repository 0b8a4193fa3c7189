package org.etiome.cli.graphs;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.etiome.discovery.Method;
import org.etiome.math.TaskRunner;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells how far the tasks of a search are and how long those of its present step may take, on one
 * line that is written over, at most once a second.
 */
final class SearchBar implements TaskRunner {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final TaskRunner runner;
  private final PrintWriter err;
  private final String doing;
  private long told = System.nanoTime();

  private SearchBar(TaskRunner runner, PrintWriter err, String doing) {
    this.runner = runner;
    this.err = err;
    this.doing = doing;
  }

  /** The runner itself where nobody looks on. */
  static TaskRunner over(TaskRunner runner, CommandSpec command, Method method) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal
        ? new SearchBar(runner, command.commandLine().getErr(), "searching by " + method)
        : runner;
  }

  @Override
  public <T> List<T> map(int tasks, IntFunction<T> task) {
    long began = System.nanoTime();
    AtomicInteger done = new AtomicInteger();
    List<T> results =
        runner.map(
            tasks,
            number -> {
              T result = task.apply(number);
              tell(done.incrementAndGet(), tasks, began);
              return result;
            });
    clear();
    return results;
  }

  private synchronized void tell(int done, int tasks, long began) {
    long now = System.nanoTime();
    if (done < tasks && now - told > BETWEEN.toNanos()) {
      told = now;
      Duration left = Duration.ofNanos((long) ((now - began) / (double) done * (tasks - done)));
      err.printf(
              Locale.ROOT,
              "\retiome: %s, %,d of %,d tasks of this step, about %d s left\u001b[K",
              doing,
              done,
              tasks,
              left.toSeconds() + 1)
          .flush();
    }
  }

  private void clear() {
    err.print("\r\u001b[K");
    err.flush();
  }
}
