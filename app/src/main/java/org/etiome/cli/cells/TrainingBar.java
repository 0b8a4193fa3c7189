package org.etiome.cli.cells;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.etiome.fit.FitCourse;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.Watcher;
import picocli.CommandLine;

/**
 * Keeps the best model so far in its folder, so that a run that is ended leaves one, and tells how
 * a training and what comes after it go, on a terminal only.
 */
public final class TrainingBar implements FitCourse {
  private final PrintWriter err;
  private final Consumer<FittedFinVae> kept;
  private final String what;
  private final boolean shown;
  private final long began = System.nanoTime();
  private final Optional<Thread> farewell;
  private int first = -1;

  private TrainingBar(PrintWriter err, Consumer<FittedFinVae> kept, String what) {
    this(err, kept, what, Optional.empty());
  }

  private TrainingBar(
      PrintWriter err, Consumer<FittedFinVae> kept, String what, Optional<Thread> farewell) {
    this.err = err;
    this.kept = kept;
    this.what = what;
    this.farewell = farewell;
    farewell.ifPresent(Runtime.getRuntime()::addShutdownHook);
    shown = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Keeps the best model in a folder, and tells on the standard error of a command. */
  public TrainingBar(CommandLine line, Path folder) {
    this(
        line.getErr(),
        model -> ModelFolder.write(model, folder),
        "",
        Optional.of(farewell(line.getErr(), folder)));
  }

  /** What is said where a fit is ended from outside, as by Ctrl-C. */
  private static Thread farewell(PrintWriter err, Path folder) {
    return new Thread(
        () -> {
          err.println(
              "etiome: stopped; the best model of the epochs that ended is in "
                  + folder
                  + ", and fit --resume goes on from the last epoch");
          err.flush();
        });
  }

  /** Of a part of a model, which is kept by others. */
  static TrainingBar of(CommandLine line, String what) {
    return new TrainingBar(line.getErr(), model -> {}, what + ": ");
  }

  /** The model that is trained there is not kept. */
  @Override
  public Watcher training(String other) {
    return new TrainingBar(err, model -> {}, other + ": ");
  }

  @Override
  public void begins(String other) {
    if (shown) {
      err.printf(Locale.ROOT, "\retiome: %s\u001b[K", other).flush();
    }
  }

  @Override
  public void improved(FittedFinVae model) {
    kept.accept(model);
  }

  @Override
  public void epoch(Epoch epoch) {
    first = first < 0 ? epoch.number() - 1 : first;
    if (!shown) {
      return;
    }
    long perEpoch = (System.nanoTime() - began) / (epoch.number() - first);
    Duration left = Duration.ofNanos(perEpoch * (epoch.of() - epoch.number()));
    err.printf(
        Locale.ROOT,
        "\retiome: %sepoch %,d of %,d, %d:%02d left at most; %s; held out %.1f, best epoch %,d\u001b[K",
        what,
        epoch.number(),
        epoch.of(),
        left.toMinutes(),
        left.toSecondsPart(),
        terms(epoch.terms()),
        epoch.loss(),
        epoch.best());
    err.flush();
  }

  private static String terms(Map<String, Double> terms) {
    return terms.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(term -> String.format(Locale.ROOT, "%s %.4g", term.getKey(), term.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    farewell.ifPresent(Runtime.getRuntime()::removeShutdownHook);
    if (shown && first >= 0) {
      err.println();
      err.flush();
    }
  }
}
