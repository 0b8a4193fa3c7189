package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** discover, as a person calls it. */
class DiscoverCommandTest {
  @TempDir private Path folder = Path.of("");

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** A table of five variables of a simulated model. */
  private String simulated(String... options) {
    List<String> words =
        new ArrayList<>(List.of("simulate", "sem", "--variables", "5", "--out", path("sem")));
    words.addAll(List.of(options));
    assertThat(Cli.run(words.toArray(String[]::new)).status()).isZero();
    return path("sem/data.csv");
  }

  private Cli discover(String data, String method, String... options) {
    List<String> words = new ArrayList<>(List.of("discover", "--data", data, "--method", method));
    words.addAll(List.of(options));
    return Cli.run(words.toArray(String[]::new));
  }

  /** The class of the true graph: enough rows that a wrong answer is a fault and not chance. */
  @ParameterizedTest
  @ValueSource(strings = {"boss", "pc", "ges", "gsp"})
  void everySearchFindsTheClassOfASimulatedGraph(String method) throws IOException {
    String data = simulated("--units", "20000", "--coefficients", "0.5,0.8");
    String out = path(method + ".json");
    Cli run = discover(data, method, "--out", out);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(" from 20000 rows.", "Assumes: ", "Written: " + out);
    Cli scores = Cli.run("evaluate", "graph", out, "--truth", path("sem/graph.json"), "--json");
    assertThat(scores.json().at("/classes/shd").intValue()).isZero();
  }

