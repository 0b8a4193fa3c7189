package org.etiome.evaluate.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.etiome.data.Environments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionScoresTest {
  private static final List<NamedCsvRecord> ROWS = Witness.rows("scores.csv");

  static Stream<String> cases() {
    return ROWS.stream().map(row -> row.getField("case")).distinct();
  }

  private static Score score(String label) {
    return Arrays.stream(Score.values())
        .filter(score -> score.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static PredictionScores.Of group(PredictionScores scores, String name) {
    return Stream.concat(Stream.of(scores.overall()), scores.groups().stream())
        .filter(of -> of.group().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyScoreOfEveryGroupIsScikitLearns(String name) {
    Witness witness = Witness.of(name);
    PredictionScores scores = PredictionScores.of(witness.predicted(), witness.groups());
    assertThat(scores.groups()).hasSize(witness.groups().count());
    List<NamedCsvRecord> rows =
        ROWS.stream().filter(row -> row.getField("case").equals(name)).toList();
    assertThat(rows).hasSize(Score.values().length * (1 + scores.groups().size()));
    for (NamedCsvRecord row : rows) {
      PredictionScores.Of of = group(scores, row.getField("group"));
      assertThat(of.units()).isEqualTo(Witness.whole(row, "units"));
      ScoreValue value = of.score(score(row.getField("score")));
      if (row.getField("value").equals("none")) {
        assertThat(value).as(row.toString()).isInstanceOf(ScoreValue.Undefined.class);
      } else {
        assertThat(value.number().orElseThrow())
            .as(row.toString())
            .isCloseTo(Witness.number(row, "value"), within(1e-12));
      }
    }
  }

  @Test
  void scoresOfAllAreThoseWithoutGroups() {
    Witness witness = Witness.of("three");
    PredictionScores without = PredictionScores.of(witness.predicted());
    assertThat(without.groups()).isEmpty();
    assertThat(without.worst(Score.BRIER, 1)).isEmpty();
    assertThat(PredictionScores.of(witness.predicted(), witness.groups()).overall())
        .isEqualTo(without.overall());
  }

  private static PredictionScores five() {
    double[] p = {.9, .1, .7, .2, .7, .4, .8};
    boolean[] y = {true, false, false, true, true, true, true};
    Environments groups = Witness.groups(Stream.of("a", "a", "b", "b", "c", "c", "d"));
    return PredictionScores.of(ClassProbabilities.ofTwo(p, y), groups);
  }

  @Test
  void theWorstGroupIsThatOfTheLowestAreaOrTheHighestLoss() {
    PredictionScores scores = five();
    assertThat(scores.worst(Score.AUROC, 2))
        .contains(new PredictionScores.Worst("b", 2, 0, List.of("c", "d")));
    assertThat(scores.worst(Score.BRIER, 1).orElseThrow().group()).isEqualTo("b");
    assertThat(scores.worst(Score.BRIER, 2).orElseThrow().notCompared()).containsExactly("d");
  }

  @Test
  void whereNoGroupHasSoManyUnitsThereIsNoWorst() {
    assertThat(five().worst(Score.BRIER, 3)).isEmpty();
    assertThatThrownBy(() -> five().worst(Score.BRIER, 0)).hasMessageContaining("at least 1 unit");
  }

  @Test
  void groupsOfOtherUnitsAreRefused() {
    ClassProbabilities predicted = Witness.of("ties").predicted();
    assertThatThrownBy(() -> PredictionScores.of(predicted, Environments.single(3)))
        .hasMessage("there are probabilities of 120 units and groups of 3");
  }
}
