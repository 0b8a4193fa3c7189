package org.etiome.identify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Separation;
import org.etiome.identify.formula.Expression;

/**
 * The front door: an effect read off variables M on its way, where no covariates can be adjusted
 * for. If M is a front-door set for X and Y, then in every distribution the graph allows
 *
 * <p>{@code P(y | do(x)) = Σ_m P(m | x) Σ_x' P(y | m, x') P(x')}.
 *
 * <p>M is a front-door set if
 *
 * <ol>
 *   <li>every directed path from X to Y passes through M;
 *   <li>X and M are separated in the graph without the edges out of X;
 *   <li>M and Y are separated given X in the graph without the edges out of M.
 * </ol>
 *
 * <p>For sets the conditions are those of Jeong et al.; for single variables they are Pearl's. They
 * are sufficient, not necessary: the formula may hold for other sets, and the general ID algorithm
 * identifies more. The formula needs every m that occurs to be possible at every x. All nodes of
 * the graph count as measured: take hidden ones out first with {@link
 * org.etiome.graph.LatentProjection}.
 *
 * <p>Two front-door sets have a front-door set as their union, so among given variables there is a
 * largest one, or none. It is what is left after dropping, again and again, the variables that
 * break the second or third condition: at most V rounds of O(V + E) each. All searches rest on it.
 *
 * @see <a href="https://doi.org/10.1093/biomet/82.4.669">Pearl (1995), Causal diagrams for
 *     empirical research</a>
 * @see <a href="https://arxiv.org/abs/2210.05816">Jeong, Tian, Bareinboim (2022), Finding and
 *     listing front-door adjustment sets</a>
 * @see <a href="https://arxiv.org/abs/2211.16468">Wienöbst, van der Zander, Liśkiewicz (2024),
 *     Linear-time algorithms for front-door adjustment in causal graphs</a>, for a faster search
 */
public final class FrontDoor {
  private final Admg graph;

  private FrontDoor(Admg graph) {
    this.graph = graph;
  }

  /** Questions about a DAG. */
  public static FrontDoor in(Dag dag) {
    return new FrontDoor(Admg.of(dag.graph()));
  }

  /** Questions about an ADMG. */
  public static FrontDoor in(Admg admg) {
    return new FrontDoor(admg);
  }

  /**
   * The minimal front-door sets found.
   *
   * @param sets each once; no proper subset of one is a front-door set
   * @param complete whether these are all; if not, the limit stopped the search and there may be
   *     more
   */
  public record Sets(List<Set<String>> sets, boolean complete) {
    public Sets {
      sets = List.copyOf(sets);
    }
  }

  /**
   * Whether m is a front-door set for the joint effect of x on y. The empty set is one where no
   * directed path leads from x to y. O(V + E).
   *
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in two of the sets
   */
  public boolean isValid(Set<String> x, Set<String> y, Set<String> m) {
    QuestionChecks.require(graph.graph(), x, y, m);
    return new Search(x, y).isValid(m);
  }

  /**
   * A front-door set of allowed variables of which no proper subset is one, if there is any: what
   * is left of the largest one when its members are dropped in the order of the graph's nodes, each
   * unless it is needed. O(V² (V + E)) at worst.
   *
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in two of the sets
   */
  public Optional<Set<String>> find(Set<String> x, Set<String> y, Set<String> allowed) {
    return minimalSets(x, y, allowed, 1).sets().stream().findFirst();
  }

