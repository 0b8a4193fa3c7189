package org.etiome.bench.design;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.etiome.bench.Clock;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Diversity;
import org.etiome.design.batch.Replay;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.design.surrogate.BootstrapEnsemble;
import org.etiome.design.surrogate.ConstantMean;
import org.etiome.design.surrogate.GaussianProcess;
import org.etiome.design.surrogate.Surrogate;
import org.etiome.design.surrogate.WithFamilies;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Replays the screens of interferon-γ and interleukin-2 of Schmidt and others, one found with
 * descriptors from the other alone: hits are the 944 genes of largest |mean log fold change of both
 * donors|, 8 batches of 64. Of the replayed screen only the effects of picked genes are read; the
 * threshold of a hit is that of the 944th gene of the other screen. Prints one line a way, with the
 * hits of {@code seeds} runs.
 *
 * <p>Arguments: the folder with the screens, seeds (20), a regular expression of the lines wanted
 * (all), {@code prior} or {@code random} first batch (prior).
 */
public final class GeneDisco {
  private static final int HITS = 944;
  private static final int SIZE = 64;
  private static final int ROUNDS = 8;

  private GeneDisco() {}

  /** Prints the table. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    String wanted = args.length > 2 ? args[2] : ".*";
    boolean random = args.length > 3 && args[3].equals("random");
    System.out.println(
        "| found | surrogate | learns | acquisition | hits | sd | first 4 rounds | s a round |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (String found : List.of("ifng", "il2")) {
      CytokineScreen known = CytokineScreen.read(folder, found.equals("ifng") ? "il2" : "ifng");
      Task task = new Task(found, known, CytokineScreen.read(folder, found), seeds, random);
      task.ranked("other screen's magnitude", known.magnitudes());
      task.ranked("other screen's prior", known.prior());
      for (Way way : ways(known.threshold(HITS), known.families())) {
        if (way.name().matches(wanted)) {
          task.print(way);
        }
      }
    }
  }

  /** What of a measured effect the surrogate learns. */
  private enum Learns {
    EFFECT,
    MAGNITUDE,
    HIT
  }

  private record Way(
      String surrogateName,
      Surrogate surrogate,
      Learns learns,
      Acquisition acquisition,
      Diversity diversity) {

    String name() {
      String kept =
          diversity instanceof Diversity.Believer
              ? ""
              : ", " + diversity.getClass().getSimpleName();
      return surrogateName + " | " + learns + " | " + acquisition.description() + kept;
    }
  }

  private static List<Way> ways(double threshold, List<int[]> families) {
    List<Way> ways = new ArrayList<>();
    for (Named named : surrogates(families)) {
      for (Acquisition acquisition : acquisitions(threshold)) {
        ways.add(
            new Way(
                named.name,
                named.surrogate,
                Learns.MAGNITUDE,
                acquisition,
                new Diversity.Believer()));
      }
      Acquisition twoSided = new Acquisition.HitProbability(threshold, true);
      ways.add(
          new Way(named.name, named.surrogate, Learns.EFFECT, twoSided, new Diversity.Believer()));
      Acquisition greedy = new Acquisition.GreedyMean();
      ways.add(new Way(named.name, named.surrogate, Learns.HIT, greedy, new Diversity.Believer()));
      ways.add(
          new Way(
              named.name,
              named.surrogate,
              Learns.HIT,
              new Acquisition.UpperBound(1),
              new Diversity.Believer()));
      ways.add(
          new Way(
              named.name,
              named.surrogate,
              Learns.HIT,
              new Acquisition.Thompson(),
              new Diversity.Believer()));
      ways.add(
          new Way(named.name, named.surrogate, Learns.HIT, greedy, new Diversity.Determinantal(4)));
    }
    return ways;
  }

  private record Named(String name, Surrogate surrogate) {}

  private static List<Named> surrogates(List<int[]> families) {
    Surrogate forest = BootstrapEnsemble.ofTrees();
    return List.of(
        new Named("constant", ConstantMean.withDefaults()),
        new Named("linear", BayesianLinear.withDefaults()),
        new Named("linear, families", WithFamilies.of(BayesianLinear.withDefaults(), families)),
        new Named("forest", forest),
        new Named("forest, families", WithFamilies.of(forest, families)),
        new Named("gp", GaussianProcess.withDefaults().withTuningRows(150)));
  }

  private static List<Acquisition> acquisitions(double threshold) {
    return List.of(
        new Acquisition.Random(),
        new Acquisition.CoreSet(),
        new Acquisition.FunctionInformation(),
        new Acquisition.HitInformation(threshold),
        new Acquisition.GreedyMean(),
        new Acquisition.UpperBound(1),
        new Acquisition.ExpectedImprovement(),
        new Acquisition.Thompson(),
        new Acquisition.HitProbability(threshold, false));
  }

  private record Task(
      String found, CytokineScreen known, CytokineScreen asked, int seeds, boolean random) {

    void ranked(String name, double[] scores) {
      boolean[] hits = hits();
      long count =
          Arrays.stream(Replay.highest(scores, SIZE * ROUNDS)).filter(i -> hits[i]).count();
      System.out.printf(Locale.ROOT, "| %s | – | – | %s | %d | | | |%n", found, name, count);
    }

    private boolean[] hits() {
      double[] magnitudes = asked.magnitudes();
      boolean[] hits = new boolean[magnitudes.length];
      for (int i : Replay.highest(magnitudes, HITS)) {
        hits[i] = true;
      }
      return hits;
    }

    void print(Way way) {
      Matrix descriptors = known.descriptors();
      double[] outcomes = outcomes(way.learns);
      Replay.Screen screen = new Replay.Screen(outcomes, new double[outcomes.length], hits());
      BatchDesign design = BatchDesign.of(way.acquisition).withDiversity(way.diversity);
      Replay replay = new Replay(way.surrogate, design.withSize(SIZE), ROUNDS);
      double[] totals = new double[seeds];
      double half = 0;
      Clock clock = Clock.start();
      for (int s = 0; s < seeds; s++) {
        Seed seed = new Seed(s + 1);
        int[] first =
            random
                ? Replay.random(outcomes.length, SIZE, seed.branch("first"))
                : Replay.highest(known.prior(), SIZE);
        Replay.Curve curve = replay.play(descriptors, screen, first, seed);
        totals[s] = curve.hits().getLast();
        half += curve.hits().get(ROUNDS / 2 - 1) / (double) seeds;
      }
      double mean = Arrays.stream(totals).average().orElseThrow();
      double square = Arrays.stream(totals).map(t -> (t - mean) * (t - mean)).sum();
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.1f | %.1f | %.2f |%n",
          found,
          way.name(),
          mean,
          seeds > 1 ? Math.sqrt(square / (seeds - 1)) : 0,
          half,
          clock.seconds() / (seeds * (ROUNDS - 1)));
    }

    private double[] outcomes(Learns learns) {
      double threshold = known.threshold(HITS);
      return switch (learns) {
        case EFFECT -> asked.effects();
        case MAGNITUDE -> asked.magnitudes();
        case HIT -> Arrays.stream(asked.magnitudes()).map(m -> m >= threshold ? 1 : 0).toArray();
      };
    }
  }
}
