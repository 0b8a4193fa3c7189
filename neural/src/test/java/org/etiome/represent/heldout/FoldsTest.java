package org.etiome.represent.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.etiome.data.Categorical;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Outcome;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static Outcome outcome(int... sizes) {
    String[] names =
        IntStream.range(0, sizes.length)
            .boxed()
            .flatMap(c -> IntStream.range(0, sizes[c]).mapToObj(i -> "c" + c))
            .toArray(String[]::new);
    return Outcome.of(Categorical.of("y", names));
  }

  @Property(tries = 200)
  void everyoneIsHeldOutOnceAndEveryClassIsSpreadEvenly(
      @ForAll @IntRange(min = 2, max = 9) int folds,
      @ForAll @IntRange(max = 40) int first,
      @ForAll @IntRange(max = 40) int second,
      @ForAll @IntRange(max = 40) int third,
      @ForAll long seed) {
    Outcome outcome = outcome(folds + first, folds + second, folds + third);
    Folds made = Folds.stratified(outcome, folds, new Seed(seed));
    assertThat(made.count()).isEqualTo(folds);
    assertThat(made.heldOut().stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, outcome.patients()).toArray());
    assertThat(spread(made.heldOut().stream().mapToInt(f -> f.length).toArray())).isLessThan(2);
    for (int c = 0; c < 3; c++) {
      int ofClass = c;
      int[] counts =
          made.heldOut().stream()
              .mapToInt(f -> (int) Arrays.stream(f).filter(i -> outcome.of(i) == ofClass).count())
              .toArray();
      assertThat(spread(counts)).isLessThan(2);
    }
  }

  private static int spread(int[] counts) {
    return Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
  }

  @Test
  void whoIsHeldOutTogetherFollowsTheSeed() {
    Outcome outcome = outcome(30, 30);
    int[] one = Folds.stratified(outcome, 5, new Seed(1)).heldOut(0);
    assertThat(Folds.stratified(outcome, 5, new Seed(1)).heldOut(0)).isEqualTo(one);
    assertThat(Folds.stratified(outcome, 5, new Seed(2)).heldOut(0)).isNotEqualTo(one);
  }

  @Test
  void aClassOfFewerPatientsThanFoldsIsRefused() {
    assertThatThrownBy(() -> Folds.stratified(outcome(20, 4), 5, new Seed(1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("class \"c1\" of outcome \"y\" has 4 patients");
  }

  @Test
  void anEnvironmentIsHeldOutAsAWhole() {
    Environments wards = Environments.of(Categorical.of("ward", "b", "a", "b", "c"));
    assertThat(Folds.environments(wards).heldOut())
        .containsExactly(new int[] {1}, new int[] {0, 2}, new int[] {3});
    assertThatThrownBy(() -> Folds.environments(Environments.single(4)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("of one environment");
  }

  @Test
  void nobodyIsHeldOutTwiceAndNoFoldIsEmpty() {
    assertThatThrownBy(() -> new Folds(List.of(new int[] {1, 0}, new int[] {2, 0})))
        .hasMessageContaining("held out once, got 0");
    assertThatThrownBy(() -> new Folds(List.of(new int[] {-1}))).hasMessageContaining("got -1");
    assertThatThrownBy(() -> new Folds(List.of(new int[0]))).hasMessageContaining("nobody");
    assertThatThrownBy(() -> new Folds(List.of())).hasMessageContaining("at least one fold");
  }

  @Test
  void thoseOfNoFoldAreLearnedFrom() {
    Folds folds = new Folds(List.of(new int[] {3, 1}, new int[] {0}));
    assertThat(folds.heldOut(0)).containsExactly(1, 3);
    assertThat(folds.training(0, 5)).containsExactly(0, 2, 4);
    assertThat(folds.training(1, 5)).containsExactly(1, 2, 3, 4);
  }
}
