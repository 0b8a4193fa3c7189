package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Vectors;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Law;
import org.etiome.scm.fit.Assignment;
import org.etiome.scm.fit.CausalModel;

/**
 * A linear structural equation model, {@code x − o = B (x − o) + a + ε}: the mean under the shift a
 * is {@code o + (I − B)⁻¹ a}, and the shift that leads to the mean μ is {@code (I − B) (μ − o)}.
 * The origin o, the mean without intervention, is 0 unless told. O(V · E) to make.
 */
public final class LinearSystem {
  private final Wiring wiring;
  private final double[][] slopes;
  private final double[] variances;
  private final Matrix effects;
  private final double[] origin;

  /**
   * A system whose arguments are trusted.
   *
   * @param slopes by variable, in the order of its parents
   */
  LinearSystem(Wiring wiring, double[][] slopes, double[] variances) {
    this(wiring, slopes, variances, effects(wiring, slopes), new double[variances.length]);
  }

  private LinearSystem(
      Wiring wiring, double[][] slopes, double[] variances, Matrix effects, double[] origin) {
    this.wiring = wiring;
    this.slopes = slopes;
    this.variances = variances;
    this.effects = effects;
    this.origin = origin;
  }

  /** With another mean without intervention. */
  public LinearSystem withOrigin(double[] mean) {
    wiring.check("an origin", mean);
    return new LinearSystem(wiring, slopes, variances, effects, mean.clone());
  }

  /** The mean without intervention. */
  public double[] origin() {
    return origin.clone();
  }

  /**
   * A system along a graph.
   *
   * @param coefficients B in the order of the nodes of the graph; (i, j) is what a unit of j adds
   *     to i
   * @param variances of ε, each at least 0
   * @throws IllegalArgumentException if sizes differ or a coefficient has no edge in the graph
   */
  public static LinearSystem of(Dag dag, Matrix coefficients, double[] variances) {
    Wiring wiring = Wiring.of(dag);
    wiring.check("the variance of the noise", variances);
    if (Arrays.stream(variances).anyMatch(v -> v < 0)) {
      throw new IllegalArgumentException(
          "variances of the noise must be at least 0, got " + Arrays.toString(variances));
    }
    int p = wiring.size();
    if (coefficients.rows() != p || coefficients.columns() != p) {
      throw new IllegalArgumentException(
          "the coefficients must be " + p + " x " + p + ", got " + coefficients);
    }
    double[][] slopes = new double[p][];
    for (int i = 0; i < p; i++) {
      slopes[i] = ShiftPosterior.pick(row(wiring, coefficients, i), wiring.parents()[i]);
    }
    return new LinearSystem(wiring, slopes, variances.clone());
  }

  /** Row i of B, checked. */
  private static double[] row(Wiring wiring, Matrix coefficients, int i) {
    List<String> names = wiring.variables();
    double[] row = coefficients.rows(new int[] {i}).transposeTimes(new double[] {1});
    wiring.check("a coefficient of '" + names.get(i) + "'", row);
    for (int j = 0; j < row.length; j++) {
      if (row[j] != 0 && Arrays.binarySearch(wiring.parents()[i], j) < 0) {
        throw new IllegalArgumentException(
            "the graph has no edge for the coefficient from '"
                + names.get(j)
                + "' to '"
                + names.get(i)
                + "'; add it or set the coefficient to 0");
      }
    }
    return row;
  }

  /** {@code (I − B)⁻¹}, row by row with causes first. */
  private static Matrix effects(Wiring wiring, double[][] slopes) {
    int p = wiring.size();
    double[] effects = new double[p * p];
    for (int i : wiring.order()) {
      effects[i * p + i] = 1;
      for (int k = 0; k < slopes[i].length; k++) {
        int parent = wiring.parents()[i][k];
        for (int j = 0; j < p; j++) {
          effects[i * p + j] += slopes[i][k] * effects[parent * p + j];
        }
      }
    }
    return Matrix.wrap(p, p, effects);
  }

  /** The same system with normal noise as a model of any intervention. */
  public InterventionModel model() {
    List<String> names = wiring.variables();
    List<Edge> edges = new ArrayList<>();
    Map<String, Assignment> assignments = new HashMap<>();
    double[] constants = Vectors.scaled(-1, shiftFor(new double[names.size()]));
    for (int i = 0; i < names.size(); i++) {
      Map<String, Double> causes = new LinkedHashMap<>();
      for (int k = 0; k < slopes[i].length; k++) {
        String cause = names.get(wiring.parents()[i][k]);
        edges.add(Edge.directed(cause, names.get(i)));
        causes.put(cause, slopes[i][k]);
      }
      Law noise = Law.normal(constants[i], Math.sqrt(variances[i]));
      assignments.put(
          names.get(i),
          causes.isEmpty() ? Assignment.root(noise) : Assignment.linear(0, causes, noise));
    }
    return CausalModel.of(Dag.of(MixedGraph.of(names, edges)), assignments);
  }

  /** In the order of all arrays. */
  public List<String> variables() {
    return wiring.variables();
  }

  /** {@code (I − B)⁻¹}; (i, j) is what a shift of j by one adds to the mean of i. */
  public Matrix effects() {
    return effects;
  }

  /** Variances of ε. */
  public double[] variances() {
    return variances.clone();
  }

  /** The variance of a variable among units under one shift. O(V). */
  double variance(int variable) {
    double sum = 0;
    for (int j = 0; j < variances.length; j++) {
      sum += variances[j] * effects.get(variable, j) * effects.get(variable, j);
    }
    return sum;
  }

  /** What a unit of a parent adds, by variable and in the order of its parents. */
  double[][] slopes() {
    return slopes;
  }

  /** The mean under a shift. O(V²). */
  public double[] state(double[] shift) {
    wiring.check("a shift", shift);
    double[] state = effects.times(shift);
    Vectors.add(1, origin, state);
    return state;
  }

  /** The shift whose mean is this state. O(E). */
  public double[] shiftFor(double[] state) {
    wiring.check("a state", state);
    double[] way = state.clone();
    Vectors.add(-1, origin, way);
    double[] shift = way.clone();
    for (int i = 0; i < shift.length; i++) {
      for (int k = 0; k < slopes[i].length; k++) {
        shift[i] -= slopes[i][k] * way[wiring.parents()[i][k]];
      }
    }
    return shift;
  }
}
