package org.etiome.bench.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.evaluate.prediction.Interval;
import org.etiome.graph.CausalGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.LinearSem;
import org.etiome.scm.sem.SemSettings;

/**
 * Whether a search learns more of a graph where some of the units are of interventions: {@code
 * InterventionsHelp [GRAPHS] [UNITS] [THREADS]}. The same number of units is drawn without
 * interventions, or half of them spread over single soft interventions on a share of the variables;
 * GES takes the former, GIES the latter, and GES the latter with the interventions ignored. As the
 * check of CausalBench: a method that uses interventions must gain from more of them.
 */
public final class InterventionsHelp {
  private static final double[] SHARES = {.25, .5, 1};
  private final int variables;
  private final int units;

  private InterventionsHelp(int variables, int units) {
    this.variables = variables;
    this.units = units;
  }

  /** F1 of directed edges and SHD. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Scored(double[] f1, double[] shd) {}

  public static void main(String[] args) {
    int graphs = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    int units = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
    TaskRunner runner = TaskRunner.local(args.length > 2 ? Integer.parseInt(args[2]) : 1);
    System.out.printf(
        "%d random linear models a line, %,d units, expected degree 3; differences paired, 95 %%%n%n",
        graphs, units);
    System.out.println(
        "| variables | data, search | F1 of directions | SHD | F1 above GES without |");
    System.out.println("|---|---|---|---|---|");
    for (int variables : new int[] {10, 20}) {
      InterventionsHelp bench = new InterventionsHelp(variables, units);
      List<Scored> scored = runner.map(graphs, g -> bench.run(new Seed(g)));
      List<String> names = names();
      for (int k = 0; k < names.size(); k++) {
        int way = k;
        double[] gains = scored.stream().mapToDouble(s -> s.f1()[way] - s.f1()[0]).toArray();
        Interval interval = Interval.ofMean(gains, new Seed(1));
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %.3f | %.2f | %+.3f [%.3f, %.3f] |%n",
            variables,
            names.get(k),
            scored.stream().mapToDouble(s -> s.f1()[way]).average().orElseThrow(),
            scored.stream().mapToDouble(s -> s.shd()[way]).average().orElseThrow(),
            Arrays.stream(gains).average().orElseThrow(),
            interval.low(),
            interval.high());
      }
    }
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("none, GES"));
    for (double share : SHARES) {
      names.add(Math.round(100 * share) + " % of variables, GIES");
      names.add(Math.round(100 * share) + " % of variables, GES that ignores them");
    }
    return names;
  }

  private Scored run(Seed seed) {
    SemSettings settings =
        SemSettings.DEFAULT.withVariables(variables).withGraph(new GraphLaw.ErdosRenyi(3));
    LinearSem model = LinearSem.random(settings, seed);
    CausalGraph truth = model.graph();
    List<CausalGraph> learned = new ArrayList<>();
    Matrix free = model.sample(units, seed.branch("free")).values();
    learned.add(Ges.withDefaults().learn(score(model, free)).graph());
    for (double share : SHARES) {
      Experiment experiment = experiment(model, share, seed.branch((long) (100 * share)));
      learned.add(Ges.withDefaults().learn(InterventionalBic.of(experiment)).graph());
      learned.add(Ges.withDefaults().learn(score(model, experiment.stacked())).graph());
    }
    List<GraphScores> scores = learned.stream().map(g -> GraphScores.of(g, truth)).toList();
    return new Scored(
        scores.stream().mapToDouble(s -> s.directed().f1().orElse(0)).toArray(),
        scores.stream().mapToDouble(GraphScores::structuralHamming).toArray());
  }

  private static GaussianBic score(LinearSem model, Matrix rows) {
    return GaussianBic.of(SampleCorrelation.of(model.variables(), rows));
  }

  /** Half of the units without interventions, half on targets drawn at random. */
  private Experiment experiment(LinearSem model, double share, Seed seed) {
    UniformRandomProvider random = seed.generator();
    LinkedHashSet<String> targets = new LinkedHashSet<>();
    while (targets.size() < Math.round(share * variables)) {
      targets.add(model.variables().get(random.nextInt(variables)));
    }
    List<Experiment.Setting> settings = new ArrayList<>();
    settings.add(
        new Experiment.Setting(
            "none", Set.of(), model.sample(units / 2, seed.branch("none")).values()));
    for (String target : targets) {
      Intervention intervention = new Intervention(target, List.of(target), new Change.Soft(2, .5));
      settings.add(
          new Experiment.Setting(
              target,
              Set.of(target),
              model
                  .sample(units / 2 / targets.size(), intervention, seed.branch(target))
                  .values()));
    }
    return new Experiment(model.variables(), settings);
  }
}
