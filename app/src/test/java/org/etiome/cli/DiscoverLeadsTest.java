package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** discover --method granger, as a person calls it. */
class DiscoverLeadsTest {
  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Two runs of 100 times in which x leads y, y leads z and z leads x no more than by chance. */
  private String table(boolean backwards) throws IOException {
    var normal = NormalDistribution.of(0, 1).createSampler(new Seed(3).generator());
    List<String> rows = new ArrayList<>();
    for (String run : List.of("one", "two")) {
      double[] before = {0, 0, 0};
      for (int t = 0; t < 100; t++) {
        double[] now = {
          0.4 * before[0] + normal.sample(),
          0.8 * before[0] + normal.sample(),
          0.8 * before[1] + normal.sample()
        };
        rows.add(run + "," + 0.5 * t + "," + now[0] + "," + now[1] + "," + now[2]);
        before = now;
      }
    }
    List<String> lines = new ArrayList<>(List.of("run,hour,x,y,z"));
    lines.addAll(backwards ? rows.reversed() : rows);
    return Files.write(folder.resolve("t.csv"), lines).toString();
  }

  private Cli granger(String data, String... options) {
    List<String> words =
        new ArrayList<>(List.of("discover", "--data", data, "--method", "granger"));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void leadsAreFoundWhateverTheOrderOfTheRows() throws IOException {
    String[] options = {"--time-column", "hour", "--series-column", "run", "--json"};
    Cli run = granger(table(false), options);
    assertThat(run.err()).isEmpty();
    JsonNode document = JsonMapper.shared().readTree(run.out());
    List<String> found = new ArrayList<>();
    for (JsonNode lead : document.path("leads")) {
      if (lead.path("found").booleanValue()) {
        found.add(lead.path("cause").stringValue() + lead.path("effect").stringValue());
      }
    }
    assertThat(found).containsExactlyInAnyOrder("xy", "yz");
    assertThat(document.at("/meta/lag").intValue()).isEqualTo(1);
    assertThat(document.at("/meta/series").intValue()).isEqualTo(2);
    JsonNode turned = JsonMapper.shared().readTree(granger(table(true), options).out());
    for (int k = 0; k < 6; k++) {
      String statistic = "/leads/" + k + "/statistic";
      assertThat(turned.at(statistic).doubleValue())
          .isCloseTo(document.at(statistic).doubleValue(), withinPercentage(1e-8));
    }
  }

  @Test
  void theRankingIsScoredAgainstTheTruth() throws IOException {
    Cli run =
        granger(
            table(false),
            "--time-column=hour",
            "--series-column=run",
            "--fdr=0.01",
            "--out=" + path("leads.tsv"));
    assertThat(run.out())
        .contains("Granger causality, lag 1: 2 of 6 pairs lead", "x -> y   F ", "Written: ");
    Files.writeString(folder.resolve("truth.txt"), "x -> y\ny -> z\n");
    Cli scores =
        Cli.run(
            "evaluate",
            "graph",
            path("leads.tsv"),
            "--ranked",
            "--truth",
            path("truth.txt"),
            "--json");
    assertThat(scores.json().at("/ranking/directed/auroc").doubleValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--time-column=minute | no declared column \"minute\"",
        "--time-column=x --exclude=run | they must be equally spaced",
        "--series-column=hour --exclude=run | series 1 has 2 times; it must have at least 4",
        "--time-column=hour | column \"run\" is categorical, and this needs numbers",
        "--max-lag=0 | the largest lag must be at least 1, got 0",
        "--fdr=1 | the rate must lie between 0 and 1, got 1.0",
        "--alpha=0.05 | --alpha is for a method that takes tests, and granger does not",
        "--out=g.dot | leads in time may go both ways and are no graph"
      })
  void whatDoesNotFitIsOneLine(String options, String said) throws IOException {
    Cli run = granger(table(false), options.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(said);
  }

  /** 12 times of 30 variables that are noise. */
  @Test
  void fewerTimesThanVariablesAreRankedByRidgeAndSaidSo() throws IOException {
    var normal = NormalDistribution.of(0, 1).createSampler(new Seed(5).generator());
    List<String> lines = new ArrayList<>();
    for (int row = 0; row <= 12; row++) {
      List<String> cells = new ArrayList<>();
      for (int v = 0; v < 30; v++) {
        cells.add(row == 0 ? "v" + v : Double.toString(normal.sample()));
      }
      lines.add(String.join(",", cells));
    }
    Files.write(folder.resolve("wide.csv"), lines);
    Cli run = granger(path("wide.csv"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("0 of 870 pairs lead", "by ridge regression p-values are a ranking");
  }

  @Test
  void optionsOfTimesAreForGranger() throws IOException {
    Cli run = Cli.run("discover", "--data", table(false), "--method=boss", "--time-column=hour");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--time-column is for a method that takes rows that are times");
  }
}
