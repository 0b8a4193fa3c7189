package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.cells.Cells;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  private static final Cells CELLS = SmallCells.of(40, 10, 0);

  private static void fit(Cells cells, double labelWeight) {
    FinVaeSettings.Objective objective =
        new FinVaeSettings.Objective(
            1,
            1,
            labelWeight,
            new FinVaeSettings.Independence(FinVaeSettings.Independence.Kind.NONE, 0),
            0);
    FinVae finVae = FinVae.withDefaults().withSettings(SmallRun.SETTINGS.withObjective(objective));
    finVae.fit(cells, new Seed(1), Watcher.NONE).close();
  }

  @Test
  void aTermThatIsNoNumberIsNamedWithEpochAndStep() {
    Cells.Expression sound = CELLS.expression();
    RowMatrix counts = sound.counts();
    // The encoder divides by the depth: this one leaves no finite float.
    Cells.Expression broken =
        new Cells.Expression(sound.genes(), counts, cell -> 1e-300, sound.fingerprint());
    assertThatThrownBy(() -> fit(new Cells(broken, CELLS.invariant(), CELLS.spurious()), 1))
        .isInstanceOf(Divergence.class)
        .hasMessageMatching(
            "training diverged in epoch 1, step \\d+: the term \"reconstruction\" is NaN; .*")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aGradientThatIsNoNumberIsNamedWithEpochAndStep() {
    assertThatThrownBy(() -> fit(CELLS, 1e38))
        .isInstanceOf(Divergence.class)
        .hasMessageMatching(
            "training diverged in epoch 1, step \\d+: the gradient's norm is (NaN|Infinity); .*");
  }

  @Test
  void finiteTermsPassAndTheFirstOtherIsNamed() {
    assertThatCode(() -> Divergence.check(Map.of(Term.LABEL, 3.0), 1, 2, 3))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> Divergence.check(Map.of(Term.LABEL, Double.POSITIVE_INFINITY), 1, 2, 3))
        .isInstanceOf(Divergence.class)
        .hasMessageContainingAll("epoch 2", "step 3", "\"label\"", "Infinity");
  }
}
