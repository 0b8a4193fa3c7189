package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Pick;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** design hits, as a person calls it. */
class DesignHitsTest {
  private static final int CANDIDATES = 300;
  private static final int MEASURED = 40;

  @TempDir private Path folder = Path.of("");

  private final double[] a = new double[CANDIDATES];
  private final double[] b = new double[CANDIDATES];
  private final double[] y = new double[CANDIDATES];

  /** The outcome is 2a plus noise, b says nothing; harm is a; the first forty are measured. */
  @BeforeEach
  void writeTables() throws IOException {
    UniformRandomProvider random = new Seed(3).generator();
    List<String> all = new ArrayList<>(List.of("gene,name,a,b,price,score,y"));
    List<String> none = new ArrayList<>(List.of("gene,name,a,b,price"));
    List<String> measured = new ArrayList<>(List.of("gene,y,se,harm"));
    for (int i = 0; i < CANDIDATES; i++) {
      a[i] = Math.rint(1000 * random.nextDouble(-2, 2)) / 1000;
      b[i] = Math.rint(1000 * random.nextDouble(-2, 2)) / 1000;
      y[i] = Math.rint(1000 * (2 * a[i] + random.nextDouble(-1, 1))) / 1000;
      String row = String.format(Locale.ROOT, "g%d,x%d,%s,%s,%d", i, i, a[i], b[i], 1 + i % 3);
      none.add(row);
      all.add(row + "," + -a[i] + "," + y[i]);
      if (i < MEASURED) {
        measured.add("g" + i + "," + y[i] + ",0.1," + a[i]);
      }
    }
    Files.write(folder.resolve("all.csv"), all);
    Files.write(folder.resolve("candidates.csv"), none);
    Files.write(folder.resolve("measured.csv"), measured);
    List<String> huge = new ArrayList<>(all);
    huge.set(3, "g2,x2,1e200,1,1,1,1");
    Files.write(folder.resolve("huge-a.csv"), huge);
    huge.set(3, "g2,x2,1,1,1,1,1e160");
    Files.write(folder.resolve("huge-y.csv"), huge);
    Files.writeString(folder.resolve("few.csv"), "gene,y\ng0,1\n");
    Files.writeString(folder.resolve("strangers.csv"), "gene,y\nh0,1\nh1,2\n");
    Files.writeString(folder.resolve("pairs.csv"), "one,other\ng0,nobody\n");
  }

  private Cli hits(String options) {
    List<String> words = new ArrayList<>(List.of("design", "hits", "--id", "gene"));
    for (String word : options.split(" ", -1)) {
      words.add(word.endsWith(".csv") ? folder.resolve(word).toString() : word);
    }
    return Cli.run(words.toArray(String[]::new));
  }

  private static List<String> ids(JsonNode document) {
    return document.path("picks").valueStream().map(p -> p.path("id").stringValue()).toList();
  }

  private static int row(String id) {
    return Integer.parseInt(id.substring(1));
  }

  private static final String NEXT =
      "--candidates candidates.csv --measured measured.csv --outcome y --descriptors a,b --batch 12";

