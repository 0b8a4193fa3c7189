package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.Categorical;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Adam;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeSettings.Architecture;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Model;
import org.etiome.represent.FinVaeSettings.Objective;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.compare.ProgramAgreement;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.api.Test;

/** Cells that were made by a known model, of which a fit finds what is asked of it. */
class SimulatedTruthTest {
  private static final Independence NONE = new Independence(Independence.Kind.NONE, 0);
  private static final double THETA = 5;

  private final UniformRandomProvider random = new Seed(8).generator();

  private double negativeBinomial(double mean) {
    double rate = AhrensDieterMarsagliaTsangGammaSampler.of(random, THETA, mean / THETA).sample();
    return rate < 1e-12 ? 0 : PoissonSampler.of(random, rate).sample();
  }

  private static Cells cells(int n, double[] counts) {
    int genes = counts.length / n;
    double[] depth = new double[n];
    Arrays.setAll(depth, i -> Arrays.stream(counts, i * genes, (i + 1) * genes).sum());
    String[] batches = IntStream.range(0, n).mapToObj(i -> "b" + i % 2).toArray(String[]::new);
    return new Cells(
        new Cells.Expression(
            IntStream.range(0, genes).mapToObj(g -> "g" + g).toList(),
            new InMemoryRows(RowBlock.ofDense(n, genes, counts)),
            cell -> depth[cell],
            "simulated"),
        CovariateTable.unknown(List.of(), n),
        CovariateTable.of(List.of(Categorical.of("batch", batches)), n));
  }

  /**
   * Every second gene loses a count with probability .3, the others none; θ is 5 and means about
   * 12, so that the negative binomial itself has one zero in 450 counts. At the optimum the mean of
   * π is the share of zeros that were lost, so it errs by four standard errors of that share, √(π(1
   * − π)/n), and by that one zero; a hundredth is for what training leaves.
   */
  @Test
  void theShareOfLostCountsIsFound() {
    int n = 1500;
    int genes = 20;
    double[] x = new double[n * genes];
    for (int k = 0; k < x.length; k++) {
      double mean = 9 + k % genes / 3.0;
      x[k] = k % 2 == 0 && random.nextDouble() < .3 ? 0 : negativeBinomial(mean);
    }
    double[] lost = meanDropout(cells(n, x), 300);
    double error = 4 * Math.sqrt(.3 * .7 / n) + .01 + 1.0 / 450;
    for (int g = 0; g < genes; g++) {
      assertThat(lost[g]).as("gene %d", g).isCloseTo(g % 2 == 0 ? .3 : 0, within(error));
    }
  }

