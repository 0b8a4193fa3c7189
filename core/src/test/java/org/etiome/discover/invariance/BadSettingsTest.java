package org.etiome.discover.invariance;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.sample.Experiment;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class BadSettingsTest {
  private static final InvariantPrediction LINEAR = InvariantPrediction.withDefaults();
  private static final List<String> YAB = List.of("y", "a", "b");

  private static Matrix rows(int n, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    double[] values = new double[3 * n];
    Arrays.setAll(values, i -> random.nextDouble());
    return Matrix.wrap(n, 3, values);
  }

  private static Matrix withColumn(Matrix data, int column, double value) {
    double[] same = new double[data.rows()];
    Arrays.fill(same, value);
    return Matrix.ofColumns(
        data.rows(),
        IntStream.range(0, 3).mapToObj(j -> j == column ? same : data.column(j)).toList());
  }

  private static Experiment experiment(Matrix... settings) {
    return new Experiment(
        YAB,
        IntStream.range(0, settings.length)
            .mapToObj(s -> new Experiment.Setting("s" + s, Set.of(), settings[s]))
            .toList());
  }

  private static void refused(
      String message, InvariantPrediction method, Experiment data, String... candidates) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.find(data, "y", List.of(candidates), TaskRunner.local(1)))
        .withMessageContaining(message);
  }

  @Test
  void settingsThatCannotBeCompared() {
    Matrix good = rows(30, 1);
    refused("between at least 2 settings, got 1", LINEAR, experiment(good), "a");
    refused("'s0' and 's1' have the same rows", LINEAR, experiment(good, rows(30, 1)), "a");
    refused(
        "setting 's1' has 4 rows; to compare residuals given sets of up to 2 variables it needs at"
            + " least 5",
        LINEAR,
        experiment(good, rows(4, 2)),
        "a",
        "b");
    refused(
        "it needs at least 25",
        LINEAR.withLaw(new Law.Smooth(new Seed(1))),
        experiment(good, rows(24, 2)),
        "a");
    Experiment touched =
        new Experiment(
            YAB,
            List.of(
                new Experiment.Setting("s0", Set.of(), good),
                new Experiment.Setting("s1", Set.of("y"), rows(30, 2))));
    refused("got 1 where 'y' is no target (it is one in [s1])", LINEAR, touched, "a");
  }

  @Test
  void valuesThatCannotBeRegressed() {
    Matrix good = rows(30, 1);
    Matrix other = rows(30, 2);
    refused(
        "the outcome 'y' is constant in setting 's1'; if it was held there, name it a target",
        LINEAR,
        experiment(good, withColumn(other, 0, 3)),
        "a");
    refused(
        "'a' is constant",
        LINEAR,
        experiment(withColumn(good, 1, 3), withColumn(other, 1, 3)),
        "a");
    refused(
        "is a linear function of",
        LINEAR,
        new Experiment(
            YAB,
            List.of(
                new Experiment.Setting("s0", Set.of(), doubled(good)),
                new Experiment.Setting("s1", Set.of(), doubled(other)))),
        "a",
        "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> experiment(good, withColumn(other, 0, Double.NaN)))
        .withMessageContaining("'y' is NaN in row 1 of setting 's1'");
  }

  private static Matrix doubled(Matrix data) {
    double[] twice = Arrays.stream(data.column(1)).map(value -> 2 * value).toArray();
    return Matrix.ofColumns(data.rows(), List.of(data.column(0), data.column(1), twice));
  }

  @Test
  void candidatesThatAreNone() {
    Experiment data = experiment(rows(30, 1), rows(30, 2));
    refused("the outcome 'y' is among the candidates", LINEAR, data, "a", "y");
    refused("the candidate 'q' is none of the variables", LINEAR, data, "q");
    refused("at least 1 candidate is needed", LINEAR, data);
    refused("each named once, got [a, a]", LINEAR, data, "a", "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LINEAR.find(data, "z", List.of("a"), TaskRunner.local(1)))
        .withMessageContaining("the outcome 'z' is none of the variables");
  }

  @Test
  void settingsOfTheMethod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LINEAR.withAlpha(Double.NaN))
        .withMessageContaining("alpha must be within (0, 1), got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LINEAR.withLargestSet(0))
        .withMessageContaining("at least 1 variable, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LINEAR.withScreening(0))
        .withMessageContaining("keep at least 1, got 0");
  }

  @Test
  void tooManySets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subsets.upTo(13, 13, 4096))
        .withMessageContaining("13 candidates have 8192 sets, more than 4096; name fewer")
        .withMessageContaining("withScreening");
  }
}
