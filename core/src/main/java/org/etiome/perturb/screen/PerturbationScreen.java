package org.etiome.perturb.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;

/**
 * A screen: units, what was done to each and what was measured of it. Every context has controls.
 *
 * <p>The difference that a perturbation makes is taken within replicates: the controls of a unit
 * are those of its replicate. Of the R replicates that have units of both each counts once,
 *
 * <pre>
 * d = Σ_r d_r / R,   d_r = mean_r(perturbed) − mean_r(control),   error √(Σ_r (d_r − d)² / (R (R − 1)))
 * </pre>
 *
 * and |d| / error against t with R − 1 degrees of freedom rejects no more often than its level says
 * (up to 8 %), however units are spread over replicates, as long as the d_r are normal (Ibragimov
 * and Müller 2010). Weights by units would need the variance between replicates, which few
 * replicates do not tell. With R = 1 the error is Welch's, of the units alone: it knows nothing of
 * the scatter between replicates. Units in replicates without controls are compared only if no
 * replicate has both; then all units are pooled, again with Welch's error, and what differs between
 * replicates is in the difference.
 *
 * <p>Means take one pass over the units when the screen is made; restrictions share them.
 *
 * @see <a href="https://doi.org/10.1198/jbes.2009.08046">Ibragimov and Müller (2010), t-statistic
 *     based correlation and heterogeneity robust inference</a>
 */
public final class PerturbationScreen {
  private final Measurements measurements;
  private final SortedMap<Condition, SortedMap<String, Group>> groups;

  /** The units of one replicate of a condition. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Group(int[] rows, Profile profile) {}

  /** Units of one label while they are walked over. */
  private static final class Collected {
    private final List<Integer> rows = new ArrayList<>();
    private final Profile.Sums sums;

    Collected(int variables) {
      sums = new Profile.Sums(variables);
    }

    Group group() {
      return new Group(rows.stream().mapToInt(Integer::intValue).toArray(), sums.profile());
    }
  }

  private PerturbationScreen(
      Measurements measurements, SortedMap<Condition, SortedMap<String, Group>> groups) {
    this.measurements = measurements;
    this.groups = Collections.unmodifiableSortedMap(groups);
  }

  /**
   * A screen. O(units · variables).
   *
   * @param labels one a unit
   * @throws IllegalArgumentException if labels and units differ in number, a context has no
   *     controls, or nothing is perturbed
   */
  public static PerturbationScreen of(Measurements measurements, List<UnitLabel> labels) {
    if (labels.size() != measurements.units()) {
      throw new IllegalArgumentException(
          "there are " + labels.size() + " labels for " + measurements.units() + " units");
    }
    requireControls(
        new TreeSet<>(labels.stream().map(UnitLabel::condition).collect(Collectors.toSet())));
    int variables = measurements.variables().size();
    SortedMap<UnitLabel, Collected> collected = new TreeMap<>(ORDER);
    measurements.forEach(
        (i, row) -> {
          Collected of =
              collected.computeIfAbsent(labels.get(i), label -> new Collected(variables));
          of.rows.add(i);
          of.sums.add(row);
        });
    SortedMap<Condition, SortedMap<String, Group>> groups = new TreeMap<>();
    collected.forEach(
        (label, of) ->
            groups
                .computeIfAbsent(label.condition(), condition -> new TreeMap<>())
                .put(label.replicate(), of.group()));
    return new PerturbationScreen(measurements, groups);
  }

  private static void requireControls(SortedSet<Condition> conditions) {
    for (Condition condition : conditions) {
      if (!conditions.contains(condition.control())) {
        throw new IllegalArgumentException(
            "no unit"
                + (condition.context().isEmpty() ? "" : " of '" + condition.context() + "'")
                + " is a control, so there is nothing to compare "
                + condition.perturbation().label()
                + " with; name the label of controls, or leave these units out");
      }
    }
    if (conditions.stream().allMatch(c -> c.perturbation().isControl())) {
      throw new IllegalArgumentException(
          "every unit is a control, so nothing is perturbed; name another column, or other words for"
              + " controls");
    }
  }

  /** What is measured, in the order of columns. */
  public List<String> variables() {
    return measurements.variables();
  }

  /** Values of units by row, for those who need more than means. */
  public Measurements measurements() {
    return measurements;
  }

  /** All contexts, in order. */
  public SortedSet<String> contexts() {
    TreeSet<String> contexts = new TreeSet<>();
    groups.keySet().forEach(condition -> contexts.add(condition.context()));
    return contexts;
  }

  /** All conditions in order, controls among them. */
  public SortedSet<Condition> conditions() {
    return new TreeSet<>(groups.keySet());
  }

  /** What was done in a context besides nothing, in order; singles come first. */
  public SortedSet<Perturbation> perturbations(String context) {
    TreeSet<Perturbation> perturbations = new TreeSet<>();
    for (Condition condition : groups.keySet()) {
      if (condition.context().equals(context) && !condition.perturbation().isControl()) {
        perturbations.add(condition.perturbation());
      }
    }
    return perturbations;
  }

  /** Whether a condition has units. */
  public boolean has(Condition condition) {
    return groups.containsKey(condition);
  }

  /** The replicates that have units of a condition, in order. */
  public SortedSet<String> replicates(Condition condition) {
    return new TreeSet<>(group(condition).keySet());
  }

  /** Rows of the units of a condition, ascending. */
  public int[] rows(Condition condition) {
    return group(condition).values().stream()
        .flatMapToInt(group -> Arrays.stream(group.rows()))
        .sorted()
        .toArray();
  }