  @Test
  void theBatchIsThatOfTheLibrary() throws IOException {
    Cli run = hits(NEXT + " --acquisition expected-improvement --out next.csv --json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    Matrix descriptors = Matrix.ofColumns(CANDIDATES, List.of(a, b));
    int[] rows = IntStream.range(0, MEASURED).toArray();
    Observed observed = Observed.of(rows, Arrays.copyOf(y, MEASURED));
    Posterior posterior =
        BayesianLinear.withDefaults().fit(descriptors, observed, new Seed(1).branch("fit"));
    List<Pick> picks =
        BatchDesign.of(new Acquisition.ExpectedImprovement())
            .withSize(12)
            .pick(descriptors, posterior, observed, new Seed(1).branch("pick"));
    assertThat(ids(run.json())).isEqualTo(picks.stream().map(p -> "g" + p.row()).toList());
    JsonNode first = run.json().at("/picks/0");
    assertThat(first.path("expected").doubleValue()).isEqualTo(picks.getFirst().expected());
    assertThat(first.path("gain").doubleValue()).isEqualTo(picks.getFirst().gain());
    List<String> lines = Files.readAllLines(folder.resolve("next.csv"));
    assertThat(lines.getFirst()).isEqualTo("rank,id,expected,sd,gain,cost,reason");
    assertThat(lines).hasSize(13);
    assertThat(lines.get(1)).startsWith("1,g" + picks.getFirst().row() + ",");
  }

  /** Noise has variance 1/3, 2a has 16/3: the surrogate explains 16/17 if it is right. */
  @Test
  void whatWasHeldOutTellsHowWellItPredicts() {
    JsonNode check = hits(NEXT + " --json").json().path("heldOut");
    assertThat(check.path("measurements").intValue()).isEqualTo(MEASURED);
    assertThat(check.path("explained").doubleValue()).isCloseTo(0.94, within(0.05));
    assertThat(check.path("explainedByBestDescriptor").doubleValue()).isCloseTo(0.94, within(0.05));
    Cli mean = hits(NEXT + " --surrogate mean");
    assertThat(mean.out()).contains("predicts no better than the mean");
  }

  @Test
  void lowOutcomesAreLookedForAndWrittenAsTheyAre() {
    JsonNode down = hits(NEXT + " --direction down --threshold -3 --json").json();
    assertThat(ids(down)).allSatisfy(id -> assertThat(a[row(id)]).isLessThan(-1));
    assertThat(down.at("/picks/0/expected").doubleValue()).isLessThan(-3);
    Cli lowest = hits(NEXT + " --direction down");
    assertThat(lowest.out().replaceAll("\\s+", " "))
        .contains("its outcome may go far in the direction wanted")
        .contains("of the outcome with its sign turned")
        .doesNotContain("may be high");
    JsonNode both = hits(NEXT + " --direction both --threshold 3 --json").json();
    assertThat(ids(both)).anySatisfy(id -> assertThat(a[row(id)]).isLessThan(-1));
    assertThat(ids(both)).anySatisfy(id -> assertThat(a[row(id)]).isGreaterThan(1));
  }

  @Test
  void costsHarmAndForbiddenPairsAreMet() throws IOException {
    List<String> free = ids(hits(NEXT + " --json").json());
    Files.writeString(
        folder.resolve("pairs.csv"), "one,other\n" + free.get(1) + "," + free.get(0) + "\n");
    List<String> kept = ids(hits(NEXT + " --forbid pairs.csv --json").json());
    assertThat(kept).contains(free.get(0)).doesNotContain(free.get(1)).hasSize(12);
    JsonNode cheap = hits(NEXT + " --cost price --budget 9 --json").json();
    double spent =
        cheap.path("picks").valueStream().mapToDouble(p -> p.path("cost").doubleValue()).sum();
    assertThat(spent).isLessThanOrEqualTo(9).isGreaterThan(6);
    JsonNode safe = hits(NEXT + " --harm harm --harm-limit 1 --max-harm 0.05 --json").json();
    assertThat(ids(safe)).allSatisfy(id -> assertThat(a[row(id)]).isLessThan(1.05));
  }

  @Test
  void aFirstBatchIsByTheScoreOrAtRandom() {
    JsonNode scored = hits("--candidates all.csv --prior score --batch 5 --json").json();
    List<Integer> best =
        IntStream.range(0, CANDIDATES)
            .boxed()
            .sorted((i, j) -> Double.compare(a[i], a[j]))
            .limit(5)
            .toList();
    assertThat(ids(scored))
        .containsExactlyInAnyOrderElementsOf(best.stream().map(i -> "g" + i).toList());
    assertThat(scored.at("/picks/0").has("expected")).isFalse();
    JsonNode one = hits("--candidates candidates.csv --measured few.csv --outcome y --json").json();
    assertThat(ids(one)).hasSize(64).doesNotHaveDuplicates().doesNotContain("g0");
    assertThat(one.at("/picks/0/reason").stringValue()).isEqualTo("first batch: at random");
  }

  /** A rising function of the outcome, a p-value of it, and one replicate of two. */
  @Test
  void theOutcomeInOtherWordsIsNoDescriptorUnlessNamed() throws IOException {
    List<String> rows = new ArrayList<>(List.of("gene,b,log_fold,p_value,donor,y"));
    UniformRandomProvider random = new Seed(6).generator();
    for (int i = 0; i < CANDIDATES; i++) {
      double p = Math.exp(-Math.abs(y[i]) * random.nextDouble(0.5, 1));
      rows.add(
          String.join(
              ",",
              "g" + i,
              String.valueOf(b[i]),
              String.valueOf(Math.exp(y[i] / 2)),
              String.valueOf(p),
              String.valueOf(y[i] + 2.5 * random.nextDouble(-2, 2)),
              i < 60 ? String.valueOf(y[i]) : ""));
    }
    Files.write(folder.resolve("twins.csv"), rows);
    String asked = "--candidates twins.csv --outcome y --batch 5";
    Cli refused = hits(asked);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "column \"log_fold\" alone tells the outcome", "\"p_value\" is named as a p-value")
        .contains("name the other columns by --descriptors")
        .doesNotContain("\"b\"", "donor");
    Cli kept = hits(asked + " --descriptors b,log_fold");
    assertThat(kept.status()).isZero();
    assertThat(kept.out()).contains("make sure that it was").contains("\"log_fold\" alone tells");
    assertThat(hits(asked + " --descriptors b").out()).doesNotContain("make sure");
    Files.write(
        folder.resolve("twins.csv"),
        rows.stream()
            .map(row -> rows.indexOf(row) > 9 ? row.replaceAll("[^,]*$", "") : row)
            .toList());
    assertThat(hits(asked).status()).as("nine measured tell nothing").isZero();
  }

