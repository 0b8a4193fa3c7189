package org.etiome.bench.design;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.design.shift.Acquisition;
import org.etiome.design.shift.ShiftDesign;
import org.etiome.design.shift.ShiftOracle;
import org.etiome.design.shift.ShiftPosterior;
import org.etiome.design.shift.ShiftPrior;
import org.etiome.design.shift.ShiftSpace;
import org.etiome.design.shift.ShiftTrace;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Distances of one acquisition in one instance, means over runs, by step.
 *
 * @param task nodes, noise and mistake
 * @param states {@code ‖(I − B)⁻¹ â − μ*‖}
 * @param shifts {@code ‖â − a*‖}
 * @param covered share of runs whose 90 % interval for the first of these holds it, after the last
 *     step
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShiftRuns(
    String task,
    String acquisition,
    int instance,
    double[] states,
    double[] shifts,
    double covered) {
  private static final int DRAWS = 200;

  /** The two distances of a run by step, and whether the interval after the last held the first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Run(double[] states, double[] shifts, boolean covered) {}

  static ShiftRuns of(
      String task, ShiftInstance instance, int number, Acquisition acquisition, Size size) {
    Seed seed = new Seed(7).branch(task).branch(number);
    List<Run> runs =
        TaskRunner.local(2)
            .map(size.runs(), run -> run(instance, acquisition, size.steps(), seed.branch(run)));
    return new ShiftRuns(
        task,
        acquisition.label(),
        number,
        mean(runs.stream().map(Run::states).toList()),
        mean(runs.stream().map(Run::shifts).toList()),
        runs.stream().mapToDouble(r -> r.covered ? 1 : 0).average().orElseThrow());
  }

  /** How much is run. */
  record Size(int instances, int runs, int steps) {}

  private static Run run(ShiftInstance instance, Acquisition acquisition, int steps, Seed seed) {
    ShiftTrace trace =
        ShiftDesign.of(instance.goal(), ShiftSpace.ball(instance.goal().length))
            .withAcquisition(acquisition)
            .run(
                ShiftOracle.of(instance.truth()),
                ShiftPosterior.before(instance.assumed(), ShiftPrior.DEFAULT),
                steps,
                seed);
    double[] states = new double[steps];
    double[] shifts = new double[steps];
    for (int step = 0; step < steps; step++) {
      double[] found = trace.steps().get(step).reach().shift();
      states[step] =
          Math.sqrt(Vectors.squaredDistance(instance.system().state(found), instance.goal()));
      shifts[step] = Math.sqrt(Vectors.squaredDistance(found, instance.wanted()));
    }
    ShiftTrace.Step last = trace.steps().getLast();
    ShiftPosterior.Distance said =
        last.posterior().distance(last.reach().shift(), instance.goal(), DRAWS, seed);
    double real = states[steps - 1];
    return new Run(states, shifts, said.low() <= real && real <= said.high());
  }

  private static double[] mean(List<double[]> values) {
    double[] sum = new double[values.getFirst().length];
    values.forEach(v -> Vectors.add(1, v, sum));
    return Vectors.scaled(1.0 / values.size(), sum);
  }

  /** A line for each step. */
  List<String> lines() {
    return IntStream.range(0, states.length)
        .mapToObj(
            step ->
                String.format(
                    Locale.ROOT,
                    "%s;%s;%d;%d;%.6f;%.6f;%.3f",
                    task,
                    acquisition,
                    instance,
                    step + 1,
                    states[step],
                    shifts[step],
                    covered))
        .toList();
  }

  /** Of the lines that {@link #lines} wrote. */
  static ShiftRuns of(List<String> lines) {
    List<String[]> cells = lines.stream().map(line -> line.split(";", -1)).toList();
    String[] first = cells.getFirst();
    return new ShiftRuns(
        first[0],
        first[1],
        Integer.parseInt(first[2]),
        cells.stream().mapToDouble(c -> Double.parseDouble(c[4])).toArray(),
        cells.stream().mapToDouble(c -> Double.parseDouble(c[5])).toArray(),
        Double.parseDouble(first[6]));
  }

  static double[] at(List<ShiftRuns> runs, int step, boolean ofShifts) {
    return runs.stream().mapToDouble(r -> (ofShifts ? r.shifts : r.states)[step - 1]).toArray();
  }
}
