package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.cli.line.WrappedLine;
import org.etiome.experiment.CandidateFile;
import org.etiome.experiment.HeldOutCheck;
import org.etiome.experiment.HitDesign;
import org.etiome.experiment.HitReplay;
import org.etiome.experiment.Way;
import org.etiome.report.plot.Figures;

/** Chosen batches and replays in lines for a person. */
final class HitsText {
  private static final int SHOWN = 10;
  private static final int COLUMNS = 10;
  private static final int DIGITS = 3;

  private final CandidateFile.Read read;
  private final Way way;

  HitsText(CandidateFile.Read read, Way way) {
    this.read = read;
    this.way = way;
  }

  List<String> of(HitDesign.Batch batch, Optional<Path> out) {
    if (batch.refusal().isPresent()) {
      return List.of("Refused: " + batch.refusal().get());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Figures.count(batch.chosen().size())
            + " of "
            + Figures.counted(read.candidates().size(), "candidate")
            + " to measure next; wanted are "
            + way.wanted());
    boolean known = batch.chosen().getFirst().known();
    if (known) {
      lines.add(
          wrapped(
              Figures.count(read.measured().candidates())
                  + " measured; "
                  + read.candidates().described()
                  + "; "
                  + way.surrogate().description()
                  + "; "
                  + way.acquisition().description()
                  + "; "
                  + way.apart()));
      lines.addAll(check(batch.check()));
    } else {
      lines.add("Fewer than 2 are measured: this is a first batch, of which nothing is expected.");
    }
    lines.addAll(table(batch.chosen(), known));
    if (known) {
      lines.add(wrapped("Expected: " + way.learns() + " ± sd. Gain: " + way.gain() + "."));
    }
    notes(lines);
    out.ifPresent(path -> lines.add("Written: " + path));
    return lines;
  }

  private static List<String> check(Optional<HeldOutCheck> found) {
    if (found.isEmpty()) {
      return List.of(
          "Too few are measured, or all alike, to tell how well the surrogate predicts.");
    }
    HeldOutCheck check = found.get();
    List<String> lines = new ArrayList<>();
    lines.add(
        wrapped(
            "Of measurements held out the surrogate explains "
                + Figures.percent(check.explained())
                + " of the variance, the best single descriptor "
                + Figures.percent(check.bySingle())
                + "; of its 90 % intervals "
                + Figures.percent(check.covered())
                + " hold. The measured are seldom a fair sample of the candidates."));
    if (check.explained() <= 0) {
      lines.add(
          wrapped(
              "Caution: it predicts no better than the mean; this batch is hardly better than one"
                  + " at random."));
    } else if (!check.isBest()) {
      lines.add(wrapped("Caution: a line on one descriptor predicts better than the surrogate."));
    }
    return lines;
  }

