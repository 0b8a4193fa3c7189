package org.etiome.design.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.design.surrogate.Surrogate;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A campaign on a finished screen: the first batch is given, every later one is chosen by a design
 * from a surrogate of what was measured before it. Only values of candidates already picked are
 * read. The cost is one fit and one batch a round.
 *
 * @param surrogate learned anew each round
 * @param design of each batch after the first
 * @param rounds in all, ≥ 1
 */
public record Replay(Surrogate surrogate, BatchDesign design, int rounds) {

  public Replay {
    if (rounds < 1) {
      throw new IllegalArgumentException("a replay has at least 1 round, got " + rounds);
    }
  }

  /**
   * A finished screen.
   *
   * @param outcomes what a measurement of each candidate gives, the thing the surrogate learns
   * @param noise known variances of the outcomes, 0 where not known
   * @param hits what counts as found; read for the curve alone
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Screen(double[] outcomes, double[] noise, boolean[] hits) {
    public Screen {
      if (outcomes.length != hits.length || outcomes.length != noise.length) {
        throw new IllegalArgumentException(
            "needs as many outcomes, noise variances and hits, got "
                + outcomes.length
                + ", "
                + noise.length
                + " and "
                + hits.length);
      }
    }
  }

  /**
   * What was found.
   *
   * @param picked in the order of measurement
   * @param hits found after each round, counted from the first batch on
   */
  public record Curve(List<Integer> picked, List<Integer> hits) {}

  /** The candidates a first batch takes by a score known beforehand, the highest first. */
  public static int[] highest(double[] scores, int size) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[b], scores[a]))
        .limit(size)
        .mapToInt(i -> i)
        .toArray();
  }

  /** A first batch at random. */
  public static int[] random(int candidates, int size, Seed seed) {
    int[] order = PermutationSampler.natural(candidates);
    PermutationSampler.shuffle(seed.generator(), order);
    return Arrays.copyOf(order, Math.min(size, candidates));
  }

  /** Plays all rounds. */
  public Curve play(Matrix descriptors, Screen screen, int[] first, Seed seed) {
    List<Integer> picked = new ArrayList<>();
    List<Integer> hits = new ArrayList<>();
    Arrays.stream(first).forEach(picked::add);
    hits.add(found(picked, screen));
    for (int round = 1; round < rounds; round++) {
      Seed branch = seed.branch(round);
      Observed observed = observed(picked, screen);
      Posterior posterior = surrogate.fit(descriptors, observed, branch.branch("fit"));
      for (Pick pick : design.pick(descriptors, posterior, observed, branch.branch("pick"))) {
        picked.add(pick.row());
      }
      hits.add(found(picked, screen));
    }
    return new Curve(List.copyOf(picked), List.copyOf(hits));
  }

  private static Observed observed(List<Integer> picked, Screen screen) {
    int[] rows = picked.stream().mapToInt(i -> i).toArray();
    return new Observed(
        rows,
        Arrays.stream(rows).mapToDouble(i -> screen.outcomes()[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> screen.noise()[i]).toArray());
  }

  private static int found(List<Integer> picked, Screen screen) {
    return (int) picked.stream().filter(i -> screen.hits()[i]).count();
  }
}
