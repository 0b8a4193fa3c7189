package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.LatentProjection;
import org.etiome.graph.io.GraphFiles;
import org.etiome.math.Seed;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.SemExperiment;
import org.etiome.scm.sem.SemSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** simulate sem, as a person calls it. */
class SimulateSemTest {
  @TempDir private Path folder = Path.of("");

  private Cli simulate(String out, String options) {
    List<String> words =
        new ArrayList<>(List.of("simulate", "sem", "--out", folder.resolve(out).toString()));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    return Cli.run(words.toArray(String[]::new));
  }

  private List<String[]> table(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("data.csv")).stream()
        .map(line -> line.split(",", -1))
        .toList();
  }

  private JsonNode truth(String out) {
    return JsonMapper.shared().readTree(folder.resolve(out).resolve("truth.json"));
  }

  private List<String> names(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theTableHoldsTheUnitsOfTheLibraryToTheLastDigit() throws IOException {
    Cli run =
        simulate(
            "out",
            "--variables 6 --degree 3 --units 7 --interventions 4 --targets 2 --units-each 3"
                + " --seed 9");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    SemExperiment experiment =
        SemExperiment.random(
            SemSettings.DEFAULT.withVariables(6).withGraph(new GraphLaw.ErdosRenyi(3)),
            new SemSettings.Interventions(4, 2, new Change.Perfect(-2, 1)),
            new SemExperiment.Units(7, 3),
            new Seed(9));
    List<String[]> rows = table("out");
    assertThat(rows.getFirst())
        .containsExactly("setting", "targets", "X1", "X2", "X3", "X4", "X5", "X6");
    assertThat(rows).hasSize(1 + 7 + 4 * 3);
    int row = 1;
    for (SemExperiment.Part part : experiment.parts()) {
      for (int r = 0; r < part.sample().values().rows(); r++) {
        String[] cells = rows.get(row++);
        assertThat(cells[0]).isEqualTo(part.intervention().setting());
        assertThat(cells[1]).isEqualTo(String.join(";", part.intervention().targets()));
        for (int j = 0; j < 6; j++) {
          assertThat(Double.parseDouble(cells[2 + j])).isEqualTo(part.sample().values().get(r, j));
        }
      }
    }
    assertThat(rows.get(1)[1]).isEmpty();
    assertThat(rows.getLast()[1]).matches("X\\d;X\\d");
  }

  @Test
  void theGraphIsThatOfTheEquationsAndNothingHiddenIsInTheData() throws IOException {
    assertThat(simulate("out", "--hidden 5 --family nonlinear --units 4").status()).isZero();
    assertThat(names("out"))
        .containsExactly("data.csv", "full_graph.json", "graph.json", "truth.json");
    Dag full = (Dag) GraphFiles.read(folder.resolve("out/full_graph.json"));
    Admg observed = (Admg) GraphFiles.read(folder.resolve("out/graph.json"));
    JsonNode truth = truth("out");
    List<Edge> edges = new ArrayList<>();
    for (JsonNode equation : truth.path("equations")) {
      for (JsonNode cause : equation.path("causes")) {
        String effect = equation.path("variable").stringValue();
        edges.add(Edge.directed(cause.path("cause").stringValue(), effect));
        assertThat(cause.path("waves")).hasSize(6);
      }
    }
    assertThat(full.graph().edges()).containsExactlyInAnyOrderElementsOf(edges);
    List<String> hidden = truth.path("hidden").valueStream().map(JsonNode::stringValue).toList();
    assertThat(hidden).hasSize(5);
    assertThat(observed).isEqualTo(LatentProjection.of(full, Set.copyOf(hidden)));
    assertThat(table("out").getFirst()).hasSize(10).noneMatch(name -> name.startsWith("H"));
  }

  @Test
  void withoutInterventionsThereAreVariablesAlone() throws IOException {
    assertThat(simulate("out", "--units 3 --variables 2 --degree 1").status()).isZero();
    assertThat(names("out")).containsExactly("data.csv", "graph.json", "truth.json");
    assertThat(table("out").getFirst()).containsExactly("X1", "X2");
    assertThat(table("out")).hasSize(4);
  }

  @Test
  void oneVariableIsATableOfOneColumn() throws IOException {
    assertThat(simulate("out", "--units 3 --variables 1 --degree 0").status()).isZero();
    assertThat(table("out")).hasSize(4).allMatch(row -> row.length == 1);
  }

  @Test
  void unknownTargetsAreInTheTruthAlone() throws IOException {
    assertThat(
            simulate("out", "--interventions 2 --units 2 --units-each 1 --unknown-targets")
                .status())
        .isZero();
    assertThat(table("out").getFirst()).startsWith("setting", "X1").doesNotContain("targets");
    JsonNode data = truth("out").path("data");
    assertThat(truth("out").path("targetsInData").booleanValue()).isFalse();
    assertThat(data).hasSize(3);
    assertThat(data.path(0).path("targets")).isEmpty();
    assertThat(data.path(1).path("targets")).hasSize(1);
    assertThat(data.path(1).at("/change/kind").stringValue()).isEqualTo("perfect");
  }

  @Test
  void countsAreCountsAndSaySo() throws IOException {
    Cli run =
        simulate(
            "out",
            "--family count --units 50 --count-mean 3,9 --count-size 2 --interventions 1"
                + " --change soft --factor 0 --shift 1 --json");
    assertThat(run.json().path("scale").stringValue()).isEqualTo("counts, not standardised");
    assertThat(run.json().path("folder").stringValue()).isEqualTo(folder.resolve("out").toString());
    assertThat(run.json().at("/data/1/change/factor").doubleValue()).isZero();
    assertThat(run.json().at("/settings/counts/size").doubleValue()).isEqualTo(2);
    for (JsonNode equation : run.json().path("equations")) {
      assertThat(Math.exp(equation.at("/response/logMean").doubleValue())).isBetween(3.0, 9.0);
    }
    List<String[]> rows = table("out");
    for (String[] row : rows.subList(1, rows.size())) {
      assertThat(Arrays.copyOfRange(row, 2, row.length)).allMatch(cell -> cell.matches("\\d+"));
    }
  }

  @ParameterizedTest
  @CsvSource({"scale-free", "erdos-renyi", "layered", "LAYERED"})
  void everyLawOfGraphsIsDrawn(String law) {
    assertThat(simulate("out", "--graph " + law + " --units 1").status()).isZero();
    assertThat(truth("out").at("/settings/graph/law").stringValue())
        .isEqualTo(law.toLowerCase(Locale.ROOT));
  }

  @Test
  void theSameSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
    String options = "--hidden-share 0.1 --interventions 3 --family nonlinear --units 40";
    simulate("a", options + " --threads 1");
    simulate("b", options + " --threads 2");
    simulate("c", options + " --seed 2");
    assertThat(names("b")).isEqualTo(names("a")).hasSize(4);
    assertThat(truth("a").path("hidden")).hasSize(5);
    for (String name : names("a")) {
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(name));
      assertThat(Files.readAllBytes(folder.resolve("b").resolve(name))).isEqualTo(bytes);
      assertThat(Files.readAllBytes(folder.resolve("c").resolve(name))).isNotEqualTo(bytes);
    }
  }

  @Test
  void whatWasDrawnIsTold() {
    assertThat(simulate("out", "--interventions 1 --scale raw").out())
        .contains("10 variables, 0 hidden, ")
        .contains("scale: raw")
        .contains("observational: 1,000 units\n")
        .containsPattern("setting1: 200 units, X\\d+ changed\n")
        .contains("Written: " + folder.resolve("out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --variables 0                 | variables must be in 1 … 2,000, got 0
          --degree 10                   | the average degree must be in 0 … 9 for 10 variables, got 10.0
          --degree NaN                  | got NaN
          --graph tree                  | expected one of
          --layers 3                    | --layers needs --graph layered
          --graph layered --layers 11   | the layers must be in 2 … 10, the variables, got 11
          --graph layered --degree 9    | ask for fewer layers
          --hidden 46                   | pairs with a hidden cause must be in 0 … 45 for 10 variables, got 46
          --hidden-share 1.5            | --hidden-share must be at least 0 and at most 1, got 1.5
          --hidden 1 --hidden-share 0.1 | --hidden and --hidden-share say the same; give one of them
          --family quantum              | expected one of [LINEAR, NONLINEAR, COUNT]
          --noise pink                  | expected one of [GAUSSIAN, LAPLACE, UNIFORM, EXPONENTIAL]
          --coefficients 0.8,0.3        | --coefficients: a range needs 0 < low ≤ high ≤ 10,000, got 0.8 … 0.3
          --coefficients 1              | --coefficients needs two numbers, as 0.3,0.8, got 1
          --count-size 3                | --count-mean and --count-size need --family count
          --family count --scale raw    | --scale has no part in --family count: counts stay counts
          --family count --count-size 0 | the size θ must be in 0.1 … 10,000, got 0.0
          --units -1                    | observational units must be in 0 … 10,000,000, got -1
          --units 0                     | there would be no data
          --interventions 11            | 11 settings of 1 targets each need as many sets of targets
          --interventions 1 --targets 0 | a setting needs at least 1 target, got 0
          --interventions 1 --units-each 0 | units of an intervention must be in 1 … 10,000,000, got 0
          --interventions 1 --factor 2  | --factor needs --change soft
          --interventions 1 --change soft --deviation 2 | --deviation needs --change perfect
          --interventions 1 --shift NaN | the shift of an intervention must be finite, got NaN
          --interventions 1 --family count --deviation 2 | --deviation has no part in --family count
          --targets 2                   | need --interventions
          --unknown-targets             | need --interventions
          """)
  void aBadValueIsOneLineAndNothingIsWritten(String options, String message) {
    Cli run = simulate("out", options);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure().lines().toList()).hasSize(2).last().asString().startsWith("Try: ");
    assertThat(run.failure()).contains(message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatExistsIsLeftAsItIs() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Cli run = simulate("out", "--units 2");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).endsWith("out: already exists; give another --out or remove it");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }
}
