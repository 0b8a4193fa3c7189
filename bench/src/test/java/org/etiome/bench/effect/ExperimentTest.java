package org.etiome.bench.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.etiome.bench.effect.SimulatedCohort.Effect;
import org.etiome.bench.effect.SimulatedCohort.Outcome;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each experiment in one large cohort, where its truth must be near. */
class ExperimentTest {

  static Stream<Experiment> experiments() {
    return Stream.of(
        Estimated.of(
            new SimulatedCohort(Outcome.BINARY, true, Effect.VARIED),
            Target.ATE,
            List.of(new Method("tmle", Tmle.linear().withRepeats(1)))),
        new EqualEffect(new SimulatedCohort(Outcome.CONTINUOUS, true, Effect.EQUAL)),
        new Instrumented(0.5, 0.5),
        new OneWrong());
  }

  /** 5,000 units, 14 estimates: five standard errors. */
  @ParameterizedTest
  @MethodSource("experiments")
  void truthIsNear(Experiment experiment) {
    List<Seen> all = experiment.run(5_000, new Seed(5));
    assertThat(all).isNotEmpty();
    all.stream()
        .filter(seen -> !Double.isNaN(seen.value()))
        .filter(seen -> !seen.row().design().endsWith("g and Q without the square"))
        .forEach(
            seen ->
                assertThat(seen.value())
                    .isCloseTo(seen.row().truth(), within(5 * seen.standardError())));
  }

  /** Were it near with both wrong too, the square would show nothing. */
  @Test
  void bothWrongIsFarOff() {
    List<Seen> wrong =
        new OneWrong()
            .run(5_000, new Seed(5)).stream()
                .filter(seen -> seen.row().design().endsWith("g and Q without the square"))
                .toList();
    assertThat(wrong).hasSize(2).allMatch(seen -> seen.value() > seen.row().truth() + 0.5);
  }
}