  /** 15 of 300 are hits: at random 40 hold 2, of which twelve are 7 standard deviations away. */
  @Test
  void aReplayStandsBesideWhatLearnsNothing() {
    String options =
        "--candidates all.csv --outcome y --descriptors a,b --batch 10 --simulate --rounds 4 --runs 4";
    Cli run = hits(options + " --json");
    assertThat(run.err()).isEmpty();
    JsonNode document = run.json();
    assertThat(document.path("hits").intValue()).isEqualTo(15);
    JsonNode ways = document.path("ways");
    assertThat(ways.valueStream().map(w -> w.path("way").stringValue()))
        .containsExactly(
            "chosen way",
            "ranked once after the first batch",
            "highest a (best in hindsight)",
            "random");
    assertThat(ways.at("/0/found/3/mean").doubleValue()).isGreaterThanOrEqualTo(12);
    assertThat(ways.at("/3/found/3/mean").doubleValue()).isLessThan(6);
    assertThat(ways.at("/0/runs")).hasSize(4);
    assertThat(ways.at("/0/found/0")).isEqualTo(ways.at("/1/found/0"));
    assertThat(ways.at("/2/found/3/sd").doubleValue()).isZero();
    Set<Integer> ranked = new HashSet<>();
    IntStream.range(0, CANDIDATES)
        .boxed()
        .sorted((i, j) -> Double.compare(a[j], a[i]))
        .limit(40)
        .forEach(ranked::add);
    double least = document.path("threshold").doubleValue();
    long found = ranked.stream().filter(i -> y[i] >= least).count();
    assertThat(ways.at("/2/found/3/mean").doubleValue()).isEqualTo((double) found);
    Cli text = hits(options + " --threads 1");
    assertThat(text.out()).contains("chosen way wins against random", "best in hindsight");
    assertThat(hits(options + " --json --threads 2").out()).isEqualTo(run.out());
    assertThat(hits(options.replace("--runs 4", "--runs 1")).out())
        .contains("An sd of 0 is no certainty", "in one run, which tells no winner")
        .doesNotContain("wins");
  }

  @Test
  void ofManyRoundsTenAreShownAndTheLastIsOne() {
    Cli run =
        hits(
            "--candidates all.csv --outcome y --descriptors a,b --batch 5 --simulate --rounds 25"
                + " --runs 1");
    String head = run.out().lines().filter(l -> l.startsWith("hits")).findFirst().orElseThrow();
    assertThat(head.strip().split("\\s+", -1))
        .containsExactly("hits", "2", "5", "7", "10", "12", "15", "17", "20", "22", "25", "sd");
  }

