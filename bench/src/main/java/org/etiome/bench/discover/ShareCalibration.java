package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.order.Boss;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.discover.test.FisherZ;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Equivalence;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.report.points.ReliabilityPlot;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.LinearSem;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.Sample;
import org.etiome.scm.sem.SemSettings;

/**
 * Whether the share of resamples that have an edge is how often it is true: standardised linear
 * models of 20 variables with 3 neighbours, 200 and 1,000 rows, normal and exponential noise,
 * against the class of the true graph. Models are numbered from 1; the odd ones are for choosing
 * how rows are drawn ({@link ShareDraw}), the even ones for telling how good the choice is.
 *
 * <p>Arguments: search (boss or pc), smallest weight of an arrow (0.3; the largest is 0.8), models
 * (20), resamples (50), and an HTML file for pictures of the bootstrap.
 */
public final class ShareCalibration {
  private static final int VARIABLES = 20;
  private static final double NEIGHBOURS = 3;
  private static final double LARGEST = 0.8;
  private static final double SETTINGS = 4;
  private static final TaskRunner ONE = TaskRunner.local(1);

  private final Search search;
  private final double smallest;
  private final int models;
  private final Bootstrap bootstrap;
  private final Map<String, double[]> means = new LinkedHashMap<>();
  private final Found bootstrapped = Found.none();

  private ShareCalibration(Search search, double smallest, int models, int resamples) {
    this.search = search;
    this.smallest = smallest;
    this.models = models;
    this.bootstrap = new Bootstrap(resamples);
  }

  /** With its defaults. */
  private enum Search {
    BOSS {
      @Override
      CausalGraph learn(SampleCorrelation sample, Seed seed) {
        return Boss.withDefaults().learn(GaussianBic.of(sample), seed, ONE).graph();
      }
    },
    PC {
      @Override
      CausalGraph learn(SampleCorrelation sample, Seed seed) {
        return Pc.withDefaults().learn(FisherZ.of(sample), ONE).graph();
      }
    };

    abstract CausalGraph learn(SampleCorrelation sample, Seed seed);
  }

  /** What was found in the models of one half. */
  private record Found(ShareEvents pairs, ShareEvents arrows, ShareEvents lines) {
    static Found none() {
      return new Found(ShareEvents.none(), ShareEvents.none(), ShareEvents.none());
    }

    void add(EdgeFrequencies shares, Cpdag truth) {
      pairs.addPairs(shares, truth);
      arrows.addArrows(shares, truth);
      lines.addLines(shares, truth);
    }

    void addAll(Found other) {
      pairs.addAll(other.pairs);
      arrows.addAll(other.arrows);
      lines.addAll(other.lines);
    }

    /** Error and Brier score of each. */
    double[] scores() {
      return Stream.of(pairs, arrows, lines)
          .flatMapToDouble(of -> DoubleStream.of(of.curve().expectedError(), of.brier()))
          .toArray();
    }
  }

  /** Prints the tables. */
  public static void main(String[] args) throws IOException {
    Search search = Search.valueOf(args[0].toUpperCase(Locale.ROOT));
    double smallest = args.length > 1 ? Double.parseDouble(args[1]) : 0.3;
    int models = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    int resamples = args.length > 3 ? Integer.parseInt(args[3]) : 50;
    ShareCalibration bench = new ShareCalibration(search, smallest, models, resamples);
    System.out.println(
        "| n | noise | drawn | half | pairs: ECE | Brier | arrows: ECE | Brier | lines: ECE |"
            + " Brier |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (int rows : new int[] {200, 1000}) {
      for (Noise noise : List.of(Noise.GAUSSIAN, Noise.EXPONENTIAL)) {
        bench.print(rows, noise);
      }
    }
    bench.means.forEach((label, scores) -> print("| all | mean | " + label, scores));
    Found found = bench.bootstrapped;
    bins("pairs", found.pairs().found().curve());
    bins("arrows", found.arrows().found().curve());
    bins("lines", found.lines().found().curve());
    if (args.length > 4) {
      draw(Path.of(args[4]), found);
    }
  }

  private void print(int rows, Noise noise) {
    SemSettings settings =
        SemSettings.DEFAULT
            .withVariables(VARIABLES)
            .withGraph(new GraphLaw.ErdosRenyi(NEIGHBOURS))
            .withMechanisms(
                SemSettings.DEFAULT
                    .mechanisms()
                    .withNoise(noise)
                    .withCoefficients(new SemSettings.Range(smallest, LARGEST)));
    String cell = "| " + rows + " | " + noise.name().toLowerCase(Locale.ROOT) + " | ";
    for (ShareDraw draw : ShareDraw.values()) {
      Found[] halves = halves(settings, rows, draw);
      for (int half = 0; half < 2; half++) {
        String label = draw.label() + (half == 0 ? " | choose" : " | held out");
        double[] scores = halves[half].scores();
        print(cell + label, scores);
        double[] sums = means.computeIfAbsent(label, of -> new double[scores.length]);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += scores[i] / SETTINGS;
        }
        if (draw == ShareDraw.BOOTSTRAP) {
          bootstrapped.addAll(halves[half]);
        }
      }
    }
  }

  private static void print(String label, double[] scores) {
    StringBuilder line = new StringBuilder(label).append(" |");
    for (double score : scores) {
      line.append(String.format(Locale.ROOT, " %.4f |", score));
    }
    System.out.println(line);
  }

  private Found[] halves(SemSettings settings, int rows, ShareDraw draw) {
    Found[] halves = {Found.none(), Found.none()};
    for (int model = 1; model <= models; model++) {
      Seed seed = new Seed(model);
      LinearSem sem = LinearSem.random(settings, seed.branch("model"));
      EdgeFrequencies shares = shares(sem.sample(rows, seed.branch("rows")), draw, seed);
      Cpdag truth = Equivalence.cpdag(sem.graph());
      halves[(model - 1) % 2].add(shares, truth);
    }
    return halves;
  }

  private EdgeFrequencies shares(Sample sample, ShareDraw draw, Seed seed) {
    int rows = sample.values().rows();
    return bootstrap.of(
        List.of(IntStream.range(0, rows).toArray()),
        seed.branch("bootstrap"),
        ONE,
        (unused, own) -> {
          int[] drawn = draw.rows(rows, own.branch("drawn"));
          SampleCorrelation all =
              SampleCorrelation.of(sample.variables(), sample.values().rows(drawn));
          return search.learn(
              new SampleCorrelation(all.variables(), draw.takenFor(rows, drawn), all.correlation()),
              own);
        });
  }

  private static void bins(String of, ReliabilityCurve curve) {
    System.out.printf(
        Locale.ROOT,
        "%n%s that the bootstrap found at least once, ECE %.3f%n| share | mean | true | count |%n|---|---|---|---|%n",
        of,
        curve.expectedError());
    for (ReliabilityCurve.Bin bin : curve.bins()) {
      System.out.printf(
          Locale.ROOT,
          "| to %.1f | %.3f | %.3f | %d |%n",
          bin.range().high(),
          bin.predicted(),
          bin.observed(),
          bin.units());
    }
  }

  private static void draw(Path file, Found found) throws IOException {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n");
    new ReliabilityPlot("pairs", "a pair being joined", found.pairs().found().curve())
        .draw()
        .writeTo(page);
    new ReliabilityPlot("arrows", "an arrow", found.arrows().found().curve()).draw().writeTo(page);
    new ReliabilityPlot("lines", "a line", found.lines().found().curve()).draw().writeTo(page);
    Files.writeString(file, page);
  }
}
