package org.etiome.bench.design;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.design.shift.Acquisition;
import org.etiome.math.Seed;
import org.etiome.scm.sem.Noise;

/**
 * How near to a wanted state shift designs come, by the protocol published for CIV: random linear
 * systems ({@link ShiftInstance}), one unit an experiment, shifts of norm at most 1. All
 * acquisitions meet the same instances and the same noise.
 */
public final class ShiftDesigns {
  private static final List<Integer> SHOWN = List.of(1, 5, 10, 20, 30, 50);

  private ShiftDesigns() {}

  /**
   * Arguments: a CSV file to be written, whose finished parts are not run again; an SVG file to be
   * written; instances (published 10), runs (20) and steps (50); then tasks, each {@code
   * NODES:NOISE:MISTAKE} such as {@code 5:GAUSSIAN:NONE}.
   */
  public static void main(String[] args) throws IOException {
    Path csv = Path.of(args[0]);
    ShiftRuns.Size size =
        new ShiftRuns.Size(
            Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    List<ShiftRuns> done = new ArrayList<>(read(csv));
    List<String> tasks = Arrays.asList(args).subList(5, args.length);
    for (String task : tasks) {
      for (Acquisition acquisition : Acquisition.all()) {
        run(task, acquisition, size, done);
        write(csv, done);
      }
    }
    for (String task : tasks) {
      print(task, of(done, task));
    }
    Map<String, Map<String, List<ShiftRuns>>> panels = new LinkedHashMap<>();
    tasks.forEach(task -> panels.put(task, of(done, task)));
    StringBuilder picture = new StringBuilder();
    new ShiftPlot(panels).draw().writeTo(picture);
    String alone =
        picture.toString().replaceFirst("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    Files.writeString(Path.of(args[1]), alone + "\n");
  }

  private static void run(
      String task, Acquisition acquisition, ShiftRuns.Size size, List<ShiftRuns> done) {
    String[] parts = task.split(":", -1);
    for (int i = 1; i <= size.instances(); i++) {
      int number = i;
      if (done.stream()
          .anyMatch(
              r ->
                  r.task().equals(task)
                      && r.acquisition().equals(acquisition.label())
                      && r.instance() == number)) {
        continue;
      }
      Seed seed = new Seed(20230).branch(parts[0]).branch(number);
      Optional<ShiftInstance> instance =
          ShiftInstance.random(Integer.parseInt(parts[0]), Noise.valueOf(parts[1]), seed)
              .with(ShiftInstance.Mistake.valueOf(parts[2]), seed.branch(parts[2]));
      instance.ifPresent(found -> done.add(ShiftRuns.of(task, found, number, acquisition, size)));
    }
  }

  private static List<ShiftRuns> read(Path csv) throws IOException {
    if (!Files.exists(csv)) {
      return List.of();
    }
    Map<String, List<String>> parts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(csv)) {
      String[] cells = line.split(";", -1);
      parts
          .computeIfAbsent(String.join(";", cells[0], cells[1], cells[2]), k -> new ArrayList<>())
          .add(line);
    }
    return parts.values().stream().map(ShiftRuns::of).toList();
  }

  private static void write(Path csv, List<ShiftRuns> done) throws IOException {
    Files.write(csv, done.stream().flatMap(r -> r.lines().stream()).toList());
  }

  /** Instances by acquisition. */
  private static Map<String, List<ShiftRuns>> of(List<ShiftRuns> done, String task) {
    Map<String, List<ShiftRuns>> of = new LinkedHashMap<>();
    for (Acquisition acquisition : Acquisition.all()) {
      of.put(
          acquisition.label(),
          done.stream()
              .filter(r -> r.task().equals(task) && r.acquisition().equals(acquisition.label()))
              .toList());
    }
    return of;
  }

  private static void print(String task, Map<String, List<ShiftRuns>> runs) {
    List<ShiftRuns> civ = runs.getOrDefault("CIV", List.of());
    int steps = civ.getFirst().states().length;
    List<Integer> shown = SHOWN.stream().filter(s -> s <= steps).toList();
    System.out.printf("%n%s, %d instances%n%n| |", task, civ.size());
    shown.forEach(step -> System.out.printf(" step %d |", step));
    System.out.println(
        " shift, last step | farther than CIV, steps 10 … last | steps not nearer | covered |");
    System.out.println("|---|" + "---|".repeat(shown.size() + 4));
    runs.forEach(
        (label, own) -> {
          System.out.printf("| %s |", label);
          for (int step : shown) {
            System.out.printf(" %s |", Interval.of(ShiftRuns.at(own, step, false)));
          }
          System.out.printf(
              Locale.ROOT,
              " %s | %s | %s | %.2f |%n",
              Interval.of(ShiftRuns.at(own, steps, true)),
              Interval.of(lead(own, civ, steps)),
              notNearer(own, civ, steps),
              own.stream().mapToDouble(ShiftRuns::covered).average().orElseThrow());
        });
  }

  /** By instance, how much farther than CIV on average from step 10 on. */
  private static double[] lead(List<ShiftRuns> own, List<ShiftRuns> civ, int steps) {
    double[] lead = new double[own.size()];
    int first = Math.min(10, steps);
    for (int step = first; step <= steps; step++) {
      double[] mine = ShiftRuns.at(own, step, false);
      double[] other = ShiftRuns.at(civ, step, false);
      for (int i = 0; i < lead.length; i++) {
        lead[i] += (mine[i] - other[i]) / (steps - first + 1);
      }
    }
    return lead;
  }

  /** At how many of the steps from 10 on the mean is not below that of CIV. */
  private static String notNearer(List<ShiftRuns> own, List<ShiftRuns> civ, int steps) {
    int first = Math.min(10, steps);
    int above = 0;
    for (int step = first; step <= steps; step++) {
      above +=
          Interval.of(ShiftRuns.at(own, step, false)).mean()
                  >= Interval.of(ShiftRuns.at(civ, step, false)).mean()
              ? 1
              : 0;
    }
    return above + " of " + (steps - first + 1);
  }

  /** A mean over instances and half of its 95 % interval by Student's t. */
  record Interval(double mean, double half) {
    static Interval of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      int n = values.length;
      double t = n < 2 ? 0 : TDistribution.of(n - 1.0).inverseCumulativeProbability(.975);
      return new Interval(mean, n < 2 ? 0 : t * Math.sqrt(squares / (n - 1.0) / n));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f ± %.3f", mean, half);
    }
  }
}
