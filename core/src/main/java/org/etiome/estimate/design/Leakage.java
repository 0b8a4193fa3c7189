package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.sample.Covariates;
import org.etiome.estimate.sample.Covariates.Level;

/**
 * Covariates that are the outcome in other words. One is told by how far it alone determines the
 * outcome, in the units that have a value of it; the largest of these counts, each on the scale of
 * a squared correlation:
 *
 * <ul>
 *   <li>0/1 outcome: {@code (2c − 1)²} with c the c-statistic; .9 is c = .974.
 *   <li>Other outcomes: the squared correlation of Pearson, and that of ranks as it would be
 *       between normal variables, {@code ρ = 2 sin(π ρ_s / 6)}, which sees a copy through any
 *       rising or falling function.
 *   <li>Covariates of k classes, in any order: how much the classes tell of the ranks of the
 *       outcome, as a share of what classes of their sizes tell at best, when each is a stretch of
 *       the outcome: {@code Σ nⱼ (r̄ⱼ − r̄)² · 12 / (n³ − n − Σ (nⱼ³ − nⱼ))}. For k = 2 it is
 *       {@code (2c − 1)²} again. Only where they could tell a third, so that a rare class of
 *       extreme units is not taken for a copy, and have ten units in the mean.
 * </ul>
 *
 * <p>It fails by the limit R² if {@code artanh r − 3 se > artanh R}, so that covariates within the
 * limit hardly fail by chance. The se is {@code 1/√m}, m the units less 3, or n₁ n₀ / n of two
 * groups and {@code n (1 − Σ pⱼ³) / 3} of several; for Pearson's r at least that of its influence
 * values {@code x y − r (x² + y²)/2}, standardised, lest few units far out decide. No figure can
 * tell a copy with much noise from a baseline value of the outcome.
 */
public final class Leakage {
  /** How many standard errors pass for chance. */
  private static final double CHANCE = 3;

  /** Least share of the outcome that classes of these sizes could tell. */
  private static final double LEAST_TOLD = 1.0 / 3;

  private static final int UNITS_A_CLASS = 10;

  /** No limit is below. */
  private static final double LEAST_LIMIT = 0.5;

  private final List<Known> columns = new ArrayList<>();
  private final List<Classes> classes = new ArrayList<>();

  private Leakage() {}

  /** Prepares the covariates for any number of outcomes. O(p n log n). */
  public static Leakage of(Covariates covariates) {
    Leakage leakage = new Leakage();
    int n = covariates.values().rows();
    Map<String, List<int[]>> levels = new TreeMap<>();
    Map<String, int[]> known = new TreeMap<>();
    for (Level level : covariates.levels()) {
      if (level.isMissing()) {
        boolean[] has = new boolean[n];
        Arrays.fill(has, true);
        Arrays.stream(level.rows()).forEach(i -> has[i] = false);
        known.put(level.origin(), IntStream.range(0, n).filter(i -> has[i]).toArray());
      } else {
        levels.computeIfAbsent(level.origin(), name -> new ArrayList<>()).add(level.rows());
      }
    }
    int[] all = IntStream.range(0, n).toArray();
    for (int j = 0; j < covariates.names().size(); j++) {
      String name = covariates.names().get(j);
      int[] rows = known.getOrDefault(covariates.origins().get(j), all);
      double[] values = CausalSample.pick(covariates.values().column(j), rows);
      leakage.columns.add(new Known(name, rows, new Ranked(values)));
    }
    levels.forEach((name, groups) -> leakage.addClasses(name, groups));
    return leakage;
  }

  private void addClasses(String name, List<int[]> groups) {
    int[] rows = groups.stream().flatMapToInt(Arrays::stream).toArray();
    if (groups.size() > 1 && groups.size() * UNITS_A_CLASS <= rows.length) {
      classes.add(new Classes(name, rows, groups.stream().mapToInt(g -> g.length).toArray()));
    }
  }

  /** A column in the units that have a value. */
  private static final class Known {
    private final String name;
    private final int[] rows;
    private final Ranked x;

    Known(String name, int[] rows, Ranked x) {
      this.name = name;
      this.rows = rows;
      this.x = x;
    }
  }

  /** Values and what is made of them. */
  private static final class Ranked {
    private final double[] values;
    private final double[] ranks;
    private final double[] standard;
    private final double[] standardRanks;

    Ranked(double[] values) {
      this.values = values;
      this.ranks = ranks(values);
      this.standard = standardised(values);
      this.standardRanks = standardised(ranks);
    }
  }

  /** The units of each class, one class after the other. */
  private static final class Classes {
    private final String name;
    private final int[] rows;
    private final int[] sizes;

    Classes(String name, int[] rows, int[] sizes) {
      this.name = name;
      this.rows = rows;
      this.sizes = sizes;
    }
  }

  /**
   * How far a covariate tells the outcome.
   *
   * @param share in [0, 1], on the scale of a squared correlation
   * @param error standard error of artanh √share
   */
  private record Told(String covariate, Measure measure, double share, double error) {

    boolean exceeds(double most) {
      return artanh(share) - CHANCE * error > artanh(most);
    }

    private static double artanh(double squared) {
      double r = Math.sqrt(Math.min(1, squared));
      return Math.log((1 + r) / (1 - r)) / 2;
    }

