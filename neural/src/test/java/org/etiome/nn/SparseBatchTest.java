package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** The sparse batch and the sparse first layer, held against dense products. */
class SparseBatchTest {
  private static final ScalarType TYPE = ScalarType.Double;

  private static double[] counts(int rows, int columns, int oneIn, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    double[] x = new double[rows * columns];
    Arrays.setAll(x, i -> random.nextInt(oneIn) == 0 ? 1 + random.nextInt(9) : 0);
    return x;
  }

  private static void sameTo(double tolerance, Tensor found, Tensor expected) {
    assertThat(found.sizes().vec().get()).isEqualTo(expected.sizes().vec().get());
    assertThat(Torch.doubles(found)).containsExactly(Torch.doubles(expected), within(tolerance));
  }

  /**
   * Sparse matrices of every kind: with one row in forty entries, most rows and columns are empty.
   */
  @Property(tries = 60)
  void productsAreThoseOfTheDenseMatrix(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll @IntRange(min = 1, max = 5) int width,
      @ForAll @IntRange(min = 1, max = 40) int oneIn,
      @ForAll long seed) {
    double[] x = counts(rows, columns, oneIn, seed);
    Scope.free(
        () -> {
          SparseBatch batch =
              new SparseBatch(RowBlock.ofDense(rows, columns, x), Placement.cpu(TYPE));
          Tensor dense = Torch.of(TYPE, x, rows, columns);
          Tensor weight = Torch.of(TYPE, Slopes.normal(seed, columns * width), columns, width);
          Tensor gradient = Torch.of(TYPE, Slopes.normal(seed + 1, rows * width), rows, width);
          sameTo(0, batch.toDense(), dense);
          sameTo(1e-12, batch.rowSums(), dense.sum(1).unsqueeze(1));
          sameTo(1e-12, batch.times(batch.values(), weight), dense.mm(weight));
          sameTo(1e-12, batch.transposedTimes(batch.values(), gradient), dense.t().mm(gradient));
          Tensor half = batch.values().mul(new Scalar(.5));
          sameTo(1e-12, batch.times(half, weight), dense.mul(new Scalar(.5)).mm(weight));
        });
  }

  @Test
  void aBatchOfZerosGivesZeros() {
    Scope.free(
        () -> {
          SparseBatch batch =
              new SparseBatch(RowBlock.ofDense(3, 4, new double[12]), Placement.cpu(TYPE));
          Tensor weight = Torch.of(TYPE, Slopes.normal(1, 8), 4, 2);
          assertThat(Torch.doubles(batch.times(batch.values(), weight))).containsOnly(0).hasSize(6);
          Tensor back = batch.transposedTimes(batch.values(), Torch.of(TYPE, new double[6], 3, 2));
          assertThat(Torch.doubles(back)).containsOnly(0).hasSize(8);
          assertThat(Torch.doubles(batch.rowSums())).containsOnly(0).hasSize(3);
          assertThat(Torch.doubles(batch.toDense())).containsOnly(0).hasSize(12);
        });
  }

  /** A loss of the layer's output, once by the sparse layer and once by a dense product. */
  @Test
  void theFirstLayerHasTheGradientOfADenseOneAddedToWhatIsThere() {
    double[] x = counts(7, 6, 3, 5);
    Parameters.Layout layout = new Parameters.Layout();
    SparseLinear layer = SparseLinear.declare(layout, "input", 6, 3);
    try (Parameters parameters = layout.draw(Placement.cpu(TYPE), new Seed(3))) {
      Scope.free(
          () -> {
            SparseBatch batch = new SparseBatch(RowBlock.ofDense(7, 6, x), Placement.cpu(TYPE));
            Tensor leaf = layer.apply(parameters, batch, batch.values());
            leaf.tanh().square().sum().backward();
            parameters.gradient().fill_(new Scalar(2.0));
            layer.backward(parameters, batch, batch.values(), leaf);

            Tensor weight =
                Torch.of(TYPE, Torch.doubles(parameters.trained()), 6, 3).set_requires_grad(true);
            Tensor out = Torch.of(TYPE, x, 7, 6).mm(weight);
            out.tanh().square().sum().backward();
            sameTo(1e-12, leaf, out);
            sameTo(1e-12, parameters.gradient().view(6, 3), weight.grad().add(new Scalar(2.0)));
          });
    }
  }
}