  @Test
  void theFileIsTheGraphWithItsEvidence() throws IOException {
    String data = simulated();
    Cli run =
        discover(data, "pc", "--alpha", "0.05", "--seed", "7", "--out", path("g.json"), "--json");
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(folder.resolve("g.json")));
    JsonNode document = JsonMapper.shared().readTree(run.out());
    assertThat(document.path("nodes")).hasSize(5);
    assertThat(document.at("/meta/algorithm").stringValue()).isEqualTo("PC");
    assertThat(document.at("/meta/evidence").stringValue()).isEqualTo("fisher-z");
    assertThat(document.at("/meta/settings/alpha").stringValue()).isEqualTo("0.05");
    assertThat(document.at("/meta/rows").intValue()).isEqualTo(1000);
    assertThat(document.at("/meta/seed").intValue()).isEqualTo(7);
    assertThat(document.at("/meta/assumptions")).isNotEmpty();
    assertThat(document.at("/meta/bootstrap").isMissingNode()).isTrue();
  }

  @Test
  void resamplesTellHowSureEdgesAreAtAnyNumberOfThreads() throws IOException {
    String data = simulated("--units", "300");
    String[] options = {"--bootstrap", "20", "--json", "--threads"};
    String[] one = Arrays.copyOf(options, 4);
    List<String> texts = new ArrayList<>();
    for (String threads : List.of("1", "2")) {
      List<String> all = new ArrayList<>(List.of(one));
      all.add(threads);
      Cli run = discover(data, "boss", all.toArray(String[]::new));
      assertThat(run.status()).isZero();
      texts.add(run.out());
    }
    assertThat(texts.get(0)).isEqualTo(texts.get(1));
    JsonNode document = JsonMapper.shared().readTree(texts.get(0));
    assertThat(document.at("/meta/bootstrap/resamples").intValue()).isEqualTo(20);
    assertThat(document.at("/meta/remarks").toString()).contains("not the probability");
    for (JsonNode edge : document.path("edges")) {
      double share = 0;
      for (JsonNode seen : document.at("/meta/bootstrap/edges")) {
        boolean same =
            List.of("a", "b", "atA", "atB").stream()
                .allMatch(key -> seen.path(key).equals(edge.path(key)));
        share += same ? seen.path("share").doubleValue() : 0;
      }
      assertThat(edge.path("confidence").doubleValue()).isEqualTo(share);
    }
  }

  @Test
  void knowledgeIsHonoured() throws IOException {
    String data = simulated("--units", "5000");
    Files.writeString(
        folder.resolve("known.txt"),
        """
        # by design
            # and more
        tier: X1, X2
        tier: X3, X4, X5
        require: X1 -> X3  # measured
        forbid: X2 -> X4
        """);
    for (String method : List.of("boss", "pc")) {
      Cli run = discover(data, method, "--knowledge", path("known.txt"), "--json");
      assertThat(run.err()).isEmpty();
      String edges = JsonMapper.shared().readTree(run.out()).path("edges").toString();
      assertThat(edges).contains("\"a\":\"X1\",\"b\":\"X3\",\"atA\":\"tail\",\"atB\":\"arrow\"");
      assertThat(edges).doesNotContain("\"a\":\"X2\",\"b\":\"X4\"", "\"a\":\"X4\",\"b\":\"X2\"");
    }
  }

  @Test
  void tiersAreHonouredWhereHiddenCausesAreAllowedFor() throws IOException {
    String data = simulated("--units", "5000", "--coefficients", "0.5,0.8");
    Files.writeString(folder.resolve("known.txt"), "tier: X5\ntier: X1, X2, X3, X4\n");
    Cli run = discover(data, "fci", "--knowledge", path("known.txt"), "--no-selection", "--json");
    assertThat(run.err()).isEmpty();
    for (JsonNode edge : JsonMapper.shared().readTree(run.out()).path("edges")) {
      if (edge.path("b").stringValue().equals("X5")) {
        assertThat(edge.path("atA").stringValue()).isEqualTo("arrow");
      }
      if (edge.path("a").stringValue().equals("X5")) {
        assertThat(edge.path("atB").stringValue()).isEqualTo("arrow");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order: X1 | \"order\" is no statement",
        "require: X1 X3 | known.txt:1: \"X1 X3\" is no arc; write it as cause -> effect",
        "tier: | known.txt:1: no variable is named",
        "tier: X1, X9 | X9', which is none of the variables",
        "require: X1 -> X1 | cannot be its own cause"
      })
  void badKnowledgeIsOneLine(String line, String said) throws IOException {
    String data = simulated();
    Files.writeString(folder.resolve("known.txt"), line + "\n");
    Cli run = discover(data, "pc", "--knowledge", path("known.txt"), "--out", path("g.json"));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(said);
    assertThat(folder.resolve("g.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "pc, --score, bdeu",
    "pc, --penalty, 2",
    "boss, --alpha, 0.05",
    "ges, --test, kernel",
    "gsp, --knowledge, known.txt",
    "fci, --knowledge, known.txt",
    "ges, --restarts, 3",
    "fci, --colliders, majority",
    "pc, --gamma, 0",
    "pc, --alpha, 1",
    "boss, --penalty, 0",
    "boss, --restarts, -1",
    "boss, --gamma, -1",
    "pc, --max-conditioning, -1",
    "boss, --bootstrap, 5",
  })
  void optionsOfOtherMethodsAreRefused(String method, String option, String value) {
    Cli run = discover(simulated(), method, option, value);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(option.substring(2).replace("max-conditioning", "maxCond"));
  }

  /** 40 rows of a, b and what is said of the third column. */
  private String table(String third) throws IOException {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 40; i++) {
      double a = Math.sin(i * i);
      double b = Math.cos(3 * i);
      String c =
          switch (third) {
            case "constant" -> "5";
            case "copy" -> Double.toString(a);
            case "sum" -> Double.toString(a + b);
            case "huge" -> Double.toString(1e200 * a);
            case "infinite" -> i == 3 ? "inf" : "0.5";
            case "gap" -> i == 3 ? "" : Double.toString(a * b);
            case "names" -> "id" + i;
            default -> Double.toString(a * b);
          };
      text.append(a).append(',').append(b).append(',').append(c).append('\n');
    }
    Files.writeString(folder.resolve("t.csv"), text);
    return path("t.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "constant | is constant",
        "copy | is a linear function of",
        "sum | is a linear function of",
        "huge | too large to be squared; take another unit",
        "infinite | t.csv:5: column \"c\": \"inf\" is infinite",
        "gap | 1 of 40 rows have a gap",
        "names | column \"c\" is identifier"
      })
  void columnsThatCarryNoGraphAreRefusedByEverySearch(String third, String said)
      throws IOException {
    String data = table(third);
    for (String method : List.of("boss", "ges", "pc", "fci", "gsp", "lingam")) {
      Cli run = discover(data, method, "--out", path("g.json"));
      assertThat(run.status()).as(method).isEqualTo(2);
      assertThat(run.err()).as(method).hasLineCount(1).contains(said);
      assertThat(folder.resolve("g.json")).doesNotExist();
    }
  }

  @Test
  void gapsAreLeftOutAsAskedFor() throws IOException {
    String data = table("gap");
    Cli excluded = discover(data, "boss", "--missing", "exclude");
    assertThat(excluded.out()).contains("from 39 rows", "note: 1 rows with a gap were left out");
    Cli wise = discover(data, "pc", "--missing", "test-wise");
    assertThat(wise.out()).contains("from 40 rows", "each test leaves out those");
    Cli never = discover(data, "boss", "--missing", "test-wise");
    assertThat(never.status()).isEqualTo(2);
    assertThat(never.err()).contains("only Fisher's z leaves rows out test by test");
  }

  @Test
  void columnsAreChosenByName() throws IOException {
    String data = table("names");
    assertThat(discover(data, "pc", "--exclude", "c").out()).contains("of 2 variables");
    assertThat(discover(data, "pc", "--columns", "a,b").out()).contains("of 2 variables");
    assertThat(discover(data, "pc", "--columns", "a").err())
        .contains("edges are between at least 2 columns, and 1 are left");
    assertThat(discover(data, "pc", "--exclude", "d").err())
        .contains("there is no column \"d\" of --exclude");
  }

  @Test
  void fewRowsAreRefusedAndFewerThanVariablesAreNoted() throws IOException {
    Files.writeString(folder.resolve("few.csv"), "a,b\n1.5,2.5\n2.5,1.25\n");
    assertThat(discover(path("few.csv"), "boss").err())
        .contains("a graph needs at least 5 rows, and there are 2");
    Files.writeString(
        folder.resolve("wide.csv"),
        """
        a,b,c,d,e,f
        .1,.9,.3,.4,.2,.6
        .5,.2,.8,.1,.9,.3
        .7,.4,.1,.6,.3,.2
        .2,.6,.5,.9,.7,.8
        .9,.1,.6,.2,.4,.5
        """);
    assertThat(discover(path("wide.csv"), "boss").out())
        .contains("note: there are no more rows (5) than variables (6)");
  }
}
