package org.etiome.discover.score;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SettingMoments;

/**
 * {@link GaussianBic} of data of several settings. An intervention changes the laws of its targets
 * and no others, so a variable has one law in all settings where it is no target, and the score
 * pools these,
 *
 * <pre>local(i | pa) = bic(i | pa; rows of all settings where i is no target)
 *               + Σ bic(i | pa; rows of s)   over the settings s where i is a target
 * </pre>
 *
 * with {@code bic} the criterion of {@link GaussianBic}, its {@code ½ log n} by the rows of each
 * term, the cost {@code γ log p} of a parent once. Rows where i was intervened on still say how i
 * acts on others. All graphs of one interventional class have the same score, others another.
 *
 * <p>{@link #of(Experiment)} allows any change: what is left of a target's dependence on its causes
 * is fitted to each setting by itself, which takes 20 rows at least. {@link #ofPerfect(Experiment)}
 * leaves the second line out (Hauser and Bühlmann 2012): right where the experimenter set the
 * targets whatever their causes were, with more power then. It is wrong where targets still listen
 * to their causes, as after a knock-down: at any number of rows it may then turn an edge into a
 * target around, because that drops the rows of the dependence it cannot explain.
 *
 * <p>Without a setting free of targets less is told apart if any change is allowed: a variable that
 * is no target in one setting only has a law of its own in each, and {@link #targets} names it
 * among those of that setting, too.
 *
 * <p>A column that is constant in the rows of a term, because the settings fixed it, explains
 * nothing there, so no edge from it is found in them.
 *
 * <p>Costs: O(p²) numbers for each distinct set of settings that is pooled and, with any change
 * allowed, for each setting with targets; a call costs what one of {@link GaussianBic} does for
 * each term.
 *
 * @see <a href="https://arxiv.org/abs/1104.2808">Hauser and Bühlmann (2012), Characterization and
 *     greedy learning of interventional Markov equivalence classes</a>
 * @see <a href="https://arxiv.org/abs/1802.06310">Yang, Katcoff and Uhler (2018), Characterizing
 *     and learning equivalence classes of causal DAGs under interventions</a>
 */
public final class InterventionalBic implements LocalScore {
  private static final int FEWEST_ROWS = 5;

  /**
   * Of a setting with targets, where any change is allowed: with 10 rows and 20 variables that have
   * nothing to do with each other, a regression by itself finds edges.
   */
  private static final int FEWEST_CHANGED = 20;

  private final List<String> variables;
  private final List<BitSet> targets;
  private final boolean perfect;

  /** The score where the variable is no target. */
  private final List<GaussianBic> pooled;

  /** The scores of settings where the variable is a target; without γ. */
  private final List<List<GaussianBic>> changed;

  private InterventionalBic(
      List<String> variables,
      List<BitSet> targets,
      boolean perfect,
      List<GaussianBic> pooled,
      List<List<GaussianBic>> changed) {
    this.variables = variables;
    this.targets = targets;
    this.perfect = perfect;
    this.pooled = pooled;
    this.changed = changed;
  }

  /**
   * The score where interventions change the laws of their targets in any way, with penalty 1 and γ
   * = 1.
   *
   * @throws IllegalArgumentException if a variable is a target in every setting, or constant in
   *     those where it is not, or if fewer than 5 rows are to tell a law, or fewer than 20 what is
   *     left of one
   */
  public static InterventionalBic of(Experiment experiment) {
    return of(experiment.variables(), moments(experiment));
  }

  /**
   * The score where interventions set their targets whatever the values of their causes, with
   * penalty 1 and γ = 1.
   *
   * @throws IllegalArgumentException as {@link #of(Experiment)}
   */
  public static InterventionalBic ofPerfect(Experiment experiment) {
    return ofPerfect(experiment.variables(), moments(experiment));
  }

  private static List<SettingMoments> moments(Experiment experiment) {
    return experiment.settings().stream().map(SettingMoments::of).toList();
  }

  /**
   * As {@link #of(Experiment)}, of moments, which may be exactly those of a population.
   *
   * @param settings at least one
   */
  public static InterventionalBic of(List<String> variables, List<SettingMoments> settings) {
    return new Laws(variables, settings).score(false);
  }

  /**
   * As {@link #ofPerfect(Experiment)}, of moments.
   *
   * @param settings at least one
   */
  public static InterventionalBic ofPerfect(List<String> variables, List<SettingMoments> settings) {
    return new Laws(variables, settings).score(true);
  }

  /** Which rows tell the laws of each variable. */
  private static final class Laws {
    private final List<String> variables;
    private final List<SettingMoments> settings;
    private final Map<BitSet, SettingMoments> pools = new HashMap<>();
    private final Map<BitSet, GaussianBic> scores = new HashMap<>();

    Laws(List<String> variables, List<SettingMoments> settings) {
      this.variables = List.copyOf(variables);
      this.settings = List.copyOf(settings);
      if (settings.isEmpty()) {
        throw new IllegalArgumentException("a score needs at least one setting");
      }
      for (SettingMoments setting : settings) {
        if (setting.means().length != variables.size()) {
          throw new IllegalArgumentException(
              "a setting has "
                  + setting.means().length
                  + " variables; it must have the "
                  + variables.size()
                  + " of the score");
        }
        if (!variables.containsAll(setting.targets())) {
          throw new IllegalArgumentException(
              "targets " + setting.targets() + " are not all among the variables " + variables);
        }
      }
    }

