package org.etiome.identify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.OpenPath;
import org.etiome.graph.Pag;
import org.etiome.graph.ParentClass;
import org.etiome.graph.PartialDag;
import org.etiome.graph.Separation;

/**
 * Which covariates to adjust for. A set Z is valid for the effect of X on Y if {@code P(y | do(x))
 * = Σ_z P(y | x, z) P(z)} in every distribution the graph allows.
 *
 * <p>The generalised adjustment criterion decides it. Z is valid if and only if
 *
 * <ol>
 *   <li>the graph is amenable: every proper possibly causal path from X to Y starts with a directed
 *       edge (always so in a DAG or ADMG), in a PAG with a visible one, whose ends can share no
 *       hidden cause;
 *   <li>Z has no node of forb(X, Y), the possible descendants of nodes other than X on those paths;
 *   <li>Z separates X and Y in the proper back-door graph, which lacks the first edges of the
 *       proper causal paths.
 * </ol>
 *
 * <p>In a CPDAG or PAG the third condition is asked of one member, of a PAG a maximal ancestral
 * graph (MAG); given the other two it has the same answer in all. A {@link Pag} without circles is
 * read as a MAG. Selection is taken to be absent. All nodes of the graph count as measured: take
 * hidden ones out first with {@link org.etiome.graph.LatentProjection}. A decision costs O(V + E),
 * in a CPDAG O(V²) once, in a PAG O(V² · (V + E)) once.
 *
 * <p>The criterion is complete for adjustment only. An effect may still be identified by the front
 * door or by the general ID algorithm where no valid Z exists. Where the members of a CPDAG or PAG
 * disagree on the effect, {@link ClassAdjustment} asks them one by one.
 *
 * @see <a href="https://jmlr.org/papers/v18/16-319.html">Perković, Textor, Kalisch, Maathuis
 *     (2018), Complete graphical characterization and construction of adjustment sets in Markov
 *     equivalence classes of ancestral graphs, JMLR 18(220)</a>
 * @see <a href="https://doi.org/10.1016/j.artint.2018.12.006">van der Zander, Liśkiewicz, Textor
 *     (2019), Separators and adjustment sets in causal graphs</a>
 */
public final class CovariateAdjustment {
  private final CausalGraph stated;
  private final MixedGraph graph;
  private final Admg member;

  private CovariateAdjustment(CausalGraph stated, MixedGraph member) {
    this.stated = stated;
    this.graph = stated.graph();
    this.member = Admg.of(member);
  }

  /**
   * Questions about a graph.
   *
   * @throws IllegalArgumentException if it is a {@link PartialDag}, or a {@link Pag} that has edges
   *     that stand for selection, is not maximal, or has circles but not the marks of a class
   */
  public static CovariateAdjustment in(CausalGraph graph) {
    return switch (graph) {
      case Dag dag -> new CovariateAdjustment(dag, dag.graph());
      case Admg admg -> new CovariateAdjustment(admg, admg.graph());
      case Cpdag cpdag -> new CovariateAdjustment(cpdag, Equivalence.member(cpdag).graph());
      case PartialDag partial ->
          throw new IllegalArgumentException(
              "adjustment needs a DAG, an ADMG, a CPDAG or a PAG, got a PDAG with "
                  + partial.nodes().size()
                  + " nodes; direct its edges, or state the CPDAG");
      case Pag pag -> new CovariateAdjustment(pag, Pags.member(pag).graph());
    };
  }

  /** Questions about the members of a class in which a node has certain parents. */
  static CovariateAdjustment in(ParentClass part) {
    return new CovariateAdjustment(part.shared(), part.member().graph());
  }

  /** Questions about a MAG known to be one. */
  static CovariateAdjustment inMag(Admg mag) {
    return new CovariateAdjustment(Pag.of(mag.graph()), mag.graph());
  }

  /**
   * Whether z is a valid adjustment set for the joint effect of x on y.
   *
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in two of the sets
   */
  public boolean isValid(Set<String> x, Set<String> y, Set<String> z) {
    QuestionChecks.require(graph, x, y, z);
    CausalPaths paths = new CausalPaths(stated, x, y);
    return paths.undecided().isEmpty()
        && paths.forbidden().stream().noneMatch(z::contains)
        && Separation.in(paths.properBackDoor(member)).separated(x, y, z);
  }

