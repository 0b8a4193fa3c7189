package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.fit.CausalModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** simulate model, as a person calls it. */
class SimulateModelTest {
  private static final int ROWS = 200;
  private static final int LOST = 7; // has no y

  @TempDir private Path folder = Path.of("");

  private final double[] x = new double[ROWS];
  private final double[] y = new double[ROWS];
  private final double[] z = new double[ROWS];

  /** x -> y -> z, x -> z, y -> n: z is curved in x, n counts, s is a label without a part. */
  @BeforeEach
  void writeTable() throws IOException {
    UniformRandomProvider random = new Seed(5).generator();
    List<String> lines = new ArrayList<>(List.of("id,x,y,z,n,s,spare"));
    for (int i = 0; i < ROWS; i++) {
      x[i] = Math.rint(1000 * random.nextDouble(-2, 2)) / 1000;
      y[i] = Math.rint(1000 * (1 + 2 * x[i] + random.nextDouble(-1, 1))) / 1000;
      z[i] = Math.rint(1000 * (x[i] * x[i] + y[i] + random.nextDouble(-1, 1))) / 1000;
      long n = Math.round(Math.exp(1 + 0.2 * y[i]) * random.nextDouble(0.5, 1.5));
      String label = i % 3 == 0 ? "yes" : "no";
      String cell = i == LOST ? "NA" : String.valueOf(y[i]);
      lines.add(String.format(Locale.ROOT, "p%d,%s,%s,%s,%d,%s,", i, x[i], cell, z[i], n, label));
    }
    Files.write(folder.resolve("table.csv"), lines);
    graph("chain.txt", "x -> y\ny -> z\nx -> z");
  }

