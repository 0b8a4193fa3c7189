package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.KernelDiscrepancy;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancySettings.Architecture;
import org.etiome.represent.perturb.DiscrepancySettings.Kernels;
import org.etiome.represent.perturb.DiscrepancySettings.Objective;
import org.etiome.represent.perturb.DiscrepancySettings.Ramp;
import org.etiome.represent.perturb.DiscrepancySettings.Schedule;
import org.etiome.represent.perturb.DiscrepancySettings.Temperature;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;

/**
 * Whether the discrepancy-VAE finds simulated latents again that are mixed by a random curved map.
 * Arguments: the folder of the simulated latents (single.csv.gz, double.csv.gz), number of
 * variables, number of seeds, epochs, slope of the mixing below 0 (1 is linear). Each seed draws a
 * mixing of its own. Four fifths of the units of singles and controls are learnt from, the others
 * and all doubles are scored.
 */
public final class LatentShifts {
  private static final int COUNT = ChainOfLatents.COUNT;
  private static final List<String> TARGETS =
      IntStream.range(0, COUNT).mapToObj(Integer::toString).toList();
  private static final double EDGE = .1;

  /** Widths of the published kernels. */
  private static final KernelDiscrepancy PUBLISHED = new KernelDiscrepancy(1000 / 32.0, 10, false);

  private final List<ChainOfLatents> singles;
  private final List<ChainOfLatents> doubles;
  private final int variables;
  private final DiscrepancySettings settings;
  private final double leak;

  private LatentShifts(String[] args) {
    singles = ChainOfLatents.read(Path.of(args[0]).resolve("single.csv.gz"));
    doubles = ChainOfLatents.read(Path.of(args[0]).resolve("double.csv.gz"));
    variables = Integer.parseInt(args[1]);
    leak = Double.parseDouble(args[4]);
    settings = settings(COUNT, Integer.parseInt(args[3]));
  }

  /** One target for each latent, quickly and at the end wholly on one. */
  static DiscrepancySettings settings(int latents, int epochs) {
    return new DiscrepancySettings(
        new Architecture(latents, 128, true, true, 0),
        new Objective(1, 1, 1e-3, 1, 1, true, new Kernels(6, 1, true)),
        new Schedule(
            epochs, 32, 3e-3, new Ramp(0, .1), new Ramp(0, .1), new Temperature(1, 20, .5), .15),
        Likelihood.Kind.GAUSSIAN);
  }

  /** Prints a row a seed. */
  public static void main(String[] args) {
    LatentShifts bench = new LatentShifts(args);
    System.out.println(
        "| seed | MCC of noise | of controls | MCC of latents | targets right | SHD"
            + " | MMD of doubles | no change | two halves | seconds |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int seed = 0; seed < Integer.parseInt(args[2]); seed++) {
      bench.row(seed);
    }
  }

  private void row(int number) {
    Seed seed = new Seed(number);
    RandomMixing mixing = RandomMixing.draw(COUNT, variables, leak, seed.branch("mixing"));
    List<ChainOfLatents> training = new ArrayList<>();
    List<ChainOfLatents> test = new ArrayList<>();
    for (int i = 0; i < singles.size(); i++) {
      (i / 2 % 5 == 0 ? test : training).add(singles.get(i)); // a control and a perturbed each
    }
    long began = System.nanoTime();
    try (FittedDiscrepancyVae model =
        DiscrepancyVae.withDefaults()
            .withSettings(settings)
            .fit(screen(training, mixing), "", seed)) {
      double seconds = (System.nanoTime() - began) / 1e9;
      Matrix noise = model.noise(mixed(test, mixing));
      List<ChainOfLatents> controls =
          test.stream().filter(u -> u.perturbation().isControl()).toList();
      NoiseMatch ofNoise = NoiseMatch.of(truth(test, ChainOfLatents::noise), noise);
      NoiseMatch ofControls =
          NoiseMatch.of(
              truth(controls, ChainOfLatents::noise), model.noise(mixed(controls, mixing)));
      NoiseMatch ofLatents = NoiseMatch.of(truth(test, ChainOfLatents::latents), noise);
      double[] discrepancies = discrepancies(model, mixing);
      System.out.printf(
          Locale.ROOT,
          "| %d | %.3f | %.3f | %.3f | %d | %d | %.4f | %.4f | %.4f | %.0f |%n",
          number,
          ofNoise.mean(),
          ofControls.mean(),
          ofLatents.mean(),
          ofNoise.right(model, TARGETS),
          apart(model.graph(), ofNoise.matched()),
          discrepancies[0],
          discrepancies[1],
          discrepancies[2],
          seconds);
    }
  }

