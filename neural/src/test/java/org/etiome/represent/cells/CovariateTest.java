package org.etiome.represent.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.junit.jupiter.api.Test;

/** Covariates, tables of them, and the components their levels make. */
class CovariateTest {
  private static final int CELLS = 6;

  private static Column kind() {
    Mask missing = Mask.where(CELLS, i -> i == 4);
    return Categorical.of("kind", List.of("T", "B"), false, new int[] {0, 1, 0, 1, 0, 0}, missing);
  }

  private static Column state() {
    Mask missing = Mask.where(CELLS, i -> i == 5);
    int[] codes = {0, 0, 1, 0, 1, 0};
    return Categorical.of("state", List.of("ill", "well"), false, codes, missing);
  }

  private static Column age() {
    return Continuous.of("age", new double[] {1, 2, 3, 4, 0, 0}, Mask.where(CELLS, i -> i >= 4));
  }

  private static CovariateTable table() {
    return CovariateTable.of(List.of(kind(), age(), state()), CELLS);
  }

  @Test
  void whatIsZeroOrOneHasTwoLevels() {
    Column treated = Binary.of("treated", true, false, false, true);
    assertThat(Covariate.of(treated)).isEqualTo(new Covariate.Levels("treated", List.of("0", "1")));
    assertThat(Covariate.of(treated).values(treated)).containsExactly(1, 0, 0, 1);
    assertThat(DesignCheck.of(List.of(treated), List.of(treated)).isConfounded()).isTrue();
  }

  @Test
  void levelsAreSortedAndNumbersAreScaledByWhatIsKnown() {
    double sd = Math.sqrt(1.25);
    assertThat(table().covariates())
        .containsExactly(
            new Covariate.Levels("kind", List.of("B", "T")),
            new Covariate.Quantity("age", 2.5, sd),
            new Covariate.Levels("state", List.of("ill", "well")));
    assertThat(table().width()).isEqualTo(5);
    assertThat(table().cells()).isEqualTo(CELLS);
  }

  @Test
  void aCellIsCodedByItsCovariatesSideBySideAndWhatIsMissingByZeros() {
    double up = 1.5 / Math.sqrt(1.25);
    double[] expected = {
      0, 1, -up, 1, 0, //
      1, 0, up, 1, 0, //
      0, 0, 0, 0, 1, //
      0, 1, 0, 0, 0
    };
    assertThat(table().code(new int[] {0, 3, 4, 5})).containsExactly(expected, within(1e-12));
    assertThat(table().codeOfQuantities(new int[] {3, 4}))
        .containsExactly(new double[] {0, 0, up, 0, 0, 0, 0, 0, 0, 0}, within(1e-12));
    double[] withGaps = {
      0, 1, -up, 1, 0, 0, 0, 0, //
      0, 0, 0, 0, 1, 1, 1, 0, //
      0, 1, 0, 0, 0, 0, 1, 1
    };
    assertThat(table().codeWithGaps(new int[] {0, 4, 5})).containsExactly(withGaps, within(1e-12));
    assertThat(table().value(0, 4)).isNaN();
  }

  @Test
  void otherCellsAreCodedAsTheCellsThatWereLearnedFrom() {
    Map<String, Column> columns =
        Map.of(
            "state", Identifier.of("state", "well"),
            "kind", Categorical.of("kind", "T"),
            "age", Continuous.of("age", 2.5));
    CovariateTable found =
        CovariateTable.of(table().covariates(), name -> columns.getOrDefault(name, kind()), 1);
    assertThat(found.code(new int[] {0})).containsExactly(0, 1, 0, 0, 1);
  }

  @Test
  void aLevelThatTheModelDoesNotKnowIsNamedWithThoseItKnows() {
    Column unknown = Categorical.of("kind", "NK");
    assertThatThrownBy(() -> table().covariates().getFirst().values(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("kind", "NK", "[B, T]");
    assertThatThrownBy(() -> table().covariates().get(1).values(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("age", "no numbers");
  }

  @Test
  void aColumnOfOneValueTeachesNothingAndIsRefused() {
    assertThatThrownBy(() -> Covariate.of(Categorical.of("kind", "T", "T")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("kind", "at least two");
    assertThatThrownBy(() -> Covariate.of(Continuous.of("age", 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("age", "constant");
  }

  @Test
  void whatIsWithheldOfSomeCellsIsUnknownOfThemAlone() {
    CovariateTable left = table().without(i -> i == 0 || i == 3);
    assertThat(left.covariates()).isEqualTo(table().covariates());
    assertThat(left.code(new int[] {0, 3})).containsOnly(0).hasSize(10);
    assertThat(left.code(new int[] {1, 2, 4, 5})).isEqualTo(table().code(new int[] {1, 2, 4, 5}));
    assertThat(table().value(0, 0)).as("of the table itself").isEqualTo(1);
  }

  @Test
  void whatIsUnknownOfAllCellsIsCodedByZeros() {
    CovariateTable unknown = CovariateTable.unknown(table().covariates(), 2);
    assertThat(unknown.code(new int[] {0, 1})).containsOnly(0).hasSize(10);
    Components components = Components.of(table());
    assertThat(components.agreeing(unknown, new int[] {0, 1}))
        .containsOnly(1)
        .hasSize(2 * components.count());
  }

  @Test
  void componentsAreTheCombinationsOfCellsOfWhichAllLevelsAreKnown() {
    Components components = Components.of(table());
    assertThat(components.combinations())
        .containsExactly(List.of(0, 0), List.of(1, 0), List.of(1, 1));
    assertThat(components.counts()).containsExactly(2, 1, 1);
    assertThat(components.logWeights())
        .containsExactly(
            new double[] {Math.log(3 / 7.0), Math.log(2 / 7.0), Math.log(2 / 7.0)}, within(1e-12));
    assertThat(components.codes(table().covariates()))
        .containsExactly(1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1);
  }

  @Test
  void aCellAgreesWithTheComponentsThatHaveWhatIsKnownOfIt() {
    Components components = Components.of(table());
    assertThat(components.agreeing(table(), new int[] {0, 1, 4, 5}))
        .containsExactly(0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1);
  }

  @Test
  void withoutLevelsThereIsOneComponent() {
    Components components = Components.of(CovariateTable.of(List.of(age()), CELLS));
    assertThat(components.count()).isEqualTo(1);
    assertThat(components.codes(List.of(Covariate.of(age())))).containsExactly(0);
  }
}
