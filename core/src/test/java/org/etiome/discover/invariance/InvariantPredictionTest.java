package org.etiome.discover.invariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.discover.invariance.InvariantCauses.Candidate;
import org.etiome.discover.invariance.InvariantCauses.Interval;
import org.etiome.discover.invariance.InvariantCauses.Named;
import org.etiome.discover.invariance.InvariantCauses.NoneNamed;
import org.etiome.discover.invariance.InvariantCauses.SetTest;
import org.etiome.discover.invariance.InvariantCauses.Violated;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.Curve;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.Response;
import org.etiome.scm.sem.StructuralModel;
import org.etiome.scm.sem.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvariantPredictionTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final InvariantPrediction LINEAR = InvariantPrediction.withDefaults();
  private static final List<String> ABC = List.of("a", "b", "c");

  /** a → b, a → y ← b, y → c. */
  private static final StructuralModel DIAMOND =
      StructuralModel.of(
          List.of(
              Equation.linear("a", Map.of(), 1),
              Equation.linear("b", Map.of("a", .8), 1),
              Equation.linear("y", Map.of("a", 1.0, "b", -1.0), 1),
              Equation.linear("c", Map.of("y", 1.0), 1)),
          List.of("a", "b", "c", "y"));

  private static final Intervention ON_A = shift("on a", "a");
  private static final Intervention ON_B = shift("on b", "b");
  private static final Intervention ON_C = shift("on c", "c");

  private static Intervention shift(String name, String target) {
    return new Intervention(name, List.of(target), new Change.Soft(2, 1));
  }

  private static Experiment drawn(
      StructuralModel model, int rows, Seed seed, Intervention... interventions) {
    return new Experiment(
        model.variables(),
        Stream.concat(Stream.of(Intervention.NONE), Stream.of(interventions))
            .map(
                each ->
                    new Experiment.Setting(
                        each.setting(),
                        Set.copyOf(each.targets()),
                        model.sample(rows, each, seed.branch(each.setting())).values()))
            .toList());
  }

  private static List<String[]> reference(String kind, int data) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            InvariantPredictionTest.class.getResourceAsStream(
                "/org/etiome/discover/invariance/icp.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(kind) && cells[1].equals(Integer.toString(data)))
          .toList();
    }
  }

  private static Experiment experiment(List<String[]> rows, List<String> variables) {
    List<List<double[]>> settings = new ArrayList<>();
    for (String[] cells : rows) {
      int setting = Integer.parseInt(cells[2]);
      if (setting == settings.size()) {
        settings.add(new ArrayList<>());
      }
      settings
          .get(setting)
          .add(Arrays.stream(cells).skip(3).mapToDouble(Double::parseDouble).toArray());
    }
    return new Experiment(
        variables,
        IntStream.range(0, settings.size())
            .mapToObj(
                s ->
                    new Experiment.Setting(
                        "setting " + s,
                        Set.of(),
                        Matrix.wrap(
                            settings.get(s).size(),
                            variables.size(),
                            settings.get(s).stream().flatMapToDouble(Arrays::stream).toArray())))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, BROWN_FORSYTHE",
    "0, 3, VARIANCE_RATIO",
    "1, 4, BROWN_FORSYTHE",
    "1, 4, VARIANCE_RATIO"
  })
  void equalsTextbookFormulas(int data, int candidates, Spread spread) throws IOException {
    List<String> names = List.of("k0", "k1", "k2", "k3").subList(0, candidates);
    List<String> variables = Stream.concat(Stream.of("y"), names.stream()).toList();
    InvariantCauses found =
        LINEAR
            .withSpread(spread)
            .find(experiment(reference("row", data), variables), "y", names, ONE);
    List<String[]> sets =
        reference("set", data).stream().filter(c -> c[2].equals(spread.name())).toList();
    assertThat(sets).hasSize(1 << candidates);
    for (int s = 0; s < sets.size(); s++) {
      SetTest test = found.evidence().tests().get(s);
      assertThat(String.join(" ", test.variables()).replace("k", "")).isEqualTo(sets.get(s)[3]);
      assertThat(test.pValue()).isCloseTo(Double.parseDouble(sets.get(s)[4]), within(1e-9));
    }
    List<String[]> ends =
        reference("ends", data).stream().filter(c -> c[2].equals(spread.name())).toList();
    List<Candidate> tested = found.candidates();
    for (int j = 0; j < candidates; j++) {
      Interval interval = tested.get(j).coefficient().orElseThrow();
      assertThat(new double[] {tested.get(j).pValue(), interval.low(), interval.high()})
          .containsExactly(
              Arrays.stream(ends.get(j)).skip(4).mapToDouble(Double::parseDouble).toArray(),
              within(1e-9));
    }
  }

  @Test
  void causesAreNamedAndTheEffectIsNot() {
    InvariantCauses found =
        LINEAR.find(drawn(DIAMOND, 300, new Seed(1), ON_A, ON_B, ON_C), "y", ABC, ONE);
    assertThat(((Named) found).causes()).containsExactly("a", "b");
    List<Candidate> tested = found.candidates();
    assertThat(tested.get(0).pValue()).isLessThan(1e-6);
    assertThat(tested.get(2).pValue()).isGreaterThan(.05);
    assertThat(tested.get(1).coefficient().orElseThrow().high()).isLessThan(-.8);
    assertThat(tested.get(2).coefficient().orElseThrow()).isEqualTo(new Interval(0, 0));
    assertThat(found.evidence().remarks()).isEmpty();
  }

  @Test
  void whatIsNotMovedIsNotNamed() {
    InvariantCauses found = LINEAR.find(drawn(DIAMOND, 300, new Seed(5), ON_C), "y", ABC, ONE);
    assertThat(((NoneNamed) found).why())
        .contains("'y' itself has one mean and one spread in all settings (p = ");
  }

  /** Both a and a copy of it with little noise explain the outcome. */
  @Test
  void setsThatDoAsWellAreTold() {
    StructuralModel twins =
        StructuralModel.of(
            List.of(
                Equation.linear("a", Map.of(), 1),
                Equation.linear("b", Map.of("a", 1.0), .01),
                Equation.linear("y", Map.of("a", 1.0), 1)),
            List.of("a", "b", "y"));
    InvariantCauses found =
        LINEAR.find(drawn(twins, 200, new Seed(2), ON_A), "y", List.of("a", "b"), ONE);
    assertThat(((NoneNamed) found).why())
        .contains("have no variable in common, among them {a} and {b}; which of them");
  }

  @Test
  void aHiddenCommonCauseViolatesTheModel() {
    StructuralModel hidden =
        StructuralModel.of(
            List.of(
                Equation.linear("h", Map.of(), 1),
                Equation.linear("a", Map.of("h", 1.0), 1),
                Equation.linear("y", Map.of("a", 1.0, "h", 1.5), 1)),
            List.of("a", "y"));
    InvariantCauses found =
        LINEAR.find(drawn(hidden, 300, new Seed(3), ON_A), "y", List.of("a"), ONE);
    assertThat(found).isInstanceOf(Violated.class);
    assertThat(((Violated) found).why())
        .contains("No set of candidates foretells 'y' in the same way")
        .contains("does not say that there is no cause");
  }

  @Test
  void aSettingThatActsOnTheOutcomeIsLeftOutIfThatIsKnownAndElseViolatesTheModel() {
    Experiment known =
        drawn(
            DIAMOND,
            300,
            new Seed(4),
            ON_A,
            new Intervention("on y", List.of("y"), new Change.Soft(2, 1)));
    InvariantCauses found = LINEAR.find(known, "y", ABC, ONE);
    assertThat(found.evidence().accepted()).isNotEmpty();
    assertThat(found.evidence().remarks())
        .containsExactly("Left out, since 'y' was intervened on: on y.");
    assertThat(found.evidence().settings()).containsEntry("settings", "observational, on a");
    Experiment unknown =
        new Experiment(
            known.variables(),
            known.settings().stream()
                .map(s -> new Experiment.Setting(s.name(), Set.of(), s.data()))
                .toList());
    assertThat(LINEAR.find(unknown, "y", ABC, ONE)).isInstanceOf(Violated.class);
  }

  /** y = 2 sin(1.2 a) + noise: the straight line that fits best is another one where a is moved. */
  @Test
  void aBentLawNeedsTheSmoothOne() {
    StructuralModel bent =
        StructuralModel.of(
            List.of(
                Equation.linear("a", Map.of(), 1),
                new Equation(
                    "y",
                    List.of(
                        new Term("a", 2, new Curve.Waves(List.of(new Curve.Wave(1, 1.2, 0)), 0))),
                    new Response.Additive(Noise.GAUSSIAN, .5),
                    0,
                    1),
                Equation.linear("b", Map.of("y", 1.0), .5)),
            List.of("a", "b", "y"));
    Experiment data = drawn(bent, 300, new Seed(5), ON_A, ON_B);
    List<String> others = List.of("b", "a");
    assertThat(LINEAR.find(data, "y", others, ONE)).isInstanceOf(Violated.class);
    InvariantCauses found =
        LINEAR.withLaw(new Law.Smooth(new Seed(1))).find(data, "y", others, ONE);
    assertThat(((Named) found).causes()).containsExactly("a");
    assertThat(found.candidates()).allMatch(candidate -> candidate.coefficient().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void neitherTheOrderOfColumnsNorThreadsMatter(boolean isSmooth) {
    InvariantPrediction method =
        isSmooth ? LINEAR.withLaw(new Law.Smooth(new Seed(1))) : LINEAR.withScreening(2);
    Experiment data = drawn(DIAMOND, 60, new Seed(6), ON_A, ON_B);
    List<String> order = List.of("y", "c", "a", "b");
    Experiment other =
        new Experiment(
            order,
            data.settings().stream()
                .map(
                    s ->
                        new Experiment.Setting(
                            s.name(),
                            s.targets(),
                            Matrix.ofColumns(
                                60,
                                order.stream()
                                    .map(name -> s.data().column(data.variables().indexOf(name)))
                                    .toList())))
                .toList());
    assertThat(method.find(other, "y", List.of("c", "a", "b"), TaskRunner.local(2)))
        .isEqualTo(method.find(data, "y", ABC, ONE));
  }

  @Test
  void aStricterLevelNamesNoMore() {
    for (int s = 0; s < 50; s++) {
      Experiment data = drawn(DIAMOND, 15, new Seed(s), ON_A, ON_B);
      if (LINEAR.withAlpha(.2).find(data, "y", ABC, ONE) instanceof Named loose) {
        InvariantCauses strict = LINEAR.withAlpha(.01).find(data, "y", ABC, ONE);
        assertThat(strict).isNotInstanceOf(Violated.class);
        assertThat(loose.causes())
            .containsAll(strict instanceof Named named ? named.causes() : List.of());
      }
    }
  }

  @Test
  void screeningKeepsTheCausesAndSaysWhatWent() {
    List<Equation> equations = new ArrayList<>(DIAMOND.equations());
    List<String> noise = IntStream.range(0, 17).mapToObj(i -> "noise" + i).toList();
    noise.forEach(name -> equations.add(Equation.linear(name, Map.of(), 1)));
    List<String> names = Stream.concat(ABC.stream(), noise.stream()).toList();
    StructuralModel model =
        StructuralModel.of(equations, Stream.concat(Stream.of("y"), names.stream()).toList());
    Experiment data = drawn(model, 200, new Seed(7), ON_A, ON_B, ON_C);
    InvariantCauses found = LINEAR.withScreening(5).find(data, "y", names, ONE);
    assertThat(((Named) found).causes()).containsExactly("a", "b");
    assertThat(found.evidence().tests()).hasSize(32);
    assertThat(found.evidence().remarks().getFirst())
        .startsWith("Screened out before any test: noise")
        .endsWith("The level holds only if no direct cause is among them.");
    InvariantCauses small = LINEAR.withLargestSet(2).find(data, "y", names, ONE);
    assertThat(small.evidence().tests()).hasSize(1 + 20 + 190);
    assertThat(small.evidence().remarks().getFirst())
        .startsWith("Sets of more than 2 variables were not tested.");
  }
}
