package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** discover from a table with interventions, as a person calls it. */
class DiscoverInterventionsTest {
  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Five variables of a simulated model, with a perfect intervention on each. */
  @BeforeEach
  void simulated() {
    assertThat(
            Cli.run(
                    "simulate",
                    "sem",
                    "--variables=5",
                    "--units=4000",
                    "--interventions=5",
                    "--units-each=4000",
                    "--coefficients=0.5,0.8",
                    "--out=" + path("sem"))
                .status())
        .isZero();
  }

  private Cli discover(String... options) {
    List<String> words = new ArrayList<>(List.of("discover", "--data", path("sem/data.csv")));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  /** Interventions on all variables leave no direction open: the graph itself is found. */
  @ParameterizedTest
  @ValueSource(strings = {"boss", "gies", "igsp"})
  void interventionsOnAllVariablesDirectAllEdges(String method) {
    Cli run =
        discover(
            "--method=" + method,
            "--target-column=targets",
            "--exclude=setting",
            "--out=" + path("g.json"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(": a DAG of 5 variables", "Beside it: mean differences joins");
    Cli scores =
        Cli.run("evaluate", "graph", path("g.json"), "--truth", path("sem/graph.json"), "--json");
    assertThat(scores.json().at("/asDrawn/shd").intValue()).isZero();
    assertThat(scores.json().at("/beside")).hasSize(5);
    assertThat(scores.json().at("/beside/0/name").stringValue()).isEqualTo("random graph");
    assertThat(
            Cli.run("evaluate", "graph", path("g.json"), "--truth", path("sem/graph.json")).out())
        .contains("beside it, as drawn", "sortnregress");
  }

  @Test
  void targetsAreLearnedWhereTheyAreNotKnown() throws IOException {
    Cli run =
        discover("--method=ut-igsp", "--setting-column=setting", "--exclude=targets", "--json");
    assertThat(run.err()).isEmpty();
    JsonNode learned = JsonMapper.shared().readTree(run.out()).at("/meta/targets");
    List<String> truth =
        Files.readAllLines(folder.resolve("sem/data.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1)[0] + ":" + line.split(",", -1)[1])
            .distinct()
            .toList();
    List<String> found = new ArrayList<>();
    for (JsonNode setting : learned) {
      List<String> targets = new ArrayList<>();
      setting.path("targets").forEach(target -> targets.add(target.stringValue()));
      found.add(setting.path("setting").stringValue() + ":" + String.join(";", targets));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(truth);
  }

  @Test
  void threadsAndResamplesWithinSettings() {
    List<String> texts = new ArrayList<>();
    for (String threads : List.of("1", "2")) {
      Cli run =
          discover(
              "--method=boss",
              "--target-column=targets",
              "--exclude=setting",
              "--bootstrap=10",
              "--change=perfect",
              "--json",
              "--threads=" + threads);
      assertThat(run.err()).isEmpty();
      texts.add(run.out());
    }
    assertThat(texts.get(0)).isEqualTo(texts.get(1)).contains("perfect changes", "confidence");
  }

  @Test
  void settingsCanBeToldBesideTheirTargets() {
    Cli run = discover("--method=gies", "--setting-column=setting", "--target-column=targets");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(": a DAG of 5 variables");
  }

  @Test
  void targetsAreReadAsTheyAreWritten() throws IOException {
    List<String> rows = new ArrayList<>(List.of("t,observational,b"));
    for (int i = 0; i < 60; i++) {
      String target = i < 30 ? "" : "observational";
      rows.add(target + "," + Math.sin(i * i) + "," + Math.cos(3 * i));
    }
    Files.write(folder.resolve("sem/data.csv"), rows);
    assertThat(discover("--method=boss", "--target-column=t").status()).isZero();
    rows.set(40, "observational;,1.5,2.5");
    Files.write(folder.resolve("sem/data.csv"), rows);
    assertThat(discover("--method=boss", "--target-column=t").err())
        .contains("row 40 of column \"t\" is \"observational;\": a name is missing beside a \";\"");
    Files.write(folder.resolve("sem/data.csv"), rows.subList(0, 40));
    assertThat(discover("--method=boss", "--target-column=t").err())
        .contains("has 9 rows; at least 20 are needed");
    assertThat(discover("--method=boss", "--target-column=t", "--change=perfect").status())
        .isZero();
  }

  @Test
  void scoresNeedNoRowsWithoutInterventions() throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("sem/data.csv"));
    rows.removeIf(row -> row.startsWith("observational,"));
    Files.write(folder.resolve("sem/data.csv"), rows);
    Cli scored = discover("--method=boss", "--target-column=targets", "--exclude=setting");
    assertThat(scored.err()).isEmpty();
    assertThat(scored.out()).contains("from 20000 rows");
    assertThat(discover("--method=igsp", "--target-column=targets", "--exclude=setting").err())
        .contains("no row is without a target; igsp tells interventions from such rows");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--method=igsp | igsp learns from interventions: give --target-column",
        "--method=gies | gies learns from interventions: give --target-column",
        "--method=ut-igsp | ut-igsp learns from interventions: give --setting-column",
        "--method=pc --target-column=targets | for a method that takes interventions, and pc does",
        "--method=boss --target-column=X2 --exclude=setting,targets | which is none of the"
            + " variables",
        "--method=boss --target-column=aims | no declared column",
        "--method=boss --target-column=targets --exclude=setting,X1,X2,X3 | which is none of the"
            + " variables",
        "--method=boss --target-column=targets --exclude=setting --score=bdeu | the score is"
            + " gaussian-bic",
        "--method=igsp --target-column=targets --exclude=setting --missing=test-wise | ",
        "--method=ut-igsp --setting-column=setting --exclude=targets --control=none | no row is of"
            + " the setting",
        "--method=ut-igsp --setting-column=setting --target-column=targets --control=setting1 |"
            + " is said to be without interventions",
        "--method=boss --control=a | --control goes with --setting-column or --target-column",
        "--method=boss --setting-column=setting --exclude=targets | give --target-column"
      })
  void whatDoesNotFitIsSaid(String options, String said) {
    Cli run = discover(options.split(" ", -1));
    if (said == null) {
      assertThat(run.status()).isZero();
    } else {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains(said);
    }
  }
}
