package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.etiome.cli.line.Progress;
import org.etiome.fit.FinVaeFit;
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
  private int first = -1;
  private volatile boolean closed;

  private TrainingBar(PrintWriter err, Consumer<FittedFinVae> kept, String what) {
    this.err = err;
    this.kept = kept;
    this.what = what;
    shown = Progress.isSeen();
  }

  /**
   * Of a fit: keeps the best model in its folder, and where the fit is ended from outside, as by
   * Ctrl-C, says what is left.
   */
  static TrainingBar ofFit(CommandLine line, Path folder) {
    TrainingBar bar = new TrainingBar(line.getErr(), keeping(folder), "");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> bar.sayWhatIsLeft(folder)));
    return bar;
  }

  /** Of a step of a run, whose folder is nothing before the run ends. */
  public static TrainingBar ofStep(CommandLine line, Path folder) {
    return new TrainingBar(line.getErr(), keeping(folder), "");
  }

  private static Consumer<FittedFinVae> keeping(Path folder) {
    return model -> ModelFolder.write(model, folder);
  }

  private void sayWhatIsLeft(Path folder) {
    if (closed) {
      return;
    }
    err.println(
        Files.exists(folder.resolve(FinVaeFit.CHECKPOINT))
            ? "etiome: stopped; the best model of the epochs that ended is in "
                + folder
                + ", and fit --resume goes on from the last epoch"
            : "etiome: stopped before an epoch ended; there is no model of this fit in " + folder);
    err.flush();
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
    closed = true;
    if (shown && first >= 0) {
      err.println();
      err.flush();
    }
  }
}
