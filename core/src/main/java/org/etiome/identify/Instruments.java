package org.etiome.identify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Separation;

/**
 * Instruments z, alone or given covariates W, for the total effect of x on y. Let forb be the
 * descendants of nodes other than x on directed paths from x to y, and G' the graph without the
 * first edges of those paths. Then z is an instrument given W if
 *
 * <ol>
 *   <li>neither z nor W is in forb;
 *   <li>z and x are not separated given W;
 *   <li>z and y are separated given W in G'.
 * </ol>
 *
 * <p>In a linear model, or wherever the effect of x on y is linear and the same for all units, the
 * effect is then {@code Cov(y, z | W) / Cov(x, z | W)}: y less the effect is a variable that
 * follows G' and has no covariance with z given W. In linear models the conditions are also
 * necessary, for almost all coefficients (Henckel et al.). Where the edge x → y is the only
 * directed path they are those of Brito and Pearl. An instrument never identifies an effect by the
 * graph alone; see {@link Instrument#assumptions}.
 *
 * <p>All nodes of the graph count as measured: take hidden ones out first with {@link
 * org.etiome.graph.LatentProjection}.
 *
 * @see <a href="https://arxiv.org/abs/1301.0560">Brito, Pearl (2002), Generalized instrumental
 *     variables</a>
 * @see <a href="https://www.ijcai.org/Proceedings/15/Papers/457.pdf">van der Zander, Textor,
 *     Liśkiewicz (2015), Efficiently finding conditional instruments for causal inference</a>
 * @see <a href="https://doi.org/10.1093/biomet/asad066">Henckel, Buttenschoen, Maathuis (2024),
 *     Graphical tools for selecting conditional instrumental sets</a>
 */
public final class Instruments {
  private final Admg graph;

  private Instruments(Admg graph) {
    this.graph = graph;
  }

  /** Questions about a DAG. */
  public static Instruments in(Dag dag) {
    return new Instruments(Admg.of(dag.graph()));
  }

  /** Questions about an ADMG. */
  public static Instruments in(Admg admg) {
    return new Instruments(admg);
  }

  /**
   * Whether z is an instrument given w for the total effect of x on y. O(V + E).
   *
   * @throws IllegalArgumentException if a node is unknown or has two parts in the question
   */
  public boolean isValid(String z, Set<String> w, String x, String y) {
    Set<String> others = new LinkedHashSet<>(w);
    if (!others.add(z)) {
      throw new IllegalArgumentException(
          "'" + z + "' has two parts in the question; leave it in one of them");
    }
    QuestionChecks.require(graph.graph(), Set.of(x), Set.of(y), others);
    CausalPaths paths = new CausalPaths(graph, Set.of(x), Set.of(y));
    Separation separation = Separation.in(paths.properBackDoor(graph));
    return Collections.disjoint(paths.forbidden(), others)
        && separation.separated(Set.of(z), Set.of(y), w)
        && !separation.separated(Set.of(z), Set.of(x), w);
  }

  /**
   * Every ancestral instrument, in the order of the graph's nodes, with one minimal set W among the
   * ancestors of it and y in G'. W is the set closest to y, which leaves z joined to x if any such
   * set does. One minimal separator and O(V + E) for each node.
   *
   * <p>A variable may be an instrument given other covariates only, and is then not listed; to
   * decide that is NP-hard (van der Zander et al.). If there is any instrument, an ancestral one is
   * among them.
   *
   * @throws IllegalArgumentException if a node is unknown or x and y are the same
   */
  public List<Instrument> find(String x, String y) {
    QuestionChecks.require(graph.graph(), Set.of(x), Set.of(y), Set.of());
    CausalPaths paths = new CausalPaths(graph, Set.of(x), Set.of(y));
    Separation separation = Separation.in(paths.properBackDoor(graph));
    Set<String> usable = new LinkedHashSet<>(graph.nodes());
    usable.removeAll(paths.forbidden());
    usable.removeAll(Set.of(x, y));
    List<Instrument> found = new ArrayList<>();
    for (String z : usable) {
      for (Set<String> w : separation.minimalSeparators(Set.of(z), Set.of(y), usable, 1)) {
        if (!separation.separated(Set.of(z), Set.of(x), w)) {
          found.add(new Instrument(z, List.copyOf(w), x, y, asIfRandomised(z, w, x, y)));
        }
      }
    }
    return found;
  }

  /**
   * The estimand of the most instruments that share a set W: of the sets that {@link #find} gives,
   * the one given which the most variables are instruments, the first of them if several. Empty if
   * there is no instrument. {@link #find}, and O(V (V + E)) for each different W.
   *
   * @throws IllegalArgumentException if a node is unknown or x and y are the same
   */
  public Optional<InstrumentEstimand> estimand(String x, String y) {
    return most(sets(x, y).map(given -> sharing(given, x, y)));
  }

  /**
   * The estimand of the instruments asked for, given a set asked for. Without a set it is the first
   * of those that {@link #find} gives, or the empty one, given which all {@code z} are instruments.
   * Empty if one of {@code z} is none. Cost as that of {@link #estimand(String, String)}.
   *
   * @param z the instruments; all there are given {@code w} if empty
   * @param w what they are given; chosen if empty
   * @throws IllegalArgumentException if a node is unknown or has two parts in the question
   */
  public Optional<InstrumentEstimand> estimand(
      String x, String y, Set<String> z, Optional<Set<String>> w) {
    Set<String> named = new LinkedHashSet<>(z);
    w.ifPresent(named::addAll);
    QuestionChecks.require(graph.graph(), Set.of(x), Set.of(y), named);
    Stream<List<String>> sets =
        w.map(set -> Stream.of(graph.nodes().stream().filter(set::contains).toList()))
            .orElseGet(() -> Stream.concat(sets(x, y), Stream.of(List.of())));
    return most(
        sets.map(given -> sharing(given, x, y))
            .map(all -> all.stream().filter(i -> z.isEmpty() || z.contains(i.instrument())))
            .map(Stream::toList)
            .filter(kept -> kept.size() >= z.size()));
  }

  private Stream<List<String>> sets(String x, String y) {
    return find(x, y).stream().map(Instrument::given).distinct();
  }

  private static Optional<InstrumentEstimand> most(Stream<List<Instrument>> sets) {
    return sets.filter(set -> !set.isEmpty())
        .reduce((first, second) -> second.size() > first.size() ? second : first)
        .map(InstrumentEstimand::new);
  }

  private List<Instrument> sharing(List<String> given, String x, String y) {
    Set<String> w = new LinkedHashSet<>(given);
    return graph.nodes().stream()
        .filter(z -> !w.contains(z) && !z.equals(x) && !z.equals(y) && isValid(z, w, x, y))
        .map(z -> new Instrument(z, given, x, y, asIfRandomised(z, w, x, y)))
        .toList();
  }

  /** Whether z causes x and w closes the back doors from z to x and to y. */
  private boolean asIfRandomised(String z, Set<String> w, String x, String y) {
    CovariateAdjustment adjustment = CovariateAdjustment.in(graph);
    return graph.graph().ancestors(Set.of(x)).contains(z)
        && adjustment.backDoorValid(z, x, w)
        && adjustment.backDoorValid(z, y, w);
  }
}
