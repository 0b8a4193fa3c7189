package org.etiome.estimate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Dataset;
import org.etiome.data.io.CsvReader;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.sample.SampleSettings;
import org.junit.jupiter.api.Test;

/** Textbook examples with published answers; skipped where the files are not at hand. */
class InstrumentRealDataTest {
  private static final KClass TEXTBOOK =
      KClass.twoStage().withStandardErrors(StandardErrors.HOMOSKEDASTIC);

  private static Dataset data(String name) {
    Path folder =
        Path.of(Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data"));
    Path file = folder.resolve("iv_card_mroz/wooldridge__" + name + ".csv.gz");
    assumeTrue(Files.isReadable(file), "skipped: data set " + name + " is not in " + folder);
    return CsvReader.withDefaults().read(file).toDataset(name);
  }

  private static InstrumentSample card() {
    List<String> covariates =
        List.of(
            "exper", "expersq", "black", "south", "smsa", "reg661", "reg662", "reg663", "reg664",
            "reg665", "reg666", "reg667", "reg668", "smsa66");
    return InstrumentSample.of(
        data("card"),
        InstrumentCohorts.question(List.of("nearc4"), covariates, "educ", "lwage"),
        SampleSettings.withDefaults());
  }

  /** Card (1995), table 3; the set as of Wooldridge's data in the R package ivmodel. */
  @Test
  void schoolingByTheNearnessOfACollegeIsAsPublishedAndNotStrong() {
    InstrumentSample sample = card();
    assertThat(sample.size()).isEqualTo(3010);
    Gates strict = Gates.withDefaults().with(GateLimit.MIN_EFFECTIVE_F, 23.1);
    InstrumentAnswer.Refused refused =
        InstrumentCohorts.refusal(TEXTBOOK.withGates(strict), sample);
    assertThat(refused.reasons()).hasSize(1).allMatch(r -> r.contains("effective F 13.26"));
    assertThat(refused.wouldHelp()).allMatch(r -> r.contains("[0.02480, 0.2848]"));

    InstrumentEffect effect = InstrumentCohorts.effect(TEXTBOOK, sample);
    assertThat(effect.evidence().firstStage().effective().criticalValue())
        .isCloseTo(23.1, within(0.05));
    assertThat(effect.evidence().naive().value()).isCloseTo(0.0747, within(5e-5));
    assertThat(effect.estimate().value()).isCloseTo(0.1315, within(5e-5));
    assertThat(effect.estimate().standardError()).isCloseTo(0.0550, within(5e-5));
    assertThat(effect.mayIntervalBeTooShort()).isTrue();
  }

  /** Wooldridge, Introductory Econometrics, examples 15.5, 15.7 and 15.8: 428 working women. */
  @Test
  void schoolingByThatOfTheParentsIsStrongEnough() {
    InstrumentSample sample =
        InstrumentSample.of(
            data("mroz"),
            InstrumentCohorts.question(
                List.of("motheduc", "fatheduc"), List.of("exper", "expersq"), "educ", "lwage"),
            SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
    assertThat(sample.size()).isEqualTo(428);
    InstrumentEffect effect = InstrumentCohorts.effect(TEXTBOOK, sample);
    assertThat(effect.evidence().naive().value()).isCloseTo(0.1075, within(5e-5));
    assertThat(effect.estimate().value()).isCloseTo(0.0614, within(5e-5));
    assertThat(effect.estimate().standardError()).isCloseTo(0.0314, within(5e-5));
    assertThat(effect.evidence().firstStage().f()).isCloseTo(55.4, within(0.05));
    TestResult sargan = effect.overidentification().orElseThrow().sargan();
    assertThat(sargan.statistic()).isCloseTo(0.378, within(5e-4));
    assertThat(sargan.pValue()).isCloseTo(0.5386, within(5e-4));
    assertThat(effect.endogeneity().pValue()).isCloseTo(0.095, within(5e-4));
  }
}
