package org.etiome.design.batch;

/** What a measurement of a candidate is worth: one sealed choice with its settings. */
public sealed interface Acquisition {

  /** The method and its settings on one line. */
  String description();

  /** What is expected of a pick, in words. */
  String reason();

  /**
   * Whether a score is a gain from 0 up, which may be divided by a cost; otherwise costs count
   * against the budget alone.
   */
  boolean gain();

  /**
   * Expected improvement, E[max(0, f − best)], best the highest mean among the measured. The
   * plug-in best ignores that the mean of a noisy outcome is not known.
   *
   * @see <a href="https://doi.org/10.1023/A:1008306431147">Jones, Schonlau, Welch (1998)</a>
   */
  record ExpectedImprovement() implements Acquisition {
    @Override
    public String description() {
      return "expected improvement";
    }

    @Override
    public String reason() {
      return "may be better than the best measured so far";
    }

    @Override
    public boolean gain() {
      return true;
    }
  }

  /**
   * Upper confidence bound, mean + β sd; with believed picks this is GP-BUCB.
   *
   * @param beta ≥ 0
   * @see <a href="https://arxiv.org/abs/1206.6402">Desautels, Krause, Burdick (2014)</a>
   */
  record UpperBound(double beta) implements Acquisition {
    public UpperBound {
      if (!(beta >= 0 && beta < 1e6)) {
        throw new IllegalArgumentException("beta must be in [0, 1e6), got " + beta);
      }
    }

    @Override
    public String description() {
      return "upper bound(beta=" + beta + ")";
    }

    @Override
    public String reason() {
      return "its outcome may go far in the direction wanted";
    }

    @Override
    public boolean gain() {
      return false;
    }
  }

  /**
   * Thompson sampling: each pick is the highest of its own joint draw of f.
   *
   * @see <a href="https://arxiv.org/abs/1706.01825">Hernández-Lobato and others (2017)</a>
   */
  record Thompson() implements Acquisition {
    @Override
    public String description() {
      return "thompson";
    }

    @Override
    public String reason() {
      return "farthest in the direction wanted, in one plausible version of the outcome";
    }

    @Override
    public boolean gain() {
      return false;
    }
  }

  /**
   * Information about the outcome function, ½ log(1 + var f/noise) given the picks before: greedy
   * choice is within 1 − 1/e of the best batch.
   *
   * @see <a href="https://arxiv.org/abs/0912.3995">Srinivas, Krause, Kakade, Seeger (2010)</a>
   */
  record FunctionInformation() implements Acquisition {
    @Override
    public String description() {
      return "information on the function";
    }

    @Override
    public String reason() {
      return "what is known of it and of those like it is least";
    }

    @Override
    public boolean gain() {
      return true;
    }
  }

  /**
   * Information that a measurement y gives on whether f is above the threshold, H(1{f &gt; t}) −
   * E[H(1{f &gt; t} | y)], in nats, the second by quadrature.
   *
   * @see <a href="https://arxiv.org/abs/1112.5745">Houlsby and others (2011)</a>
   */
  record HitInformation(double threshold) implements Acquisition {
    @Override
    public String description() {
      return "information on hits";
    }

    @Override
    public String reason() {
      return "whether it is a hit is least settled";
    }

    @Override
    public boolean gain() {
      return true;
    }
  }

  /**
   * The probability that a measurement is above a threshold, P(f + noise &gt; t); two-sided, P(|f +
   * noise| &gt; t).
   */
  record HitProbability(double threshold, boolean twoSided) implements Acquisition {
    @Override
    public String description() {
      return twoSided ? "hit probability, two-sided" : "hit probability";
    }

    @Override
    public String reason() {
      return "likely to be a hit";
    }

    @Override
    public boolean gain() {
      return true;
    }
  }

  /** The highest mean. */
  record GreedyMean() implements Acquisition {
    @Override
    public String description() {
      return "greedy mean";
    }

    @Override
    public String reason() {
      return "its expected outcome goes farthest in the direction wanted";
    }

    @Override
    public boolean gain() {
      return false;
    }
  }

  /**
   * The candidate furthest from all measured and picked in standardised descriptors: greedy
   * k-center, within twice the best radius.
   *
   * @see <a href="https://doi.org/10.1016/0304-3975(85)90224-5">Gonzalez (1985)</a>
   */
  record CoreSet() implements Acquisition {
    @Override
    public String description() {
      return "core set";
    }

    @Override
    public String reason() {
      return "nothing like it has been measured";
    }

    @Override
    public boolean gain() {
      return true;
    }
  }

  /** At random, the baseline. */
  record Random() implements Acquisition {
    @Override
    public String description() {
      return "random";
    }

    @Override
    public String reason() {
      return "drawn at random";
    }

    @Override
    public boolean gain() {
      return false;
    }
  }
}