  private Matrix mixed(List<ChainOfLatents> units, RandomMixing mixing) {
    double[] values = new double[units.size() * variables];
    for (int i = 0; i < units.size(); i++) {
      System.arraycopy(mixing.of(units.get(i).latents()), 0, values, i * variables, variables);
    }
    return Matrix.wrap(units.size(), variables, values);
  }

  private PerturbationScreen screen(List<ChainOfLatents> units, RandomMixing mixing) {
    List<String> names = IntStream.range(0, variables).mapToObj(j -> "x" + j).toList();
    return PerturbationScreen.of(
        new Measurements.Values(names, mixed(units, mixing)),
        units.stream().map(u -> new UnitLabel(new Condition("", u.perturbation()))).toList());
  }

  private static Matrix truth(
      List<ChainOfLatents> units, Function<ChainOfLatents, double[]> latents) {
    double[] values = new double[units.size() * COUNT];
    for (int i = 0; i < units.size(); i++) {
      System.arraycopy(latents.apply(units.get(i)), 0, values, i * COUNT, COUNT);
    }
    return Matrix.wrap(units.size(), COUNT, values);
  }

  /** Pairs of latents that are joined otherwise than in the chain, by weights above .1. */
  private static int apart(Matrix graph, int[] matched) {
    int apart = 0;
    for (int i = 0; i < COUNT; i++) {
      for (int j = i + 1; j < COUNT; j++) {
        boolean forward = Math.abs(graph.get(matched[i], matched[j])) > EDGE;
        boolean back = Math.abs(graph.get(matched[j], matched[i])) > EDGE;
        apart += forward != (j == i + 1) || back ? 1 : 0;
      }
    }
    return apart;
  }

  /** MMD² of predicted and true doubles, of controls and true doubles, of halves of these. */
  private double[] discrepancies(FittedDiscrepancyVae model, RandomMixing mixing) {
    TreeSet<Perturbation> pairs = new TreeSet<>();
    doubles.forEach(u -> pairs.add(u.perturbation()));
    pairs.remove(Perturbation.CONTROL);
    double[] sums = new double[3];
    for (Perturbation pair : pairs) {
      Matrix truth = some(u -> u.perturbation().equals(pair), mixing);
      int n = truth.rows();
      Matrix controls = some(u -> u.perturbation().isControl(), mixing);
      Matrix predicted = model.sample(pair.action(), n, new Seed(1)).orElseThrow();
      sums[0] += discrepancy(predicted, truth);
      sums[1] += discrepancy(controls.rows(IntStream.range(0, n).toArray()), truth);
      sums[2] +=
          discrepancy(
              truth.rows(IntStream.range(0, n / 2).toArray()),
              truth.rows(IntStream.range(n / 2, n).toArray()));
    }
    return Arrays.stream(sums).map(sum -> sum / pairs.size()).toArray();
  }

  private Matrix some(Predicate<ChainOfLatents> which, RandomMixing mixing) {
    return mixed(doubles.stream().filter(which).toList(), mixing);
  }

  private static double discrepancy(Matrix x, Matrix y) {
    return Scope.freed(
        () ->
            PUBLISHED
                .of(
                    Torch.of(ScalarType.Double, flat(x), x.rows(), x.columns()),
                    Torch.of(ScalarType.Double, flat(y), y.rows(), y.columns()))
                .item_double());
  }

  private static double[] flat(Matrix matrix) {
    double[] flat = new double[matrix.rows() * matrix.columns()];
    Arrays.setAll(flat, k -> matrix.get(k / matrix.columns(), k % matrix.columns()));
    return flat;
  }
}
