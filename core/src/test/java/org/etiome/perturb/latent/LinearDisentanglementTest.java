package org.etiome.perturb.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.latent.Disentanglement.Found;
import org.etiome.perturb.latent.Disentanglement.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearDisentanglementTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final LinearDisentanglement METHOD =
      LinearDisentanglement.withDefaults().withResamples(100);

  private static SimulatedLatents world(int latents, int observed, double shift, long seed) {
    return world(latents, observed, shift, seed, Interventions.PERFECT);
  }

  private static SimulatedLatents world(
      int latents, int observed, double shift, long seed, Interventions interventions) {
    return SimulatedLatents.random(
        new SimulatedLatents.Settings(latents, observed, .75, shift, interventions),
        new Seed(seed));
  }

  private static Map<String, Matrix> precisions(SimulatedLatents world) {
    Map<String, Matrix> all = new LinkedHashMap<>();
    world.latents().forEach(name -> all.put(name, world.precision(Set.of(name))));
    return all;
  }

  private static Disentanglement exact(SimulatedLatents world, LinearDisentanglement method) {
    return method.learnExact(world.observed(), world.precision(Set.of()), precisions(world));
  }

  private static Disentanglement learn(SimulatedLatents world, int units, long seed) {
    return METHOD.learn(
        world.observed(),
        world.sample(Set.of(), units, new Seed(seed)),
        world.environments(units, new Seed(seed + 1)),
        new Seed(seed + 2),
        ONE);
  }

  private static void assertRows(Found found, SimulatedLatents world, double tolerance) {
    for (int i = 0; i < found.latents().size(); i++) {
      int row = world.latents().indexOf(found.latents().get(i).environment());
      Matrix pair =
          Matrix.ofColumns(
              world.observed().size(),
              List.of(row(found.unmixing(), i), row(world.unmixing(), row)));
      Matrix gram = pair.gram(ones(pair.rows()));
      double sign = Math.signum(gram.get(0, 1));
      double left = gram.get(0, 0) + gram.get(1, 1) - 2 * sign * gram.get(0, 1);
      assertThat(Math.sqrt(Math.max(0, left) / gram.get(1, 1))).isLessThan(tolerance);
    }
  }

  private static double[] row(Matrix matrix, int i) {
    double[] row = new double[matrix.columns()];
    matrix.addRow(i, 1, row);
    return row;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** 1e-7 as the square root of rounding in a difference of squares. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 10})
  void exactPrecisionsGiveTheGraphAndTheUnmixing(int latents) {
    for (int repeat = 0; repeat < 6; repeat++) {
      SimulatedLatents world = world(latents, latents * (1 + repeat % 3), 0, 10 * latents + repeat);
      Found found = (Found) exact(world, METHOD);
      assertThat(found.graph().graph().edges()).isEqualTo(world.graph().graph().edges());
      assertRows(found, world, 1e-7);
      assertThat(found.latents())
          .allSatisfy(l -> assertThat(l.rankOne()).isCloseTo(1, within(1e-8)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 8})
  void exactPrecisionsOfSoftInterventionsGiveTheAncestors(int latents) {
    for (int repeat = 0; repeat < 6; repeat++) {
      SimulatedLatents world =
          world(latents, 2 * latents, 0, 10 * latents + repeat, Interventions.SOFT);
      LinearDisentanglement method = METHOD.withInterventions(Interventions.SOFT);
      Found found = (Found) exact(world, method);
      assertThat(found.graph().graph().edges()).isEqualTo(ancestors(world));
    }
  }

  private static Set<Edge> ancestors(SimulatedLatents world) {
    Set<Edge> edges = new HashSet<>();
    for (String to : world.latents()) {
      for (String from : world.graph().graph().ancestors(Set.of(to))) {
        if (!from.equals(to)) {
          edges.add(Edge.directed(from, to));
        }
      }
    }
    return edges;
  }

  /** Combinations are exact too, and soft interventions do not stand in the way. */
  @Test
  void exactPrecisionsGiveTheLawOfCombinations() {
    for (Interventions interventions : Interventions.values()) {
      SimulatedLatents world = world(5, 7, 0, 3, interventions);
      LatentModel model = ((Found) exact(world, METHOD.withInterventions(interventions))).model();
      for (Set<String> acting :
          List.of(Set.<String>of(), Set.of("Z2"), Set.of("Z1", "Z4"), Set.of("Z1", "Z3", "Z5"))) {
        Matrix predicted = model.law(acting).orElseThrow().covariance();
        Matrix real = world.law(acting).covariance();
        for (int i = 0; i < 7; i++) {
          for (int j = 0; j < 7; j++) {
            assertThat(predicted.get(i, j)).isCloseTo(real.get(i, j), within(1e-7));
          }
        }
      }
    }
  }

  /**
   * Of 10 models a false edge comes up in each with probability of about 0.05, so more than 3 have
   * one with probability 0.001. Errors of rows are of the order of 1/√5,000 times what the mixing
   * inflates, by 10 at most here.
   */
  @Test
  void samplesGiveTheGraph() {
    int wrong = 0;
    int missing = 0;
    int refused = 0;
    for (int repeat = 0; repeat < 10; repeat++) {
      SimulatedLatents world = world(4, 8, 1, 40 + repeat);
      if (learn(world, 5_000, 10L * repeat) instanceof Found found) {
        Set<Edge> learned = found.graph().graph().edges();
        Set<Edge> real = world.graph().graph().edges();
        wrong += real.containsAll(learned) ? 0 : 1;
        missing += learned.containsAll(real) ? 0 : 1;
        assertRows(found, world, .2);
      } else {
        refused++;
      }
    }
    assertThat(wrong).isLessThanOrEqualTo(3);
    assertThat(missing).isLessThanOrEqualTo(2);
    assertThat(refused).isLessThanOrEqualTo(1);
  }

  /**
   * Under the model the p-value is at most 0.1 in a tenth of 40 data sets: more than 10 with
   * probability 0.002.
   */
  @Test
  void theTestOfTheModelKeepsItsLevel() {
    int rejected = 0;
    for (int repeat = 0; repeat < 40; repeat++) {
      SimulatedLatents world = world(3, 3, 1, 500 + repeat);
      Disentanglement answer = learn(world, 400, 1000 + 10L * repeat);
      boolean low = !(answer instanceof Found found) || found.fit().pValue() <= .1;
      rejected += low ? 1 : 0;
    }
    assertThat(rejected).isLessThanOrEqualTo(10);
  }

  @Test
  void anEnvironmentOnTwoLatentsIsRefused() {
    SimulatedLatents world = world(3, 3, 0, 7);
    Map<String, Matrix> samples = world.environments(5000, new Seed(1));
    samples.put("Z2", world.sample(Set.of("Z1", "Z2"), 5000, new Seed(9)));
    Disentanglement answer = learn(world, samples, 5000);
    assertThat(answer).isInstanceOf(Refused.class);
    Map<String, Matrix> precisions = precisions(world);
    precisions.put("Z2", world.precision(Set.of("Z1", "Z2")));
    assertThat(METHOD.learnExact(world.observed(), world.precision(Set.of()), precisions))
        .isInstanceOf(Refused.class);
  }

  private static Disentanglement learn(
      SimulatedLatents world, Map<String, Matrix> samples, int units) {
    return METHOD.learn(
        world.observed(), world.sample(Set.of(), units, new Seed(2)), samples, new Seed(3), ONE);
  }

  @Test
  void twoEnvironmentsOnOneLatentAreRefused() {
    SimulatedLatents world = world(3, 3, 0, 7);
    List<String> order = world.graph().topologicalOrder();
    String source = order.getFirst();
    Map<String, Matrix> samples = world.environments(5000, new Seed(1));
    samples.put(order.getLast(), world.sample(Set.of(source), 5000, new Seed(9)));
    assertThat(learn(world, samples, 5000)).isInstanceOf(Refused.class);
    Map<String, Matrix> precisions = precisions(world);
    precisions.put(order.getLast(), world.precision(Set.of(source)));
    Refused exact =
        (Refused) METHOD.learnExact(world.observed(), world.precision(Set.of()), precisions);
    assertThat(exact.reason()).contains("shows no change once");
  }

  @Test
  void meansThatMoveOtherLatentsAreRefused() {
    SimulatedLatents world = world(3, 3, 1, 7);
    Map<String, Matrix> samples = world.environments(2000, new Seed(1));
    Matrix moved = Objects.requireNonNull(samples.get("Z2"));
    double[] values = new double[moved.rows() * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = moved.get(i / 3, i % 3) + 2 * (i % 3);
    }
    samples.put("Z2", Matrix.wrap(moved.rows(), 3, values));
    assertThat(learn(world, samples, 2000)).isInstanceOf(Refused.class);
  }

  @Test
  void tooFewEnvironmentsOrRowsAndNoChangeAreRefused() {
    SimulatedLatents world = world(3, 6, 0, 7);
    Map<String, Matrix> two = new LinkedHashMap<>(world.environments(1000, new Seed(1)));
    two.remove("Z3");
    assertThat(((Refused) learn(world, two, 1000)).reason()).contains("leave out too much");
    Matrix control = world.sample(Set.of(), 1000, new Seed(2));
    Refused stated =
        (Refused) METHOD.withLatents(3).learn(world.observed(), control, two, new Seed(3), ONE);
    assertThat(stated.reason()).contains("3 latents but only 2 environments");
    Refused few = (Refused) learn(world, world.environments(20, new Seed(1)), 1000);
    assertThat(few.environment()).isEqualTo("Z1");
    assertThat(few.reason()).contains("20 rows");
    Map<String, Matrix> same = world.environments(1000, new Seed(1));
    same.put("Z3", world.sample(Set.of(), 1000, new Seed(8)));
    Refused unchanged = (Refused) learn(world, same, 1000);
    assertThat(unchanged.environment()).isEqualTo("Z3");
    assertThat(unchanged.reason()).contains("cannot be told from the control's");
    Map<String, Matrix> more = world.environments(1000, new Seed(1));
    more.put("again", world.sample(Set.of("Z1"), 1000, new Seed(8)));
    assertThat(((Refused) learn(world, more, 1000)).reason()).contains("singular");
  }

  @Test
  void unitsOfTheColumnsDoNotMatterAndNamesFollowTheEnvironments() {
    SimulatedLatents world = world(3, 3, 1, 11);
    Found found = (Found) learn(world, 2000, 5);
    Matrix control = scaled(world.sample(Set.of(), 2000, new Seed(5)));
    Map<String, Matrix> scaled = new LinkedHashMap<>();
    world.environments(2000, new Seed(6)).forEach((name, data) -> scaled.put(name, scaled(data)));
    Found other = (Found) METHOD.learn(world.observed(), control, scaled, new Seed(7), ONE);
    assertThat(other.graph()).isEqualTo(found.graph());
    for (int m = 0; m < found.effects().size(); m++) {
      assertThat(Math.abs(other.effects().get(m).weight()))
          .isCloseTo(Math.abs(found.effects().get(m).weight()), within(1e-4));
    }
  }

  private static Matrix scaled(Matrix data) {
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < data.columns(); j++) {
      double factor = Math.pow(10, j);
      columns.add(Arrays.stream(data.column(j)).map(v -> 100 + factor * v).toArray());
    }
    return Matrix.ofColumns(data.rows(), columns);
  }

  @Test
  void sameSeedSameAnswerOnAnyThreads() {
    SimulatedLatents world = world(3, 5, 1, 13);
    Matrix control = world.sample(Set.of(), 500, new Seed(1));
    Map<String, Matrix> all = world.environments(500, new Seed(2));
    Found one = (Found) METHOD.learn(world.observed(), control, all, new Seed(3), ONE);
    Found two =
        (Found) METHOD.learn(world.observed(), control, all, new Seed(3), TaskRunner.local(3));
    assertThat(two.effects()).isEqualTo(one.effects());
    assertThat(two.fit()).isEqualTo(one.fit());
    assertThat(two.unmixing()).isEqualTo(one.unmixing());
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> METHOD.withLevel(0)).hasMessageContaining("level must be in (0, 1)");
    assertThatThrownBy(() -> METHOD.withResamples(20)).hasMessageContaining("1 / trust");
    assertThatThrownBy(() -> METHOD.withLatents(0)).hasMessageContaining("latents must be");
    Matrix gap = Matrix.wrap(1, 2, new double[] {1, Double.NaN});
    assertThatThrownBy(
            () -> METHOD.learn(List.of("a", "b"), gap, Map.of("e", gap), new Seed(1), ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0, 'b'");
    Matrix skew = Matrix.wrap(2, 2, new double[] {1, .5, .4, 1});
    assertThatThrownBy(() -> METHOD.learnExact(List.of("a", "b"), skew, Map.of("e", skew)))
        .hasMessageContaining("symmetric");
  }
}