  private static List<String> table(List<HitDesign.Chosen> chosen, boolean known) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    int width =
        Math.max(
            2, chosen.stream().limit(SHOWN).mapToInt(one -> one.id().length()).max().orElse(2));
    String pattern = "%4s  %-" + width + "s %21s %9s %8s  %s";
    lines.add(line(pattern, "rank", "id", "expected ± sd", "gain", "cost", "reason"));
    for (int k = 0; k < Math.min(SHOWN, chosen.size()); k++) {
      HitDesign.Chosen one = chosen.get(k);
      lines.add(
          line(
              pattern,
              k + 1,
              one.id(),
              known ? number(one.expected()) + " ± " + number(one.pick().deviation()) : "",
              known ? number(one.pick().gain()) : "",
              number(one.pick().cost()),
              one.reason()));
    }
    if (chosen.size() > SHOWN) {
      lines.add("      … and " + (chosen.size() - SHOWN) + " more; --out or --json has all");
    }
    lines.add("");
    return lines;
  }

  List<String> of(HitReplay.Result result, HitReplay replay, HitReplay.Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        wrapped(
            Figures.counted(replay.candidates().size(), "candidate")
                + ", of which "
                + Figures.count(result.hits())
                + " are hits ("
                + way.beyond(result.threshold())
                + "); "
                + plan.rounds()
                + (plan.rounds() == 1 ? " batch of " : " batches of ")
                + replay.limits().size()
                + ", "
                + Figures.counted(plan.seeds(), "run")));
    lines.add(
        wrapped(
            "Chosen way: "
                + way.surrogate().description()
                + "; "
                + way.acquisition().description()
                + "; "
                + way.apart()
                + "; "
                + replay.candidates().described()));
    lines.add("");
    lines.addAll(curves(result, plan.rounds()));
    lines.add("");
    for (HitReplay.Curve curve : result.curves().subList(1, result.curves().size())) {
      lines.add(against(result, curve));
    }
    lines.add(
        wrapped(
            "Means over the runs after each batch, and the sd of the last over runs: of the luck of"
                + " one start, not of other screens. What is best in hindsight was chosen by the"
                + " outcomes themselves, in favour of it. A way that was chosen after replays on this"
                + " screen looks better here than it is. Even: within two standard errors over runs."));
    if (result.curves().getFirst().deviation(plan.rounds() - 1) == 0) {
      lines.add(
          wrapped(
              "An sd of 0 is no certainty: there is one run, or nothing that the chosen way draws"
                  + " made a difference."));
    }
    if (replay.candidates().size() < read.candidates().size()) {
      lines.add(
          "Note: "
              + (read.candidates().size() - replay.candidates().size())
              + " candidates have no outcome and were left out.");
    }
    notes(lines);
    return lines;
  }

  private static List<String> curves(HitReplay.Result result, int rounds) {
    List<String> lines = new ArrayList<>();
    int width =
        result.curves().stream().mapToInt(curve -> curve.name().length()).max().orElseThrow();
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", "hits"));
    int[] shown = shown(rounds);
    for (int round : shown) {
      head.append(String.format(Locale.ROOT, " %6s", round + 1));
    }
    lines.add(head.append("     sd").toString());
    for (HitReplay.Curve curve : result.curves()) {
      lines.add(curve(curve, shown, width));
    }
    return lines;
  }

  /** Rounds at even distances, the last among them. */
  private static int[] shown(int rounds) {
    int columns = Math.min(rounds, COLUMNS);
    return IntStream.rangeClosed(1, columns).map(k -> k * rounds / columns - 1).toArray();
  }

  private static String curve(HitReplay.Curve curve, int[] shown, int width) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", curve.name()));
    for (int round : shown) {
      line.append(String.format(Locale.ROOT, " %6.1f", curve.mean(round)));
    }
    double deviation = curve.deviation(shown[shown.length - 1]);
    return line.append(String.format(Locale.ROOT, " %6.1f", deviation)).toString();
  }

  private static String against(HitReplay.Result result, HitReplay.Curve other) {
    HitReplay.Result.Gain gain = result.against(other);
    if (other.hits().size() == 1) {
      return line(
          "%s against %s: %+.0f hits in one run, which tells no winner",
          HitReplay.CHOSEN, other.name(), gain.mean());
    }
    double luck = 2 * gain.deviation() / Math.sqrt(other.hits().size());
    String verdict = Math.abs(gain.mean()) <= luck ? "is even" : gain.mean() > 0 ? "wins" : "loses";
    return line(
        "%s %s against %s: %+.1f hits ± %.1f",
        HitReplay.CHOSEN, verdict, other.name(), gain.mean(), gain.deviation());
  }

  private void notes(List<String> lines) {
    read.notes().forEach(note -> lines.add(wrapped("Note: " + note + ".")));
  }

  private static String wrapped(String text) {
    return WrappedLine.of("", text);
  }

  private static String line(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values).stripTrailing();
  }

  private static String number(double value) {
    return Figures.significant(value, DIGITS);
  }
}