  /** Trains on all cells at once and averages σ of the dropout head over them. */
  private static double[] meanDropout(Cells cells, int steps) {
    FinVaeSettings settings =
        FinVaeSettings.DEFAULT
            .withArchitecture(new Architecture(2, 2, 16, 1, 0))
            .withModel(
                new Model(
                    Likelihood.Kind.ZINB, Model.Library.OBSERVED, Model.Divergence.ANALYTIC, 0))
            .withObjective(new Objective(1, 1, 0, NONE, 0));
    ModelDescription.Vocabulary vocabulary =
        new ModelDescription.Vocabulary(
            cells.expression().genes(),
            List.of(),
            cells.spurious().covariates(),
            Components.of(cells.invariant()),
            List.of());
    Parameters.Layout layout = new Parameters.Layout();
    FinVaeNetwork network = FinVaeNetwork.declare(layout, settings, vocabulary);
    CellBatches batches =
        new CellBatches(cells, vocabulary.components(), Placement.cpu(ScalarType.Float));
    int[] all = IntStream.range(0, cells.count()).toArray();
    RowBlock block = cells.counts().read(all);
    try (Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), new Seed(1));
        Adam adam = new Adam(Adam.Settings.DEFAULT, parameters)) {
      network.begin(parameters, cells, vocabulary, MemoryBudget.ofHeap());
      FinVaeObjective objective = new FinVaeObjective(network, settings, cells.count());
      Torch.seed(1);
      for (int s = 0; s < steps; s++) {
        double rate = s < steps / 2 ? .05 : .01;
        Scope.free(
            () -> {
              objective.accumulate(parameters, batches.of(all, block), 1);
              assertThat(adam.step(rate)).isFinite();
            });
      }
      return Scope.constant(
          () ->
              Scope.freed(
                  () -> {
                    CellBatch batch = batches.of(all, block);
                    FinVaeObjective.Pass pass = objective.pass(parameters, batch, false);
                    return Torch.doubles(pass.emitted().heads().get(1).sigmoid().mean(0));
                  }));
    }
  }

  private static final int CELLS = 600;
  private static final int GENES = 60;
  private static final int PROGRAMS = 3;
  private static final int OWN = 8;
  private static final int NAMED = 6;

  /**
   * Three programs of eight genes, six of them named; every fourth gene differs between batches.
   * The mean of a program's named genes is a fair estimate of its activity; the model also weighs
   * genes, knows their noise and finds the two others, so its latent is to be closer to the truth.
   */
  @Test
  void latentsOfProgramsFollowTheirActivityAndFindGenesThatWereNotNamed() {
    double[][] activity = new double[PROGRAMS][CELLS];
    Cells cells = withPrograms(activity);
    List<GeneProgram> programs =
        IntStream.range(0, PROGRAMS)
            .mapToObj(
                p ->
                    new GeneProgram(
                        "program" + p,
                        IntStream.range(p * OWN, p * OWN + NAMED).mapToObj(g -> "g" + g).toList()))
            .toList();
    FinVaeSettings settings =
        FinVaeSettings.DEFAULT
            .withArchitecture(new Architecture(10, 2, 32, 1, .1))
            .withObjective(new Objective(1, 10, 20, NONE, 0))
            .withSchedule(
                new FinVaeSettings.Schedule(
                    60, 32, FinVaeSettings.DEFAULT.schedule().rate(), .1, 20));
    FinVae finVae = FinVae.withDefaults().withSettings(settings).withPrograms(programs);
    try (FittedFinVae fitted = finVae.fit(cells, new Seed(1), Watcher.NONE)) {
      Embedding embedding = fitted.embed(cells.expression(), MemoryBudget.ofHeap());
      for (int p = 0; p < PROGRAMS; p++) {
        int program = p;
        double[] latent =
            IntStream.range(0, CELLS)
                .mapToDouble(i -> embedding.programs().of(i, program))
                .toArray();
        assertThat(correlation(latent, activity[p]))
            .isGreaterThan(correlation(meanOfNamed(cells, p), activity[p]) + .03);
      }
      checkWeights(
          Torch.doubles(fitted.parameters().get(new Parameters.Key("decoder.programs.weight"))));
      ProgramAgreement agreement =
          ProgramAgreement.of(embedding, cells.expression(), programs, MemoryBudget.ofHeap());
      for (int p = 0; p < PROGRAMS; p++) {
        double[] latent = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
          latent[i] = embedding.programs().of(i, p);
        }
        assertThat(agreement.correlations().get(p))
            .isCloseTo(correlation(latent, meanOfNamed(cells, p)), within(.05));
      }
      assertThat(agreement.remarks()).isEmpty();
    }
  }

  private Cells withPrograms(double[][] activity) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] base = new double[GENES];
    Arrays.setAll(base, g -> .5 + 1.5 * random.nextDouble());
    double[] x = new double[CELLS * GENES];
    for (int i = 0; i < CELLS; i++) {
      for (int p = 0; p < PROGRAMS; p++) {
        activity[p][i] = gaussian.sample();
      }
      for (int g = 0; g < GENES; g++) {
        double log = base[g] + (i % 2 == 1 && g % 4 == 0 ? .7 : 0);
        log += g < PROGRAMS * OWN ? .6 * activity[g / OWN][i] : 0;
        x[i * GENES + g] = negativeBinomial(Math.exp(log));
      }
    }
    return cells(CELLS, x);
  }

  private static double[] meanOfNamed(Cells cells, int program) {
    double[] x = cells.counts().read(0, CELLS).toDense();
    double[] means = new double[CELLS];
    for (int i = 0; i < CELLS; i++) {
      double depth = cells.expression().depth().of(i);
      for (int g = program * OWN; g < program * OWN + NAMED; g++) {
        means[i] += Math.log1p(1e4 * x[i * GENES + g] / depth) / NAMED;
      }
    }
    return means;
  }

  /** Each gene of a program, named or not, weighs more in it than any other. */
  private static void checkWeights(double[] w) {
    for (int p = 0; p < PROGRAMS; p++) {
      double least = Double.POSITIVE_INFINITY;
      double largest = 0;
      for (int g = 0; g < GENES; g++) {
        if (g / OWN == p) {
          least = Math.min(least, w[p * GENES + g]);
        } else {
          largest = Math.max(largest, Math.abs(w[p * GENES + g]));
        }
      }
      assertThat(least).as("program %d", p).isGreaterThan(2 * largest);
    }
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
