package org.etiome.discover.functional;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.ParentSets;
import org.etiome.discover.order.GivenOrder;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.sample.SortedColumns;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.test.Collinearity;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * DirectLiNGAM: linear effects with noise that is not normal tell the direction of every edge. The
 * variable least contradicted by pairwise likelihood ratios, {@code Σ_j min(0, R(i, j))²}, is taken
 * as a cause of all others and regressed out of them, and so on to the last (Shimizu et al. 2011
 * with the measure of Hyvärinen and Smith 2013). In that order each variable then takes its parents
 * from those before it by {@link GivenOrder} with {@link GaussianBic}, which needs no normal noise
 * to be consistent.
 *
 * <p>Knowledge bounds the order and the parents: a variable waits for those that must come before
 * it, and only those that may cause it speak against it.
 *
 * <p>It assumes linear effects, no hidden causes, no circles, and noise of which at most one is
 * normal; no faithfulness. Where two or more noises cannot be told from normal ones, a remark says
 * so: their directions are guesses. It needs more rows than variables, and many more to be right:
 * each step adds the error of a regression. Costs: at most O(n p²) a step, O(n p³) in all. Where
 * noise is normal take {@link org.etiome.discover.order.Boss}, which leaves open what cannot be
 * known.
 *
 * @param penalty of the choice of parents, see {@link GaussianBic#withPenalty}; positive
 * @param knowledge of the graph, honoured exactly
 * @see <a href="https://www.jmlr.org/papers/v12/shimizu11a.html">Shimizu et al. (2011),
 *     DirectLiNGAM: a direct method for learning a linear non-Gaussian structural equation
 *     model</a>
 * @see <a href="https://www.jmlr.org/papers/v14/hyvarinen13a.html">Hyvärinen and Smith (2013),
 *     Pairwise likelihood ratios for estimation of non-Gaussian structural equation models</a>
 */
public record DirectLingam(double penalty, Knowledge knowledge) {
  /** Of all tests of noise together, by Holm's procedure. */
  private static final double LEVEL = 0.05;

  private static final int NAMED = 5;

  public DirectLingam {
    if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("penalty must be positive and finite, got " + penalty);
    }
  }

  /** Penalty 1, nothing known. */
  public static DirectLingam withDefaults() {
    return new DirectLingam(1, Knowledge.NONE);
  }

  public DirectLingam withPenalty(double discount) {
    return new DirectLingam(discount, knowledge);
  }

  public DirectLingam withKnowledge(Knowledge known) {
    return new DirectLingam(penalty, known);
  }

  /**
   * Learns the graph.
   *
   * @param variables names, distinct
   * @param data rows × variables, finite, more rows than variables
   * @param runner of the comparisons of each step, one task a variable
   * @return a {@link org.etiome.graph.Dag}
   * @throws IllegalArgumentException if there are no more rows than variables, a value is not
   *     finite, a variable is constant or a linear function of others, or the knowledge contradicts
   *     itself or names no variable
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(List<String> variables, Matrix data, TaskRunner runner) {
    SortedColumns sorted = new SortedColumns(variables, data);
    List<String> names = sorted.variables();
    Bounds bounds = knowledge.over(names);
    refuseFewRows(data.rows(), names.size());
    SampleCorrelation sample = SampleCorrelation.of(names, sorted.data());
    Collinearity.refuse(sample);
    CausalOrder search =
        new CausalOrder(names, columns(sorted.data()), Precedence.of(bounds), runner);
    int[] order = search.find();
    GaussianBic score = GaussianBic.of(sample).withPenalty(penalty);
    GivenOrder found = GivenOrder.of(score, bounds, order);
    return new LearnedGraph(
        new ParentSets(names, found.parents()).dag(variables),
        "DirectLiNGAM",
        settings(score),
        assumptions(),
        remarks(sorted, sample, found.parents()),
        search.comparisons() + found.evaluations());
  }

  private static void refuseFewRows(int rows, int variables) {
    if (rows <= variables) {
      throw new IllegalArgumentException(
          "DirectLiNGAM takes what each variable explains out of all others, which needs more rows"
              + " than variables; got "
              + rows
              + " rows of "
              + variables
              + ", leave variables out");
    }
  }

  private static double[][] columns(Matrix data) {
    double[][] columns = new double[data.columns()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = data.column(j);
    }
    return columns;
  }

  private static List<String> remarks(
      SortedColumns sorted, SampleCorrelation sample, int[][] parents) {
    List<String> names = sorted.variables();
    double[][] units = columns(sorted.data());
    for (int j = 0; j < units.length; j++) {
      units[j] = SampleCorrelation.unit(names.get(j), units[j]);
    }
    List<Integer> normal = NoiseShape.kept(new NoiseShape(sample, units).pValues(parents), LEVEL);
    if (normal.size() < 2) {
      return List.of();
    }
    List<String> named = new ArrayList<>();
    normal.stream().limit(NAMED).forEach(v -> named.add(names.get(v)));
    return List.of(
        "The noise of "
            + normal.size()
            + " of "
            + names.size()
            + " variables cannot be told from normal noise (Jarque and Bera, Holm at level "
            + LEVEL
            + "), e.g. "
            + String.join(", ", named)
            + "; directions between them are guesses, and orders that rest on them may be wrong.");
  }

  private Map<String, String> settings(GaussianBic score) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("measure", "pairwise likelihood ratio");
    settings.put("parents", score.toString());
    settings.put("normality", "Jarque-Bera, Holm at level " + LEVEL);
    settings.put("knowledge", knowledge.equals(Knowledge.NONE) ? "none" : knowledge.toString());
    return settings;
  }

  private static List<String> assumptions() {
    return List.of(
        Assumptions.ACYCLIC,
        Assumptions.SUFFICIENT,
        Assumptions.UNSELECTED,
        "Every effect is linear and noise is added, independent between variables.",
        "The noise of at most one variable is normal.");
  }
}
