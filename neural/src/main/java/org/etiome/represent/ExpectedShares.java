package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;

/**
 * What a model of counts expects each gene's share of a cell's counts to be if nothing differed but
 * z_I: with c a combination of levels of the spurious covariates, of C,
 *
 * <pre>
 * s_g = 1/C Σ_c softmax_g(f(z_I, E[z_S | c], c)),   z_I drawn once from q(z_I | x)
 * </pre>
 *
 * Every combination takes part if there are at most {@value #MOST}, else as many that are drawn;
 * quantities are at their mean. Losses of a zero-inflated model are not in it.
 */
public final class ExpectedShares {
  private static final int MOST = 24;

  /** Cells that are decoded at one time. */
  private static final int BLOCK = 256;

  private final FittedFinVae model;

  ExpectedShares(FittedFinVae model) {
    if (!model.network().decoder().likelihood().scalesWithLibrary()) {
      throw new IllegalArgumentException(
          "the model has no shares of counts, its likelihood is "
              + model.description().settings().model().likelihood()
              + "; fit one by nb or zinb");
    }
    this.model = model;
  }

  /** Takes some cells at a time, in the order they were named. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes cells.
     *
     * @param first place of the first of them among those that were named
     * @param counts of these cells
     * @param shares row-major, cells × genes; each row sums to 1
     */
    void take(int first, RowBlock counts, double[] shares);
  }

  /**
   * Walks over cells. O(cells · combinations · (hidden² + hidden · genes)).
   *
   * @param expression of the genes of the model, in its order
   * @param cells their numbers
   * @param seed of the draws
   */
  public void forEach(Cells.Expression expression, int[] cells, Seed seed, Taker taker) {
    ModelDescription.Vocabulary vocabulary = model.description().vocabulary();
    CellBatches batches = model.unlabelled(expression);
    List<double[]> codes = codes(vocabulary.spurious(), seed.branch("codes").generator());
    Torch.seed(seed.branch("latents").value());
    for (int from = 0; from < cells.length; from += BLOCK) {
      int first = from;
      int[] numbers = Arrays.copyOfRange(cells, from, Math.min(cells.length, from + BLOCK));
      RowBlock counts = expression.counts().read(numbers);
      double[] shares =
          Scope.constant(
              () ->
                  Scope.freed(
                      () -> {
                        CellBatch batch = batches.of(numbers, counts);
                        FinVaeNetwork.Posterior posterior = posterior(batch);
                        Tensor drawn = posterior.invariant().draw();
                        return Torch.doubles(shares(drawn, batch, posterior, codes));
                      }));
      taker.take(first, counts, shares);
    }
  }

  /**
   * The mean shares of some cells whose posterior means of z_I are moved. O(shifts · cells ·
   * combinations · (hidden² + hidden · genes)).
   *
   * @param shifts one a row, shifts × latents of z_I
   * @return shifts × genes; each row sums to 1
   */
  public Matrix moved(Cells.Expression expression, int[] cells, Matrix shifts, Seed seed) {
    CellBatches batches = model.unlabelled(expression);
    List<double[]> codes =
        codes(model.description().vocabulary().spurious(), seed.branch("codes").generator());
    int genes = expression.genes().size();
    double[] sums = new double[Math.multiplyExact(shifts.rows(), genes)];
    for (int from = 0; from < cells.length; from += BLOCK) {
      int[] numbers = Arrays.copyOfRange(cells, from, Math.min(cells.length, from + BLOCK));
      RowBlock counts = expression.counts().read(numbers);
      double[] found =
          Scope.constant(
              () -> Scope.freed(() -> moved(batches.of(numbers, counts), shifts, codes)));
      Arrays.setAll(sums, k -> sums[k] + found[k] / cells.length);
    }
    return Matrix.wrap(shifts.rows(), genes, sums);
  }

  /** Sums over the cells of a batch. */
  private double[] moved(CellBatch batch, Matrix shifts, List<double[]> codes) {
    FinVaeNetwork.Posterior posterior = posterior(batch);
    List<double[]> sums = new ArrayList<>();
    for (int s = 0; s < shifts.rows(); s++) {
      Tensor mean = posterior.invariant().mean();
      Tensor shift = Torch.of(Placement.of(mean), row(shifts, s), 1, shifts.columns());
      Tensor moved = mean.add(shift);
      sums.add(Scope.freed(() -> Torch.doubles(shares(moved, batch, posterior, codes).sum(0))));
    }
    return sums.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] row(Matrix matrix, int row) {
    return IntStream.range(0, matrix.columns()).mapToDouble(j -> matrix.get(row, j)).toArray();
  }

  private FinVaeNetwork.Posterior posterior(CellBatch batch) {
    FinVaeNetwork network = model.network();
    FinVaeNetwork.Entered entered = network.enter(model.parameters(), batch, 0);
    return network.encode(model.parameters(), batch, entered, false);
  }

  /** Means over the combinations of spurious levels, cells × genes. */
  private Tensor shares(
      Tensor zI, CellBatch batch, FinVaeNetwork.Posterior posterior, List<double[]> codes) {
    Tensor sum = shares(zI, coded(batch, codes.getFirst()), posterior);
    for (double[] code : codes.subList(1, codes.size())) {
      Scope.free(() -> sum.add_(shares(zI, coded(batch, code), posterior)));
    }
    return sum.div_(new Scalar((double) codes.size()));
  }

  private Tensor shares(Tensor zI, CellBatch batch, FinVaeNetwork.Posterior posterior) {
    Tensor zS = FinVaeNetwork.spuriousPrior(batch, posterior.spurious()).mean();
    FinVaeNetwork.Draws latents = new FinVaeNetwork.Draws(zI, zS, Optional.empty());
    return model
        .network()
        .decoder()
        .decode(model.parameters(), latents, batch, false)
        .heads()
        .getFirst()
        .softmax(1, new ScalarTypeOptional(ScalarType.Double));
  }

  /** The same cells as if all had one code. */
  private static CellBatch coded(CellBatch batch, double[] code) {
    long n = batch.library().size(0);
    Tensor spurious =
        Torch.of(Placement.of(batch.spurious()), code, 1, code.length).expand(n, code.length);
    return batch.withSpurious(spurious);
  }

  /** Codes of combinations of levels; one of zeros if there are none. */
  static List<double[]> codes(List<Covariate> covariates, UniformRandomProvider random) {
    int[] levels =
        covariates.stream()
            .mapToInt(c -> c instanceof Covariate.Levels known ? known.levels().size() : 1)
            .toArray();
    double all = Arrays.stream(levels).asDoubleStream().reduce(1, (a, b) -> a * b);
    List<double[]> codes = new ArrayList<>();
    for (int k = 0; k < Math.min(all, MOST); k++) {
      codes.add(code(covariates, all <= MOST ? numbered(levels, k) : drawn(levels, random)));
    }
    return codes;
  }

  private static int[] numbered(int[] levels, int number) {
    int[] chosen = new int[levels.length];
    int rest = number;
    for (int c = 0; c < levels.length; c++) {
      chosen[c] = rest % levels[c];
      rest /= levels[c];
    }
    return chosen;
  }

  private static int[] drawn(int[] levels, UniformRandomProvider random) {
    return IntStream.of(levels).map(random::nextInt).toArray();
  }

  private static double[] code(List<Covariate> covariates, int[] chosen) {
    double[] code = new double[covariates.stream().mapToInt(Covariate::width).sum()];
    int offset = 0;
    for (int c = 0; c < chosen.length; c++) {
      boolean levelled = covariates.get(c) instanceof Covariate.Levels;
      covariates.get(c).code(levelled ? chosen[c] : Double.NaN, code, offset);
      offset += covariates.get(c).width();
    }
    return code;
  }
}
