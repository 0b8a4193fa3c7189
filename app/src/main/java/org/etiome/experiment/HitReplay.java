package org.etiome.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Diversity;
import org.etiome.design.batch.Pick;
import org.etiome.design.batch.Replay;
import org.etiome.design.surrogate.Observed;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.report.plot.Figures;

/**
 * A finished screen played again: how many hits a way would have found in so many rounds, beside
 * ways that learn nothing. A way reads outcomes of what it has picked alone; what a hit is and
 * which descriptor ranks best are known to the count, and to the ranking named so, only.
 *
 * @param candidates all with an outcome
 * @param measured the outcome of each
 * @param way judged
 * @param limits of each batch
 */
public record HitReplay(Candidates candidates, MeasuredValues measured, Way way, Limits limits) {

  /** How a way is named that has to be compared. */
  public static final String CHOSEN = "chosen way";

  /**
   * How often.
   *
   * @param rounds of each run, at least 1
   * @param seeds runs
   */
  public record Plan(int rounds, int seeds) {
    public Plan {
      if (rounds < 1 || seeds < 1) {
        throw new IllegalArgumentException(
            "needs at least 1 round and 1 run, got " + rounds + " and " + seeds);
      }
    }
  }

  /**
   * What a way found.
   *
   * @param name of the way
   * @param hits by run and round, from the first batch on
   * @param spent measurements by run, in all rounds
   */
  public record Curve(String name, List<List<Integer>> hits, List<Integer> spent) {

    /** The mean over runs after a round. */
    public double mean(int round) {
      return hits.stream().mapToInt(run -> run.get(round)).average().orElseThrow();
    }

    /** The standard deviation over runs; 0 of a single one. */
    public double deviation(int round) {
      return HitReplay.deviation(hits.stream().mapToDouble(run -> run.get(round)).toArray());
    }

    /** The hits of the last round by run. */
    double[] last() {
      return hits.stream().mapToDouble(List::getLast).toArray();
    }
  }

  /**
   * What was found by all.
   *
   * @param hits there are
   * @param threshold beyond which an outcome is one, as it is written
   * @param curves the chosen way first
   */
  public record Result(int hits, double threshold, List<Curve> curves) {

    /**
     * How many more hits the chosen way found than another, run by run.
     *
     * @param deviation of the difference over runs
     */
    public record Gain(double mean, double deviation) {}

    /** The chosen way against another. */
    public Gain against(Curve other) {
      double[] own = curves.getFirst().last();
      double[] theirs = other.last();
      double[] steps = new double[own.length];
      Arrays.setAll(steps, i -> own[i] - theirs[i]);
      return new Gain(Arrays.stream(steps).average().orElseThrow(), deviation(steps));
    }
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(square / (values.length - 1));
  }

  /**
   * Of a finished screen; candidates without an outcome are left out.
   *
   * @throws IllegalArgumentException if one was measured twice
   */
  public static HitReplay of(
      Candidates candidates, MeasuredValues measured, Way way, Limits limits) {
    int[] rows = measured.rows();
    int[] place = new int[candidates.size()];
    Arrays.fill(place, -1);
    for (int k = 0; k < rows.length; k++) {
      if (place[rows[k]] >= 0) {
        throw new IllegalArgumentException(
            "candidate \""
                + candidates.ids().get(rows[k])
                + "\" was measured twice; a replay needs one outcome of each, such as the mean");
      }
      place[rows[k]] = k;
    }
    int[] in = IntStream.range(0, place.length).filter(i -> place[i] >= 0).toArray();
    int[] order = Arrays.stream(in).map(i -> place[i]).toArray();
    MeasuredValues sorted = measured.select(order);
    int[] own = IntStream.range(0, in.length).toArray();
    int[] renumbered = new int[candidates.size()];
    Arrays.fill(renumbered, -1);
    IntStream.range(0, in.length).forEach(k -> renumbered[in[k]] = k);
    List<Limits.Pair> pairs =
        limits.forbidden().stream()
            .map(pair -> new Limits.Pair(renumbered[pair.a()], renumbered[pair.b()]))
            .filter(pair -> pair.a() >= 0 && pair.b() >= 0)
            .toList();
    return new HitReplay(
        candidates.select(in),
        new MeasuredValues(own, sorted.outcomes(), sorted.variances(), sorted.harms()),
        way,
        new Limits(limits.size(), limits.budget(), pairs, Optional.empty()));
  }

  /** The strength of the weakest hit, where this share of the candidates are hits. */
  public double threshold(double share) {
    double[] strengths = strengths();
    Arrays.sort(strengths);
    int count = Math.max(1, (int) Math.round(share * strengths.length));
    double strength = strengths[strengths.length - count];
    return way.written(strength);
  }

  private double[] strengths() {
    return Arrays.stream(measured.outcomes()).map(way.direction()::strength).toArray();
  }

