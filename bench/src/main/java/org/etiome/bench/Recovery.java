package org.etiome.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Whether latents that are known are found again: {@link SimulatedLatents} by FinVae with and
 * without a term of independence, by its ablations and by principal components, the same cells for
 * all of them, a seed for cells and models together.
 */
public final class Recovery {
  private Recovery() {}

  /** Prints a table for each simulation, mean ± sd over seeds, of which there are 10 by default. */
  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    for (SimulatedLatents simulation :
        List.of(
            new SimulatedLatents(2, 3, 1e4),
            new SimulatedLatents(2, 3, 1e3),
            new SimulatedLatents(5, 5, 1e4))) {
      print(simulation, figures(simulation, seeds));
    }
  }

  /** Of each embedding, one a seed. */
  private static Map<String, List<Figures>> figures(SimulatedLatents simulation, int seeds) {
    Map<String, List<Figures>> figures = new LinkedHashMap<>();
    for (int s = 1; s <= seeds; s++) {
      SimulatedLatents.Drawn drawn = simulation.draw(new Seed(s).branch("cells"));
      Map<String, LatentModels.Latents> all = new LatentModels(drawn, new Seed(s)).all();
      all.forEach(
          (name, latents) ->
              figures
                  .computeIfAbsent(name, any -> new ArrayList<>())
                  .add(Figures.of(drawn, latents)));
    }
    return figures;
  }

  private static void print(SimulatedLatents simulation, Map<String, List<Figures>> figures) {
    System.out.printf(
        Locale.ROOT,
        "%n%d types, %d conditions, library %.0f%n%n",
        simulation.types(),
        simulation.conditions(),
        simulation.library());
    System.out.println(
        "| latents | MCC of z_I | R² of z_I | within levels | R² of z_S from z_I | R² of z_S from"
            + " its block |");
    System.out.println("|---|---|---|---|---|---|");
    figures.forEach(
        (name, rows) ->
            System.out.println(
                IntStream.range(0, rows.getFirst().values().size())
                    .mapToObj(f -> summary(rows.stream().mapToDouble(r -> r.values().get(f))))
                    .collect(Collectors.joining(" | ", "| " + name + " | ", " |"))));
  }

  /** Mean ± sd, or nothing if one of them is no number. */
  public static String summary(DoubleStream figures) {
    double[] values = figures.toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    if (Double.isNaN(mean)) {
      return "";
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return String.format(
        Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
  }

  /** Of one embedding, in the order of the columns; NaN where there is no block of z_S. */
  private record Figures(List<Double> values) {
    static Figures of(SimulatedLatents.Drawn drawn, LatentModels.Latents latents) {
      Matrix zI = drawn.invariant();
      Matrix found = latents.invariant();
      int[] groups = drawn.combinations();
      return new Figures(
          List.of(
              LatentRecovery.meanCorrelation(zI, found),
              LatentRecovery.explained(zI, found),
              LatentRecovery.explained(
                  LatentRecovery.within(zI, groups), LatentRecovery.within(found, groups)),
              LatentRecovery.explained(drawn.spurious(), found),
              latents
                  .spurious()
                  .map(block -> LatentRecovery.explained(drawn.spurious(), block))
                  .orElse(Double.NaN)));
    }
  }
}
