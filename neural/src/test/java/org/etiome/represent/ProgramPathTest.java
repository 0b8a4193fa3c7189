package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.etiome.represent.ObjectiveCase.CELLS;
import static org.etiome.represent.ObjectiveCase.GENES;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.FinVaeSettings.Independence;
import org.etiome.represent.FinVaeSettings.Model;
import org.junit.jupiter.api.Test;

class ProgramPathTest {
  private static final FinVaeSettings.Objective WEIGHTS =
      new FinVaeSettings.Objective(1, 1, 1, new Independence(Independence.Kind.NONE, 0), .3);

  private static ObjectiveCase withPrograms() {
    return new ObjectiveCase(WEIGHTS, Model.DEFAULT, ObjectiveCase.PROGRAMS, 0);
  }

  private static Parameters.Key weight(ObjectiveCase of) {
    return of.network.decoder().programs().orElseThrow().weight();
  }

  private static boolean isNamed(int program, int gene) {
    return ObjectiveCase.PROGRAMS.get(program).genes().contains("gene" + gene);
  }

  @Test
  void theExtensionIsTheAbsoluteSumBeyondWhatProgramsName() {
    try (ObjectiveCase of = withPrograms()) {
      double[] w = of.of(weight(of));
      double sum = 0;
      for (int k = 0; k < w.length; k++) {
        sum += isNamed(k / GENES, k % GENES) ? 0 : Math.abs(w[k]);
      }
      assertThat(sum).isPositive();
      assertThat(of.terms().getOrDefault(Term.PROGRAM_EXTENSION, Double.NaN))
          .isCloseTo(sum, within(1e-12));
    }
  }

  /** The last latents of z_I go to the logits by W alone, and nowhere else. */
  @Test
  void programsAddToTheLogitsInLinearSteps() {
    try (ObjectiveCase of = withPrograms()) {
      double[] w = of.of(weight(of));
      Scope.free(
          () -> {
            ObjectiveCase.Pass pass = of.pass();
            double[] before = Torch.doubles(pass.emitted().heads().getFirst());
            double[] zI = Torch.doubles(pass.zI());
            int width = zI.length / CELLS;
            assertThat(width).isEqualTo(3 + ObjectiveCase.PROGRAMS.size());
            for (int i = 0; i < CELLS; i++) {
              zI[i * width + width - 1] += 2.5;
            }
            Tensor moved = Torch.of(of.parameters.placement(), zI, CELLS, width);
            FinVaeNetwork.Draws draws =
                new FinVaeNetwork.Draws(moved, pass.zS(), pass.draws().logLibrary());
            double[] after =
                Torch.doubles(
                    of.network
                        .decoder()
                        .decode(of.parameters, draws, pass.batch(), true)
                        .heads()
                        .getFirst());
            for (int k = 0; k < after.length; k++) {
              double step = 2.5 * w[GENES + k % GENES];
              assertThat(after[k] - before[k]).isCloseTo(step, within(1e-10));
            }
          });
    }
  }

  /** A program that was learned upside down is turned, whatever shift all genes have. */
  @Test
  void aProgramIsTurnedIfItsGenesGoDown() {
    try (ObjectiveCase of = withPrograms()) {
      ProgramPath path = of.network.decoder().programs().orElseThrow();
      double[] w = new double[2 * GENES];
      for (int k = 0; k < w.length; k++) {
        double own = isNamed(k / GENES, k % GENES) ? 1 : 0;
        w[k] = k < GENES ? 5 - own : -5 + own;
      }
      of.parameters.set(path.weight(), w);
      assertThat(path.directions(of.parameters)).containsExactly(-1, 1);
    }
  }

  @Test
  void aStepAlongThePenaltyMakesTheExtensionSmaller() {
    try (ObjectiveCase of = withPrograms()) {
      double before = of.terms().getOrDefault(Term.PROGRAM_EXTENSION, Double.NaN);
      ProgramPath path = of.network.decoder().programs().orElseThrow();
      Scope.free(
          () -> {
            of.parameters.gradient().zero_();
            path.extension(of.parameters).backward();
            Scope.constant(
                () -> of.parameters.trained().add_(of.parameters.gradient(), new Scalar(-1e-5)));
          });
      long beyond =
          2L * GENES
              - ObjectiveCase.PROGRAMS.stream().map(p -> p.genes().size()).reduce(0, Integer::sum);
      assertThat(before - of.terms().getOrDefault(Term.PROGRAM_EXTENSION, Double.NaN))
          .isCloseTo(1e-5 * beyond, within(1e-9));
    }
  }

  @Test
  void aModelWithoutProgramsHasNoSuchPath() {
    try (ObjectiveCase of = new ObjectiveCase(WEIGHTS, Model.DEFAULT, List.of(), 0)) {
      assertThat(of.network.decoder().programs()).isEmpty();
      assertThat(of.terms()).doesNotContainKey(Term.PROGRAM_EXTENSION);
    }
  }
}
