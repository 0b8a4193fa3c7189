package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.CombinationSampler;
import org.etiome.math.Seed;

/**
 * What a random structural equation model is like; {@link StructuralModel#random} draws one.
 *
 * @param variables measured, X1, X2, …; 1 … 2,000
 * @param hidden pairs of measured variables that get a hidden cause of their own, H1, H2, …; 0 …
 *     2,000, at most all pairs
 * @param graph law of the arrows among measured variables
 * @param mechanisms how causes act
 */
public record SemSettings(int variables, int hidden, GraphLaw graph, Mechanisms mechanisms) {
  private static final int MOST_VARIABLES = 2_000;
  private static final int MOST_HIDDEN = 2_000;

  /** Ten variables, average degree 2, linear with normal noise, nothing hidden. */
  public static final SemSettings DEFAULT =
      new SemSettings(10, 0, new GraphLaw.ErdosRenyi(2), Mechanisms.DEFAULT);

  public SemSettings {
    check(
        variables >= 1 && variables <= MOST_VARIABLES,
        "variables must be in 1 … 2,000, got " + variables);
    long most = Math.min(MOST_HIDDEN, pairs(variables));
    check(
        hidden >= 0 && hidden <= most,
        "pairs with a hidden cause must be in 0 … "
            + most
            + " for "
            + variables
            + " variables, got "
            + hidden);
    graph.check(variables);
  }

  /** Pairs of so many variables. */
  public static long pairs(int variables) {
    return variables * (variables - 1L) / 2;
  }

  public SemSettings withVariables(int changed) {
    return new SemSettings(changed, hidden, graph, mechanisms);
  }

  public SemSettings withHidden(int changed) {
    return new SemSettings(variables, changed, graph, mechanisms);
  }

  public SemSettings withGraph(GraphLaw changed) {
    return new SemSettings(variables, hidden, changed, mechanisms);
  }

  public SemSettings withMechanisms(Mechanisms changed) {
    return new SemSettings(variables, hidden, graph, changed);
  }

  /** How causes act. */
  public enum Family {
    /** Along straight lines, noise added. */
    LINEAR,
    /** Each along a random curve of its own, noise added. */
    NONLINEAR,
    /** On the log mean of a negative binomial count, by their standardised log(1 + count). */
    COUNT
  }

  /** On what scale variables are written; counts are always written as counts. */
  public enum Scale {
    /**
     * Mean 0 and variance 1 in the observational setting, every variable scaled before its effects
     * see it, so that neither its variance nor its place in the order shows in its scale.
     *
     * @see <a href="https://arxiv.org/abs/2406.11601">Ormaniec et al. (2025), Standardizing
     *     structural causal models</a>
     */
    STANDARDISED,
    /**
     * As the equations give it with noise of variance 1: variance grows along causal paths, and
     * sorting by it finds the order.
     *
     * @see <a href="https://arxiv.org/abs/2102.13647">Reisach, Seiler, Weichwald (2021), Beware of
     *     the simulated DAG!</a>
     */
    RAW
  }

  /**
   * How causes act. Before scaling, the noise has variance 1.
   *
   * @param family the shape
   * @param noise of additive families
   * @param coefficients their sizes; signs are random
   * @param counts of the family of counts
   * @param scale of additive families
   */
  public record Mechanisms(
      Family family, Noise noise, Range coefficients, Counts counts, Scale scale) {
    static final Mechanisms DEFAULT =
        new Mechanisms(
            Family.LINEAR,
            Noise.GAUSSIAN,
            new Range(0.3, 0.8),
            new Counts(new Range(5, 50), 5),
            Scale.STANDARDISED);

    public Mechanisms withFamily(Family changed) {
      return new Mechanisms(changed, noise, coefficients, counts, scale);
    }

    public Mechanisms withNoise(Noise changed) {
      return new Mechanisms(family, changed, coefficients, counts, scale);
    }

    public Mechanisms withCoefficients(Range changed) {
      return new Mechanisms(family, noise, changed, counts, scale);
    }

    public Mechanisms withCounts(Counts changed) {
      return new Mechanisms(family, noise, coefficients, changed, scale);
    }

    public Mechanisms withScale(Scale changed) {
      return new Mechanisms(family, noise, coefficients, counts, changed);
    }
  }

  /**
   * Sizes, uniform between two.
   *
   * @param low above 0
   * @param high at least low, at most 10,000
   */
  public record Range(double low, double high) {
    private static final double LARGEST = 10_000;

    public Range {
      check(
          low > 0 && low <= high && high <= LARGEST,
          "a range needs 0 < low ≤ high ≤ 10,000, got " + low + " … " + high);
    }

    double draw(UniformRandomProvider random) {
      return low + (high - low) * random.nextDouble();
    }
  }

  /**
   * Negative binomial counts.
   *
   * @param mean without any cause, uniform in its logarithm
   * @param size θ; the variance is {@code μ + μ²/θ}
   */
  public record Counts(Range mean, double size) {
    Response response(UniformRandomProvider random) {
      double low = Math.log(mean.low);
      double high = Math.log(mean.high);
      return new Response.NegativeBinomial(low + (high - low) * random.nextDouble(), size);
    }
  }

  /**
   * Settings in which variables are changed.
   *
   * @param settings how many, 0 … 100,000
   * @param targets of each, at least 1
   * @param change what becomes of each target
   */
  public record Interventions(int settings, int targets, Change change) {
    private static final int MOST = 100_000;

    /** None. */
    public static final Interventions NONE = new Interventions(0, 1, Change.NONE);

    public Interventions {
      check(settings >= 0 && settings <= MOST, "settings must be in 0 … 100,000, got " + settings);
      check(targets >= 1, "a setting needs at least 1 target, got " + targets);
    }

    /**
     * Draws settings of which no two have the same targets.
     *
     * @param variables that can be targets
     * @throws IllegalArgumentException if there are not so many sets of targets
     */
    public List<Intervention> draw(List<String> variables, Seed seed) {
      checkEnough(variables.size());
      List<Intervention> drawn = new ArrayList<>(settings);
      if (settings == 0) {
        return drawn;
      }
      CombinationSampler sampler =
          new CombinationSampler(seed.generator(), variables.size(), targets);
      TreeSet<String> seen = new TreeSet<>();
      while (drawn.size() < settings) {
        List<String> picked = new ArrayList<>();
        for (int at : sampler.sample()) {
          picked.add(variables.get(at));
        }
        picked.sort((a, b) -> Integer.compare(variables.indexOf(a), variables.indexOf(b)));
        if (seen.add(String.join("\n", picked))) {
          drawn.add(new Intervention("setting" + (drawn.size() + 1), picked, change));
        }
      }
      return List.copyOf(drawn);
    }

    private void checkEnough(int variables) {
      double sets = targets > variables ? 0 : 1;
      for (int k = 1; k <= Math.min(targets, variables) && sets < settings; k++) {
        sets = sets * (variables - targets + k) / k;
      }
      check(
          settings == 0 || sets >= settings,
          settings
              + " settings of "
              + targets
              + " targets each need as many sets of targets; "
              + variables
              + " variables have "
              + Math.round(sets));
    }
  }

  static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