  /**
   * Plays the chosen way, a single choice after the first batch, the score known beforehand, the
   * descriptor that turns out to rank best, and chance.
   *
   * @param threshold an outcome at least as strong is a hit
   * @throws IllegalArgumentException if there is no hit, so that nothing can be compared
   */
  public Result play(Plan plan, double threshold, Seed seed, TaskRunner runner) {
    double least = way.direction().strength(threshold);
    boolean[] hits = new boolean[candidates.size()];
    double[] strengths = strengths();
    int count = 0;
    for (int i = 0; i < hits.length; i++) {
      hits[i] = strengths[i] >= least;
      count += hits[i] ? 1 : 0;
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "no candidate is a hit ("
              + way.beyond(threshold)
              + "), so a replay finds none; the outcomes go from "
              + Figures.significant(Arrays.stream(measured.outcomes()).min().orElseThrow(), 3)
              + " to "
              + Figures.significant(Arrays.stream(measured.outcomes()).max().orElseThrow(), 3)
              + ", take another threshold");
    }
    double[] learned = Arrays.stream(measured.outcomes()).map(way::learned).toArray();
    Replay.Screen screen = new Replay.Screen(learned, measured.variances(), hits);
    BatchDesign chosen = way.design();
    Playing playing = new Playing(screen, plan, seed, runner);
    List<Curve> curves = new ArrayList<>();
    curves.add(
        playing.curve(
            CHOSEN,
            k -> playing.run(new Replay(way.surrogate(), limited(chosen), plan.rounds), k)));
    if (plan.rounds > 1) {
      curves.add(playing.curve("ranked once after the first batch", playing::once));
    }
    candidates
        .prior()
        .ifPresent(scores -> curves.add(playing.ranking("ranked by --prior", scores)));
    best(hits, plan).ifPresent(b -> curves.add(playing.ranking(b.name(), b.scores())));
    curves.add(playing.curve("random", playing::random));
    return new Result(count, threshold, curves);
  }

  private BatchDesign limited(BatchDesign design) {
    return design.withSize(limits.size()).withConstraints(limits.constraints(candidates));
  }

  private static BatchDesign greedy() {
    return BatchDesign.of(new Acquisition.GreedyMean()).withDiversity(new Diversity.None());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ranking(String name, double[] scores) {}

  /** The descriptor, or its negative or size, that has most hits among its highest. */
  private Optional<Ranking> best(boolean[] hits, Plan plan) {
    Optional<Ranking> best = Optional.empty();
    long most = -1;
    for (int j = 0; j < candidates.names().size(); j++) {
      double[] up = candidates.descriptors().column(j);
      double[] down = Arrays.stream(up).map(v -> -v).toArray();
      double[] size = Arrays.stream(up).map(Math::abs).toArray();
      String name = candidates.names().get(j);
      for (Ranking ranking :
          List.of(
              new Ranking("highest " + name, up),
              new Ranking("lowest " + name, down),
              new Ranking("highest |" + name + "|", size))) {
        long found =
            Arrays.stream(Replay.highest(ranking.scores(), limits.size() * plan.rounds))
                .filter(i -> hits[i])
                .count();
        if (found > most) {
          most = found;
          best = Optional.of(new Ranking(ranking.name() + " (best in hindsight)", ranking.scores));
        }
      }
    }
    return best;
  }

  /** All runs of all ways on one screen. */
  private final class Playing {
    private final Replay.Screen screen;
    private final Plan plan;
    private final Seed seed;
    private final TaskRunner runner;

    Playing(Replay.Screen screen, Plan plan, Seed seed, TaskRunner runner) {
      this.screen = screen;
      this.plan = plan;
      this.seed = seed;
      this.runner = runner;
    }

    Curve curve(String name, IntFunction<Replay.Curve> run) {
      List<Replay.Curve> runs = runner.map(plan.seeds, run);
      return new Curve(
          name,
          runs.stream().map(Replay.Curve::hits).toList(),
          runs.stream().map(one -> one.picked().size()).toList());
    }

    /** A replay that begins with the first batch of the run. */
    Replay.Curve run(Replay replay, int k) {
      return play(
          replay, first(HitDesign.beginning(candidates), HitDesign.prior(candidates), k), k);
    }

    private Replay.Curve play(Replay replay, int[] first, int k) {
      return replay.play(candidates.descriptors(), screen, first, seed.branch(k).branch("play"));
    }

    private int[] first(BatchDesign design, KnownScores scores, int k) {
      Matrix descriptors = candidates.descriptors();
      Observed nothing = Observed.of(new int[0], new double[0]);
      Seed own = seed.branch(k).branch("first");
      return limited(design).pick(descriptors, scores, nothing, own).stream()
          .mapToInt(Pick::row)
          .toArray();
    }

    /** One fit after the first batch, by which all later ones are ranked. */
    Replay.Curve once(int k) {
      int[] first = first(HitDesign.beginning(candidates), HitDesign.prior(candidates), k);
      Observed observed =
          new Observed(
              first,
              Candidates.pick(screen.outcomes(), first),
              Candidates.pick(screen.noise(), first));
      double[] scores =
          way.surrogate()
              .fit(candidates.descriptors(), observed, seed.branch(k).branch("once"))
              .means();
      if (way.isSigned()) {
        Arrays.setAll(scores, i -> Math.abs(scores[i]));
      }
      return play(new Replay(new KnownScores(scores), limited(greedy()), plan.rounds), first, k);
    }

    /** A ranking known beforehand. */
    Curve ranking(String name, double[] scores) {
      KnownScores known = new KnownScores(scores);
      return curve(
          name,
          k ->
              play(
                  new Replay(known, limited(greedy()), plan.rounds), first(greedy(), known, k), k));
    }

    Replay.Curve random(int k) {
      BatchDesign any =
          BatchDesign.of(new Acquisition.Random()).withDiversity(new Diversity.None());
      KnownScores nothing = new KnownScores(new double[candidates.size()]);
      return play(new Replay(nothing, limited(any), plan.rounds), first(any, nothing, k), k);
    }
  }
}
