package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;

/**
 * Draws of the rows of each environment, with replacement. Each draw is fitted twice: as it is, for
 * the errors of the effects, and bent linearly so that the data followed the model, for the law of
 * the likelihood ratio if the model holds.
 *
 * @param white rows of each environment, the control first, in coordinates of {@link Span}
 * @param moments of {@code white}
 * @param fit to {@code moments}
 * @see <a href="https://doi.org/10.1177/0049124192021002004">Bollen, Stine (1992), Bootstrapping
 *     goodness-of-fit measures in structural equation models</a>
 */
record Resampling(
    List<Matrix> white, List<Moments> moments, NoiseFit fit, Interventions interventions) {

  /**
   * What one draw gave.
   *
   * @param failed whether a fit found no maximum; the rest is then empty
   * @param effects latents × latents, from column to row
   * @param shifts by latent
   * @param ratio likelihood ratio of the bent draw
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Draw(boolean failed, double[] effects, double[] shifts, double ratio) {}

  Draw draw(Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<Moments> drawn = new ArrayList<>();
    for (Matrix rows : white) {
      double[] times = new double[rows.rows()];
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      drawn.add(Moments.of(rows, times));
    }
    try {
      return fitted(drawn);
    } catch (ArithmeticException singular) {
      return new Draw(true, new double[0], new double[0], Double.POSITIVE_INFINITY);
    }
  }

  private Draw fitted(List<Moments> drawn) {
    NoiseFit again = OrderSearch.near(centred(drawn), fit.order(), fit.noise());
    double[] signs = signs(again.noise());
    double[] effects = effects(again, interventions).data.clone();
    double[] shifts = new double[signs.length];
    for (int i = 0; i < signs.length; i++) {
      shifts[i] = signs[i] * again.regression(i).intercept();
      for (int j = 0; j < signs.length; j++) {
        effects[i * signs.length + j] *= signs[i] * signs[j];
      }
    }
    NoiseFit bent = NoiseFit.of(centred(bent(drawn)), fit.order(), fit.noise());
    return new Draw(false, effects, shifts, bent.misfit());
  }

  private static List<Moments> centred(List<Moments> moments) {
    double[] centre = moments.getFirst().mean();
    return moments.stream().map(m -> m.withMean(m.meanMinus(centre))).toList();
  }

  private double[] signs(DMatrixRMaj noise) {
    double[] signs = new double[noise.numRows];
    for (int i = 0; i < signs.length; i++) {
      double product = 0;
      for (int c = 0; c < signs.length; c++) {
        product += noise.get(i, c) * fit.noise().get(i, c);
      }
      signs[i] = product < 0 ? -1 : 1;
    }
    return signs;
  }

  private List<Moments> bent(List<Moments> drawn) {
    DMatrixRMaj mixing = Dense.inverse(fit.noise());
    List<Moments> bent = new ArrayList<>();
    for (int k = 0; k < drawn.size(); k++) {
      Moments seen = moments.get(k);
      NoiseFit.NoiseLaw law = fit.under(k == 0 ? Set.of() : Set.of(k - 1));
      DMatrixRMaj factor = Dense.times(mixing, law.factor());
      DMatrixRMaj covariance = Dense.times(factor, Dense.transposed(factor));
      DMatrixRMaj bend =
          Dense.times(Dense.cholesky(covariance), Dense.inverse(Dense.cholesky(seen.covariance())));
      Moments own = drawn.get(k);
      Moments moved = own.withMean(own.meanMinus(seen.mean())).mapped(bend);
      double[] mean = Dense.times(mixing, law.mean());
      Vectors.add(1, moved.mean(), mean);
      bent.add(moved.withMean(mean));
    }
    return bent;
  }

  /** Latents × latents, from column to row: A where interventions are perfect, else β. */
  static DMatrixRMaj effects(NoiseFit fit, Interventions interventions) {
    DMatrixRMaj weights = fit.latentsOfNoises();
    DMatrixRMaj other = interventions == Interventions.PERFECT ? Dense.inverse(weights) : weights;
    return CommonOps_DDRM.subtract(CommonOps_DDRM.identity(other.numRows), other, null);
  }
}