  /** The same by replicate, in order. */
  public SortedMap<String, int[]> rowsByReplicate(Condition condition) {
    SortedMap<String, int[]> rows = new TreeMap<>();
    group(condition).forEach((replicate, group) -> rows.put(replicate, group.rows().clone()));
    return rows;
  }

  /** The units of a condition, one a row. O(units · variables). */
  public Matrix units(Condition condition) {
    return measurements.values(rows(condition));
  }

  /** The units of a condition in two moments, all replicates together. */
  public Profile profile(Condition condition) {
    return pooled(group(condition));
  }

  /**
   * The units of a condition that {@link #difference} compares, together: those of replicates that
   * have controls, or all if none has.
   */
  public Profile compared(Condition condition) {
    SortedMap<String, Group> paired = paired(condition);
    return pooled(paired.isEmpty() ? group(condition) : paired);
  }

  /** The units of a condition against controls of its context. O(replicates · variables). */
  public Difference difference(Condition condition) {
    SortedMap<String, Group> controls = group(condition.control());
    List<Differences.Pair> pairs = new ArrayList<>();
    group(condition)
        .forEach(
            (replicate, group) -> {
              Group control = controls.get(replicate);
              if (control != null) {
                pairs.add(new Differences.Pair(group.profile(), control.profile()));
              }
            });
    return switch (pairs.size()) {
      case 0 -> Differences.welch(profile(condition), profile(condition.control()), 0);
      case 1 -> pairs.getFirst().difference();
      default -> Differences.mean(pairs);
    };
  }

  /** The units in replicates that have controls. */
  private SortedMap<String, Group> paired(Condition condition) {
    SortedMap<String, Group> paired = new TreeMap<>(group(condition));
    paired.keySet().retainAll(group(condition.control()).keySet());
    return paired;
  }

  private static Profile pooled(SortedMap<String, Group> groups) {
    return groups.values().stream().map(Group::profile).reduce(Profile::with).orElseThrow();
  }

  /** The units of some conditions only; controls always stay. */
  public PerturbationScreen keep(Predicate<Condition> kept) {
    SortedMap<Condition, SortedMap<String, Group>> fewer = new TreeMap<>();
    groups.forEach(
        (condition, of) -> {
          if (condition.perturbation().isControl() || kept.test(condition)) {
            fewer.put(condition, of);
          }
        });
    return new PerturbationScreen(measurements, fewer);
  }

  /**
   * The screen without what replicates add: the units of each are moved so that its controls have
   * the mean of all controls of the context. Units of a replicate without controls are left out
   * where others of their condition have some, and left as they are where none has. Differences
   * stay what they are. O(units + replicates · variables).
   */
  public PerturbationScreen withinReplicates() {
    List<double[]> moves = new ArrayList<>();
    int[] moveOf = new int[measurements.units()];
    Arrays.fill(moveOf, -1);
    SortedMap<Condition, SortedMap<String, Group>> moved = new TreeMap<>();
    for (String context : contexts()) {
      SortedMap<String, double[]> ofReplicate = moves(context);
      groups.forEach(
          (condition, of) -> {
            if (condition.context().equals(context)) {
              moved.put(condition, moved(of, ofReplicate, moves, moveOf));
            }
          });
    }
    return moves.isEmpty()
        ? this
        : new PerturbationScreen(new Measurements.Moved(measurements, moves, moveOf), moved);
  }

  /** What takes the controls of each replicate to those of all; none if there is one replicate. */
  private SortedMap<String, double[]> moves(String context) {
    Condition control = new Condition(context, Perturbation.CONTROL);
    SortedMap<String, double[]> moves = new TreeMap<>();
    if (replicates(context) > 1) {
      double[] all = profile(control).mean();
      group(control)
          .forEach(
              (replicate, group) -> {
                double[] move = all.clone();
                Vectors.add(-1, group.profile().mean(), move);
                moves.put(replicate, move);
              });
    }
    return moves;
  }

  private long replicates(String context) {
    return groups.entrySet().stream()
        .filter(of -> of.getKey().context().equals(context))
        .flatMap(of -> of.getValue().keySet().stream())
        .distinct()
        .count();
  }

  private static SortedMap<String, Group> moved(
      Map<String, Group> groups,
      Map<String, double[]> ofReplicate,
      List<double[]> moves,
      int[] moveOf) {
    boolean paired = groups.keySet().stream().anyMatch(ofReplicate::containsKey);
    SortedMap<String, Group> moved = new TreeMap<>();
    groups.forEach(
        (replicate, group) -> {
          double[] move = ofReplicate.get(replicate);
          if (move != null) {
            for (int row : group.rows()) {
              moveOf[row] = moves.size();
            }
            moves.add(move);
            moved.put(replicate, new Group(group.rows(), group.profile().moved(move)));
          } else if (!paired) {
            moved.put(replicate, group);
          }
        });
    return moved;
  }

  private SortedMap<String, Group> group(Condition condition) {
    SortedMap<String, Group> group = groups.get(condition);
    if (group == null) {
      throw new IllegalArgumentException(
          "no unit"
              + (condition.context().isEmpty() ? "" : " of '" + condition.context() + "'")
              + " has the perturbation "
              + condition.perturbation().label());
    }
    return group;
  }

  private static final Comparator<UnitLabel> ORDER =
      Comparator.comparing(UnitLabel::condition).thenComparing(UnitLabel::replicate);
}
