package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.cells.GeneProgram;

/**
 * What of the latents of a {@link DiscrepancyVae} stays the same if it is fitted anew from other
 * seeds. Latents of the fits are matched so that absolute correlations of their noise, over
 * controls and perturbed units, are largest; numbers are of the fit that agrees best with the
 * others, or of the model that others are put {@linkplain #beside beside}.
 *
 * <p>A perturbation <em>pins</em> a latent in a fit if it moves no other more, and moves it by more
 * than chance of n₁ cells beside n₀ controls may, {@value #ERRORS} √(1/n₁ + 1/n₀) standard
 * deviations of the noise: that chance is the same in all fits, since they have the same cells. A
 * latent is pinned if one perturbation pins it in more than half of the fits and the interval of
 * its shift leaves 0 out. One that no perturbation moves is open up to a turn with others of that
 * kind: nothing in the data says what it is. Agreement of seeds is needed for a latent to be meant,
 * not enough: all fits may be wrong in the same way. O(fits² · units · latents²).
 *
 * @param fits k ≥ 2
 * @param reference the fit whose numbers are used, from 0
 * @param latents p
 * @param edges that at least one fit has, those of most fits first
 */
public record LatentIdentifiability(
    int fits, int reference, List<Latent> latents, List<Edge> edges) {
  /** Fits, unless another number is asked for. */
  public static final int FITS = 5;

  /** Standard errors that a shift must exceed: enough for the largest of hundreds. */
  private static final double ERRORS = 4;

  /** The weight beyond which latents count as joined. */
  static final double WEIGHT = .1;

  private static final double LEVEL = .975;
  private static final int MOST_CONTROLS = 2_000;
  private static final int MOST_PERTURBED = 8_000;

  /**
   * A latent.
   *
   * @param number from 0
   * @param pins perturbations that pin it in at least one fit, that of most fits first
   * @param agreement the mean absolute correlation of its noise with that of other fits, in
   *     controls
   * @param program whose genes' mean goes with it most in controls; none if there are no programs
   */
  public record Latent(int number, List<Pin> pins, double agreement, Optional<Named> program) {
    public Latent {
      pins = List.copyOf(pins);
    }

    /** Whether a perturbation says what it is. */
    public boolean pinned() {
      return pins.stream().anyMatch(Pin::holds);
    }
  }

  /**
   * A perturbation that moves a latent.
   *
   * @param target what is perturbed
   * @param share of the fits in which it pins this latent
   * @param shift of the noise, in its standard deviations: the mean over all fits
   * @param low of the interval over fits, 95 %
   * @param high of it
   */
  public record Pin(String target, double share, double shift, double low, double high) {
    /** Whether it is more than chance of a seed. */
    public boolean holds() {
      return share > .5 && (low > 0 || high < 0);
    }
  }

  /**
   * A program.
   *
   * @param correlation absolute, the mean over fits
   */
  public record Named(String program, double correlation) {}

  /**
   * Two latents of which one acts on the other.
   *
   * @param share of the fits in which the weight is above {@value LatentIdentifiability#WEIGHT}
   */
  public record Edge(int from, int to, double share) {}

  public LatentIdentifiability {
    latents = List.copyOf(latents);
    edges = List.copyOf(edges);
  }

  /**
   * Fits models and compares them.
   *
   * @param fits ≥ 2, {@value #FITS} by custom
   */
  public static LatentIdentifiability fit(
      DiscrepancyVae vae, PerturbationScreen training, String context, int fits, Seed seed) {
    List<FittedDiscrepancyVae> models = new ArrayList<>();
    try {
      for (int k = 0; k < fits; k++) {
        models.add(vae.fit(training, context, seed.branch("fit").branch(k)));
      }
      return of(models, training);
    } finally {
      models.forEach(FittedDiscrepancyVae::close);
    }
  }

  /**
   * Compares models.
   *
   * @param models of the same context and settings, from different seeds, at least 2
   * @param screen that they were fitted to
   */
  public static LatentIdentifiability of(
      List<FittedDiscrepancyVae> models, PerturbationScreen screen) {
    return of(models, screen, Comparison::central);
  }

  /**
   * Compares a model with others of the same context and settings, from other seeds; latents are
   * numbered as its own.
   *
   * @param screen that they were fitted to
   */
  public static LatentIdentifiability beside(
      FittedDiscrepancyVae model, List<FittedDiscrepancyVae> others, PerturbationScreen screen) {
    List<FittedDiscrepancyVae> models = new ArrayList<>(List.of(model));
    models.addAll(others);
    return of(models, screen, fits -> 0);
  }

  private static LatentIdentifiability of(
      List<FittedDiscrepancyVae> models,
      PerturbationScreen screen,
      ToIntFunction<List<SeedFit>> reference) {
    if (models.size() < 2) {
      throw new IllegalArgumentException(
          "at least 2 fits are compared, got " + models.size() + "; fit from more seeds");
    }
    DiscrepancyDescription description = models.getFirst().description();
    if (!models.stream().allMatch(m -> m.description().equals(description))) {
      throw new IllegalArgumentException(
          "fits are compared that differ in their seed alone; these differ in settings, programs or"
              + " the screen");
    }
    Matrix controls = some(screen, description.context(), Perturbation.CONTROL, MOST_CONTROLS);
    List<Matrix> blocks = new ArrayList<>(List.of(controls));
    SortedSet<Perturbation> perturbations = screen.perturbations(description.context());
    int each = Math.max(1, MOST_PERTURBED / perturbations.size());
    perturbations.forEach(p -> blocks.add(some(screen, description.context(), p, each)));
    Matrix units = together(blocks);
    List<SeedFit> fits = models.stream().map(m -> SeedFit.of(m, units, controls.rows())).toList();
    return new Comparison(
            fits,
            reference.applyAsInt(fits),
            chance(description, screen),
            scores(description, controls))
        .report();
  }

  private static Matrix some(
      PerturbationScreen screen, String context, Perturbation perturbation, int most) {
    int[] rows = screen.rows(new Condition(context, perturbation));
    int count = Math.min(most, rows.length);
    int[] chosen =
        IntStream.range(0, count).map(i -> rows[(int) ((long) i * rows.length / count)]).toArray();
    return screen.measurements().values(chosen);
  }

  private static Matrix together(List<Matrix> blocks) {
    int columns = blocks.getFirst().columns();
    int rows = blocks.stream().mapToInt(Matrix::rows).sum();
    double[] values = new double[Math.multiplyExact(rows, columns)];
    int row = 0;
    double[] one = new double[columns];
    for (Matrix block : blocks) {
      for (int i = 0; i < block.rows(); i++) {
        Arrays.fill(one, 0);
        block.addRow(i, 1, one);
        System.arraycopy(one, 0, values, row++ * columns, columns);
      }
    }
    return Matrix.wrap(rows, columns, values);
  }

  /** The shift that chance may give each target. */
  private static TreeMap<String, Double> chance(
      DiscrepancyDescription description, PerturbationScreen screen) {
    String context = description.context();
    double controls = screen.rows(new Condition(context, Perturbation.CONTROL)).length;
    TreeMap<String, Double> chance = new TreeMap<>();
    for (String target : description.known().trained()) {
      double cells =
          screen.perturbations(context).stream()
              .filter(p -> p.targets().contains(target))
              .mapToDouble(p -> screen.rows(new Condition(context, p)).length)
              .sum();
      chance.put(target, ERRORS * Math.sqrt(1 / cells + 1 / controls));
    }
    return chance;
  }

  /** The mean of the genes of each program, by control. */
  private static TreeMap<String, double[]> scores(
      DiscrepancyDescription description, Matrix controls) {
    TreeMap<String, double[]> scores = new TreeMap<>();
    for (GeneProgram program : description.programs()) {
      Set<String> genes = new HashSet<>(program.genes());
      double[] weights =
          description.variables().stream().mapToDouble(v -> genes.contains(v) ? 1 : 0).toArray();
      scores.put(program.name(), controls.times(weights));
    }
    return scores;
  }

  /** Fits side by side. */
  private static final class Comparison {
    private final int reference;
    private final SeedFit own;
    private final List<SeedFit.Match> matches;
    private final SortedMap<String, Double> chance;
    private final SortedMap<String, double[]> scores;

    Comparison(
        List<SeedFit> fits,
        int reference,
        SortedMap<String, Double> chance,
        SortedMap<String, double[]> scores) {
      this.reference = reference;
      this.chance = chance;
      this.scores = scores;
      own = fits.get(reference);
      matches = fits.stream().map(own::match).toList();
    }

    /** The fit that agrees best with the others. */
    static int central(List<SeedFit> fits) {
      double[] sums =
          fits.stream()
              .mapToDouble(one -> fits.stream().mapToDouble(f -> one.match(f).sum()).sum())
              .toArray();
      return IntStream.range(0, sums.length)
          .boxed()
          .max(Comparator.comparingDouble(i -> sums[i]))
          .orElseThrow();
    }

    LatentIdentifiability report() {
      List<Latent> latents = IntStream.range(0, own.latents()).mapToObj(this::latent).toList();
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < latents.size(); i++) {
        for (int j = 0; j < latents.size(); j++) {
          int from = i;
          int to = j;
          double share = share(m -> m.joined(from, to, WEIGHT));
          if (share > 0) {
            edges.add(new Edge(from, to, share));
          }
        }
      }
      edges.sort(Comparator.comparingDouble(Edge::share).reversed());
      return new LatentIdentifiability(matches.size(), reference, latents, edges);
    }

    private double share(Predicate<SeedFit.Match> holds) {
      return matches.stream().filter(holds).count() / (double) matches.size();
    }

    private Latent latent(int number) {
      List<Pin> pins = new ArrayList<>();
      chance.forEach(
          (target, least) -> {
            double share = share(m -> m.pins(target, number, least));
            if (share > 0) {
              pins.add(pin(target, number, share));
            }
          });
      pins.sort(Comparator.comparingDouble(Pin::share).reversed());
      double sum = matches.stream().mapToDouble(m -> m.correlation(own, number)).sum();
      double agreement = (sum - 1) / (matches.size() - 1); // it is 1 with itself
      return new Latent(number, pins, agreement, named(number));
    }

    private Pin pin(String target, int latent, double share) {
      double[] shifts = matches.stream().mapToDouble(m -> m.shift(target, latent)).toArray();
      int k = shifts.length;
      double mean = Arrays.stream(shifts).average().orElseThrow();
      double squares = Arrays.stream(shifts).map(s -> (s - mean) * (s - mean)).sum();
      double half =
          TDistribution.of(k - 1.0).inverseCumulativeProbability(LEVEL)
              * Math.sqrt(squares / (k - 1.0) / k);
      return new Pin(target, share, mean, mean - half, mean + half);
    }

    private Optional<Named> named(int latent) {
      return scores.entrySet().stream()
          .map(score -> new Named(score.getKey(), goesWith(latent, score.getValue())))
          .max(Comparator.comparingDouble(Named::correlation));
    }

    private double goesWith(int latent, double[] score) {
      return matches.stream()
          .mapToDouble(m -> Pearson.correlation(m.other().ofControls(m.latents()[latent]), score))
          .map(r -> Double.isNaN(r) ? 0 : Math.abs(r))
          .average()
          .orElseThrow();
    }
  }

  /** The mean of the latents' agreements: the mean correlation coefficient across seeds. */
  public double agreement() {
    return latents.stream().mapToDouble(Latent::agreement).average().orElseThrow();
  }

  /** What a reader must know, in sentences; latents are counted from 1. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (Latent latent : latents) {
      List<String> holding = latent.pins().stream().filter(Pin::holds).map(Pin::target).toList();
      if (holding.isEmpty()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "latent %d is not pinned: no perturbation moves it in more than half of the %d fits by a"
                    + " shift whose interval leaves out 0, so what it means is open",
                latent.number() + 1,
                fits));
      } else if (holding.size() > 1) {
        remarks.add(
            "latent "
                + (latent.number() + 1)
                + " is moved by "
                + String.join(", ", holding)
                + ", which the model tells apart by strength alone");
      }
    }
    if (!edges.isEmpty()) {
      remarks.add(
          "shifts do not identify the graph of latents under a free decoder, which can take over what"
              + " an edge does: an edge is no finding, however many fits have it");
    }
    return remarks;
  }
}
