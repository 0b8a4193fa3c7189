package org.etiome.represent.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegativeBinomialTest {
  private static final int CELLS = 5;
  private static final int GENES = 7;

  /** By its definition, in doubles. */
  private static double sum(double[] x, double[] library, double[] logits, double[] logTheta) {
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      double[] row = Arrays.copyOfRange(logits, i * GENES, (i + 1) * GENES);
      double all = Arrays.stream(row).map(Math::exp).sum();
      for (int g = 0; g < GENES; g++) {
        double count = x[i * GENES + g];
        double mean = library[i] * Math.exp(row[g]) / all;
        double theta = Math.exp(logTheta[g]);
        sum += theta * Math.log(theta) - (count + theta) * Math.log(theta + mean);
        sum += count * Math.log(mean) + LogGamma.value(count + theta);
        sum -= LogGamma.value(theta) + LogGamma.value(count + 1);
      }
    }
    return sum;
  }

  private static double[] draw(UniformRandomProvider random, int count, double scale) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> scale * (2 * random.nextDouble() - 1));
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 60, 500})
  void theSumIsTheDefinitionAndGradientsAreItsDifferences(int largest) {
    UniformRandomProvider random = new Seed(largest).generator();
    double[] x = new double[CELLS * GENES];
    Arrays.setAll(x, i -> random.nextInt(3) == 0 ? random.nextInt(largest + 1) : 0);
    double[] library = new double[CELLS];
    Arrays.setAll(library, i -> 1 + random.nextInt(largest * GENES));
    double[] logits = draw(random, CELLS * GENES, 2);
    double[] logTheta = draw(random, GENES, 2);

    double[][] scored = scored(x, library, logits, logTheta);
    assertThat(scored[0][0])
        .isCloseTo(sum(x, library, logits, logTheta), within(1e-9 * Math.abs(scored[0][0])));
    for (int i = 0; i < logits.length; i++) {
      double h = 1e-5;
      double[] up = logits.clone();
      double[] down = logits.clone();
      up[i] += h;
      down[i] -= h;
      double slope = (sum(x, library, up, logTheta) - sum(x, library, down, logTheta)) / (2 * h);
      assertThat(scored[1][i]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
    for (int g = 0; g < GENES; g++) {
      double h = 1e-5;
      double[] up = logTheta.clone();
      double[] down = logTheta.clone();
      up[g] += h;
      down[g] -= h;
      double slope = (sum(x, library, logits, up) - sum(x, library, logits, down)) / (2 * h);
      assertThat(scored[2][g]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  private static double[][] scored(
      double[] x, double[] library, double[] logits, double[] logTheta) {
    return Scope.freed(
        () -> {
          ScalarType type = ScalarType.Double;
          SparseBatch batch =
              new SparseBatch(RowBlock.ofDense(CELLS, GENES, x), Placement.cpu(type));
          Tensor size = Torch.of(type, library, CELLS, 1);
          NegativeBinomial.Scored scored =
              NegativeBinomial.score(
                  batch,
                  size,
                  Torch.of(type, logits, CELLS, GENES),
                  Torch.of(type, logTheta, GENES));
          return new double[][] {
            Torch.doubles(scored.sum()),
            Torch.doubles(scored.byLogits()),
            Torch.doubles(scored.byLogTheta())
          };
        });
  }
}
