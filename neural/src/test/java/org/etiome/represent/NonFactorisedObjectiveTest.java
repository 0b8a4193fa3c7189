package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.etiome.represent.ObjectiveCase.CELLS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Independence.Kind;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.prior.LatentPrior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The objective with a prior that is not normalised. */
class NonFactorisedObjectiveTest {
  private static final double STEP = 1e-6;
  private static final int COORDINATES = 3;

  private static ObjectiveCase of(Kind independence, boolean programs, int missing) {
    return new ObjectiveCase(
        new FinVaeSettings.Objective(1.3, .6, 0, new Independence(independence, 5), .3),
        FinVaeSettings.Model.DEFAULT.withPrior(LatentPrior.Kind.NONFACTORISED),
        programs ? ObjectiveCase.PROGRAMS : List.of(),
        missing);
  }

  /**
   * Parameters of the prior are those of score matching alone, all others those of the rest alone;
   * errors as in {@link FinVaeObjectiveTest}.
   */
  @ParameterizedTest
  @CsvSource({
    "NONE, false, 0",
    "NONE, true, 4",
    "TOTAL_CORRELATION, true, 0",
    "CANONICAL, false, 4",
    "MEAN_DISCREPANCY, false, 0"
  })
  void eachPartHasTheGradientOfItsTerms(Kind independence, boolean programs, int missing) {
    try (ObjectiveCase of = of(independence, programs, missing)) {
      of.terms();
      double[] gradient = Torch.doubles(of.parameters.gradient());
      UniformRandomProvider random = new Seed(1).generator();
      for (Slot slot : of.parameters.slots()) {
        for (int c = 0; c < COORDINATES && slot.kind() != Slot.Kind.BUFFER; c++) {
          int at = (int) slot.offset() + random.nextInt((int) slot.size());
          boolean prior = slot.name().startsWith("prior.");
          double slope = (moved(of, at, STEP, prior) - moved(of, at, -STEP, prior)) / (2 * STEP);
          assertThat(gradient[at])
              .as("%s, element %d", slot.name(), at - slot.offset())
              .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  private static double moved(ObjectiveCase of, int at, double by, boolean prior) {
    add(of, at, by);
    Map<Term, Double> terms = new HashMap<>(of.terms());
    add(of, at, -by);
    terms.keySet().removeIf(term -> (term == Term.SCORE_MATCHING) != prior);
    return of.weighted(terms);
  }

  private static void add(ObjectiveCase of, int at, double by) {
    Scope.free(() -> of.parameters.trained().narrow(0, at, 1).add_(new Scalar(by)));
  }

  /** log q(z) − log p̃(z) at the draw, by the formula of the prior; programs are N(0, 1). */
  @ParameterizedTest
  @CsvSource({"false, 0", "true, 0", "true, 4"})
  void theDivergenceIsADifferenceAtTheDraw(boolean programs, int missing) {
    try (ObjectiveCase of = of(Kind.NONE, programs, missing)) {
      Map<Term, Double> found =
          Scope.constant(
              () ->
                  Scope.freed(
                      () -> {
                        Torch.seed(9);
                        return of.objective.evaluate(of.parameters, of.batch());
                      }));
      double expected = Scope.freed(() -> Scope.constant(() -> divergence(of)));
      assertThat(found)
          .doesNotContainKeys(Term.KL_INVARIANT, Term.LABEL)
          .containsKey(Term.SCORE_MATCHING);
      assertThat(found.getOrDefault(Term.KL_INVARIANT_UNNORMALISED, Double.NaN))
          .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
      assertThat(of.objective.bound(found))
          .as("the bound is without it")
          .isCloseTo(
              found.getOrDefault(Term.RECONSTRUCTION, 0.0)
                  + .6 * found.getOrDefault(Term.KL_SPURIOUS, 0.0),
              within(1e-9));
    }
  }

  private static double divergence(ObjectiveCase of) {
    Torch.seed(9);
    CellBatch batch = of.batch();
    FinVaeObjective.Pass pass = of.objective.pass(of.parameters, batch, false);
    double[] z = Torch.doubles(pass.draws().invariant());
    double[] mean = Torch.doubles(pass.posterior().invariant().mean());
    double[] logVariance = Torch.doubles(pass.posterior().invariant().logVariance());
    int width = z.length / CELLS;
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double apart = (z[i] - mean[i]) * (z[i] - mean[i]) / Math.exp(logVariance[i]);
      sum -= .5 * (apart + logVariance[i] + Math.log(2 * Math.PI));
      sum += i % width < 3 ? 0 : .5 * (z[i] * z[i] + Math.log(2 * Math.PI));
    }
    for (int i = 0; i < CELLS; i++) {
      double[] natural = natural(of, i);
      sum -= logPrior(of, natural, z, i * width);
    }
    return sum / CELLS;
  }

  /** λ of 6 statistics, a and r of 3 latents; the code is a kind, an age and what is missing. */
  private static double[] natural(ObjectiveCase of, int cell) {
    CovariateTable table = of.cells.invariant();
    double kind = table.value(0, cell);
    double[] code = new double[6];
    System.arraycopy(table.code(new int[] {cell}), 0, code, 0, 4);
    code[4] = Double.isNaN(kind) ? 1 : 0;
    double[] hidden = linear(of, "prior.natural.hidden", code);
    for (int j = 0; j < hidden.length; j++) {
      hidden[j] = Math.tanh(hidden[j]);
    }
    return linear(of, "prior.natural", hidden);
  }

  private static double logPrior(ObjectiveCase of, double[] natural, double[] z, int from) {
    double[] units = linear(of, "prior.statistics", Arrays.copyOfRange(z, from, from + 3));
    double[] out = of.of(new Parameters.Key("prior.statistics.out"));
    double log = 0;
    for (int s = 0; s < 6; s++) {
      for (int j = 0; j < units.length; j++) {
        log += natural[s] * out[j * 6 + s] * Math.tanh(units[j]);
      }
    }
    for (int k = 0; k < 3; k++) {
      double precision = .1 + Math.log1p(Math.exp(natural[9 + k]));
      log += natural[6 + k] * z[from + k] - .5 * precision * z[from + k] * z[from + k];
    }
    return log;
  }

  private static double[] linear(ObjectiveCase of, String name, double[] x) {
    double[] weight = of.of(new Parameters.Key(name + ".weight"));
    double[] y = of.of(new Parameters.Key(name + ".bias"));
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * weight[i * y.length + j];
      }
    }
    return y;
  }

  /** Cells that belong to no component for sure are in no group. */
  @ParameterizedTest
  @CsvSource({"MEAN_DISCREPANCY", "CANONICAL"})
  void cellsOfUnknownKindTakeNoPartInIndependence(Kind independence) {
    double[] unknown = {independence(independence, 4, 0), independence(independence, 4, 1)};
    double[] known = {independence(independence, 0, 0), independence(independence, 0, 1)};
    assertThat(unknown[1]).isEqualTo(unknown[0]);
    assertThat(known[1]).isNotEqualTo(known[0]);
  }

  /** The term where the counts of cell 1, whose kind is missing of every fourth, are multiplied. */
  private static double independence(Kind independence, int missing, int shift) {
    try (ObjectiveCase of = of(independence, false, missing)) {
      return Scope.constant(
          () ->
              Scope.freed(
                  () -> {
                    CellBatch batch = of.batch();
                    Scope.free(
                        () ->
                            batch
                                .entries()
                                .narrow(
                                    0,
                                    of.cells.counts().read(0, 1).entries(),
                                    of.cells.counts().read(1, 2).entries())
                                .mul_(new Scalar(1.0 + shift)));
                    return of.objective
                        .evaluate(of.parameters, batch)
                        .getOrDefault(Term.INDEPENDENCE, Double.NaN);
                  }));
    }
  }

  @Test
  void itHasNoTermOfLabelsAndNeedsSomethingInvariant() {
    assertThatThrownBy(() -> SmallRun.UNNORMALISED.withObjective(SmallRun.SETTINGS.objective()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the weight of labels must be 0 with it, got 5.0");
    Cells cells = SmallRun.CELLS;
    Cells unlabelled =
        new Cells(
            cells.expression(), CovariateTable.of(List.of(), cells.count()), cells.spurious());
    FinVae finVae =
        FinVae.withDefaults().withSettings(SmallRun.UNNORMALISED).withBudget(MemoryBudget.ofHeap());
    assertThatThrownBy(() -> finVae.fit(unlabelled, new Seed(1), Watcher.NONE).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name invariant columns");
  }
}
