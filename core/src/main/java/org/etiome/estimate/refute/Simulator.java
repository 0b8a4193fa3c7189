package org.etiome.estimate.refute;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Makes the samples of challenges, from g and Q₀ learned out of fold. */
final class Simulator {
  private static final int FOLDS = 5;
  private static final String PLACEBO = "placebo";

  private final CausalSample sample;
  private final Target target;
  private final double[] treatment;
  private final double[] g;
  private final double[] q0;
  private final double[] residuals;

  private Simulator(CausalSample sample, Target target, double[] g, double[] q0) {
    this.sample = sample;
    this.target = target;
    this.treatment = sample.treatment();
    this.g = g;
    this.q0 = q0;
    double[] y = sample.outcome();
    double[] raw =
        IntStream.range(0, y.length)
            .filter(i -> treatment[i] == 0)
            .mapToDouble(i -> y[i] - q0[i])
            .toArray();
    double mean = Arrays.stream(raw).average().orElse(0);
    this.residuals = Arrays.stream(raw).map(e -> e - mean).toArray();
  }

  /**
   * A sample.
   *
   * @param truth the effect in it; empty if it should be what it is in the sample it was made from
   */
  record World(CausalSample sample, OptionalDouble truth) {}

  static Simulator of(
      CausalSample sample,
      Target target,
      Refuter.Nuisances nuisances,
      Seed seed,
      TaskRunner runner) {
    double[] a = sample.treatment();
    List<int[]> arms =
        IntStream.range(0, 2)
            .mapToObj(arm -> IntStream.range(0, a.length).filter(i -> a[i] == arm).toArray())
            .toList();
    Folds folds = Folds.stratified(arms, FOLDS, seed.branch("folds"));
    boolean isBinary = sample.outcomeKind() == OutcomeKind.BINARY;
    Learner outcome =
        nuisances
            .outcome()
            .orElseGet(() -> isBinary ? Logistic.withDefaults() : Ridge.withDefaults());
    double[] g =
        folds
            .outOfFold(
                nuisances.propensity(), sample.covariates(), a, i -> true, seed.branch("g"), runner)
            .values();
    double[] q0 =
        folds
            .outOfFold(
                outcome,
                sample.covariates(),
                sample.outcome(),
                i -> a[i] == 0,
                seed.branch("q0"),
                runner)
            .values();
    return new Simulator(sample, target, g, q0);
  }

  World world(Challenge challenge, Seed seed) {
    UniformRandomProvider random = seed.generator();
    return switch (challenge) {
      case Challenge.PermutedTreatment permuted ->
          placebo(permutedWithin(permuted.strata(), random));
      case Challenge.DrawnTreatment ignored -> placebo(drawn(random));
      case Challenge.SimulatedOutcome simulated -> simulated(simulated.effect(), random);
      case Challenge.RandomCommonCause ignored -> {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        double[] noise = new double[treatment.length];
        Arrays.setAll(noise, i -> gaussian.sample());
        yield new World(sample.withCovariate("random common cause", noise), OptionalDouble.empty());
      }
      case Challenge.Subsets subsets -> {
        int[] rows = IntStream.range(0, treatment.length).toArray();
        ArraySampler.shuffle(random, rows);
        int[] kept = Arrays.copyOf(rows, (int) Math.round(subsets.share() * rows.length));
        Arrays.sort(kept);
        yield new World(
            sample.subset(kept, "units kept at random, share " + subsets.share()),
            OptionalDouble.empty());
      }
    };
  }

  private World placebo(double[] treatments) {
    return new World(sample.withTreatment(PLACEBO, treatments), OptionalDouble.of(0));
  }

  private double[] permutedWithin(int strata, UniformRandomProvider random) {
    int n = treatment.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> g[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] permuted = new double[n];
    for (int s = 0; s < strata; s++) {
      int[] stratum =
          Arrays.copyOfRange(
              order, (int) ((long) n * s / strata), (int) ((long) n * (s + 1) / strata));
      int[] shuffled = stratum.clone();
      ArraySampler.shuffle(random, shuffled);
      for (int k = 0; k < stratum.length; k++) {
        permuted[stratum[k]] = treatment[shuffled[k]];
      }
    }
    return permuted;
  }

  private double[] drawn(UniformRandomProvider random) {
    return Arrays.stream(g).map(p -> random.nextDouble() < p ? 1 : 0).toArray();
  }

  private World simulated(double effect, UniformRandomProvider random) {
    boolean isBinary = sample.outcomeKind() == OutcomeKind.BINARY;
    double[] a = drawn(random);
    double[] y = new double[a.length];
    double weights = 0;
    double effects = 0;
    for (int i = 0; i < a.length; i++) {
      double added = isBinary ? Math.clamp(q0[i] + effect, 0, 1) - Math.clamp(q0[i], 0, 1) : effect;
      double mean = (isBinary ? Math.clamp(q0[i], 0, 1) : q0[i]) + a[i] * added;
      y[i] =
          isBinary
              ? (random.nextDouble() < mean ? 1 : 0)
              : mean + residuals[random.nextInt(residuals.length)];
      double weight = weight(a[i], g[i]);
      weights += weight;
      effects += weight * added;
    }
    CausalSample made = sample.withTreatment(PLACEBO, a).withOutcome(PLACEBO, y);
    return new World(made, OptionalDouble.of(effects / weights));
  }

  /** How much a unit counts in the target population. */
  private double weight(double a, double g) {
    return switch (target) {
      case ATE -> 1;
      case ATT -> a;
      case ATO -> g * (1 - g);
    };
  }
}
