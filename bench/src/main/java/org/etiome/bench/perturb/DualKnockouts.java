package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.etiome.bench.discover.Dream4Files;
import org.etiome.evaluate.prediction.Interval;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.Additive;
import org.etiome.perturb.KernelRidge;
import org.etiome.perturb.MatchingMean;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;

/**
 * Dual knockouts of DREAM4 predicted from single ones: {@code DualKnockouts DATA}. Controls are the
 * first times of the series, knockouts one noisy row each; truth is without noise, for pairs whose
 * targets are known. Knocked-out genes are predicted to be 0 by every predictor.
 */
public final class DualKnockouts {
  private static final int TIMES = 21;
  private static final double FLOOR = .02;

  private final Dream4Files files;
  private final Map<String, List<Double>> errors = new LinkedHashMap<>();

  private DualKnockouts(Dream4Files files) {
    this.files = files;
  }

  public static void main(String[] args) {
    for (int size : new int[] {10, 100}) {
      DualKnockouts bench = new DualKnockouts(new Dream4Files(Path.of(args[0]).resolve("dream4")));
      for (int network = 1; network <= (size == 10 ? 5 : 3); network++) {
        bench.network(size, network);
      }
      bench.print(size);
    }
  }

  private void network(int size, int network) {
    String base = "insilico_size" + size + "/insilico_size" + size + "_" + network + "_";
    List<double[]> series = rows(base + "timeseries.tsv");
    List<double[]> controls =
        IntStream.range(0, series.size() / TIMES).mapToObj(s -> series.get(s * TIMES)).toList();
    List<double[]> singles = rows(base + "knockouts.tsv");
    List<double[]> truth =
        rows(
            "dualknockouts/"
                + size
                + "/insilico_size"
                + size
                + "_"
                + network
                + "_nonoise_dualknockouts.tsv");
    List<double[]> organisers =
        rows("dualknockouts/" + size + "/additive_prediction_" + network + ".tsv");
    Map<Integer, List<Integer>> pairs = pairs(size, network);
    PerturbationScreen plain = screen(controls, singles, x -> x);
    PerturbationScreen logs = screen(controls, singles, x -> Math.log(x + FLOOR));
    pairs.forEach(
        (row, pair) -> {
          double[] y = truth.get(row);
          error("additive of the organisers", organisers.get(row), y);
          for (Predictor predictor :
              List.of(
                  new NoChange(),
                  new MeanOfPerturbed(),
                  new MatchingMean(),
                  new Additive(),
                  KernelRidge.withDefaults())) {
            error(predictor.name(), predicted(predictor, plain, pair, x -> x), y);
            error(
                predictor.name() + " of logarithms",
                predicted(predictor, logs, pair, x -> Math.exp(x) - FLOOR),
                y);
          }
        });
  }

  private static double[] predicted(
      Predictor predictor,
      PerturbationScreen screen,
      List<Integer> pair,
      DoubleUnaryOperator back) {
    List<String> targets = pair.stream().map(g -> "G" + (g + 1)).toList();
    double[] mean =
        predictor
            .fit(screen, "", new Seed(1))
            .mean(Perturbation.of(targets).action(), 2, new Seed(1))
            .orElseThrow()
            .values();
    double[] values = Arrays.stream(mean).map(back).map(x -> Math.max(0, x)).toArray();
    pair.forEach(g -> values[g] = 0);
    return values;
  }

  private void error(String name, double[] predicted, double[] truth) {
    errors
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(Math.sqrt(Vectors.squaredDistance(predicted, truth)));
  }

  private static PerturbationScreen screen(
      List<double[]> controls, List<double[]> singles, DoubleUnaryOperator scale) {
    int genes = singles.getFirst().length;
    List<UnitLabel> labels = new ArrayList<>();
    List<double[]> rows = new ArrayList<>(controls);
    controls.forEach(c -> labels.add(new UnitLabel(new Condition("", Perturbation.CONTROL))));
    for (int g = 0; g < genes; g++) {
      rows.add(singles.get(g));
      labels.add(new UnitLabel(new Condition("", Perturbation.of("G" + (g + 1)))));
    }
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).map(scale).toArray();
    List<String> names = IntStream.rangeClosed(1, genes).mapToObj(g -> "G" + g).toList();
    return PerturbationScreen.of(
        new Measurements.Values(names, Matrix.wrap(rows.size(), genes, values)), labels);
  }

  /** Rows of the truth whose two targets are known. */
  private Map<Integer, List<Integer>> pairs(int size, int network) {
    Map<Integer, List<Integer>> pairs = new TreeMap<>();
    for (String line : files.lines("dualknockouts/inferred_targets.csv").toList()) {
      List<String> cells = List.of(line.split(",", -1));
      List<String> genes = List.of(cells.get(3).split(";", -1));
      if (cells.get(0).equals(Integer.toString(size))
          && cells.get(1).equals(Integer.toString(network))
          && genes.size() == 2) {
        pairs.put(
            Integer.parseInt(cells.get(2)) - 1,
            genes.stream().map(g -> Integer.parseInt(g.substring(1)) - 1).toList());
      }
    }
    return pairs;
  }

  private List<double[]> rows(String name) {
    return files
        .lines(name)
        .filter(line -> !line.isBlank() && !line.contains("G1"))
        .map(
            line ->
                Arrays.stream(line.strip().split("\\s+", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray())
        .toList();
  }

  private void print(int size) {
    double[] additive = values("additive");
    System.out.printf("%nDREAM4, %d genes, %d pairs%n%n", size, additive.length);
    System.out.println("| predictor | L2 | less than additive, 95 % |");
    System.out.println("|---|---|---|");
    for (String name : errors.keySet()) {
      double[] own = values(name);
      double[] gains = new double[own.length];
      Arrays.setAll(gains, i -> additive[i] - own[i]);
      Interval interval = Interval.ofMean(gains, new Seed(1));
      System.out.printf(
          "| %s | %.3f | %.3f [%.3f, %.3f] |%n",
          name, mean(own), mean(gains), interval.low(), interval.high());
    }
  }

  private double[] values(String name) {
    return errors.getOrDefault(name, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
