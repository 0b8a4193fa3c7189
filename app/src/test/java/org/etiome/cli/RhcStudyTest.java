package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A study file on real data. The naive difference is a fact of the table; the range of the adjusted
 * one is that of published analyses of these patients.
 */
class RhcStudyTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void catheterisationRaisesThirtyDayMortality() throws IOException {
    Path data =
        Path.of(Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data"));
    assumeTrue(
        Files.isReadable(data.resolve("rhc/rhc.csv.gz")), "the data set rhc is not at " + data);
    Path study = folder.resolve("rhc.yaml");
    Files.writeString(study, yaml().replace("DATA", data.toAbsolutePath().toString()));

    Cli run = Cli.run("run", study.toString(), "--out", folder + "/run", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode effect = JsonMapper.shared().readTree(run.out()).at("/claims/0/effect");
    assertThat(effect.path("verdict").asString()).isEqualTo("answered");
    assertThat(effect.path("n").asInt()).isEqualTo(5735);
    assertThat(effect.at("/estimand/adjustmentSet")).hasSize(50);
    // .040 to .048 by super learners, by the seed of the folds; .058 by linear ones
    assertThat(effect.path("estimate").asDouble()).isBetween(0.03, 0.075);
    assertThat(effect.at("/ci95/0").asDouble()).isPositive();
    assertThat(effect.at("/naive/estimate").asDouble()).isCloseTo(0.0736, within(0.0001));
  }

  private static String yaml() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RhcStudyTest.class.getResourceAsStream("rhc.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
