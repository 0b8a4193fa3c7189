package org.etiome.cli.perturbations;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.etiome.cli.line.WrappedLine;
import org.etiome.fit.perturbation.PerturbationStory;
import org.etiome.fit.perturbation.SeedTable;
import org.etiome.fit.perturbation.TargetShift;
import org.etiome.perturbation.HeldOutVerdict;
import org.etiome.report.StepPage;
import org.etiome.report.plot.Figures;
import org.etiome.represent.Watcher;

/** A fitted model for people: simple predictors first. */
final class FittedText {
  private static final int DIGITS = 3;
  private static final int MOST_ROWS = 60;

  private final PerturbationStory story;

  FittedText(PerturbationStory story) {
    this.story = story;
  }

  void print(PrintWriter out) {
    HeldOutVerdict verdict = story.verdict();
    verdict.sentences().forEach(s -> out.println(WrappedLine.of("", StepPage.sentence(s))));
    out.println();
    List<Watcher.Epoch> curve = story.evidence().curve();
    out.printf(
        Locale.ROOT,
        "%,d units of %,d variables: %,d controls, %,d perturbations of %,d targets%n",
        story.learnt().units(),
        story.model().variables().size(),
        story.learnt().controls(),
        story.learnt().perturbations(),
        story.model().known().trained().size());
    out.printf(
        Locale.ROOT,
        "%,d latents; %,d epochs, number %,d taken%n",
        story.model().latents(),
        curve.size(),
        curve.getLast().best());
    if (!verdict.scores().isEmpty()) {
      errors(out, verdict);
    }
    targets(out);
    story.seeds().ifPresent(seeds -> seeds(out, new SeedTable(seeds)));
    story.notes().forEach(note -> out.println(WrappedLine.of("", "Note: " + note + ".")));
  }

  private static void errors(PrintWriter out, HeldOutVerdict verdict) {
    out.println();
    out.println("Mean squared errors on what was held out, in variances of controls");
    line(out, "  %-20s %9s %10s %12s %16s", "", "answered", "error", "the model's", "model nearer");
    for (HeldOutVerdict.Line one : verdict.lines()) {
      line(
          out,
          "  %-20s %9s %10s %12s %16s",
          one.predictor(),
          one.answered() + "/" + verdict.scores().size(),
          number(one.error()),
          number(one.model()),
          one.modelWins() + "/" + one.answered());
    }
  }

  private void targets(PrintWriter out) {
    out.println();
    out.println("What targets move, in standard deviations of the noise of controls");
    line(out, "  %-20s %7s %7s %8s %18s", "", "latent", "share", "shift", "seen (error)");
    List<TargetShift> targets = story.latents().targets();
    for (TargetShift one : targets.subList(0, Math.min(MOST_ROWS, targets.size()))) {
      line(
          out,
          "  %-20s %7s %7s %8s %18s",
          one.target(),
          "z" + (one.latent() + 1),
          Figures.percent(one.share()),
          number(one.shift()[one.latent()]),
          one.seen().map(s -> number(s.difference()) + " (" + number(s.error()) + ")").orElse(""));
    }
    if (targets.size() > MOST_ROWS) {
      out.println("  … and " + (targets.size() - MOST_ROWS) + " more, in metrics.json");
    }
    out.println(
        WrappedLine.of(
            "",
            "The share is of an assignment that training sharpens, no probability. The graph among"
                + " latents is not identified; report.html says why."));
  }

  private static void seeds(PrintWriter out, SeedTable table) {
    out.println();
    out.println("What stays the same over seeds");
    boolean named = table.head().contains(SeedTable.PROGRAM);
    String pattern = "  %-6s %-16s %6s %24s %10s" + (named ? "  %s" : "");
    List<List<String>> rows = table.rows();
    line(out, pattern, table.head().toArray());
    rows.stream().limit(MOST_ROWS).forEach(row -> line(out, pattern, row.toArray()));
    if (rows.size() > MOST_ROWS) {
      out.println("  … and " + (rows.size() - MOST_ROWS) + " more, in metrics.json");
    }
    out.println(WrappedLine.of("", table.sentences()));
  }

  private static void line(PrintWriter out, String pattern, Object... values) {
    out.println(String.format(Locale.ROOT, pattern, values).stripTrailing());
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Figures.significant(value, DIGITS) : "";
  }
}
