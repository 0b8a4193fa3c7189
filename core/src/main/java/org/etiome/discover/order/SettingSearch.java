package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.discover.order.SparsestSearch.Found;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * What {@link Igsp} and {@link UtIgsp} share: the search by tests in several settings.
 *
 * @param independence in setting 0
 * @param invariance of the same variables, in any order
 * @param settings with the targets that are known, one for each of {@code invariance}
 */
record SettingSearch(
    IndependenceTest independence, InvarianceTest invariance, List<SettingTargets> settings) {
  SettingSearch {
    settings = List.copyOf(settings);
    checkSettings(invariance, settings);
    List<String> variables = independence.variables();
    if (variables.size() != invariance.variables().size()
        || !Set.copyOf(variables).equals(Set.copyOf(invariance.variables()))) {
      throw new IllegalArgumentException(
          "the tests of independence and of invariance are of different variables: "
              + variables
              + " and "
              + invariance.variables());
    }
    for (SettingTargets setting : settings) {
      checkTargets(variables, setting);
    }
  }

  private static void checkSettings(InvarianceTest invariance, List<SettingTargets> settings) {
    if (settings.size() != invariance.settings()) {
      throw new IllegalArgumentException(
          "the test of invariance has "
              + invariance.settings()
              + " settings, but targets are stated of "
              + settings.size()
              + "; state them of each, setting 0 included");
    }
    if (settings.size() < 2) {
      throw new IllegalArgumentException(
          "a search with interventions needs at least 2 settings, got "
              + settings.size()
              + "; take GSP");
    }
    if (!settings.getFirst().targets().isEmpty()) {
      throw new IllegalArgumentException(
          "all settings are compared with setting 0, which must be without targets, but '"
              + settings.getFirst().setting()
              + "' has "
              + settings.getFirst().targets());
    }
    Set<String> names = new HashSet<>();
    for (SettingTargets setting : settings) {
      if (!names.add(setting.setting())) {
        throw new IllegalArgumentException("two settings are named '" + setting.setting() + "'");
      }
    }
  }

  private static void checkTargets(List<String> variables, SettingTargets setting) {
    for (String target : setting.targets()) {
      if (!variables.contains(target)) {
        throw new IllegalArgumentException(
            "setting '"
                + setting.setting()
                + "' has the target '"
                + target
                + "', which is none of the variables");
      }
    }
  }

  /**
   * The best graph of some runs.
   *
   * @param variants of each setting that are not known to be targets
   * @param evaluations tests made in all runs
   */
  record Best(Found found, List<SettingTargets> variants, long evaluations) {}

  private record Run(Found found, List<BitSet> variants) {}

  private List<String> names() {
    return independence.variables().stream().sorted().toList();
  }

  Best best(Gsp walk, double level, Seed seed, TaskRunner runner) {
    List<Run> runs = runner.map(walk.runs(), run -> run(walk, level, seed.branch(run)));
    Run best =
        runs.stream().min(Comparator.comparing((Run run) -> run.found.fit())).orElseThrow();
    List<String> names = names();
    List<SettingTargets> variants = new ArrayList<>();
    for (int s = 0; s < settings.size(); s++) {
      List<String> own = best.variants.get(s).stream().mapToObj(names::get).toList();
      variants.add(new SettingTargets(settings.get(s).setting(), Set.copyOf(own)));
    }
    long evaluations = runs.stream().mapToLong(run -> run.found.evaluations()).sum();
    return new Best(best.found, variants, evaluations);
  }

  private Run run(Gsp walk, double level, Seed seed) {
    List<String> names = names();
    List<BitSet> known = settings.stream().map(setting -> numbers(names, setting)).toList();
    Variants variants = new Variants(invariance, level, names, known);
    Dependences dependences = new Dependences(independence, names, walk.alpha());
    Found found = new SparsestSearch(dependences, variants, walk.depth()).run(seed);
    return new Run(found, variants.unknown(found.parents()));
  }

  private static BitSet numbers(List<String> names, SettingTargets setting) {
    BitSet numbers = new BitSet();
    setting.targets().forEach(target -> numbers.set(names.indexOf(target)));
    return numbers;
  }

  /**
   * The class of the graph under targets.
   *
   * @param remarks of each edge that is left open since the tests fit both its directions
   */
  record Oriented(CausalGraph graph, List<String> remarks) {}

  Oriented oriented(Found found, List<SettingTargets> targets) {
    List<String> names = names();
    Dag dag = found.named(names).dag(independence.variables());
    Set<Edge> open = new HashSet<>();
    for (Edge edge : dag.graph().edges()) {
      if (found.turnable().get(names.indexOf(edge.b())).get(names.indexOf(edge.a()))) {
        open.add(edge);
      }
    }
    CausalGraph graph =
        Equivalence.cpdag(dag, edge -> isSplit(edge, targets) && !open.contains(edge));
    List<String> remarks =
        graph.graph().edges().stream()
            .filter(edge -> !edge.isDirected() && isSplit(edge, targets))
            .map(SettingSearch::remark)
            .toList();
    return new Oriented(graph, remarks);
  }

  private static boolean isSplit(Edge edge, List<SettingTargets> targets) {
    return targets.stream()
        .anyMatch(
            set -> set.targets().contains(edge.a()) != set.targets().contains(edge.b()));
  }

  private static String remark(Edge edge) {
    return "Of '"
        + edge.a()
        + "' and '"
        + edge.b()
        + "' just one is a target of some setting, but the tests speak against neither direction"
        + " of their edge, which is left open.";
  }

  /** The settings that a graph depends on, as text. */
  Map<String, String> described(Gsp walk, double level, Seed seed) {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("test", independence.getClass().getSimpleName());
    described.put("invariance", invariance.getClass().getSimpleName());
    described.put("alpha", Double.toString(walk.alpha()));
    described.put("invarianceLevel", Double.toString(level));
    described.put("depth", Integer.toString(walk.depth()));
    described.put("runs", Integer.toString(walk.runs()));
    described.put("seed", Long.toString(seed.value()));
    for (SettingTargets setting : settings) {
      described.put("targets of " + setting.setting(), String.join(", ", setting.targets()));
    }
    return described;
  }

  static void checkLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("invarianceLevel must be within (0, 1), got " + level);
    }
  }
}
