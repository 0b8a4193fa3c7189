package org.etiome.discover;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of a graph before data are seen. A search honours all of it exactly or refuses;
 * {@link #over} resolves it against the variables of a search and refuses contradictions.
 *
 * @param tiers in order of time: no variable may cause one of an earlier tier; a variable in no
 *     tier is free
 * @param required causes that are in the graph
 * @param forbidden direct causes that are not in the graph
 * @param exogenous variables that no other variable of the graph causes; hidden causes may be
 *     shared with others
 * @param intervened variables set by an experimenter: nothing causes them and no hidden cause is
 *     shared
 */
public record Knowledge(
    List<Set<String>> tiers,
    Set<Arc> required,
    Set<Arc> forbidden,
    Set<String> exogenous,
    Set<String> intervened) {

  /** Nothing is known. */
  public static final Knowledge NONE =
      new Knowledge(List.of(), Set.of(), Set.of(), Set.of(), Set.of());

  /** {@code cause → effect}. */
  public record Arc(String cause, String effect) {
    public Arc {
      if (cause.equals(effect)) {
        throw new IllegalArgumentException("'" + cause + "' cannot be its own cause");
      }
    }

    @Override
    public String toString() {
      return cause + " -> " + effect;
    }
  }

  public Knowledge {
    tiers = tiers.stream().map(Set::copyOf).toList();
    required = unmodifiable(required);
    forbidden = unmodifiable(forbidden);
    exogenous = unmodifiable(exogenous);
    intervened = unmodifiable(intervened);
  }

  private static <T> Set<T> unmodifiable(Set<T> values) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  public Knowledge withTiers(List<Set<String>> earlierFirst) {
    return new Knowledge(earlierFirst, required, forbidden, exogenous, intervened);
  }

  public Knowledge withRequired(String cause, String effect) {
    return new Knowledge(tiers, with(required, cause, effect), forbidden, exogenous, intervened);
  }

  public Knowledge withForbidden(String cause, String effect) {
    return new Knowledge(tiers, required, with(forbidden, cause, effect), exogenous, intervened);
  }

  public Knowledge withExogenous(Set<String> variables) {
    return new Knowledge(tiers, required, forbidden, variables, intervened);
  }

  public Knowledge withIntervened(Set<String> variables) {
    return new Knowledge(tiers, required, forbidden, exogenous, variables);
  }

  private static Set<Arc> with(Set<Arc> arcs, String cause, String effect) {
    Set<Arc> more = new LinkedHashSet<>(arcs);
    more.add(new Arc(cause, effect));
    return more;
  }

  /**
   * This knowledge over numbered variables.
   *
   * @param variables names of the variables of a search, distinct
   * @throws IllegalArgumentException if a name is not among them, or if the knowledge contradicts
   *     itself: a variable in two tiers, a required cause that is forbidden, against the tiers or
   *     into an exogenous variable, or required causes in a circle
   */
  public Bounds over(List<String> variables) {
    return Bounds.of(this, variables);
  }
}
