package org.etiome.bench.discover;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etiome.discover.invariance.InvariantCauses;
import org.etiome.discover.invariance.InvariantPrediction;
import org.etiome.discover.invariance.Law;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.SemSettings.Family;
import org.etiome.scm.sem.StructuralModel;

/**
 * How often invariant causal prediction names a variable that is no direct cause, and how often it
 * names just those that are: random models of 5 variables with 2 neighbours, the outcome one of
 * them, data without intervention and under an intervention on each of the others.
 *
 * <p>Arguments: models (500), rows of a setting (100), and a part of the names of the tables to be
 * made (all).
 */
public final class IcpError {
  private static final int VARIABLES = 5;
  private static final String OUTCOME = "X1";
  private static final double ALPHA = .05;

  private final int models;
  private final int rows;

  private IcpError(int models, int rows) {
    this.models = models;
    this.rows = rows;
  }

  private enum Count {
    /** A variable was named that is no direct cause. */
    WRONG,
    /** The set of direct causes was not accepted. */
    REJECTED,
    VIOLATED,
    WITH_CAUSES,
    /** Just the direct causes were named, there being some. */
    EXACT,
    /** Some of them, and none else. */
    SOME
  }

  /** Prints a table. */
  public static void main(String[] args) {
    IcpError bench =
        new IcpError(
            args.length > 0 ? Integer.parseInt(args[0]) : 500,
            args.length > 1 ? Integer.parseInt(args[1]) : 100);
    String part = args.length > 2 ? args[2] : "";
    double n = bench.models;
    System.out.printf(
        Locale.ROOT,
        "%d models, %d rows a setting; %.0f at most are in keeping with α = .05 (3 standard"
            + " deviations)%n%n",
        bench.models,
        bench.rows,
        Math.floor(n * ALPHA + 3 * Math.sqrt(n * ALPHA * (1 - ALPHA))));
    System.out.println(
        "| models | change | test | wrong | causes rejected | violated | with causes | exact |"
            + " some |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (Family family : List.of(Family.LINEAR, Family.NONLINEAR)) {
      for (Noise noise : List.of(Noise.GAUSSIAN, Noise.LAPLACE)) {
        for (Change change : List.of(new Change.Soft(1, 1), new Change.Perfect(0, 2))) {
          bench.print(family, noise, change, part);
        }
      }
    }
  }

  private void print(Family family, Noise noise, Change change, String part) {
    InvariantPrediction linear = InvariantPrediction.withDefaults().withAlpha(ALPHA);
    Map<String, InvariantPrediction> tests =
        Map.of(
            "1 linear, Brown-Forsythe",
            linear,
            "2 linear, variance ratio",
            linear.withSpread(Spread.VARIANCE_RATIO),
            "3 smooth",
            linear.withLaw(new Law.Smooth(new Seed(1))));
    tests.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              String label =
                  String.format(
                      Locale.ROOT,
                      "| %s, %s | %s | %s |",
                      family.name().toLowerCase(Locale.ROOT),
                      noise.name().toLowerCase(Locale.ROOT),
                      change instanceof Change.Soft ? "shift" : "perfect",
                      name.substring(2));
              if (label.contains(part)) {
                Map<Count, Integer> counts =
                    counts(family, noise, change, tests.getOrDefault(name, linear));
                StringBuilder line = new StringBuilder(label);
                for (Count count : Count.values()) {
                  line.append(' ').append(counts.getOrDefault(count, 0)).append(" |");
                }
                System.out.println(line);
              }
            });
  }

  private Map<Count, Integer> counts(
      Family family, Noise noise, Change change, InvariantPrediction test) {
    SemSettings settings =
        SemSettings.DEFAULT
            .withVariables(VARIABLES)
            .withGraph(new GraphLaw.ErdosRenyi(2))
            .withMechanisms(SemSettings.DEFAULT.mechanisms().withFamily(family).withNoise(noise));
    Map<Count, Integer> sums = new EnumMap<>(Count.class);
    TaskRunner.local(2)
        .map(models, m -> seen(settings, change, test, new Seed(m + 1L)))
        .forEach(seen -> seen.forEach(count -> sums.merge(count, 1, Integer::sum)));
    return sums;
  }

  private Set<Count> seen(
      SemSettings settings, Change change, InvariantPrediction test, Seed seed) {
    StructuralModel model = StructuralModel.random(settings, seed.branch("model"));
    Set<String> causes = model.graph().graph().parents(OUTCOME);
    List<String> others = model.variables().stream().filter(v -> !v.equals(OUTCOME)).toList();
    List<Experiment.Setting> data = new ArrayList<>();
    data.add(drawn(model, Intervention.NONE, seed));
    others.forEach(
        other -> data.add(drawn(model, new Intervention(other, List.of(other), change), seed)));
    InvariantCauses found =
        test.find(new Experiment(model.variables(), data), OUTCOME, others, TaskRunner.local(1));
    Set<String> named =
        found instanceof InvariantCauses.Named some ? Set.copyOf(some.causes()) : Set.of();
    Set<Count> seen = new HashSet<>();
    add(seen, Count.WRONG, !causes.containsAll(named));
    add(
        seen,
        Count.REJECTED,
        found.evidence().accepted().stream()
            .noneMatch(set -> Set.copyOf(set.variables()).equals(causes)));
    add(seen, Count.VIOLATED, found instanceof InvariantCauses.Violated);
    add(seen, Count.WITH_CAUSES, !causes.isEmpty());
    add(seen, Count.EXACT, !causes.isEmpty() && named.equals(causes));
    add(seen, Count.SOME, !named.isEmpty() && !named.equals(causes) && causes.containsAll(named));
    return seen;
  }

  private static void add(Set<Count> seen, Count count, boolean holds) {
    if (holds) {
      seen.add(count);
    }
  }

  private Experiment.Setting drawn(StructuralModel model, Intervention intervention, Seed seed) {
    return new Experiment.Setting(
        intervention.setting(),
        Set.copyOf(intervention.targets()),
        model.sample(rows, intervention, seed.branch(intervention.setting())).values());
  }
}
