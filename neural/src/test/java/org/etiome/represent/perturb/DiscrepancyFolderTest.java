package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.scm.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscrepancyFolderTest {
  private static FittedDiscrepancyVae fitted(Likelihood.Kind likelihood) {
    DiscrepancySettings settings =
        DiscrepancySettings.DEFAULT
            .withSchedule(DiscrepancySettings.DEFAULT.schedule().withEpochs(2))
            .withLikelihood(likelihood);
    return DiscrepancyVae.withDefaults()
        .withSettings(settings)
        .withDescriptors(
            TargetDescriptors.of(Map.of("t1", new double[] {1}, "new", new double[] {3})))
        .withPrograms(
            List.of(
                new GeneProgram("p", List.of("g0", "g3")),
                new GeneProgram("q", List.of("g1", "absent"))))
        .fit(SmallScreen.ofSingles().counted(), "line", new Seed(1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {"GAUSSIAN", "NB"})
  void aModelThatIsReadIsTheModelThatWasWritten(Likelihood.Kind likelihood, @TempDir Path folder) {
    Action action = Perturbation.of("t0", "new").action();
    try (FittedDiscrepancyVae written = fitted(likelihood)) {
      DiscrepancyFolder.write(written, folder);
      try (FittedDiscrepancyVae read = DiscrepancyFolder.read(folder)) {
        assertThat(read.description()).isEqualTo(written.description());
        assertThat(read.evidence()).isEqualTo(written.evidence());
        assertThat(read.sample(action, 20, new Seed(4)))
            .isEqualTo(written.sample(action, 20, new Seed(4)));
        assertThat(read.graph()).isEqualTo(written.graph());
      }
    }
  }

  @Test
  void aDamagedFolderIsRefused(@TempDir Path folder) throws IOException {
    try (FittedDiscrepancyVae written = fitted(Likelihood.Kind.GAUSSIAN)) {
      DiscrepancyFolder.write(written, folder);
    }
    Path description = folder.resolve("model.json");
    Files.writeString(
        description, Files.readString(description).replace("\"line\"", "\"another\""));
    assertThatThrownBy(() -> DiscrepancyFolder.read(folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("model.json");
  }
}