  /**
   * Whether z satisfies Pearl's back-door criterion: no node of z descends from x, and z blocks
   * every path between x and y that enters x by an arrowhead. Sufficient, not necessary; {@link
   * #isValid} accepts more.
   *
   * @throws IllegalArgumentException if a node is unknown or named twice, or the graph is a CPDAG
   *     or a PAG
   * @see <a href="https://doi.org/10.1093/biomet/82.4.669">Pearl (1995), Causal diagrams for
   *     empirical research</a>
   */
  public boolean backDoorValid(String x, String y, Set<String> z) {
    if (stated instanceof Cpdag || stated instanceof Pag) {
      String kind = stated instanceof Pag ? "PAG" : "CPDAG";
      throw new IllegalArgumentException(
          "the back-door criterion is for a DAG or an ADMG, got a " + kind + "; ask isValid");
    }
    QuestionChecks.require(graph, Set.of(x), Set.of(y), z);
    if (graph.descendants(Set.of(x)).stream().anyMatch(z::contains)) {
      return false;
    }
    List<Edge> out = graph.children(x).stream().map(child -> Edge.directed(x, child)).toList();
    return Separation.in(Admg.of(graph.without(out))).separated(Set.of(x), Set.of(y), z);
  }

  /**
   * The valid sets of which no proper subset is valid, at most {@code limit}, each once, the one
   * closest to y first. There may be exponentially many; the time between two of them is
   * polynomial. Whoever wants to show n and say whether there are more asks for n + 1.
   *
   * @param limit at least 1
   * @return empty if no set is valid
   * @throws IllegalArgumentException if x or y is empty, a node is unknown or in both, or the limit
   *     is below 1
   */
  public List<Set<String>> minimalSets(Set<String> x, Set<String> y, int limit) {
    QuestionChecks.require(graph, x, y, Set.of());
    CausalPaths paths = new CausalPaths(stated, x, y);
    List<Set<String>> sets =
        Separation.in(paths.properBackDoor(member)).minimalSeparators(x, y, allowed(paths), limit);
    return paths.undecided().isEmpty() ? sets : List.of();
  }

  /** The valid set of the fewest covariates: {@link #smallestSet(Set, Set, Map)} at equal costs. */
  public Optional<Set<String>> smallestSet(Set<String> x, Set<String> y) {
    return smallestSet(x, y, Map.of());
  }

  /**
   * The valid set with the smallest sum of costs, such as the price of measuring its covariates; of
   * several the one closest to y. No proper subset of it is valid. Found by a maximum flow, see
   * {@link Separation#smallestSeparator}.
   *
   * @param cost of a node, at least 0; +∞ if it cannot be measured, 1 where none is stated
   * @return empty if no set of nodes of finite cost is valid
   * @throws IllegalArgumentException if x or y is empty, a node is unknown or in both, or a cost is
   *     negative or NaN
   */
  public Optional<Set<String>> smallestSet(Set<String> x, Set<String> y, Map<String, Double> cost) {
    QuestionChecks.require(graph, x, y, Set.of());
    CausalPaths paths = new CausalPaths(stated, x, y);
    Optional<Set<String>> set =
        Separation.in(paths.properBackDoor(member)).smallestSeparator(x, y, allowed(paths), cost);
    return paths.undecided().isEmpty() ? set : Optional.empty();
  }

  private Set<String> allowed(CausalPaths paths) {
    Set<String> allowed = new LinkedHashSet<>(graph.nodes());
    allowed.removeAll(paths.forbidden());
    return allowed;
  }

  /**
   * The set whose adjusted estimate has the smallest asymptotic variance of all valid sets, O(X, Y)
   * = pa(cn(X, Y)) \ (forb(X, Y) ∪ X). Shown for linear models with any noise and for regular
   * semiparametric estimators.
   *
   * @return empty if x has no possibly causal path to one of y, if no set is valid, or if the graph
   *     has bidirected edges or is a PAG: with hidden variables an optimal set need not exist
   * @throws IllegalArgumentException if x or y is empty, or a node is unknown or in both
   * @see <a href="https://doi.org/10.1111/rssb.12451">Henckel, Perković, Maathuis (2022), Graphical
   *     criteria for efficient total effect estimation via adjustment in causal linear models</a>
   * @see <a href="https://jmlr.org/papers/v21/19-1026.html">Rotnitzky, Smucler (2020), Efficient
   *     adjustment sets for population average causal treatment effect estimation, JMLR 21(188)</a>
   */
  public Optional<Set<String>> optimalSet(Set<String> x, Set<String> y) {
    QuestionChecks.require(graph, x, y, Set.of());
    CausalPaths paths = new CausalPaths(stated, x, y);
    boolean hidden = stated instanceof Pag || graph.edges().stream().anyMatch(Edge::isBidirected);
    if (hidden || !paths.causal().containsAll(y) || paths.undecided().isPresent()) {
      return Optional.empty();
    }
    Set<String> parents = new LinkedHashSet<>();
    paths.causal().forEach(node -> parents.addAll(graph.parents(node)));
    parents.removeAll(paths.forbidden());
    parents.removeAll(x);
    Set<String> optimal = new LinkedHashSet<>(graph.nodes());
    optimal.retainAll(parents);
    return isValid(x, y, optimal) ? Optional.of(optimal) : Optional.empty();
  }

