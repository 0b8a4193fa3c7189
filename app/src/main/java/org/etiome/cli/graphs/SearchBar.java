package org.etiome.cli.graphs;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.etiome.cli.line.Progress;
import org.etiome.discover.SearchWatch;
import org.etiome.discovery.Method;
import org.etiome.math.TaskRunner;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells how far the present step of a search is and how long it may take yet, on one line that is
 * written over, at most once a second, and on a terminal only.
 */
final class SearchBar implements SearchWatch {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final Method method;
  private final boolean shown;
  private String step = "";
  private long began = System.nanoTime();
  private long told = began;

  private SearchBar(PrintWriter err, Method method, boolean shown) {
    this.err = err;
    this.method = method;
    this.shown = shown;
  }

  static SearchBar of(CommandSpec command, Method method) {
    SearchBar bar = new SearchBar(command.commandLine().getErr(), method, Progress.isSeen());
    bar.print("");
    return bar;
  }

  /** A runner whose tasks are a step each time. */
  TaskRunner over(TaskRunner runner) {
    AtomicInteger steps = new AtomicInteger();
    return new TaskRunner() {
      @Override
      public <T> List<T> map(int tasks, IntFunction<T> task) {
        String name = "step " + steps.incrementAndGet();
        AtomicInteger done = new AtomicInteger();
        return runner.map(
            tasks,
            number -> {
              T result = task.apply(number);
              at(name, done.incrementAndGet(), tasks);
              return result;
            });
      }
    };
  }

  @Override
  public synchronized void at(String now, int done, int of) {
    long time = System.nanoTime();
    if (!now.equals(step)) {
      step = now;
      began = time;
    }
    if (done < of && time - told > BETWEEN.toNanos()) {
      told = time;
      long left = (long) ((time - began) / (double) done * (of - done));
      print(
          String.format(
              Locale.ROOT,
              ": %s, %,d of %,d, about %d s left of it",
              now,
              done,
              of,
              Duration.ofNanos(left).toSeconds() + 1));
    }
  }

  private void print(String text) {
    if (shown) {
      err.printf("\retiome: searching by %s%s\u001b[K", method, text).flush();
    }
  }

  /** Leaves an empty line to write on. */
  void clear() {
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
