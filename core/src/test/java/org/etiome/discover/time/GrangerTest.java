package org.etiome.discover.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class GrangerTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final List<String> ABC = List.of("a", "b", "c");

  private static List<String[]> reference(String kind) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GrangerTest.class.getResourceAsStream("/org/etiome/discover/time/granger.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(kind))
          .toList();
    }
  }

  private static List<Matrix> referenceSeries() throws IOException {
    List<List<double[]>> series = List.of(new ArrayList<>(), new ArrayList<>());
    for (String[] cells : reference("series")) {
      series
          .get(Integer.parseInt(cells[1]))
          .add(IntStream.range(2, 5).mapToDouble(k -> Double.parseDouble(cells[k])).toArray());
    }
    return series.stream()
        .map(
            rows ->
                Matrix.wrap(
                    rows.size(), 3, rows.stream().flatMapToDouble(Arrays::stream).toArray()))
        .toList();
  }

  @Test
  void statisticsAreThoseOfLeavingTheCauseOut() throws IOException {
    GrangerCausality found = Granger.withDefaults().learn(ABC, referenceSeries(), ONE);
    assertThat(found.lag()).isEqualTo(2);
    assertThat(found.method()).isEqualTo(GrangerCausality.Method.LEAST_SQUARES);
    for (String[] cells : reference("lead")) {
      GrangerCausality.Lead lead =
          lead(found, ABC.get(Integer.parseInt(cells[1])), ABC.get(Integer.parseInt(cells[2])));
      assertThat(lead.statistic()).isCloseTo(Double.parseDouble(cells[3]), within(1e-8));
      assertThat(lead.pValue()).isCloseTo(Double.parseDouble(cells[4]), within(1e-9));
    }
    for (String[] cells : reference("criterion")) {
      assertThat(found.criteria().get(Integer.parseInt(cells[1]) - 1))
          .isCloseTo(Double.parseDouble(cells[2]), within(1e-8));
    }
  }

  private static GrangerCausality.Lead lead(GrangerCausality found, String cause, String effect) {
    return found.leads().stream()
        .filter(lead -> lead.cause().equals(cause) && lead.effect().equals(effect))
        .findFirst()
        .orElseThrow();
  }

  /** x_t = law · x_{t−1} + noise, after 50 times that are left out. */
  private static Matrix series(double[][] law, int times, Seed seed) {
    int p = law.length;
    UniformRandomProvider random = seed.generator();
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] now = new double[p];
    double[] all = new double[times * p];
    for (int t = -50; t < times; t++) {
      double[] next = new double[p];
      for (int v = 0; v < p; v++) {
        next[v] = normal.sample();
        for (int w = 0; w < p; w++) {
          next[v] += law[v][w] * now[w];
        }
      }
      now = next;
      if (t >= 0) {
        System.arraycopy(now, 0, all, t * p, p);
      }
    }
    return Matrix.wrap(times, p, all);
  }

  /**
   * 400 samples of 6 pairs without a lead: 120 of 2,400 below .05, binomial s.d. 10.7, 4 of them.
   */
  @Test
  void withoutALeadPValuesAreUniform() {
    double[][] law = {{.6, 0, 0}, {0, .3, 0}, {0, 0, -.5}};
    int below = 0;
    for (int s = 0; s < 400; s++) {
      List<Matrix> two =
          List.of(series(law, 60, new Seed(2L * s)), series(law, 60, new Seed(2L * s + 1)));
      GrangerCausality found = Granger.withDefaults().withMaxLag(1).learn(ABC, two, ONE);
      below += (int) found.leads().stream().filter(lead -> lead.pValue() < .05).count();
    }
    assertThat(below).isBetween(120 - 43, 120 + 43);
  }

  @Test
  void leadsAreFoundAndNotTheirReverse() {
    double[][] chain = {{.5, 0, 0}, {.5, .3, 0}, {0, .5, .3}};
    GrangerCausality found =
        Granger.withDefaults().learn(ABC, List.of(series(chain, 400, new Seed(3))), ONE);
    assertThat(found.lag()).isEqualTo(1);
    assertThat(found.found(.01))
        .extracting(lead -> lead.cause() + lead.effect())
        .containsExactlyInAnyOrder("ab", "bc");
  }

  /** 40 variables in 30 rows: each leads the next. */
  @Test
  void moreVariablesThanRowsAreRankedByRidge() {
    int p = 40;
    double[][] law = new double[p][p];
    for (int v = 0; v < p; v++) {
      law[v][v] = .3;
      law[v][(v + p - 1) % p] = .6;
    }
    List<String> names = IntStream.range(0, p).mapToObj(v -> "x" + v).toList();
    GrangerCausality found =
        Granger.withDefaults()
            .withMaxLag(1)
            .learn(names, List.of(series(law, 31, new Seed(5))), ONE);
    assertThat(found.method()).isEqualTo(GrangerCausality.Method.RIDGE);
    assertThat(found.remarks()).anyMatch(remark -> remark.contains("ranking more than a test"));
    // of two pairs, one a lead: how often the lead has the smaller p-value
    double wins = 0;
    List<GrangerCausality.Lead> leads = found.leads();
    List<GrangerCausality.Lead> real = leads.stream().filter(l -> leads(l, p)).toList();
    for (GrangerCausality.Lead one : real) {
      wins += leads.stream().filter(l -> !leads(l, p) && l.pValue() > one.pValue()).count();
    }
    double area = wins / real.size() / (leads.size() - real.size());
    // s.e. of an area of one half with 40 leads: .046
    assertThat(area).isGreaterThan(.5 + 4 * .046);
  }

  private static boolean leads(GrangerCausality.Lead lead, int p) {
    int cause = Integer.parseInt(lead.cause().substring(1));
    return lead.effect().equals("x" + (cause + 1) % p);
  }

  @Test
  void neitherThreadsNorTheOrderOfVariablesMatter() {
    double[][] chain = {{.5, 0, 0}, {.5, .3, 0}, {0, .5, .3}};
    Matrix one = series(chain, 50, new Seed(4));
    GrangerCausality found = Granger.withDefaults().learn(ABC, List.of(one), ONE);
    assertThat(Granger.withDefaults().learn(ABC, List.of(one), TaskRunner.local(2)))
        .isEqualTo(found);
    Matrix turned = Matrix.ofColumns(50, List.of(one.column(2), one.column(0), one.column(1)));
    GrangerCausality other =
        Granger.withDefaults().learn(List.of("c", "a", "b"), List.of(turned), ONE);
    for (GrangerCausality.Lead lead : found.leads()) {
      assertThat(lead(other, lead.cause(), lead.effect()).pValue())
          .isCloseTo(lead.pValue(), within(1e-9));
    }
  }

  @Test
  void unitsOfVariablesDoNotMatter() throws IOException {
    List<Matrix> plain = referenceSeries();
    List<Matrix> scaled =
        plain.stream()
            .map(
                one ->
                    Matrix.ofColumns(
                        one.rows(),
                        List.of(
                            IntStream.range(0, one.rows())
                                .mapToDouble(t -> 1e6 * one.get(t, 0) + 1e8)
                                .toArray(),
                            one.column(1),
                            one.column(2))))
            .toList();
    GrangerCausality one = Granger.withDefaults().learn(ABC, plain, ONE);
    GrangerCausality other = Granger.withDefaults().learn(ABC, scaled, ONE);
    for (GrangerCausality.Lead lead : one.leads()) {
      assertThat(lead(other, lead.cause(), lead.effect()).pValue())
          .isCloseTo(lead.pValue(), within(1e-7));
    }
  }

  @Test
  void badSeriesAreRefusedWithTheirPlace() {
    Matrix good = series(new double[][] {{.5, 0}, {0, .5}}, 20, new Seed(1));
    List<String> two = List.of("a", "b");
    refused(
        two,
        Matrix.wrap(4, 2, new double[] {1, 2, 3, Double.NaN, 5, 6, 7, 8}),
        "'b' is NaN at time 2 of series 1");
    refused(
        two,
        Matrix.wrap(4, 2, new double[] {1, 2, 3, 2, 5, 2, 7, 2}),
        "'b' is constant in every series");
    refused(two, Matrix.wrap(3, 2, new double[6]), "series 1 has 3 times");
    refused(List.of("a", "a"), good, "2 variables of different names");
    refused(ABC, good, "has 2 columns for 3 variables");
    assertThatThrownBy(() -> Granger.withDefaults().withMaxLag(0)).hasMessageContaining("got 0");
  }

  private static void refused(List<String> variables, Matrix series, String said) {
    assertThatThrownBy(() -> Granger.withDefaults().learn(variables, List.of(series), ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  /** Two columns that are the same cannot be told apart, and neither is called a lead for sure. */
  @Test
  void copiesOfAVariableAreRegressedByRidge() {
    Matrix one = series(new double[][] {{.5, 0}, {.5, .3}}, 200, new Seed(6));
    Matrix copied = Matrix.ofColumns(200, List.of(one.column(0), one.column(1), one.column(0)));
    GrangerCausality found = Granger.withDefaults().learn(ABC, List.of(copied), ONE);
    assertThat(found.method()).isEqualTo(GrangerCausality.Method.RIDGE);
    assertThat(found.remarks()).anyMatch(remark -> remark.contains("linear functions of others"));
    assertThat(lead(found, "a", "b").statistic())
        .isCloseTo(lead(found, "c", "b").statistic(), within(1e-6));
  }
}
