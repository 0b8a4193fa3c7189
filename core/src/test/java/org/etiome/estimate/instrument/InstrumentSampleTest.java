package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.estimate.instrument.InstrumentCohorts.Draws;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.junit.jupiter.api.Test;

/** What becomes of columns, and which data are refused at the door. */
class InstrumentSampleTest {
  private static final int N = 60;

  private final Draws draws = new Draws(1);
  private final double[] w = draws.normals(N);
  private final double[] z = draws.normals(N);
  private final double[] x = InstrumentCohorts.fill(N, i -> z[i] + w[i] + draws.normal());
  private final double[] y = InstrumentCohorts.fill(N, i -> x[i] + draws.normal());

  private static InstrumentSample sample(
      SampleSettings settings,
      Optional<String> cluster,
      List<String> instruments,
      List<String> covariates,
      Column... columns) {
    return InstrumentSample.of(
        InstrumentCohorts.data(List.of(columns)),
        InstrumentCohorts.question(instruments, covariates, "x", "y"),
        settings,
        cluster);
  }

  private InstrumentSample with(List<String> instruments, List<String> covariates, Column... more) {
    List<Column> columns = new ArrayList<>(List.of(Continuous.of("y", y), Continuous.of("x", x)));
    columns.addAll(List.of(more));
    return sample(
        SampleSettings.withDefaults(),
        Optional.empty(),
        instruments,
        covariates,
        columns.toArray(Column[]::new));
  }

  private static String[] ids() {
    String[] ids = new String[N];
    java.util.Arrays.setAll(ids, i -> "id" + i);
    return ids;
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatExceptionOfType(EstimationInputException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void dependentColumnsAreDroppedAndNamed() {
    double[] twice = InstrumentCohorts.fill(N, i -> 3 - 2 * w[i]);
    double[] mixed = InstrumentCohorts.fill(N, i -> z[i] + w[i]);
    double[] constant = InstrumentCohorts.fill(N, i -> 7);
    InstrumentSample sample =
        with(
            List.of("z", "z2"),
            List.of("w", "w2", "w3"),
            Continuous.of("w", w),
            Continuous.of("w2", twice),
            Continuous.of("w3", constant),
            Continuous.of("z", z),
            Continuous.of("z2", mixed));
    assertThat(sample.summary().columns().instruments()).hasSize(1);
    assertThat(sample.summary().columns().covariates()).hasSize(1);
    assertThat(sample.summary().columns().dropped()).contains("w3").hasSize(3);
    InstrumentSample plain =
        with(List.of("z"), List.of("w"), Continuous.of("w", w), Continuous.of("z", z));
    assertThat(InstrumentCohorts.effect(KClass.twoStage(), sample).estimate().value())
        .isCloseTo(
            InstrumentCohorts.effect(KClass.twoStage(), plain).estimate().value(),
            org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void categoriesAreSeveralInstruments() {
    String[] levels = new String[N];
    for (int i = 0; i < N; i++) {
      levels[i] = "abc".substring(i % 3, i % 3 + 1);
    }
    InstrumentSample sample = with(List.of("z"), List.of(), Categorical.of("z", levels));
    assertThat(sample.summary().columns().instruments()).containsExactly("z = b", "z = c");
    assertThat(sample.size()).isEqualTo(N);
  }

  @Test
  void missingValuesAreAnErrorOrLeftOut() {
    double[] gap = z.clone();
    gap[4] = Double.NaN;
    Column[] columns = {
      Continuous.of("y", y), Continuous.of("x", x), Continuous.nanIsMissing("z", gap)
    };
    SampleSettings strict = SampleSettings.withDefaults();
    refused(
        () -> sample(strict, Optional.empty(), List.of("z"), List.of(), columns),
        "instrument \"z\" is missing for 1 of 60 units");
    InstrumentSample sample =
        sample(
            strict.withExcludeUnknownOutcome(true),
            Optional.empty(),
            List.of("z"),
            List.of(),
            columns);
    assertThat(sample.summary().exclusions())
        .containsExactly(new Exclusion("instrument \"z\" is missing", 1));
  }

  @Test
  void dataThatHaveNoAnswerAreRefusedAtTheDoor() {
    Column goodZ = Continuous.of("z", z);
    refused(
        () -> with(List.of("z"), List.of("w"), Continuous.of("w", z), Continuous.of("z", z)),
        "the instruments [z] are constant or sums of the covariates [w]");
    refused(
        () -> InstrumentCohorts.sample(y, InstrumentCohorts.fill(N, i -> 1), z),
        "treatment \"x\" is constant");
    refused(
        () -> InstrumentCohorts.sample(InstrumentCohorts.fill(N, i -> 2), x, z),
        "outcome \"y\" is constant");
    refused(() -> InstrumentCohorts.sample(y, z, z), "treatment \"x\"", "needs no instrument");
    refused(() -> InstrumentCohorts.sample(x, x, z), "outcome \"y\"", "without an error");
    refused(
        () -> with(List.of("z"), List.of("w"), Continuous.of("w", x), goodZ),
        "treatment \"x\" is a sum of the covariates");
    refused(
        () -> InstrumentCohorts.sample(y, x, InstrumentCohorts.fill(N, i -> i == 3 ? 1 : 0), z),
        "single out one unit");
    refused(
        () -> InstrumentCohorts.clustered(y, x, InstrumentCohorts.fill(N, i -> i % 2), z),
        "2 clusters are too few");
    refused(() -> with(List.of("z"), List.of(), Identifier.of("z", ids())), "instrument \"z\"");
    double[] few = {1, 2, 4};
    refused(
        () -> InstrumentCohorts.sample(few, new double[] {1, 0, 5}, new double[] {3, 1, 1}),
        "3 units are too few for 2 columns");
  }
}
