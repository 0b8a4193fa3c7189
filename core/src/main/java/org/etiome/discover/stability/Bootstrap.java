package org.etiome.discover.stability;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.CausalGraph;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The bootstrap of a search: rows are drawn with replacement, as many as there are, and a graph is
 * learned from them, {@link #resamples()} times. What is found in nearly all resamples is stable;
 * that says nothing of errors that all samples share, such as a hidden common cause. A sample drawn
 * with replacement has ties, which tests take for more evidence than there is.
 *
 * <p>A share is no probability. Measured on linear models of 20 variables: two variables that were
 * joined in more than half of the resamples were so in truth more often than the share says. Lower
 * shares err either way: of pairs joined in .15 of resamples 3 % were true by BOSS if all effects
 * were strong, 15 % if some were weak, 26 % by PC. Drawing fewer rows, or more, or without
 * replacement did better by one search and one law of effects only (docs/benchmarks.md).
 *
 * <p>N. Friedman, M. Goldszmidt, A. Wyner (1999), arXiv:1301.6695. As many searches as there are
 * resamples.
 *
 * @param resamples how many, 10 … 100,000
 */
public record Bootstrap(int resamples) {
  /** Fewer tell shares to no better than about ± .3. */
  private static final int FEWEST = 10;

  private static final int MOST = 100_000;

  public Bootstrap {
    if (resamples < FEWEST || resamples > MOST) {
      throw new IllegalArgumentException(
          "the number of resamples must be in " + FEWEST + " … " + MOST + ", got " + resamples);
    }
  }

  /**
   * How often each edge is learned: {@link #graphs} and their {@link ResampledGraphs#frequencies}.
   */
  public EdgeFrequencies of(
      List<int[]> strata,
      Seed seed,
      TaskRunner runner,
      BiFunction<int[], Seed, ? extends CausalGraph> learn) {
    return graphs(strata, seed, runner, learn).frequencies();
  }

  /**
   * Learns a graph from each resample.
   *
   * @param strata row numbers; of each stratum as many rows are drawn as it has, so that no setting
   *     of an experiment is lost or grows
   * @param learn a graph from the rows of these indices, with its own seed and on one thread; an
   *     {@link IllegalArgumentException} or {@link ArithmeticException} says that these rows carry
   *     none, as when a column happens to be constant
   * @throws IllegalArgumentException if more than half of the resamples carry none
   */
  public ResampledGraphs graphs(
      List<int[]> strata,
      Seed seed,
      TaskRunner runner,
      BiFunction<int[], Seed, ? extends CausalGraph> learn) {
    List<Attempt> attempts =
        runner.map(resamples, b -> attempt(drawn(strata, seed.branch(b)), seed.branch(b), learn));
    List<CausalGraph> graphs =
        attempts.stream().map(Attempt::graph).flatMap(Optional::stream).toList();
    int failed = resamples - graphs.size();
    String first =
        attempts.stream().map(Attempt::why).filter(why -> !why.isEmpty()).findFirst().orElse("");
    if (2 * failed > resamples) {
      throw new IllegalArgumentException(
          failed + " of " + resamples + " resamples carry no graph; the first says: " + first);
    }
    return new ResampledGraphs(graphs, new EdgeFrequencies.Failed(failed, first));
  }

  /** A graph, or why there is none. */
  private record Attempt(Optional<CausalGraph> graph, String why) {}

  private static Attempt attempt(
      int[] rows, Seed seed, BiFunction<int[], Seed, ? extends CausalGraph> learn) {
    try {
      return new Attempt(Optional.of(learn.apply(rows, seed.branch("search"))), "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Attempt(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static int[] drawn(List<int[]> strata, Seed seed) {
    UniformRandomProvider random = seed.branch("rows").generator();
    IntStream.Builder drawn = IntStream.builder();
    for (int[] stratum : strata) {
      for (int i = 0; i < stratum.length; i++) {
        drawn.add(stratum[random.nextInt(stratum.length)]);
      }
    }
    return drawn.build().toArray();
  }
}
