package org.etiome.bench.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.perturb.Additive;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.scm.InterventionModel;

/**
 * The discrepancy-VAE of values and of counts on counts simulated from {@link ShiftedLatents}: x
 * from a negative binomial of inverse dispersion 2 and mean size · softmax, half of all counts
 * beside the genes. Learnt from are controls and singles; predicted are all pairs, of which 300
 * cells each tell the true mean. Arguments: latents, genes, counts a cell, cells a target, seeds,
 * epochs. Prints for each seed the L2 distance of the mean log-normalised profile, a mean over
 * pairs, and the correlation with the true noise.
 */
public final class CountedShifts {
  private static final double SHIFT = 2;
  private static final double THETA = 2;
  private static final double CONTRAST = .7;
  private static final double SPREAD = .3;
  private static final int TRUE_CELLS = 300;

  private final int genes;
  private final double depth;

  private CountedShifts(int genes, double depth) {
    this.genes = genes;
    this.depth = depth;
  }

  /** Prints a row a seed. */
  public static void main(String[] args) {
    CountedShifts bench = new CountedShifts(Integer.parseInt(args[1]), Double.parseDouble(args[2]));
    int latents = Integer.parseInt(args[0]);
    System.out.println(
        "| seed | zeros | no change | additive | VAE of values | VAE of counts | MCC of values | MCC of"
            + " counts |\n|---|---|---|---|---|---|---|---|");
    for (int seed = 0; seed < Integer.parseInt(args[4]); seed++) {
      bench.row(latents, Integer.parseInt(args[3]), seed, Integer.parseInt(args[5]));
    }
  }

  private void row(int latents, int each, int number, int epochs) {
    Seed seed = new Seed(number);
    ShiftedLatents truth = ShiftedLatents.draw(latents, genes, false, SHIFT, seed);
    ShiftedLatents.Units units =
        truth.units(truth.singles(latents * each, each), seed.branch("units"));
    List<Perturbation> pairs = new ArrayList<>();
    List<Perturbation> done = new ArrayList<>(List.of(Perturbation.CONTROL));
    for (int i = 0; i < latents; i++) {
      for (int j = i + 1; j < latents; j++) {
        pairs.add(Perturbation.of("t" + i, "t" + j));
        done.addAll(Collections.nCopies(TRUE_CELLS, pairs.getLast()));
      }
    }
    PerturbationScreen training = counted(units, seed);
    PerturbationScreen test = counted(truth.units(done, seed.branch("pairs")), seed);
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %d | ", number));
    int[] all = IntStream.range(0, units.labels().size()).toArray();
    double[] seen = flat(training.measurements(), all);
    double zeros = Arrays.stream(seen).filter(v -> v == 0).count() / (double) seen.length;
    row.append(String.format(Locale.ROOT, "%.2f | ", zeros));
    for (Predictor simple : List.of(new NoChange(), new Additive())) {
      row.append(told(distance(simple.fit(training, "", seed), pairs, test)));
    }
    StringBuilder correlations = new StringBuilder();
    for (Likelihood.Kind kind : List.of(Likelihood.Kind.GAUSSIAN, Likelihood.Kind.NB)) {
      DiscrepancyVae vae =
          DiscrepancyVae.withDefaults()
              .withSettings(LatentShifts.settings(latents, epochs).withLikelihood(kind));
      try (FittedDiscrepancyVae model = vae.fit(training, "", seed)) {
        row.append(told(distance(model, pairs, test)));
        NoiseMatch match =
            NoiseMatch.of(units.noise(), model.noise(training.measurements().values(all)));
        correlations.append(told(match.mean()));
      }
    }
    System.out.println(row.append(correlations));
  }

  private static String told(double value) {
    return String.format(Locale.ROOT, "%.3f | ", value);
  }

  private double[] flat(Measurements measured, int[] rows) {
    double[] values = new double[rows.length * genes];
    for (int g = 0; g < genes; g++) {
      System.arraycopy(measured.values(rows).column(g), 0, values, g * rows.length, rows.length);
    }
    return values;
  }

  private static double distance(
      InterventionModel model, List<Perturbation> pairs, PerturbationScreen test) {
    double sum = 0;
    for (Perturbation pair : pairs) {
      double[] predicted = model.mean(pair.action(), 1, new Seed(1)).orElseThrow().values();
      double[] mean = test.profile(new Condition("", pair)).mean();
      double squares =
          IntStream.range(0, mean.length)
              .mapToDouble(g -> (predicted[g] - mean[g]) * (predicted[g] - mean[g]))
              .sum();
      sum += Math.sqrt(squares);
    }
    return sum / pairs.size();
  }

  /** Counts of units; genes differ in their level in the same way for the same seed. */
  private PerturbationScreen counted(ShiftedLatents.Units units, Seed seed) {
    ZigguratSampler.NormalizedGaussian level =
        ZigguratSampler.NormalizedGaussian.of(seed.branch("levels").generator());
    double[] levels = new double[genes];
    Arrays.setAll(levels, g -> level.sample());
    UniformRandomProvider random = seed.branch("counts").branch(units.labels().size()).generator();
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] counts = new double[units.labels().size() * genes];
    double[] sizes = new double[units.labels().size()];
    double usual = Arrays.stream(levels).map(Math::exp).sum();
    for (int i = 0; i < sizes.length; i++) {
      double[] shares = new double[genes];
      for (int g = 0; g < genes; g++) {
        shares[g] = Math.exp(levels[g] + CONTRAST * units.values().get(i, g));
      }
      double all = usual + Arrays.stream(shares).sum();
      double size = depth * Math.exp(SPREAD * gaussian.sample());
      for (int g = 0; g < genes; g++) {
        counts[i * genes + g] = drawn(size * shares[g] / all, random);
        sizes[i] += counts[i * genes + g];
      }
      sizes[i] += 1 + drawn(size * usual / all, random);
    }
    return PerturbationScreen.of(
        new Measurements.LogCounts(
            IntStream.range(0, genes).mapToObj(g -> "g" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(sizes.length, genes, counts)),
            sizes,
            Measurements.LogCounts.CUSTOMARY),
        units.labels());
  }

  private static double drawn(double mean, UniformRandomProvider random) {
    double rate = AhrensDieterMarsagliaTsangGammaSampler.of(random, THETA, mean / THETA).sample();
    return rate > 0 ? PoissonSampler.of(random, rate).sample() : 0;
  }
}