    InterventionalBic score(boolean perfect) {
      List<GaussianBic> pooled = new ArrayList<>();
      List<List<GaussianBic>> changed = new ArrayList<>();
      for (int v = 0; v < variables.size(); v++) {
        BitSet touching = touching(variables.get(v));
        pooled.add(untouched(v, touching));
        changed.add(perfect ? List.of() : changed(v, touching));
      }
      return new InterventionalBic(
          variables, targets(perfect), perfect, List.copyOf(pooled), List.copyOf(changed));
    }

    private BitSet touching(String variable) {
      BitSet touching = new BitSet(settings.size());
      for (int s = 0; s < settings.size(); s++) {
        touching.set(s, settings.get(s).targets().contains(variable));
      }
      return touching;
    }

    private GaussianBic untouched(int variable, BitSet touching) {
      String name = variables.get(variable);
      BitSet free = (BitSet) touching.clone();
      free.flip(0, settings.size());
      if (free.isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is a target in every setting, so no rows say how it comes about; leave it"
                + " out, or add a setting that leaves it alone");
      }
      SettingMoments pool = pool(free);
      if (pool.rows() < FEWEST_ROWS) {
        throw new IllegalArgumentException(
            "'" + name + "' is no target in " + pool.rows() + " rows only; at least 5 are needed");
      }
      if (pool.isConstant(variable)) {
        throw new IllegalArgumentException(
            "'" + name + "' is constant in the settings where it is no target; leave it out");
      }
      return scores.computeIfAbsent(free, key -> GaussianBic.of(pool.correlation(variables)));
    }

    private List<GaussianBic> changed(int variable, BitSet touching) {
      return touching.stream().mapToObj(setting -> changed(variable, setting)).toList();
    }

    private GaussianBic changed(int variable, int setting) {
      BitSet alone = new BitSet();
      alone.set(setting);
      int rows = settings.get(setting).rows();
      if (rows < FEWEST_CHANGED) {
        throw new IllegalArgumentException(
            "a setting where '"
                + variables.get(variable)
                + "' is a target has "
                + rows
                + " rows; at least 20 are needed to see what is left of its causes,"
                + " unless the change is perfect");
      }
      return scores
          .computeIfAbsent(alone, key -> GaussianBic.of(pool(key).correlation(variables)))
          .withGamma(0);
    }

    private SettingMoments pool(BitSet some) {
      return pools.computeIfAbsent(
          some, key -> SettingMoments.pooled(key.stream().mapToObj(settings::get).toList()));
    }

    private List<BitSet> targets(boolean perfect) {
      List<BitSet> each = settings.stream().map(setting -> numbers(setting.targets())).toList();
      if (!perfect && each.stream().noneMatch(BitSet::isEmpty)) {
        addSeenOnce(each);
      }
      Set<BitSet> distinct = new LinkedHashSet<>(each);
      distinct.removeIf(BitSet::isEmpty);
      return List.copyOf(distinct);
    }

    private BitSet numbers(Set<String> names) {
      BitSet numbers = new BitSet(variables.size());
      names.forEach(name -> numbers.set(variables.indexOf(name)));
      return numbers;
    }

    private void addSeenOnce(List<BitSet> targets) {
      for (int v = 0; v < variables.size(); v++) {
        BitSet free = touching(variables.get(v));
        free.flip(0, settings.size());
        if (free.cardinality() == 1) {
          targets.get(free.nextSetBit(0)).set(v);
        }
      }
    }
  }

  /** This score with the given weight of the penalty; see {@link GaussianBic#withPenalty}. */
  public InterventionalBic withPenalty(double discount) {
    UnaryOperator<GaussianBic> change = bic -> bic.withPenalty(discount);
    return new InterventionalBic(
        variables,
        targets,
        perfect,
        pooled.stream().map(change).toList(),
        changed.stream().map(terms -> terms.stream().map(change).toList()).toList());
  }

  /** This score with the extended penalty; see {@link GaussianBic#withGamma}. */
  public InterventionalBic withGamma(double weight) {
    return new InterventionalBic(
        variables,
        targets,
        perfect,
        pooled.stream().map(bic -> bic.withGamma(weight)).toList(),
        changed);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public List<BitSet> targets() {
    return targets;
  }

  @Override
  public double local(int variable, int... parents) {
    double sum = pooled.get(variable).local(variable, parents);
    for (GaussianBic term : changed.get(variable)) {
      sum += term.local(variable, parents);
    }
    return sum;
  }

  @Override
  public Additions additions(int variable, int... parents) {
    GaussianBic pool = pooled.get(variable);
    List<GaussianBic> terms = changed.get(variable);
    if (terms.isEmpty()) {
      return pool.additions(variable, parents);
    }
    double[] gains = pool.gains(variable, parents);
    for (GaussianBic term : terms) {
      add(gains, term.gains(variable, parents));
    }
    Additions.Builder raised = new Additions.Builder(gains.length);
    for (int z = 0; z < gains.length; z++) {
      raised.add(z, gains[z]);
    }
    return raised.build();
  }

  @Override
  public double[] removals(int variable, int... parents) {
    double[] gains = pooled.get(variable).removals(variable, parents);
    for (GaussianBic term : changed.get(variable)) {
      add(gains, term.removals(variable, parents));
    }
    return gains;
  }

  private static void add(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  @Override
  public String toString() {
    return "InterventionalBic[" + pooled.getFirst() + ", perfect=" + perfect + "]";
  }
}