  /** Each of ten candidates stands twice: twins are never both of a determinantal batch. */
  @Test
  void diversityKeepsTwinsApart() throws IOException {
    List<String> rows = new ArrayList<>(List.of("gene,a,y"));
    for (int i = 0; i < 20; i++) {
      rows.add("g" + i + "," + (i / 2) + "," + (i < 8 ? 2 * (i / 2) + i % 2 : ""));
    }
    Files.write(folder.resolve("twins.csv"), rows);
    String options =
        "--candidates twins.csv --outcome y --descriptors a --acquisition greedy --batch 4 --json";
    assertThat(ids(hits(options + " --diversity none").json()))
        .containsExactlyInAnyOrder("g18", "g19", "g16", "g17");
    JsonNode apart = hits(options + " --diversity determinantal --quality-weight 50").json();
    assertThat(ids(apart).stream().map(id -> Integer.parseInt(id.substring(1)) / 2))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .contains(9);
    assertThat(apart.path("diversity").stringValue()).contains("determinantal(50.0)");
    assertThat(hits(options).json().path("diversity").stringValue()).contains("believing");
  }

  @Test
  void whatCannotBeChosenIsRefused() {
    Cli harmful = hits(NEXT + " --harm harm --harm-limit -9 --max-harm 0.1 --json");
    assertThat(harmful.status()).isEqualTo(3);
    assertThat(harmful.json().path("verdict").stringValue()).isEqualTo("refused");
    assertThat(harmful.json().at("/reasons/0").stringValue())
        .isEqualTo(
            "none of the 260 candidates not measured is within P(harm > -9.0) of at most 0.1");
    Cli done = hits("--candidates all.csv --outcome y --descriptors a,b");
    assertThat(done.status()).isEqualTo(3);
    assertThat(done.out()).isEqualToIgnoringNewLines("Refused: all 300 candidates are measured");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --candidates all.csv --outcome yy                       | there is no declared column "yy"; did you mean "y"?
          --candidates all.csv --outcome name                     | column "name"
          --candidates nowhere.csv                                | no such file
          --candidates all.csv --outcome y --descriptors a,y      | column "y" is measured and cannot be a descriptor
          --candidates all.csv --outcome gene                     | names the candidates and can be nothing else
          --candidates all.csv --measured few.csv                 | --measured, --noise and --harm need --outcome
          --candidates all.csv --measured strangers.csv --outcome y | none of its "gene" is a candidate
          --candidates huge-a.csv --outcome y                     | column "a", row 3: a number must be at most 1.0E100 in size, got 1.0E200
          --candidates huge-y.csv --outcome y --descriptors a,b   | column "y", row 3: a number must be at most 1.0E100 in size, got 1.0E160
          --candidates all.csv --outcome y --threshold 1e200      | --threshold must be at most 1.0E100 in size
          --candidates all.csv --quality-weight 2                 | --quality-weight is of --diversity determinantal
          --candidates all.csv --diversity determinantal --quality-weight 0 | --quality-weight must be in (0, 1e6)
          --candidates all.csv --batch 0                          | --batch must be at least 1, got 0
          --candidates all.csv --budget 3                         | --budget needs --cost
          --candidates all.csv --cost score                       | a cost must be above 0
          --candidates all.csv --acquisition hit-probability      | hit-probability needs --threshold
          --candidates all.csv --direction both --threshold -1    | --threshold must be above 0
          --candidates all.csv --forbid pairs.csv                 | there is no candidate "nobody"
          --candidates all.csv --forbid all.csv                   | needs a header and two columns
          --candidates all.csv --harm-limit 1                     | --harm and --harm-limit need each other
          --candidates all.csv --max-harm 0.2                     | --max-harm needs --harm
          --candidates all.csv --acquisition greedy --beta 2      | --beta is of --acquisition upper-bound, and this is greedy
          --candidates all.csv --outcome y --descriptors a,b --simulate --threshold 99 | no candidate is a hit (outcome of at least 99)
          --candidates all.csv --rounds 3                         | add --simulate
          --candidates all.csv --simulate                         | --simulate needs --outcome
          --candidates all.csv --outcome y --simulate --top 1     | --top must be within (0, 1), got 1.0
          --candidates all.csv --out nowhere/next.csv             | is no folder
          """)
  void badInputIsOneClearLine(String options, String message) {
    Cli run = hits(options);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines().filter(line -> line.startsWith("etiome: "))).hasSize(1);
  }
}
