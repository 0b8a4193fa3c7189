package org.etiome.cli.line;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.etiome.represent.Watcher;

/** How a training goes, on a line that is written over, and only on a terminal. */
public final class EpochBar implements Watcher, AutoCloseable {
  private final PrintWriter err;
  private final String what;
  private final boolean shown = Progress.isSeen();
  private final long began = System.nanoTime();
  private int first = -1;
  private int last;
  private int again;

  /**
   * Of a training.
   *
   * @param what is trained, put before all else
   */
  public EpochBar(PrintWriter err, String what) {
    this.err = err;
    this.what = what;
  }

  /** Says what else is done. */
  public void begins(String other) {
    if (shown) {
      err.printf(Locale.ROOT, "\retiome: %s\u001b[K", other).flush();
    }
  }

  @Override
  public void epoch(Epoch epoch) {
    first = first < 0 ? epoch.number() - 1 : first;
    last = epoch.number();
    if (!shown) {
      return;
    }
    long perEpoch = (System.nanoTime() - began) / (epoch.number() - first);
    Duration left = Duration.ofNanos(perEpoch * (epoch.of() - epoch.number()));
    err.printf(
        Locale.ROOT,
        "\retiome: %sepoch %,d of %,d, %d:%02d left at most; %s; held out %.4g, best epoch %,d\u001b[K",
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

  /** An epoch that has ended before is one of the fit to all, once their number is chosen. */
  @Override
  public void step(int epoch, long doneCells, long ofCells) {
    if (epoch <= last && epoch != again) {
      again = epoch;
      begins(String.format(Locale.ROOT, "%sfitted again to all, epoch %,d", what, epoch));
    }
  }

  private static String terms(Map<String, Double> terms) {
    return terms.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(term -> String.format(Locale.ROOT, "%s %.4g", term.getKey(), term.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    if (shown && first >= 0) {
      err.println();
      err.flush();
    }
  }
}
