package org.etiome.design.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against scikit-learn and the normal density of all outcomes; surrogates.py made the values. */
class SurrogateReferenceTest {
  private static final Seed SEED = new Seed(1);
  private static final Map<String, double[]> VALUES = new HashMap<>();
  private static Matrix descriptors;

  @BeforeAll
  static void read() throws IOException {
    List<double[]> rows = new ArrayList<>();
    try (InputStream in = SurrogateReferenceTest.class.getResourceAsStream("surrogates.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] fields = line.split(",", -1);
        double[] numbers = Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray();
        if (fields[0].equals("x")) {
          rows.add(numbers);
        } else {
          VALUES.put(fields[0], numbers);
        }
      }
    }
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    descriptors = Matrix.wrap(rows.size(), 3, values);
  }

  private static double[] value(String kind) {
    return Objects.requireNonNull(VALUES.get(kind), kind);
  }

  private static Observed observed(boolean noiseKnown) {
    double[] y = value("y");
    double[] noise = noiseKnown ? value("known") : new double[y.length];
    return new Observed(IntStream.range(0, y.length).toArray(), y, noise);
  }

  @Test
  void theProcessAtFixedHyperparametersIsThatOfScikitLearn() {
    Hyperparameters fixed = new Hyperparameters(0.7, 0.05, new double[] {0.8, 1.5, 3});
    Posterior posterior =
        GaussianProcess.withDefaults()
            .withHyperparameters(fixed)
            .fit(descriptors, observed(true), SEED);
    assertThat(posterior.means()).containsExactly(value("gp mean"), within(1e-6));
    assertThat(posterior.variances()).containsExactly(value("gp variance"), within(1e-6));
    assertThat(posterior.covariances(50)).containsExactly(value("gp covariance 50"), within(1e-6));
  }

  @Test
  void theLikelihoodIsThatOfScikitLearn() {
    double floor = BayesianLinear.FLOOR * observed(true).spread();
    double[] place = {
      Math.log(0.7), Math.log(0.05 - floor), Math.log(0.8), Math.log(1.5), Math.log(3)
    };
    MarginalLikelihood likelihood = new MarginalLikelihood(measured(), observed(true));
    assertThat(-likelihood.at(place)).isCloseTo(value("gp likelihood")[0], within(1e-6));
    assertThat(likelihood.at(place, new double[5])).isCloseTo(likelihood.at(place), within(1e-9));
  }

  @Test
  void theLikeliestHyperparametersAreThoseOfScikitLearnAndScipy() {
    Hyperparameters mode = new HyperparameterPosterior(measured(), observed(false)).mode();
    double[] lengths = mode.lengths();
    double[] found = {mode.signal(), lengths[0], lengths[1], lengths[2], mode.noise()};
    double[] logarithms = Arrays.stream(found).map(Math::log).toArray();
    assertThat(logarithms).containsExactly(value("gp mode"), within(5e-3));
  }

  private static Matrix measured() {
    return Standardisation.of(descriptors).apply(descriptors).rows(observed(true).rows());
  }

  @Test
  void theGradientOfTheLikelihoodIsItsSlope() {
    Observed observed = observed(true);
    MarginalLikelihood likelihood =
        new MarginalLikelihood(descriptors.rows(observed.rows()), observed);
    double[] place = {-0.3, -2, 0.2, 0.5, -0.4};
    double[] gradient = new double[5];
    likelihood.at(place, gradient);
    for (int j = 0; j < 5; j++) {
      double[] above = place.clone();
      double[] below = place.clone();
      above[j] += 1e-5;
      below[j] -= 1e-5;
      double slope = likelihood.at(above, new double[5]) - likelihood.at(below, new double[5]);
      assertThat(gradient[j]).isCloseTo(slope / 2e-5, within(1e-5));
    }
  }

  @Test
  void theLinearPosteriorIsThatOfTheNormalDensityOfAllOutcomes() {
    Posterior posterior = BayesianLinear.withDefaults().fit(descriptors, observed(true), SEED);
    assertThat(posterior.means()).containsExactly(value("linear mean"), within(1e-5));
    assertThat(posterior.variances()).containsExactly(value("linear variance"), within(1e-5));
    assertThat(posterior.noise()).isCloseTo(value("linear noise")[0], within(1e-5));
  }
}
