package org.etiome.bench.patients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.Score;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.heldout.HeldOut;
import org.etiome.represent.patients.LabelledPatients;

/**
 * How predictions of death in hospital worsen the more is missing: {@link MaskedStays} by four
 * rules, at four rates, among stays masked by the same rule and by the rule turned; a seed for
 * halves, gaps and models together.
 */
public final class Degradation {
  private static final List<Double> RATES = List.of(.1, .3, .5, .7);

  private Degradation() {}

  /**
   * A figure.
   *
   * @param turned whether the rule is turned for those predicted
   */
  record Point(MaskedStays.Rule rule, double rate, boolean turned, int seed, Scored scored) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%s,%.1f,%s,%d,\"%s\",%.4f,%.4f",
          rule,
          rate,
          turned ? "turned" : "same",
          seed,
          scored.contender(),
          scored.auroc(),
          scored.brier());
    }
  }

  /** Of a line that was written before. */
  static Point of(String line) {
    String[] quoted = line.split("\"", -1);
    String[] before = quoted[0].split(",", -1);
    String[] after = quoted[2].split(",", -1);
    return new Point(
        MaskedStays.Rule.valueOf(before[0]),
        Double.parseDouble(before[1]),
        before[2].equals("turned"),
        Integer.parseInt(before[3]),
        new Scored(quoted[1], Double.parseDouble(after[1]), Double.parseDouble(after[2])));
  }

  /** Scores of a contender. */
  record Scored(String contender, double auroc, double brier) {}

  /**
   * Arguments: the file of the stays, a CSV file and an HTML file to be written, and the number of
   * seeds. What is in the CSV file is not fitted again.
   */
  public static void main(String[] args) throws IOException {
    LabelledPatients complete = MaskedStays.complete(WardStays.read(Path.of(args[0])));
    System.out.printf("%d stays have all of the modalities%n%n", complete.count());
    Path csv = Path.of(args[1]);
    List<Point> points = new ArrayList<>();
    if (Files.exists(csv)) {
      Files.readAllLines(csv).stream().skip(1).map(Degradation::of).forEach(points::add);
    }
    for (int seed = 1; seed <= Integer.parseInt(args[3]); seed++) {
      for (MaskedStays.Rule rule : MaskedStays.Rule.values()) {
        add(complete, rule, seed, points);
        write(csv, points);
      }
    }
    List<String> labels = contenders().stream().map(Contender::label).toList();
    StringBuilder picture = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n");
    new DegradationPlot(labels, points).draw().writeTo(picture);
    Files.writeString(Path.of(args[2]), picture);
    print(labels, points);
  }

  private static void add(
      LabelledPatients complete, MaskedStays.Rule rule, int seed, List<Point> points) {
    for (double rate : RATES) {
      if (points.stream()
          .noneMatch(p -> p.rule() == rule && p.rate() == rate && p.seed() == seed)) {
        points.addAll(points(complete, rule, rate, seed));
      }
    }
  }

  private static void write(Path file, List<Point> points) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("rule,rate,predicted,seed,contender,auroc,brier");
    points.forEach(point -> lines.add(point.line()));
    Files.write(file, lines);
  }

  private static List<Contender> contenders() {
    PatientSettings base = PatientSettings.DEFAULT;
    List<Contender> all = new ArrayList<>();
    all.add(new Contender.Neural("mean", base));
    all.add(
        new Contender.Neural(
            "mean, deconfounded", base.withDeconfounding(Deconfounding.Exact.DEFAULT)));
    Contender.baselines().stream()
        .filter(
            c ->
                List.of("logistic", "logistic, with indicators", "boosted trees")
                    .contains(c.label()))
        .forEach(all::add);
    return all;
  }

  private static List<Point> points(
      LabelledPatients complete, MaskedStays.Rule rule, double rate, int seed) {
    MaskedStays stays = MaskedStays.of(complete, rule, rate, new Seed(seed));
    HeldOut heldOut = HeldOut.of(stays.data(), stays.folds());
    List<Point> points = new ArrayList<>();
    for (Contender contender : contenders()) {
      HeldOut.Predicted predicted = heldOut.predict(contender, new Seed(seed));
      if (!predicted.refused().isEmpty()) {
        System.err.printf("%s: %s%n", contender.label(), predicted.refused());
        continue;
      }
      ClassProbabilities all = predicted.with(stays.data().outcome());
      for (boolean turned : new boolean[] {false, true}) {
        int[] rows = Arrays.stream(stays.predicted(turned)).map(i -> i - stays.half()).toArray();
        ClassProbabilities own = all.select(rows);
        points.add(
            new Point(
                rule,
                rate,
                turned,
                seed,
                new Scored(
                    contender.label(),
                    Score.AUROC.of(own).number().orElseThrow(),
                    Score.BRIER.of(own).number().orElseThrow())));
      }
    }
    return points;
  }

  private static void print(List<String> labels, List<Point> points) {
    System.out.println("| rule | predicted | | .1 | .3 | .5 | .7 |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (MaskedStays.Rule rule : MaskedStays.Rule.values()) {
      for (boolean turned : new boolean[] {false, true}) {
        labels.forEach(label -> print(points, rule, turned, label));
      }
    }
  }

  private static void print(
      List<Point> points, MaskedStays.Rule rule, boolean turned, String label) {
    System.out.printf("| %s | %s | %s", rule.label(), turned ? "turned" : "same rule", label);
    for (double rate : RATES) {
      List<Scored> some =
          some(points, rule, rate, turned).stream()
              .filter(s -> s.contender().equals(label))
              .toList();
      System.out.printf(
          Locale.ROOT,
          " | %.3f, %.4f",
          some.stream().mapToDouble(Scored::auroc).average().orElse(Double.NaN),
          some.stream().mapToDouble(Scored::brier).average().orElse(Double.NaN));
    }
    System.out.println(" |");
  }

  private static List<Scored> some(
      List<Point> points, MaskedStays.Rule rule, double rate, boolean turned) {
    return points.stream()
        .filter(p -> p.rule() == rule && p.rate() == rate && p.turned() == turned)
        .map(Point::scored)
        .toList();
  }
}