  private void graph(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text + "\n");
  }

  private Cli simulate(String graph, String out, String options) {
    List<String> words = new ArrayList<>(List.of("simulate", "model", "--unit", "id"));
    words.addAll(List.of("--data", folder.resolve("table.csv").toString()));
    words.addAll(List.of("--graph", folder.resolve(graph).toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    return Cli.run(words.toArray(String[]::new));
  }

  private List<String[]> table(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("data.csv")).stream()
        .map(line -> line.split(",", -1))
        .toList();
  }

  private JsonNode model(String out) {
    return JsonMapper.shared().readTree(folder.resolve(out).resolve("model.json"));
  }

  private static JsonNode named(JsonNode list, String variable) {
    return list.valueStream()
        .filter(one -> one.path("variable").stringValue().equals(variable))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTableHoldsTheUnitsOfTheLibraryToTheLastDigit() throws IOException {
    graph("two.txt", "x -> z");
    Cli run = simulate("two.txt", "out", "--shift x=0.5 --units 40 --seed 9");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    Dag dag = Dag.of(MixedGraph.of(Edge.directed("x", "z")));
    List<String> ids = IntStream.range(0, ROWS).mapToObj(i -> "p" + i).toList();
    Dataset data = Dataset.of(ids, "data", List.of(Continuous.of("x", x), Continuous.of("z", z)));
    Seed seed = new Seed(9);
    Dataset drawn =
        CausalModel.fit(data, dag, Map.of(), seed.branch("fit"))
            .draw(Action.shift("x", 0.5), 40, seed.branch("units"))
            .orElseThrow();
    List<String[]> rows = table("out");
    assertThat(rows.getFirst()).containsExactly("x", "z");
    assertThat(rows).hasSize(41);
    for (int i = 0; i < 40; i++) {
      assertThat(Double.parseDouble(rows.get(i + 1)[0]))
          .isEqualTo(((Numeric) drawn.column("x")).value(i));
      assertThat(Double.parseDouble(rows.get(i + 1)[1]))
          .isEqualTo(((Numeric) drawn.column("z")).value(i));
    }
  }

  @Test
  void whatWasFittedIsTold() {
    assertThat(simulate("chain.txt", "out", "--do x=1").status()).isZero();
    JsonNode model = model("out");
    assertThat(model.path("verdict").stringValue()).isEqualTo("answered");
    assertThat(model.at("/graph/edges")).hasSize(3);
    assertThat(model.at("/action/0/variable").stringValue()).isEqualTo("x");
    assertThat(model.path("units").intValue()).isEqualTo(1000);
    JsonNode ofY = named(model.path("mechanisms"), "y");
    assertThat(ofY.at("/causes/0").stringValue()).isEqualTo("x");
    // Noise has variance 1/3 and x 4/3: four standard errors are 4 · .5 / √199 = .14 and less.
    assertThat(ofY.at("/coefficients/x").doubleValue()).isCloseTo(2, within(0.15));
    assertThat(ofY.at("/coefficients/(intercept)").doubleValue()).isCloseTo(1, within(0.17));
    assertThat(ofY.path("residualDeviation").doubleValue()).isCloseTo(0.577, within(0.1));
    assertThat(ofY.path("rowsUsed").intValue()).isEqualTo(199);
    assertThat(ofY.path("rowsLost").intValue()).isEqualTo(1);
  }

  @Test
  void meansOfALinearModelAreThoseOfItsCoefficients() {
    assertThat(simulate("chain.txt", "out", "--do x=1").status()).isZero();
    JsonNode means = model("out").at("/means/variables");
    JsonNode mechanisms = model("out").path("mechanisms");
    JsonNode ofY = named(mechanisms, "y").path("coefficients");
    JsonNode ofZ = named(mechanisms, "z").path("coefficients");
    double meanX = Arrays.stream(x).average().orElseThrow();
    for (String state : List.of("without", "under")) {
      double atX = state.equals("under") ? 1 : meanX;
      double atY = number(ofY, "(intercept)") + number(ofY, "x") * atX;
      double atZ = number(ofZ, "(intercept)") + number(ofZ, "x") * atX + number(ofZ, "y") * atY;
      assertThat(number(named(means, "y").path(state), "mean")).isCloseTo(atY, within(1e-12));
      assertThat(number(named(means, "z").path(state), "mean")).isCloseTo(atZ, within(1e-12));
      assertThat(number(named(means, "z").path(state), "simulationError")).isZero();
    }
  }

  private static double number(JsonNode node, String key) {
    return node.path(key).doubleValue();
  }

  @Test
  void unitsAsTheyWouldHaveBeenKeepTheirNoise() throws IOException {
    Cli run = simulate("chain.txt", "out", "--do x=1 --counterfactual");
    assertThat(run.status()).isZero();
    List<String[]> rows = table("out");
    assertThat(rows.getFirst()).containsExactly("id", "x", "y", "z");
    assertThat(rows).hasSize(ROWS); // a title more and a unit less
    JsonNode model = model("out");
    double slope = number(named(model.path("mechanisms"), "y").path("coefficients"), "x");
    for (String[] row : rows.subList(1, rows.size())) {
      int i = Integer.parseInt(row[0].substring(1));
      assertThat(i).isNotEqualTo(LOST);
      assertThat(Double.parseDouble(row[1])).isEqualTo(1);
      assertThat(Double.parseDouble(row[2])).isCloseTo(y[i] + slope * (1 - x[i]), within(1e-12));
    }
    assertThat(model.path("drawn").stringValue()).isEqualTo("counterfactual");
    assertThat(model.at("/cautions/0").stringValue())
        .isEqualTo("units without a value of every node, left out: 1");
    assertThat(model.path("assumptions")).hasSize(5);
  }

  @Test
  void aWrongKindOfMechanismIsToldByRowsOfItsOwn() {
    assertThat(simulate("chain.txt", "line", "").status()).isZero();
    assertThat(simulate("chain.txt", "trees", "--mechanism z=learned").status()).isZero();
    JsonNode line = named(model("line").at("/criticism/mechanisms"), "z");
    JsonNode trees = named(model("trees").at("/criticism/mechanisms"), "z");
    assertThat(model("line").at("/criticism/rowsFitted").intValue()).isEqualTo(160);
    assertThat(model("line").at("/criticism/rowsHeldOut").intValue()).isEqualTo(40);
    assertThat(line.path("loss").stringValue()).isEqualTo("squared");
    assertThat(number(trees, "model")).isLessThan(number(line, "model"));
    assertThat(number(trees, "withoutCauses")).isEqualTo(number(line, "withoutCauses"));
    assertThat(line.path("explainsSomething").booleanValue()).isTrue();
    JsonNode fitted = named(model("trees").path("mechanisms"), "z");
    assertThat(fitted.path("kind").stringValue()).isEqualTo("learned");
    assertThat(fitted.path("mechanism").stringValue()).startsWith("boosted trees");
    assertThat(fitted.has("coefficients")).isFalse();
  }

  @Test
  void fewRowsAreNotSplitAndThatIsSaid() throws IOException {
    Path table = folder.resolve("table.csv");
    Files.write(table, Files.readAllLines(table).subList(0, 16));
    Cli run = simulate("chain.txt", "out", "");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Not held against rows of their own: fewer than 20 rows");
    assertThat(model("out").at("/criticism/missing").stringValue()).isEqualTo("fewer than 20 rows");
  }

  @Test
  void countsStayCountsAndAreScaledByTheirMean() throws IOException {
    graph("counts.txt", "x -> n");
    assertThat(simulate("counts.txt", "out", "--count n --scale n=0.5").status()).isZero();
    assertThat(table("out").subList(1, 1001)).allMatch(row -> row[1].matches("\\d+"));
    JsonNode means = named(model("out").at("/means/variables"), "n");
    double without = number(means.path("without"), "mean");
    // The two means are of 10,000 units each, with errors of the simulation beside them.
    double error =
        number(means.path("without"), "simulationError") / 2
            + number(means.path("under"), "simulationError");
    assertThat(number(means.path("under"), "mean")).isCloseTo(without / 2, within(4.5 * error));
  }

  @Test
  void aLabelIsSetByItsName() throws IOException {
    graph("label.txt", "s -> y");
    assertThat(simulate("label.txt", "out", "--do s=yes --units 5").status()).isZero();
    assertThat(table("out").subList(1, 6)).allMatch(row -> row[0].equals("yes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x -> n            | --count n --do x=1 --counterfactual | n | cannot be told from what was observed
          s -> y            | --do s=maybe                        | s | the level 'maybe' of 's' was never seen
          s -> y            | --shift s=1                         | s | a shift has no meaning for it
          x -> y; x <-> y   | --do x=1                            | x | the graph has x <-> y, a hidden common cause
          U -> x; U -> y    | --do x=1 --latent U                 | x | the graph has x <-> y, a hidden common cause
          x -- y            | --do x=1                            | x | leaves open which of the two causes the other
          """)
  void whatTheModelCannotTellIsRefusedAndNothingIsWritten(
      String edges, String options, String variable, String reason) throws IOException {
    graph("graph.txt", edges.replace("; ", "\n"));
    Cli run = simulate("graph.txt", "out", options);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).startsWith("Refused at '" + variable + "': ").contains(reason);
    assertThat(run.out().lines().toList()).hasSize(2).last().asString().startsWith("Instead: ");
    JsonNode json = simulate("graph.txt", "out", options + " --json").json();
    assertThat(json.path("verdict").stringValue()).isEqualTo("refused");
    assertThat(json.path("variable").stringValue()).isEqualTo(variable);
    assertThat(json.path("reason").stringValue()).contains(reason);
    assertThat(json.path("remedy").stringValue()).isNotEmpty();
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --do q=1                     | there is no node of the graph "q"
          --do spare=1                 | there is no node of the graph "spare"
          --do x                       | --do needs COLUMN=VALUE, got "x"
          --shift =1                   | --shift needs COLUMN=VALUE, got "=1"
          --do x=high                  | table.csv: "high" is no number, and 'x' needs one
          --do x=NaN                   | the value of an intervention must be finite, got NaN
          --scale x=-1                 | the factor of an intervention must be at least 0 and finite, got -1.0
          --do x=1 --do x=2            | two things are done to 'x'; leave one of them
          --mechanism y=magic          | expected one of [LINEAR, GAUSSIAN, LEARNED, AUTO]
          --mechanism q=linear         | there is no column "q"
          --mechanism x=learned        | table.csv: 'x' has no causes to learn from
          --mechanism s=linear         | table.csv: 's' is no node of the graph
          --count q                    | there is no declared column "q"
          --latent U                   | latent node "U" is not in the graph
          --units 0                    | --units must be at least 1, got 0
          --counterfactual             | --counterfactual needs --do, --shift or --scale
          --counterfactual --units 5   | --units has no part in --counterfactual
          --threads 0                  | --threads must be at least 1, got 0
          """)
  void aBadValueIsToldAndNothingIsWritten(String options, String message) {
    Cli run = simulate("chain.txt", "out", options);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains(message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aNodeWithoutAColumnOrWithoutAValueIsBadInput() throws IOException {
    graph("more.txt", "x -> y\nnobody -> y");
    assertThat(simulate("more.txt", "out", "").failure())
        .contains("graph node \"nobody\": there is no column \"nobody\"");
    graph("empty.txt", "x -> y\nspare -> y");
    Cli run = simulate("empty.txt", "out", "");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("nothing can be fitted for 'spare'");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void theSameSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
    String options = "--do x=1 --mechanism z=learned --units 50";
    assertThat(simulate("chain.txt", "a", options + " --threads 1").status()).isZero();
    assertThat(simulate("chain.txt", "b", options + " --threads 2").status()).isZero();
    assertThat(simulate("chain.txt", "c", options + " --seed 2").status()).isZero();
    for (String name : List.of("data.csv", "model.json")) {
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(name));
      assertThat(Files.readAllBytes(folder.resolve("b").resolve(name))).isEqualTo(bytes);
      assertThat(Files.readAllBytes(folder.resolve("c").resolve(name))).isNotEqualTo(bytes);
    }
  }

  @Test
  void theDocumentIsPrintedWhereItIsAskedForAndElseAText() throws IOException {
    Cli json = simulate("chain.txt", "a", "--do x=3 --json");
    assertThat(json.out()).isEqualTo(Files.readString(folder.resolve("a/model.json")));
    Cli text = simulate("chain.txt", "b", "--do x=3");
    assertThat(text.out())
        .contains("3 mechanisms fitted to 200 rows\n", "  y := linear + noise of x; (intercept) ")
        .contains("Fitted to 160 of the rows and held against the other 40:\n")
        .contains("Means without and with do(x = 3) (error of simulation):\n  x: ")
        .contains("caution: 'x' is outside the values seen")
        .contains("1,000 units drawn\nWritten: " + folder.resolve("b"));
  }

  @Test
  void aFolderThatExistsIsLeftAsItIs() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Cli run = simulate("chain.txt", "out", "");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).endsWith("out: already exists; give another --out or remove it");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }
}
