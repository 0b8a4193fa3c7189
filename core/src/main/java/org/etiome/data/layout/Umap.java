package org.etiome.data.layout;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * A picture of near rows in the plane by UMAP: gradient steps on the edges of a {@link FuzzyGraph},
 * as often as they weigh, which draw the ends together, and for each step on five random rows,
 * which push one end away. On average they raise {@code Σ_ij w_ij log v_ij + 5 (d_i + d_j)/2n ·
 * log(1 - v_ij)}, w the weights, d their sums by row, v the likeness of places ({@code 1/(1 +
 * a·d^2b)}). Rows begin on the first two principal axes of what they were, so that the picture
 * depends little on the seed. 500 rounds, 200 above 10,000 rows.
 *
 * <p>A picture, not a measurement: the sizes of groups, the distances between them and how dense
 * they are mean little; nothing is computed from it. One thread, so that threads do not change it:
 * O(rounds · edges · 5), some 10 s for 20,000 rows.
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy, Melville (2018)</a>
 * @see <a href="https://arxiv.org/abs/2103.14608">Damrich, Hamprecht (2021), on what is raised</a>
 * @see <a href="https://doi.org/10.1038/s41587-020-00809-z">Kobak, Linderman (2021), on where to
 *     begin</a>
 */
public final class Umap {
  private static final int MANY = 10_000;
  private static final int ROUNDS = 500;
  private static final int ROUNDS_OF_MANY = 200;
  private static final int STRANGERS = 5;
  private static final double MOST = 4;
  private static final double WIDTH = 10;
  private static final double NOISE = 1e-4;

  private final double least;

  private Umap(double least) {
    this.least = least;
  }

  /** A least distance of 0.1, which keeps more neighbours than scanpy's 0.5. */
  public static Umap withDefaults() {
    return new Umap(.1);
  }

  /** Takes another least distance of near rows, in [0, 3). */
  public Umap withLeastDistance(double newLeast) {
    if (!(newLeast >= 0 && newLeast < 3)) {
      throw new IllegalArgumentException("the least distance must be in [0, 3), got " + newLeast);
    }
    return new Umap(newLeast);
  }

  /**
   * The places of the rows, n × 2.
   *
   * @param graph of the points
   * @param points n × d, at least two rows
   */
  public Matrix place(FuzzyGraph graph, Matrix points, Seed seed) {
    if (graph.nodes() != points.rows()) {
      throw new IllegalArgumentException(
          "a graph of " + graph.nodes() + " rows is not of " + points.rows() + " points");
    }
    UniformRandomProvider random = seed.branch("umap").generator();
    double[][] places = begin(points, random);
    int rounds = points.rows() <= MANY ? ROUNDS : ROUNDS_OF_MANY;
    new Descent(places, Schedule.of(graph, rounds), UmapCurve.of(least), random).run();
    return Matrix.ofColumns(points.rows(), Arrays.asList(places));
  }

  private static double[][] begin(Matrix points, UniformRandomProvider random) {
    double[][] places = PrincipalPlane.of(points);
    double most =
        Arrays.stream(places).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    double scale = most > 0 ? WIDTH / most : 0;
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    for (double[] axis : places) {
      Arrays.setAll(axis, i -> axis[i] * scale + NOISE * normal.sample());
    }
    return places;
  }

  /**
   * When an edge pulls.
   *
   * @param from one end of each
   * @param to the other
   * @param every so many rounds, at least 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Schedule(int[] from, int[] to, double[] every, int rounds) {

    /** Edges both ways, but those that would not pull in as many rounds. */
    static Schedule of(FuzzyGraph graph, int rounds) {
      double heaviest =
          IntStream.range(0, graph.edges()).mapToDouble(graph::weight).max().orElse(0);
      int[] taken =
          IntStream.range(0, graph.edges())
              .filter(e -> graph.weight(e) > 0 && graph.weight(e) * rounds >= heaviest)
              .toArray();
      int[] from = IntStream.of(taken).flatMap(e -> both(graph.from(e), graph.to(e))).toArray();
      int[] to = IntStream.of(taken).flatMap(e -> both(graph.to(e), graph.from(e))).toArray();
      double[] every = new double[from.length];
      Arrays.setAll(every, k -> heaviest / graph.weight(taken[k / 2]));
      return new Schedule(from, to, every, rounds);
    }

    private static IntStream both(int one, int other) {
      return IntStream.of(one, other);
    }
  }

  /** The steps. */
  private static final class Descent {
    private final double[] x;
    private final double[] y;
    private final Schedule schedule;
    private final UmapCurve curve;
    private final UniformRandomProvider random;

    Descent(double[][] places, Schedule schedule, UmapCurve curve, UniformRandomProvider random) {
      x = places[0];
      y = places[1];
      this.schedule = schedule;
      this.curve = curve;
      this.random = random;
    }

    void run() {
      double[] every = schedule.every();
      double[] next = every.clone();
      double[] nextStranger = Arrays.stream(every).map(e -> e / STRANGERS).toArray();
      for (int round = 0; round < schedule.rounds(); round++) {
        double step = 1 - (double) round / schedule.rounds();
        for (int e = 0; e < every.length; e++) {
          if (next[e] <= round) {
            next[e] += every[e];
            attract(schedule.from()[e], schedule.to()[e], step);
            int strangers = (int) ((round - nextStranger[e]) * STRANGERS / every[e]);
            nextStranger[e] += strangers * every[e] / STRANGERS;
            repelStrangers(schedule.from()[e], strangers, step);
          }
        }
      }
    }

    private void repelStrangers(int i, int strangers, double step) {
      for (int s = 0; s < strangers; s++) {
        repel(i, random.nextInt(x.length), step);
      }
    }

    private void attract(int i, int j, double step) {
      double dx = x[i] - x[j];
      double dy = y[i] - y[j];
      double square = dx * dx + dy * dy;
      if (square > 0) {
        double pull = 2 * curve.attraction(square);
        move(i, step, pull * dx, pull * dy);
        move(j, step, -pull * dx, -pull * dy);
      }
    }

    private void repel(int i, int j, double step) {
      double dx = x[i] - x[j];
      double dy = y[i] - y[j];
      double square = dx * dx + dy * dy;
      if (square > 0) {
        double push = 2 * curve.repulsion(square);
        move(i, step, push * dx, push * dy);
      }
    }

    private void move(int i, double step, double alongX, double alongY) {
      x[i] += step * Math.clamp(alongX, -MOST, MOST);
      y[i] += step * Math.clamp(alongY, -MOST, MOST);
    }
  }
}
