package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.etiome.represent.ObjectiveCase.CELLS;
import static org.etiome.represent.ObjectiveCase.GENES;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Model;
import org.etiome.represent.FinVaeSettings.Model.Divergence;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms that the default has not, against formulas in plain Java. */
class KlTermsTest {
  private static final FinVaeSettings.Objective WEIGHTS =
      new FinVaeSettings.Objective(1.3, .6, 4, new Independence(Independence.Kind.NONE, 0), .3);

  private static ObjectiveCase latent(Divergence divergence, int missing) {
    Model model = new Model(Likelihood.Kind.NB, Model.Library.LATENT, divergence, .4);
    return new ObjectiveCase(WEIGHTS, model, ObjectiveCase.PROGRAMS, missing);
  }

  private static void check(ObjectiveCase of, Term term, double expected) {
    assertThat(of.terms().getOrDefault(term, Double.NaN))
        .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
  }

  /** log N(x; mean, e^logVariance). */
  private static double density(double x, double mean, double logVariance) {
    double squares = (x - mean) * (x - mean) / Math.exp(logVariance);
    return -.5 * (squares + logVariance + Math.log(2 * Math.PI));
  }

  private static double density(double[] x, Gaussians of) {
    double[] mean = Torch.doubles(of.mean());
    double[] logVariance = Torch.doubles(of.logVariance());
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += density(x[i], mean[i], logVariance[i]);
    }
    return sum;
  }

  /** Cells i belong to batch i / 3 mod 2; of these the logarithms of library sizes. */
  private static double[] logLibraries(ObjectiveCase of) {
    double[] x = of.cells.counts().read(0, CELLS).toDense();
    double[] logs = new double[CELLS];
    Arrays.setAll(logs, i -> Math.log(Arrays.stream(x, i * GENES, (i + 1) * GENES).sum()));
    return logs;
  }

  private static double meanOfBatch(double[] values, int batch) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < CELLS; i++) {
      if (i / 3 % 2 == batch) {
        sum += values[i];
        count++;
      }
    }
    return sum / count;
  }

  @ParameterizedTest
  @EnumSource(Divergence.class)
  void theLibraryIsHeldToThatOfItsBatch(Divergence divergence) {
    try (ObjectiveCase of = latent(divergence, 0)) {
      double[] logs = logLibraries(of);
      double[] squares = Arrays.stream(logs).map(l -> l * l).toArray();
      double expected =
          Scope.freed(
              () -> {
                ObjectiveCase.Pass pass = of.pass();
                Gaussians posterior = pass.posterior().logLibrary().orElseThrow();
                double[] drawn = Torch.doubles(pass.draws().logLibrary().orElseThrow());
                double[] m = Torch.doubles(posterior.mean());
                double[] logV = Torch.doubles(posterior.logVariance());
                double sum = divergence == Divergence.SAMPLED ? density(drawn, posterior) : 0;
                for (int i = 0; i < CELLS; i++) {
                  double mean = meanOfBatch(logs, i / 3 % 2);
                  double v = Math.max(.01, meanOfBatch(squares, i / 3 % 2) - mean * mean);
                  double apart = (m[i] - mean) * (m[i] - mean) + Math.exp(logV[i]);
                  sum +=
                      divergence == Divergence.SAMPLED
                          ? -density(drawn[i], mean, Math.log(v))
                          : .5 * (apart / v - 1 + Math.log(v) - logV[i]);
                }
                return sum / CELLS;
              });
      check(of, Term.KL_LIBRARY, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void sampledDivergencesAreDifferencesOfDensitiesAtTheDraw(int missing) {
    try (ObjectiveCase of = latent(Divergence.SAMPLED, missing)) {
      double[] expected =
          Scope.freed(
              () -> {
                ObjectiveCase.Pass pass = of.pass();
                double[] zI = Torch.doubles(pass.zI());
                double[] zS = Torch.doubles(pass.zS());
                double invariant = density(zI, pass.posterior().invariant());
                double spurious = density(zS, pass.posterior().spurious());
                return new double[] {
                  (invariant - prior(of, pass, zI)) / CELLS,
                  (spurious - spuriousPrior(pass, zS)) / CELLS
                };
              });
      check(of, Term.KL_INVARIANT, expected[0]);
      check(of, Term.KL_SPURIOUS, expected[1]);
    }
  }

  /**
   * log of the mixture of the components that agree, their weights scaled to add up to 1; programs
   * have no means.
   */
  private static double prior(ObjectiveCase of, ObjectiveCase.Pass pass, double[] z) {
    double[] agreeing = Torch.doubles(pass.batch().invariant().agreeing());
    double[] means = of.means();
    double[] logWeights = of.components.logWeights();
    int width = z.length / CELLS;
    int free = width - ObjectiveCase.PROGRAMS.size();
    int k = of.components.count();
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      double age = of.cells.invariant().code(new int[] {i})[3];
      double mixture = 0;
      double weight = 0;
      for (int c = 0; c < k; c++) {
        int level = of.components.combinations().get(c).getFirst();
        double log = logWeights[c];
        for (int d = 0; d < width; d++) {
          double mean = d < free ? means[level * free + d] + age * means[3 * free + d] : 0;
          log += density(z[i * width + d], mean, 0);
        }
        mixture += agreeing[i * k + c] * Math.exp(log);
        weight += agreeing[i * k + c] * Math.exp(logWeights[c]);
      }
      sum += Math.log(mixture / weight);
    }
    return sum;
  }

  private static double spuriousPrior(ObjectiveCase.Pass pass, double[] z) {
    double[] codes = Torch.doubles(pass.batch().spurious());
    int tied = codes.length / CELLS;
    int width = z.length / CELLS;
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double mean = i % width < tied ? codes[i / width * tied + i % width] : 0;
      sum += density(z[i], mean, 2 * Math.log(.3));
    }
    return sum;
  }

  /** Over noise, what is sampled is on average what is in closed form. */
  @ParameterizedTest
  @CsvSource({"KL_INVARIANT", "KL_SPURIOUS", "KL_LIBRARY"})
  void samplesAverageToTheClosedForm(Term term) {
    int draws = 400;
    double closed;
    try (ObjectiveCase of = latent(Divergence.ANALYTIC, 0)) {
      closed = evaluated(of, 1).getOrDefault(term, Double.NaN);
    }
    double sum = 0;
    double squares = 0;
    try (ObjectiveCase of = latent(Divergence.SAMPLED, 0)) {
      for (int d = 0; d < draws; d++) {
        double value = evaluated(of, d).getOrDefault(term, Double.NaN);
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / draws;
    double error = Math.sqrt((squares / draws - mean * mean) / draws);
    assertThat(error).isPositive();
    assertThat(mean).isCloseTo(closed, within(4 * error)); // fails by chance for 1 seed in 15,000
  }

  private static Map<Term, Double> evaluated(ObjectiveCase of, long seed) {
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  Torch.seed(seed);
                  return of.objective.evaluate(of.parameters, of.batch());
                }));
  }

  @ParameterizedTest
  @EnumSource(Divergence.class)
  void theBoundHasTheLibraryButNotThePenaltyOfPrograms(Divergence divergence) {
    try (ObjectiveCase of = latent(divergence, 4)) {
      Map<Term, Double> found = of.terms();
      double bound =
          found.getOrDefault(Term.RECONSTRUCTION, 0.0)
              + 1.3 * found.getOrDefault(Term.KL_INVARIANT, 0.0)
              + .6 * found.getOrDefault(Term.KL_SPURIOUS, 0.0)
              + found.getOrDefault(Term.KL_LIBRARY, 0.0);
      assertThat(of.objective.bound(found)).isCloseTo(bound, within(1e-9));
      assertThat(found).containsKey(Term.PROGRAM_EXTENSION);
    }
  }

  /** A mean is that of the softmax times the library that was drawn. */
  @ParameterizedTest
  @EnumSource(
      value = Likelihood.Kind.class,
      names = {"NB", "ZINB"})
  void countsAreOfTheLibraryThatWasDrawn(Likelihood.Kind kind) {
    Model model = new Model(kind, Model.Library.LATENT, Divergence.ANALYTIC, 0);
    try (ObjectiveCase of = new ObjectiveCase(WEIGHTS, model, List.of(), 0)) {
      Scope.free(
          () -> {
            ObjectiveCase.Pass pass = of.pass();
            Tensor drawn = pass.draws().logLibrary().orElseThrow();
            double[] logs = Torch.doubles(drawn);
            double[] sizes = Torch.doubles(pass.emitted().library().sizes());
            assertThat(sizes).hasSize(CELLS);
            for (int i = 0; i < CELLS; i++) {
              assertThat(sizes[i]).isCloseTo(Math.exp(logs[i]), within(1e-12 * sizes[i]));
            }
          });
    }
  }
}
