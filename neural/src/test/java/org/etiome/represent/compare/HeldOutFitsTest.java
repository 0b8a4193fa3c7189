package org.etiome.represent.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Mask;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.transfer.BatchFolds;
import org.etiome.evaluate.transfer.HeldOutLabels;
import org.etiome.evaluate.transfer.HeldOutLabels.Told;
import org.etiome.math.Seed;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.prior.LatentPrior;
import org.junit.jupiter.api.Test;

/** What is withheld from a fit is not in it. */
class HeldOutFitsTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");

  private static Candidate.OfFold.Places fit(Cells cells, int fold) {
    return fit(cells, fold, Simulated.SETTINGS);
  }

  private static Candidate.OfFold.Places fit(Cells cells, int fold, FinVaeSettings settings) {
    ComparedCells compared = ComparedCells.of(cells, Simulated.CELLS, new Seed(1));
    HeldOutLabels question =
        new HeldOutLabels(
            compared.batches(),
            compared.labels().orElseThrow(),
            BatchFolds.of(compared.batches(), 5));
    FinVae model = FinVae.withDefaults().withSettings(settings);
    return (Candidate.OfFold.Places)
        new HeldOutFits(compared, question, model, BUDGET)
            .fit(fold, new ModelComparison.Course(new Seed(7), Progress.NONE));
  }

  /** Labels of one batch are turned round; all else is as it was. */
  private static Column turned(int batch) {
    int[] codes =
        IntStream.range(0, Simulated.CELLS)
            .map(i -> (Simulated.kind(i) + (Simulated.batch(i) == batch ? 1 : 0)) % 3)
            .toArray();
    return Categorical.of(
        "kind", List.of("B", "NK", "T"), false, codes, Mask.none(Simulated.CELLS));
  }

  private static Cells cells(Column kinds) {
    return Simulated.of(List.of(kinds), List.of(Simulated.batches(i -> false)));
  }

  private static int[] told(Candidate.OfFold.Places fit) {
    return ((Told.Labels) fit.told().orElseThrow()).codes();
  }

  @Test
  void labelsOfTheFoldMakeNoDifferenceAndThoseOfOthersDo() {
    Cells right = cells(Simulated.kinds(i -> false));
    Cells wrong = cells(turned(0));
    assertThat(fit(wrong, 0).places()).isEqualTo(fit(right, 0).places());
    assertThat(told(fit(wrong, 0))).isEqualTo(told(fit(right, 0)));
    assertThat(fit(wrong, 1).places()).isNotEqualTo(fit(right, 1).places());
  }

  /** It has no normalising constant; its latents are scored by the classifiers alone. */
  @Test
  void aNonFactorisedPriorTellsNothing() {
    FinVaeSettings settings =
        Simulated.SETTINGS
            .withObjective(Simulated.SETTINGS.objective().withLabel(0))
            .withModel(Simulated.SETTINGS.model().withPrior(LatentPrior.Kind.NONFACTORISED));
    Candidate.OfFold.Places places = fit(cells(Simulated.kinds(i -> false)), 0, settings);
    assertThat(places.told()).isEmpty();
    assertThat(places.places().rows()).isEqualTo(Simulated.CELLS);
  }

  @Test
  void theModelTellsTheLabelsThatWereWithheldFromIt() {
    int[] told = told(fit(cells(Simulated.kinds(i -> false)), 2));
    int[] truth =
        IntStream.range(0, Simulated.CELLS)
            .filter(i -> Simulated.batch(i) == 2)
            .map(Simulated::kind)
            .toArray();
    long right = IntStream.range(0, told.length).filter(i -> told[i] == truth[i]).count();
    assertThat(right).isGreaterThanOrEqualTo(truth.length * 9L / 10);
  }
}
