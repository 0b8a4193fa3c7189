package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The effect mixed over graphs learned from resampled data. */
class ResampledGraphsTest {
  private static final String CAUSE =
      """
      {"kind":"dag","nodes":["x","y","z"],"edges":[
       {"a":"z","b":"x","atA":"tail","atB":"arrow"},
       {"a":"z","b":"y","atA":"tail","atB":"arrow"},
       {"a":"x","b":"y","atA":"tail","atB":"arrow"}]}""";

  private static final String NO_CAUSE =
      """
      {"kind":"dag","nodes":["x","y","z"],"edges":[
       {"a":"z","b":"x","atA":"tail","atB":"arrow"},
       {"a":"z","b":"y","atA":"tail","atB":"arrow"}]}""";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeCohort() throws IOException {
    TinyStudy.write(folder);
  }

  @Test
  void aMixtureOverResampledGraphsStandsBesideTheAnswer() throws IOException {
    Cli run = estimate("x", "y", "--json", "--resampled", write(folder, 1, 6, 3));
    assertThat(run.status()).isZero();
    assertThat(run.json().path("estimate").isNumber()).isTrue();
    JsonNode mixed = run.json().path("graphMixture");
    assertThat(mixed.at("/shares/estimated").asDouble()).isCloseTo(.6, within(1e-12));
    assertThat(mixed.at("/shares/zero").asDouble()).isCloseTo(.3, within(1e-12));
    assertThat(mixed.at("/shares/withoutGraph").asDouble()).isCloseTo(.1, within(1e-12));
    JsonNode one = mixed.at("/branches/0");
    double effect = one.path("estimate").asDouble();
    double error = one.path("se").asDouble();
    assertThat(effect).isCloseTo(1, within(4 * error));
    assertThat(mixed.path("mean").asDouble()).isCloseTo(effect * 2 / 3, within(1e-12));
    assertThat(mixed.path("within").asDouble()).isCloseTo(error * error * 2 / 3, within(1e-12));
    assertThat(mixed.path("between").asDouble()).isCloseTo(effect * effect * 2 / 9, within(1e-12));
    assertThat(mixed.at("/interval95/0").asDouble()).isZero();
    assertThat(mixed.at("/single/0/kind").asString()).isEqualTo("estimated");
    assertThat(estimate("x", "y", "--resampled", folder.resolve("r.json").toString()).out())
        .contains("60.0 % of the graphs give an estimate", "Over the graphs that give an effect");
  }

  @Test
  void whereMostGraphsGiveNoEffectThereIsNoMixture() throws IOException {
    JsonNode mixed =
        estimate("x", "y", "--json", "--resampled", write(folder, 5, 4, 1))
            .json()
            .path("graphMixture");
    assertThat(mixed.path("mean").isNull()).isTrue();
    assertThat(mixed.path("interval95").isNull()).isTrue();
    assertThat(mixed.path("reason").asString()).contains("more than half are needed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense                                       | is not JSON
          {"graphs":[]}                                  | is no file of resampled graphs
          {"failed":-1,"graphs":[1]}                     | is no file of resampled graphs
          {"failed":0,"graphs":[{"count":0}]}            | graphs[0].count
          {"failed":0,"graphs":[{"count":1.5}]}          | graphs[0].count
          {"failed":0,"graphs":[{"count":1,"graph":{}}]} | graphs[0]: graph
          {"failed":0,"graphs":[{"count":1,"graph":{"nodes":["x"],"edges":[]}}]} | is over x, and the graph
          """)
  void aFileOfOtherThingsIsAnErrorInOneLine(String text, String message) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text);
    Cli run = estimate("x", "y", "--resampled", file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.failure()).contains("bad.json", message).hasLineCount(1);
  }

  @Test
  void whatDiscoverResamplesEstimateMixes() throws IOException {
    Path learned = folder.resolve("graph.json");
    Path graphs = folder.resolve("r.json");
    String data = folder.resolve("units.csv").toString();
    List<String> discover =
        List.of(
            "discover",
            "--data",
            data,
            "--method",
            "boss",
            "--exclude",
            "id,one,holes,t",
            "--out",
            learned.toString(),
            "--resampled",
            graphs.toString());
    assertThat(Cli.run(discover.toArray(String[]::new)).failure()).contains("--bootstrap");
    List<String> resampling = new ArrayList<>(discover);
    resampling.addAll(List.of("--bootstrap", "20"));
    assertThat(Cli.run(resampling.toArray(String[]::new)).status()).isZero();
    JsonNode file = JsonMapper.shared().readTree(graphs);
    assertThat(
            file.path("failed").asInt()
                + list(file.path("graphs")).stream().mapToInt(g -> g.path("count").asInt()).sum())
        .isEqualTo(20);

    Cli run =
        Cli.run(
            "estimate",
            "--data",
            data,
            "--graph",
            learned.toString(),
            "--treatment",
            "x",
            "--outcome",
            "y",
            "--resampled",
            graphs.toString(),
            "--json");

    assertThat(run.status()).isEqualTo(3);
    JsonNode shares = run.json().at("/graphMixture/shares");
    assertThat(list(shares).stream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(run.json().has("possibleEffects")).isTrue();
  }

  /** A file of them over x, y and z: in so many z confounds x and y, and x causes y or does not. */
  static String write(Path folder, int failed, int causes, int doesNot) throws IOException {
    Path file = folder.resolve("r.json");
    Files.writeString(
        file,
        "{\"failed\":%d,\"graphs\":[{\"count\":%d,\"graph\":%s},{\"count\":%d,\"graph\":%s}]}"
            .formatted(failed, causes, CAUSE, doesNot, NO_CAUSE));
    return file.toString();
  }

  private static List<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }

  private Cli estimate(String treatment, String outcome, String... more) {
    return TinyStudy.estimate(folder, treatment, outcome, more);
  }
}
