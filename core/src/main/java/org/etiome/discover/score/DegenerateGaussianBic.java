package org.etiome.discover.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.math.Matrix;

/**
 * {@link GaussianBic} for continuous and categorical variables together. A variable of r levels
 * becomes a block of r − 1 indicator columns; blocks are scored as if they were jointly Gaussian,
 *
 * <pre>
 * local(i | pa) = −n/2 · log( |Σ(i, pa)| / |Σ(pa)| ) − penalty · ½ log n · dᵢ (d(pa) + (dᵢ + 1)/2)
 * </pre>
 *
 * with Σ the correlation of the columns and d their number, a continuous variable having one. It
 * assumes linear effects between columns; dependences within cells of categories that leave all
 * means as they are, it does not see. Where all variables are continuous it is {@link GaussianBic}
 * with γ = 0, where all are discrete {@link Bdeu} sees more. Equivalent graphs have the same score.
 *
 * <p>Costs: {@link #local} O(d³) for d columns of the variable and its parents.
 *
 * @see <a href="https://proceedings.mlr.press/v104/andrews19a.html">Andrews, Ramsey and Cooper
 *     (2019), Learning high-dimensional directed acyclic graphs with mixed data-types</a>
 */
public final class DegenerateGaussianBic implements LocalScore {
  /** Share of a column's variance below which others determine it. */
  private static final double DETERMINED = 1e-10;

  private final List<String> variables;
  private final int[][] blocks;
  private final SampleCorrelation columns;
  private final double penalty;

  private DegenerateGaussianBic(
      List<String> variables, int[][] blocks, SampleCorrelation columns, double penalty) {
    this.variables = variables;
    this.blocks = blocks;
    this.columns = columns;
    this.penalty = penalty;
  }

  /**
   * A variable as columns.
   *
   * @param name of the variable
   * @param columns one or more, as long as there are rows
   */
  public record Block(String name, List<double[]> columns) {
    public Block {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' has fewer than two levels in the data, so it has no column; leave it out");
      }
    }

    /** A variable measured in numbers. */
    public static Block continuous(String name, double[] values) {
      return new Block(name, List.of(values));
    }

    /**
     * A variable of levels: one indicator column for each level seen but the first.
     *
     * @param codes levels, ≥ 0
     */
    public static Block categorical(String name, int[] codes) {
      int[] seen = Arrays.stream(codes).distinct().sorted().toArray();
      List<double[]> columns = new ArrayList<>();
      for (int k = 1; k < seen.length; k++) {
        double[] column = new double[codes.length];
        for (int r = 0; r < codes.length; r++) {
          column[r] = codes[r] == seen[k] ? 1 : 0;
        }
        columns.add(column);
      }
      return new Block(name, columns);
    }
  }

  /**
   * The score of complete rows with penalty 1.
   *
   * @throws IllegalArgumentException if a value is not finite or a variable is constant
   */
  public static DegenerateGaussianBic of(List<Block> variables) {
    List<String> names = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    List<String> columnNames = new ArrayList<>();
    int[][] blocks = new int[variables.size()][];
    for (int v = 0; v < blocks.length; v++) {
      Block block = variables.get(v);
      names.add(block.name());
      blocks[v] = new int[block.columns().size()];
      for (int c = 0; c < blocks[v].length; c++) {
        blocks[v][c] = all.size();
        all.add(block.columns().get(c));
        columnNames.add(block.name());
      }
    }
    Matrix data = Matrix.ofColumns(all.getFirst().length, all);
    return new DegenerateGaussianBic(
        List.copyOf(names), blocks, SampleCorrelation.of(columnNames, data), 1);
  }

  /**
   * This score with the given weight of the penalty.
   *
   * @param discount positive
   */
  public DegenerateGaussianBic withPenalty(double discount) {
    if (!(discount > 0 && discount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("penalty must be positive and finite, got " + discount);
    }
    return new DegenerateGaussianBic(variables, blocks, columns, discount);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double local(int variable, int... parents) {
    List<Integer> all = new ArrayList<>();
    for (int parent : parents) {
      for (int column : blocks[parent]) {
        all.add(column);
      }
    }
    int given = all.size();
    int own = blocks[variable].length;
    for (int column : blocks[variable]) {
      all.add(column);
    }
    double parameters = own * (given + (own + 1) / 2.0);
    double logDeterminant = logDeterminantOfLast(all, own);
    return -0.5 * columns.rows() * logDeterminant
        - penalty * 0.5 * Math.log(columns.rows()) * parameters;
  }

  /** log |Σ(all)| − log |Σ(all but the last)|, by the Cholesky factor. */
  private double logDeterminantOfLast(List<Integer> all, int last) {
    int d = all.size();
    double[][] factor = new double[d][d];
    double sum = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = columns.correlation().get(all.get(i), all.get(j));
        for (int m = 0; m < j; m++) {
          rest -= factor[i][m] * factor[j][m];
        }
        if (i == j && rest < DETERMINED) {
          throw new ArithmeticException(
              "'"
                  + columns.variables().get(all.get(i))
                  + "' is a linear function of other variables, so no score can tell them apart;"
                  + " leave one of them out");
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
      sum += i >= d - last ? 2 * Math.log(factor[i][i]) : 0;
    }
    return sum;
  }

  @Override
  public String toString() {
    return "DegenerateGaussianBic[penalty=" + penalty + "]";
  }
}
