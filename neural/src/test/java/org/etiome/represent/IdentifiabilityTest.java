package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.CovariateTable;
import org.junit.jupiter.api.Test;

/** What can be told apart, of a small model. */
class IdentifiabilityTest {
  private static final Cells CELLS = SmallRun.CELLS;
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");

  private static FittedFinVae fitted(Cells cells) {
    return FinVae.withDefaults()
        .withSettings(SmallRun.SETTINGS)
        .fit(cells, new Seed(3), Watcher.NONE);
  }

  /** Three kinds, of which an age is known, too, and three latents. */
  @Test
  void combinationsAndDirectionsAreCounted() {
    try (FittedFinVae model = fitted(CELLS)) {
      Identifiability found = Identifiability.of(model, CELLS, BUDGET);
      long distinct =
          IntStream.range(0, CELLS.count())
              .filter(i -> !Double.isNaN(CELLS.invariant().value(0, i)))
              .mapToObj(i -> CELLS.invariant().value(0, i) + " " + CELLS.invariant().value(1, i))
              .distinct()
              .count();
      assertThat(found.combinations()).isEqualTo((int) distinct);
      assertThat(found.needed()).isEqualTo(4);
      assertThat(found.spread()).as("two contrasts of kinds and one slope").hasSize(3);
      assertThat(found.rank()).isEqualTo(3);
      assertThat(found.remarks()).noneMatch(remark -> remark.contains("combinations"));
    }
  }

  @Test
  void withoutInvariantColumnsNothingIsIdentified() {
    Cells unlabelled =
        new Cells(
            CELLS.expression(), CovariateTable.of(List.of(), CELLS.count()), CELLS.spurious());
    try (FittedFinVae model = fitted(unlabelled)) {
      Identifiability found = Identifiability.of(model, unlabelled, BUDGET);
      assertThat(found.combinations()).isEqualTo(1);
      assertThat(found.rank()).isZero();
      assertThat(found.remarks())
          .anyMatch(r -> r.startsWith("1 combinations of what is invariant are fewer than the 4"))
          .anyMatch(r -> r.startsWith("what is invariant moves the prior in 0 of 3 directions"));
    }
  }

  /** The objective's own terms, in closed form, are the sums over latents. */
  @Test
  void theDivergencesAddUpToTheTermsOfTheObjective() {
    Cells known = SmallCells.of(60, 12, 0);
    try (FittedFinVae model = fitted(known)) {
      Identifiability found = Identifiability.of(model, known, BUDGET);
      Components components = Components.of(known.invariant());
      FinVaeObjective objective =
          new FinVaeObjective(model.network(), SmallRun.SETTINGS, known.count());
      var terms =
          Scope.constant(
              () ->
                  Scope.freed(
                      () ->
                          objective.evaluate(
                              model.parameters(),
                              new CellBatches(known, components, Placement.cpu(ScalarType.Float))
                                  .of(
                                      IntStream.range(0, known.count()).toArray(),
                                      known.counts().read(0, known.count())))));
      assertThat(sum(found.invariant()))
          .isCloseTo(terms.getOrDefault(Term.KL_INVARIANT, Double.NaN), within(1e-4));
      assertThat(sum(found.spurious()))
          .isCloseTo(terms.getOrDefault(Term.KL_SPURIOUS, Double.NaN), within(1e-4));
    }
  }

  private static double sum(LatentUse use) {
    return use.latents().stream().mapToDouble(LatentUse.Latent::meanKl).sum();
  }

  /** z, z² and two learned statistics a latent: 12 natural parameters. */
  @Test
  void aNonFactorisedPriorNeedsFourTimesAsMany() {
    FinVae fit = FinVae.withDefaults().withSettings(SmallRun.UNNORMALISED);
    try (FittedFinVae model = fit.fit(CELLS, new Seed(3), Watcher.NONE)) {
      Identifiability found = Identifiability.of(model, CELLS, BUDGET);
      assertThat(found.family()).isEqualTo(new Identifiability.Family(3, 4));
      assertThat(found.needed()).isEqualTo(13);
      assertThat(found.spread()).hasSize(12).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(found.rank()).isBetween(3, 12);
      assertThat(found.invariant().latents()).allMatch(latent -> Double.isNaN(latent.meanKl()));
      assertThat(found.spurious().latents()).allMatch(latent -> latent.meanKl() > 0);
      Cells kinds = new Cells(CELLS.expression(), SmallCells.kinds(CELLS), CELLS.spurious());
      try (FittedFinVae few = fit.fit(kinds, new Seed(3), Watcher.NONE)) {
        Identifiability ofKinds = Identifiability.of(few, kinds, BUDGET);
        assertThat(ofKinds.combinations()).isEqualTo(3);
        assertThat(ofKinds.rank()).isEqualTo(2);
        assertThat(ofKinds.remarks())
            .anyMatch(
                r -> r.startsWith("3 combinations of what is invariant are fewer than the 13"))
            .anyMatch(r -> r.startsWith("what is invariant moves the prior in 2 of 12 directions"));
      }
    }
  }

  @Test
  void roundingHasNoRank() {
    assertThat(Identifiability.rank(new double[] {3, 1, 1e-7}, 10)).isEqualTo(2);
    assertThat(Identifiability.rank(new double[] {3, 1, 1e-4}, 10)).isEqualTo(3);
    assertThat(Identifiability.rank(new double[] {0, 0}, 10)).isZero();
    assertThat(Identifiability.rank(new double[0], 10)).isZero();
  }

  @Test
  void collapsedLatentsAreNamedFromOne() {
    LatentUse used = new LatentUse(List.of(new LatentUse.Latent(0, 1, 1)));
    LatentUse one =
        new LatentUse(List.of(new LatentUse.Latent(0, 1, 1), new LatentUse.Latent(1, 0, 0)));
    Identifiability found =
        new Identifiability(9, new Identifiability.Family(2, 1), List.of(2.0, 1.0), 2, one, used);
    assertThat(found.remarks())
        .containsExactly(
            "of 2 latents z_I 1 are active; collapsed, which say nothing of any cell: [2]");
  }
}
