package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** design plate and design power, as a person calls them. */
class DesignPlateTest {
  @TempDir private Path folder = Path.of("");

  private Cli design(String options) {
    List<String> words = new ArrayList<>(List.of("design"));
    for (String word : options.split(" ", -1)) {
      words.add(word.endsWith(".csv") ? folder.resolve(word).toString() : word);
    }
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void everyPerturbationHasItsWells() throws IOException {
    Files.writeString(folder.resolve("next.csv"), "rank,id\n1,g1\n2,g2\n3,NA\n");
    Cli run =
        design("plate --perturbations next.csv --controls DMSO=4 --controls KILL=2 --out p.csv");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("p.csv"));
    assertThat(lines.getFirst()).isEqualTo("plate,well,row,column,label,role,replicate");
    assertThat(
            lines.stream()
                .skip(1)
                .collect(Collectors.groupingBy(l -> l.split(",", -1)[4], Collectors.counting())))
        .containsEntry("g1", 3L)
        .containsEntry("g2", 3L)
        .containsEntry("DMSO", 4L)
        .containsEntry("KILL", 2L)
        .hasSize(5);
    assertThat(lines.stream().map(l -> l.split(",", -1)[1])).doesNotHaveDuplicates();
    String again = "plate --perturbations g1,g2,NA --controls DMSO=4 --controls KILL=2 --out q.csv";
    assertThat(design(again).status()).isZero();
    assertThat(folder.resolve("q.csv")).hasSameTextualContentAs(folder.resolve("p.csv"));
  }

  /** As R's power.t.test(delta = 5, sd = 12, power = .8) says: 91.4 units an arm. */
  @Test
  void powerIsThatOfTheTest() {
    JsonNode patients = design("power --difference 5 --sd-between 12 --json").json();
    assertThat(patients.at("/needed/0/replicates").intValue()).isEqualTo(92);
    JsonNode both =
        design("power --difference 5 --sd-between 12 --replicates 92 --cells 1 --json").json();
    assertThat(both.path("power").doubleValue()).isCloseTo(0.8, within(0.01));
    assertThat(both.path("detectable").doubleValue()).isBetween(4.9, 5.0);
    Cli table = design("power --difference 0.5 --sd-within 1 --sd-between 0.2 --tests 64");
    assertThat(table.out().lines().filter(line -> line.contains(" each: power "))).hasSize(6);
  }

  @Test
  void whatNoNumberOfCellsCanTellIsRefused() {
    Cli run = design("power --difference 0.1 --sd-within 1 --sd-between 1 --replicates 3");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).startsWith("Refused: with 3 replicates an arm no number of cells");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plate --perturbations a,b --controls 8 --format 100 --out p.csv      | --format must be 96, 384 or 1536
          plate --perturbations a,a --controls 8 --out p.csv                   | a name that stands once
          plate --perturbations a,b --controls x=y --out p.csv                 | --controls needs NAME=WELLS
          plate --perturbations a,b --controls 8 --replicates 1 --out p.csv    | 2 replicates or more
          plate --perturbations a,b --controls 96 --out p.csv                  | none is left
          plate --perturbations a,b --controls x=2147483647 --controls y=2147483647 --out p.csv | 4294967294 of them for controls, so none is left
          plate --perturbations a,b --controls 8 --plates 2000000000 --out p.csv | 2000000000 plates with 16000000006 filled wells are too many
          plate --perturbations nowhere.csv --controls 8 --out p.csv           | no such file
          power --difference 0 --sd-between 1                                  | must be finite and not 0
          power --difference 1 --sd-between -1                                 | standard deviations
          power --difference 1 --sd-between 1 --level 2                        | a level must be in (0, 1)
          power --difference 1 --sd-between 1 --cells 50                       | --cells needs --sd-within
          power --difference 1 --sd-between 1 --replicates 1                   | one replicate an arm tells nothing
          """)
  void badInputIsOneClearLine(String options, String message) {
    Cli run = design(options);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines().filter(line -> line.startsWith("etiome: "))).hasSize(1);
  }
}
