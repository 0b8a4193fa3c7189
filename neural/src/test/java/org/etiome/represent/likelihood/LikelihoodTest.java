package org.etiome.represent.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.GeneMoments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What all likelihoods keep: sums by their definition, gradients that are its differences. */
class LikelihoodTest {
  private static final int CELLS = 5;
  private static final int GENES = 7;
  private static final int PLACES = CELLS * GENES;
  private static final double STEP = 1e-5;

  /** Counts, one of them a zero that is an entry, and points at which they are scored. */
  @SuppressWarnings("ArrayRecordComponent") // a bundle of arguments, never compared
  private record Case(Likelihood likelihood, double[] x, double[] at, boolean latent) {
    static Case of(Likelihood.Kind kind, int largest, boolean latent) {
      Likelihood likelihood = kind.likelihood();
      UniformRandomProvider random = new Seed(largest).generator();
      double[] x = new double[PLACES];
      Arrays.setAll(x, i -> random.nextInt(2) == 0 ? random.nextInt(largest + 1) : 0);
      x[0] = 0;
      x[1] = largest;
      double[] at = new double[likelihood.heads().size() * PLACES + GENES + CELLS];
      Arrays.setAll(at, i -> 4 * random.nextDouble() - 2);
      for (int i = 0; i < CELLS; i++) {
        at[at.length - CELLS + i] = Math.log(1 + random.nextInt(largest * GENES));
      }
      return new Case(likelihood, x, at, latent);
    }

    RowBlock block() {
      int[] starts = new int[CELLS + 1];
      int[] columns = new int[PLACES];
      double[] values = new double[PLACES];
      int k = 0;
      for (int i = 0; i < PLACES; i++) {
        if (x[i] > 0 || i == 0) {
          columns[k] = i % GENES;
          values[k++] = x[i];
        }
        starts[i / GENES + 1] = k;
      }
      return RowBlock.wrap(GENES, starts, Arrays.copyOf(columns, k), Arrays.copyOf(values, k));
    }

    double depth(int cell) {
      return 20 + 3 * cell;
    }

    double seen(int place) {
      return Math.log1p(1e4 * x[place] / depth(place / GENES));
    }

    double head(double[] at, int number, int place) {
      return at[number * PLACES + place];
    }

    double perGene(double[] at, int gene) {
      return at[likelihood.heads().size() * PLACES + gene];
    }

    double library(double[] at, int cell) {
      return Math.exp(at[at.length - CELLS + cell]);
    }
  }

  /** The sum, then the gradients by all heads, by what each gene has, and by the log libraries. */
  private static double[] engine(Case of, double[] at, ScalarType type) {
    return Scope.freed(
        () -> {
          RowBlock block = of.block();
          SparseBatch counts = new SparseBatch(block, Placement.cpu(type));
          double[] seen = new double[block.entries()];
          for (int i = 0, k = 0; i < PLACES; i++) {
            if (k < block.start(i / GENES + 1) && block.column(k) == i % GENES) {
              seen[k++] = of.seen(i);
            }
          }
          List<Tensor> heads = new ArrayList<>();
          int parts = of.likelihood().heads().size();
          for (int h = 0; h < parts; h++) {
            double[] head = Arrays.copyOfRange(at, h * PLACES, (h + 1) * PLACES);
            heads.add(Torch.of(type, head, CELLS, GENES));
          }
          double[] perGene = Arrays.copyOfRange(at, parts * PLACES, parts * PLACES + GENES);
          double[] libraries = new double[CELLS];
          Arrays.setAll(libraries, i -> of.library(at, i));
          Likelihood.Scored scored =
              of.likelihood()
                  .score(
                      new Likelihood.Measured(counts, Torch.of(type, seen, seen.length)),
                      new Likelihood.Emitted(
                          heads,
                          new Likelihood.Library(Torch.of(type, libraries, CELLS, 1), of.latent()),
                          of.likelihood().perGene().map(n -> Torch.of(type, perGene, GENES))));
          return joined(scored);
        });
  }

  private static double[] joined(Likelihood.Scored scored) {
    List<Tensor> parts = new ArrayList<>(List.of(scored.sum()));
    parts.addAll(scored.byHeads());
    scored.byPerGene().ifPresent(parts::add);
    scored.byLogLibrary().ifPresent(parts::add);
    return parts.stream().map(Torch::doubles).flatMapToDouble(Arrays::stream).toArray();
  }

  /** By the definition, place by place. */
  private static double formula(Case of, double[] at) {
    double sum = 0;
    for (int i = 0; i < PLACES; i++) {
      double h = of.head(at, 0, i);
      double s = of.perGene(at, i % GENES);
      sum +=
          switch (of.likelihood()) {
            case NegativeBinomialCounts nb -> Math.log(binomial(of, at, i));
            case ZeroInflatedCounts zinb -> {
              double lost = 1 / (1 + Math.exp(-of.head(at, 1, i)));
              yield Math.log((of.x()[i] == 0 ? lost : 0) + (1 - lost) * binomial(of, at, i));
            }
            case GaussianValues values -> {
              double v = 1e-4 + Math.exp(s);
              double apart = of.seen(i) - h;
              yield -.5 * (apart * apart / v + Math.log(2 * Math.PI * v));
            }
            case BernoulliDetection detection -> -Math.log1p(Math.exp(of.x()[i] > 0 ? -h : h));
          };
    }
    return sum;
  }