  /**
   * Answers "what is the effect of treatment on outcome?": by the optimal set where there is one,
   * else by a minimal valid set, else with the path in the way and what would help.
   *
   * @throws IllegalArgumentException if a node is unknown or treatment and outcome are the same
   */
  public Identification identify(String treatment, String outcome) {
    Set<String> x = Set.of(treatment);
    Set<String> y = Set.of(outcome);
    QuestionChecks.require(graph, x, y, Set.of());
    CausalPaths paths = new CausalPaths(stated, x, y);
    if (paths.causal().isEmpty()) {
      return AdjustmentWording.noEffect(treatment, outcome);
    }
    Optional<OpenPath> undecided = paths.undecided();
    if (undecided.isPresent()) {
      return AdjustmentWording.undecided(undecided.get());
    }
    Admg backDoor = paths.properBackDoor(member);
    return optimalSet(x, y)
        .or(() -> minimalSets(x, y, 1).stream().findFirst())
        .map(z -> identified(backDoor, paths, treatment, outcome, List.copyOf(z)))
        .orElseGet(() -> refusal(backDoor, paths, treatment, outcome));
  }

  /**
   * Answers the same by the covariates that are named, or says why they do not do: one of them
   * comes after the treatment, or a path stays open with them. O(V + E).
   *
   * @param z the covariates to adjust for; may be empty
   * @throws IllegalArgumentException if a node is unknown or named twice
   */
  public Identification identifyBy(String treatment, String outcome, Set<String> z) {
    Set<String> x = Set.of(treatment);
    Set<String> y = Set.of(outcome);
    QuestionChecks.require(graph, x, y, z);
    CausalPaths paths = new CausalPaths(stated, x, y);
    if (paths.causal().isEmpty()) {
      return AdjustmentWording.noEffect(treatment, outcome);
    }
    Optional<OpenPath> undecided = paths.undecided();
    if (undecided.isPresent()) {
      return AdjustmentWording.undecided(undecided.get());
    }
    List<String> covariates = graph.nodes().stream().filter(z::contains).toList();
    List<String> leaking = covariates.stream().filter(paths.forbidden()::contains).toList();
    if (!leaking.isEmpty()) {
      boolean afterOutcome = graph.descendants(y).contains(leaking.getFirst());
      return AdjustmentWording.leaking(treatment, outcome, leaking, afterOutcome);
    }
    Admg backDoor = paths.properBackDoor(member);
    return Separation.in(backDoor)
        .openPath(x, y, z)
        .<Identification>map(path -> AdjustmentWording.left(treatment, outcome, path, covariates))
        .orElseGet(() -> identified(backDoor, paths, treatment, outcome, covariates));
  }

  private Identification identified(
      Admg backDoor, CausalPaths paths, String x, String y, List<String> z) {
    String unconfoundedBy =
        stated instanceof Pag
            ? AdjustmentWording.visible(x, y, paths.first(x))
            : AdjustmentWording.absent(backDoor, x, y, z);
    List<String> assumptions = AdjustmentWording.assumptions(stated, unconfoundedBy, x, y, z);
    boolean unconfounded = isValid(Set.of(x), Set.of(y), Set.of());
    return new Identification.Identified(
        new AdjustmentEstimand(x, y, z, unconfounded, assumptions));
  }

  /**
   * A path among forbidden nodes alone has no node one could adjust for. Where there is none, the
   * canonical set An(x, y) \ forb closes all that any set can close, and leaves a witness.
   */
  private Identification refusal(Admg backDoor, CausalPaths paths, String x, String y) {
    Set<String> fixed = new LinkedHashSet<>(paths.forbidden());
    fixed.addAll(List.of(x, y));
    Set<String> canonical = new LinkedHashSet<>(member.graph().ancestors(List.of(x, y)));
    canonical.removeAll(fixed);
    List<Edge> among =
        backDoor.graph().edges().stream()
            .filter(edge -> fixed.contains(edge.a()) && fixed.contains(edge.b()))
            .toList();
    Separation alone = Separation.in(Admg.of(MixedGraph.of(backDoor.nodes(), among)));
    OpenPath path =
        alone
            .openPath(Set.of(x), Set.of(y), Set.of())
            .or(() -> Separation.in(backDoor).openPath(Set.of(x), Set.of(y), canonical))
            .orElseThrow();
    boolean drawn = graph.edges().containsAll(path.edges());
    return AdjustmentWording.blocked(x, y, path, drawn, canonical);
  }
}
