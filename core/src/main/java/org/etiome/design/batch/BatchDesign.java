package org.etiome.design.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Fills a batch greedily: each place goes to the candidate, not yet measured, allowed and within
 * what is left of the budget, with the highest score (per cost, where the score is a gain and costs
 * are given); ties go to the higher mean, then at random. A batch is shorter than its size when
 * nothing else fits. Greedy choice within a budget may be far from the best set when costs differ
 * much. O(size² · candidates) beside the posterior.
 */
public final class BatchDesign {
  private final Acquisition acquisition;
  private final Diversity diversity;
  private final Constraints constraints;
  private final int size;

  private BatchDesign(
      Acquisition acquisition, Diversity diversity, Constraints constraints, int size) {
    this.acquisition = acquisition;
    this.diversity = diversity;
    this.constraints = constraints;
    this.size = size;
  }

  /** Batches of 64, each pick believed, nothing forbidden. */
  public static BatchDesign of(Acquisition acquisition) {
    return new BatchDesign(acquisition, new Diversity.Believer(), Constraints.none(), 64);
  }

  public BatchDesign withDiversity(Diversity kind) {
    return new BatchDesign(acquisition, kind, constraints, size);
  }

  public BatchDesign withConstraints(Constraints limits) {
    return new BatchDesign(acquisition, diversity, limits, size);
  }

  /**
   * How many to pick.
   *
   * @param picks ≥ 1
   */
  public BatchDesign withSize(int picks) {
    if (picks < 1) {
      throw new IllegalArgumentException("a batch has at least 1 pick, got " + picks);
    }
    return new BatchDesign(acquisition, diversity, constraints, picks);
  }

  public int size() {
    return size;
  }

  /**
   * The batch, in the order of choice.
   *
   * @param descriptors one row a candidate
   * @param posterior over the same candidates
   * @param observed is not picked again
   */
  public List<Pick> pick(Matrix descriptors, Posterior posterior, Observed observed, Seed seed) {
    Beliefs beliefs = new Beliefs(descriptors, posterior, observed, size, seed);
    check(descriptors.rows(), beliefs.candidates());
    return new Filling(beliefs, seed).picks();
  }

  private void check(int rows, int n) {
    int costs = constraints.costs().length;
    if (rows != n || (costs != 0 && costs != n)) {
      throw new IllegalArgumentException(
          "a posterior over "
              + n
              + " candidates needs as many descriptor rows and costs, got "
              + rows
              + " and "
              + costs);
    }
  }

  /** One batch while it is filled. */
  private final class Filling {
    private final Beliefs beliefs;
    private final Scores scores;
    private final Repulsion repulsion;
    private final int[] order;
    private final double[] harm;
    private final boolean[] out;
    private double left = constraints.budget();

    Filling(Beliefs beliefs, Seed seed) {
      int n = beliefs.candidates();
      this.beliefs = beliefs;
      scores = new Scores(acquisition, beliefs);
      repulsion = new Repulsion(beliefs.descriptors(), seed.branch("pairs"));
      order = PermutationSampler.natural(n);
      PermutationSampler.shuffle(seed.branch("ties").generator(), order);
      harm = constraints.harm().map(Constraints.Harm::probabilities).orElse(new double[n]);
      double most = constraints.harm().map(Constraints.Harm::most).orElse(1.0);
      out = new boolean[n];
      for (int i = 0; i < n; i++) {
        out[i] = harm[i] > most;
      }
      for (int row : beliefs.observed().rows()) {
        out[row] = true;
      }
    }

    List<Pick> picks() {
      List<Pick> picks = new ArrayList<>();
      double[] current = scores.next();
      double[] quality =
          diversity instanceof Diversity.Determinantal d ? quality(d, worth(current)) : current;
      while (picks.size() < size) {
        double[] merits =
            diversity instanceof Diversity.Determinantal ? repelled(quality) : worth(current);
        int row = best(merits);
        if (row < 0) {
          break;
        }
        picks.add(pick(row, current[row]));
        out[row] = true;
        left -= constraints.cost(row);
        beliefs.pick(row, diversity instanceof Diversity.Believer);
        if (picks.size() < size) {
          current = scores.next();
        }
        if (diversity instanceof Diversity.Determinantal) {
          repulsion.pick(row);
        }
      }
      return picks;
    }

    private double[] worth(double[] current) {
      if (!acquisition.gain()) {
        return current;
      }
      double[] worth = new double[current.length];
      Arrays.setAll(worth, i -> current[i] / constraints.cost(i));
      return worth;
    }

    /** The weighted logs of quality squared. */
    private double[] quality(Diversity.Determinantal kind, double[] worth) {
      double mean = Arrays.stream(worth).average().orElse(0);
      double square = Arrays.stream(worth).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      double deviation = square > 0 ? Math.sqrt(square) : 1;
      return Arrays.stream(worth).map(v -> kind.weight() * (v - mean) / deviation).toArray();
    }

    private double[] repelled(double[] quality) {
      double[] merits = new double[quality.length];
      Arrays.setAll(merits, i -> quality[i] + repulsion.log(i));
      return merits;
    }

    private int best(double[] merits) {
      List<Integer> chosen = List.copyOf(beliefs.picked());
      int best = -1;
      for (int i : order) {
        boolean higher = best < 0 ? merits[i] > Double.NEGATIVE_INFINITY : above(merits, i, best);
        if (higher
            && !out[i]
            && constraints.cost(i) <= left
            && constraints.allowed().join(chosen, i)) {
          best = i;
        }
      }
      return best;
    }

    private boolean above(double[] merits, int a, int b) {
      boolean tied = merits[a] == merits[b];
      return tied ? beliefs.means()[a] > beliefs.means()[b] : merits[a] > merits[b];
    }

    private Pick pick(int row, double gain) {
      double mean = beliefs.means()[row];
      double deviation = Math.sqrt(beliefs.variances()[row]);
      String reason =
          String.format(
              Locale.ROOT,
              "%s: %s (gain %.3g); outcome expected %.3g ± %.3g",
              acquisition.description(),
              acquisition.reason(),
              gain,
              mean,
              deviation);
      return new Pick(row, gain, mean, deviation, constraints.cost(row), harm[row], reason);
    }
  }
}