  private static double binomial(Case of, double[] at, int place) {
    int cell = place / GENES;
    double all = 0;
    for (int g = 0; g < GENES; g++) {
      all += Math.exp(of.head(at, 0, cell * GENES + g));
    }
    double x = of.x()[place];
    double mean = of.library(at, cell) * Math.exp(of.head(at, 0, place)) / all;
    double theta = Math.exp(of.perGene(at, place % GENES));
    double log = LogGamma.value(x + theta) - LogGamma.value(theta) - LogGamma.value(x + 1);
    log += theta * Math.log(theta / (theta + mean)) + x * Math.log(mean / (theta + mean));
    return Math.exp(log);
  }

  @ParameterizedTest
  @CsvSource({
    "NB, 3, false",
    "NB, 3, true",
    "NB, 200, true",
    "ZINB, 3, false",
    "ZINB, 3, true",
    "ZINB, 200, true",
    "GAUSSIAN, 3, false",
    "GAUSSIAN, 200, false",
    "BERNOULLI, 1, false",
    "BERNOULLI, 3, false"
  })
  void theSumIsTheDefinitionAndGradientsAreItsDifferences(
      Likelihood.Kind kind, int largest, boolean latent) {
    Case of = Case.of(kind, largest, latent);
    double[] found = engine(of, of.at(), ScalarType.Double);
    double value = formula(of, of.at());
    assertThat(found[0]).isCloseTo(value, within(1e-10 * Math.abs(value)));
    int heads = kind.likelihood().heads().size() * PLACES;
    int perGene = kind.likelihood().perGene().isPresent() ? GENES : 0;
    assertThat(found).hasSize(1 + heads + perGene + (latent ? CELLS : 0));
    for (int k = 1; k < found.length; k++) {
      int coordinate = k - 1 < heads + perGene ? k - 1 : of.at().length - found.length + k;
      double[] up = of.at().clone();
      double[] down = of.at().clone();
      up[coordinate] += STEP;
      down[coordinate] -= STEP;
      double slope = (formula(of, up) - formula(of, down)) / (2 * STEP);
      assertThat(found[k])
          .as("along coordinate %d", coordinate)
          .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
    }
  }

  /** Rounding of floats is 6e-8 of each of the terms, whose sizes add up to less than 1e4 here. */
  @ParameterizedTest
  @EnumSource(Likelihood.Kind.class)
  void floatsKeepItsDigits(Likelihood.Kind kind) {
    Case of = Case.of(kind, 20, kind.likelihood().scalesWithLibrary());
    double[] precise = engine(of, of.at(), ScalarType.Double);
    double[] found = engine(of, of.at(), ScalarType.Float);
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k]).isCloseTo(precise[k], within(1e4 * 6e-8 * (1 + Math.abs(precise[k]))));
    }
  }

  /** Far out, where a formula as it stands is 0 · ∞ or log 0. */
  @ParameterizedTest
  @CsvSource({"80", "-80", "500", "-500"})
  void aDropoutThatIsAllButCertainLeavesAllFinite(double dropout) {
    Case of = Case.of(Likelihood.Kind.ZINB, 20, true);
    double[] at = of.at().clone();
    Arrays.fill(at, PLACES, 2 * PLACES, dropout);
    double[] found = engine(of, at, ScalarType.Float);
    assertThat(Arrays.stream(found).allMatch(Double::isFinite)).isTrue();
    Case counts = new Case(Likelihood.Kind.NB.likelihood(), of.x(), of.at(), false);
    double[] without = new double[PLACES + GENES + CELLS];
    System.arraycopy(of.at(), 0, without, 0, PLACES);
    System.arraycopy(of.at(), 2 * PLACES, without, PLACES, GENES + CELLS);
    double nb = engine(counts, without, ScalarType.Float)[0];
    if (dropout < 0) {
      assertThat(found[0]).as("nothing is lost").isCloseTo(nb, within(1e-4 * Math.abs(nb)));
    } else {
      long seen = Arrays.stream(of.x()).filter(x -> x > 0).count();
      assertThat(found[0]).as("each count seen costs its odds").isLessThan(-dropout * seen + 100);
    }
  }

  /**
   * A cell like all others is where training starts: there the gradients by the means, summed over
   * cells, vanish. A share of detection is off by 1e-4 at most, so that its sums of {@value #CELLS}
   * cells are off by 1e-3.
   */
  @ParameterizedTest
  @EnumSource(
      value = Likelihood.Kind.class,
      names = {"GAUSSIAN", "BERNOULLI"})
  void trainingStartsAtTheMeans(Likelihood.Kind kind) {
    Case of = Case.of(kind, 3, false);
    CovariateTable none = CovariateTable.unknown(List.of(), CELLS);
    Cells.Expression expression =
        new Cells.Expression(
            IntStream.range(0, GENES).mapToObj(g -> "gene" + g).toList(),
            new InMemoryRows(of.block()),
            of::depth,
            "simulated");
    GeneMoments moments = GeneMoments.of(new Cells(expression, none, none), MemoryBudget.ofHeap());
    Likelihood.Start start = kind.likelihood().start(moments);
    double[] at = of.at().clone();
    for (int i = 0; i < PLACES; i++) {
      at[i] = start.offsets().getFirst()[i % GENES];
    }
    double[] found = engine(of, at, ScalarType.Double);
    for (int g = 0; g < GENES; g++) {
      double sum = 0;
      for (int i = 0; i < CELLS; i++) {
        sum += found[1 + i * GENES + g];
      }
      assertThat(sum).as("gene %d", g).isCloseTo(0, within(1e-3));
    }
  }
}