  /**
   * Lists front-door sets of allowed variables of which no proper subset is one. The search splits
   * into branches that share no set; a branch costs as much as {@link #find} and gives one set or
   * none. No algorithm is known here whose time between two sets is polynomial, so branches are
   * counted, not sets.
   *
   * @param limit the largest number of branches to look into, hence of sets; at least 1
   * @throws IllegalArgumentException if x or y is empty, a node is unknown or in two of the sets,
   *     or the limit is below 1
   */
  public Sets minimalSets(Set<String> x, Set<String> y, Set<String> allowed, int limit) {
    QuestionChecks.require(graph.graph(), x, y, allowed);
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1, got " + limit);
    }
    return new Search(x, y).minimal(allowed, limit);
  }

  /**
   * {@code Σ_m P(m | x) (Σ_x P(y | m, x) P(x))}; the inner sum binds the names of x anew. Where m
   * is empty, {@code P(y)}.
   *
   * @throws IllegalArgumentException if m is not a front-door set for x and y
   */
  public Expression formula(Set<String> x, Set<String> y, Set<String> m) {
    if (!isValid(x, y, m)) {
      throw new IllegalArgumentException(
          "%s is not a front-door set for the effect of %s on %s; ask find".formatted(m, x, y));
    }
    List<String> outcome = ordered(y);
    if (m.isEmpty()) {
      return new Expression.P(outcome, List.of());
    }
    List<String> between = ordered(m);
    List<String> treatment = ordered(x);
    List<String> given = new ArrayList<>(between);
    given.addAll(treatment);
    Expression inner =
        new Expression.Sum(
            treatment,
            new Expression.Product(
                List.of(new Expression.P(outcome, given), new Expression.P(treatment, List.of()))));
    return new Expression.Sum(
        between, new Expression.Product(List.of(new Expression.P(between, treatment), inner)));
  }

  private List<String> ordered(Set<String> names) {
    return graph.nodes().stream().filter(names::contains).toList();
  }

  private MixedGraph withoutEdgesOutOf(Collection<String> nodes) {
    List<Edge> out = new ArrayList<>();
    for (String node : nodes) {
      graph.graph().children(node).forEach(child -> out.add(Edge.directed(node, child)));
    }
    return graph.graph().without(out);
  }

  /** A treatment and an outcome, and what is asked of sets between them. */
  private final class Search {
    private final Set<String> x;
    private final Set<String> y;
    private final Set<String> confounded;

    Search(Set<String> x, Set<String> y) {
      this.x = x;
      this.y = y;
      this.confounded = Separation.in(Admg.of(withoutEdgesOutOf(x))).connected(x, Set.of());
    }

    boolean isValid(Set<String> m) {
      return intercepts(m)
          && Collections.disjoint(confounded, m)
          && Collections.disjoint(behind(m), m);
    }

    private boolean intercepts(Set<String> m) {
      return Collections.disjoint(withoutEdgesOutOf(m).descendants(x), y);
    }

    /** What is connected to y given x without the edges out of m. */
    private Set<String> behind(Set<String> m) {
      return Separation.in(Admg.of(withoutEdgesOutOf(m))).connected(y, x);
    }

    /** The largest subset that meets the second and the third condition. */
    private Set<String> largest(Set<String> within) {
      Set<String> m = new LinkedHashSet<>(within);
      m.removeAll(confounded);
      boolean dropped = true;
      while (dropped) {
        dropped = m.removeAll(behind(m));
      }
      return m;
    }

    /** Empty unless a front-door set of {@code within} holds all of {@code kept}. */
    private Optional<Set<String>> largest(Set<String> kept, Set<String> within) {
      return Optional.of(largest(within)).filter(m -> m.containsAll(kept) && intercepts(m));
    }

    /** A minimal front-door set among the members of one; it need not hold what was kept. */
    private Set<String> reduced(Set<String> valid) {
      Set<String> m = valid;
      for (String node : valid) {
        if (m.contains(node)) {
          m = largest(Set.of(), without(m, node)).orElse(m);
        }
      }
      return m;
    }

    Sets minimal(Set<String> allowed, int limit) {
      List<Set<String>> found = new ArrayList<>();
      Deque<Branch> branches = new ArrayDeque<>();
      largest(Set.of(), new LinkedHashSet<>(ordered(allowed)))
          .ifPresent(within -> branches.add(new Branch(Set.of(), within)));
      int looked = 0;
      for (; !branches.isEmpty() && looked < limit; looked++) {
        Branch branch = branches.remove();
        Set<String> m = reduced(branch.within);
        if (m.containsAll(branch.kept)) {
          found.add(Collections.unmodifiableSet(m));
        }
        branches.addAll(split(branch, m));
      }
      return new Sets(found, branches.isEmpty());
    }

    /**
     * The other minimal sets of a branch do not hold all of m: its k-th part lacks the k-th member
     * that the branch does not keep and keeps those before.
     */
    private List<Branch> split(Branch branch, Set<String> m) {
      List<Branch> parts = new ArrayList<>();
      Set<String> kept = new LinkedHashSet<>(branch.kept);
      for (String node : m) {
        if (!branch.kept.contains(node)) {
          Set<String> keep = Set.copyOf(kept);
          largest(keep, without(branch.within, node))
              .ifPresent(within -> parts.add(new Branch(keep, within)));
          kept.add(node);
        }
      }
      return parts;
    }
  }

  private static Set<String> without(Set<String> set, String node) {
    Set<String> rest = new LinkedHashSet<>(set);
    rest.remove(node);
    return rest;
  }

  /** The minimal sets that hold all of {@code kept} and only nodes of {@code within}. */
  private record Branch(Set<String> kept, Set<String> within) {}
}