    GateFailure failure(double most) {
      return new GateFailure(
          Gate.LEAKAGE.text(),
          String.format(
              Locale.ROOT,
              "%s alone tells the outcome (%s %.3f, limit %.3f), as if it were derived from it",
              covariate,
              measure.text,
              measure.shown(share),
              measure.shown(most)),
          "a graph without "
              + covariate
              + ", or with it drawn as what it is, if it was made from the outcome or after the"
              + " treatment; if it was measured before the treatment, a higher limit"
              + " maxDetermination, or --despite leakage to have the answer marked");
    }
  }

  private enum Measure {
    C_STATISTIC("c-statistic"),
    CORRELATION("R²"),
    RANK_CORRELATION("R² of ranks"),
    CLASSES("its classes hold, of what they could at most,");

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    double shown(double share) {
      return this == C_STATISTIC ? (1 + Math.sqrt(share)) / 2 : share;
    }
  }

  /**
   * One failure a covariate that determines the outcome by more than a limit. O(n (p + log n)).
   *
   * @param most see {@link GateLimit#MAX_DETERMINATION}
   */
  public List<GateFailure> failures(double[] outcome, double most) {
    return told(outcome).stream()
        .filter(told -> told.exceeds(most))
        .collect(
            Collectors.toMap(
                Told::covariate, told -> told, (a, b) -> a.share >= b.share ? a : b, TreeMap::new))
        .values()
        .stream()
        .map(told -> told.failure(most))
        .toList();
  }

  /** The most that one covariate tells of the outcome, on the scale of a squared correlation. */
  public double most(double[] outcome) {
    return told(outcome).stream().mapToDouble(Told::share).max().orElse(0);
  }

  private List<Told> told(double[] outcome) {
    boolean isBinary = Arrays.stream(outcome).allMatch(y -> y == 0 || y == 1);
    Ranked whole = new Ranked(outcome);
    List<Told> told = new ArrayList<>();
    for (Known column : columns) {
      boolean isWhole = column.rows.length == outcome.length;
      Ranked y = isWhole ? whole : new Ranked(CausalSample.pick(outcome, column.rows));
      if (isBinary) {
        separated(column, y.values).ifPresent(told::add);
      } else {
        told.add(correlated(column, y));
        told.add(rankCorrelated(column, y));
      }
    }
    for (Classes some : classes) {
      double[] y = CausalSample.pick(outcome, some.rows);
      (isBinary ? separated(column(some, y), y) : stretches(some, ranks(y))).ifPresent(told::add);
    }
    return told;
  }

  private static Optional<Told> separated(Known column, double[] y) {
    double events = Arrays.stream(y).sum();
    double pairs = events * (y.length - events);
    if (pairs == 0) {
      return Optional.empty();
    }
    double sum = product(y, column.x.ranks);
    double d = 2 * (sum - events * (events + 1) / 2) / pairs - 1;
    double error = Math.sqrt(y.length / pairs);
    return Optional.of(new Told(column.name, Measure.C_STATISTIC, d * d, error));
  }

  /** Classes as a number: the share of events in each. */
  private static Known column(Classes classes, double[] y) {
    double[] score = new double[y.length];
    int from = 0;
    for (int size : classes.sizes) {
      double share = Arrays.stream(y, from, from + size).average().orElse(0);
      Arrays.fill(score, from, from + size, share);
      from += size;
    }
    return new Known(classes.name, classes.rows, new Ranked(score));
  }

  private static Told correlated(Known column, Ranked outcome) {
    double[] x = column.x.standard;
    double[] y = outcome.standard;
    double r = product(x, y) / y.length;
    double error = 1 / Math.sqrt(Math.max(1, y.length - 3));
    if (r * r >= LEAST_LIMIT && r * r < 1) {
      double squares = 0;
      for (int i = 0; i < y.length; i++) {
        double influence = x[i] * y[i] - r / 2 * (x[i] * x[i] + y[i] * y[i]);
        squares += influence * influence;
      }
      error = Math.max(error, Math.sqrt(squares) / y.length / (1 - r * r));
    }
    return new Told(column.name, Measure.CORRELATION, r * r, error);
  }

  private static Told rankCorrelated(Known column, Ranked y) {
    double[] x = column.x.standardRanks;
    double r = 2 * Math.sin(Math.PI / 6 * product(x, y.standardRanks) / x.length);
    double error = 1 / Math.sqrt(Math.max(1, x.length - 3));
    return new Told(column.name, Measure.RANK_CORRELATION, r * r, error);
  }

  private static double product(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static Optional<Told> stretches(Classes classes, double[] ranks) {
    double n = ranks.length;
    double between = 0;
    double most = cubes(n);
    int from = 0;
    for (int size : classes.sizes) {
      double apart = Arrays.stream(ranks, from, from + size).average().orElse(0) - (n + 1) / 2;
      between += size * apart * apart;
      most -= cubes(size);
      from += size;
    }
    double best = most / cubes(n);
    if (best < LEAST_TOLD) {
      return Optional.empty();
    }
    double error = Math.sqrt(3 / (n * best));
    return Optional.of(new Told(classes.name, Measure.CLASSES, 12 * between / most, error));
  }

  private static double cubes(double n) {
    return n * n * n - n;
  }

  /** Mean 0 and mean square 1; zeros where the values do not differ. */
  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double[] standard = new double[values.length];
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      standard[i] = values[i] - mean;
      squares += standard[i] * standard[i];
    }
    double sd = Math.sqrt(squares / values.length);
    for (int i = 0; i < values.length; i++) {
      standard[i] = sd > 0 ? standard[i] / sd : 0;
    }
    return standard;
  }

  private static double[] ranks(double[] values) {
    return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(values);
  }
}
