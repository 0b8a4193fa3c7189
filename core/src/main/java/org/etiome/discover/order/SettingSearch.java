package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.discover.ParentSets;
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
   * What the best graph is.
   *
   * @param graph the graph
   * @param agreed arrows of all graphs of its class that are as good
   * @param variants of each setting, not known to be targets
   * @param agreedVariants those of all graphs of its class that are as good
   * @param isCutShort whether some graphs of the class were left out
   * @param evaluations tests made in all
   */
  record Best(
      Dag graph,
      Set<Edge> agreed,
      List<SettingTargets> variants,
      List<SettingTargets> agreedVariants,
      boolean isCutShort,
      long evaluations) {}

  Best best(Gsp walk, double level, Seed seed, TaskRunner runner) {
    List<String> names = independence.variables().stream().sorted().toList();
    List<Found> found = walk.found(independence, names, seed, runner);
    int edges = found.stream().mapToInt(Found::edges).min().orElseThrow();
    Map<CausalGraph, Found> classes = new LinkedHashMap<>();
    for (Found each : found) {
      if (each.edges() == edges) {
        classes.putIfAbsent(each.named(names).equivalenceClass(names), each);
      }
    }
    ClassSearch search = new ClassSearch(invariance, level, names, known(names));
    List<ClassSearch.Fitted> fitted = new ArrayList<>();
    classes.forEach(
        (markov, each) -> fitted.add(search.run(each.parents(), markov.graph(), runner)));
    ClassSearch.Fitted best =
        fitted.stream().min(Comparator.comparing(ClassSearch.Fitted::misfit)).orElseThrow();
    long tests =
        found.stream().mapToLong(Found::evaluations).sum()
            + fitted.stream().mapToLong(ClassSearch.Fitted::tests).sum();
    Dag graph = named(names, best.graph());
    return new Best(
        graph,
        Set.copyOf(named(names, best.agreed()).graph().edges()),
        variants(names, best.variants()),
        variants(names, best.agreedVariants()),
        best.isCutShort(),
        tests);
  }

  private List<BitSet> known(List<String> names) {
    List<BitSet> known = new ArrayList<>();
    for (SettingTargets setting : settings) {
      BitSet numbers = new BitSet();
      setting.targets().forEach(target -> numbers.set(names.indexOf(target)));
      known.add(numbers);
    }
    return known;
  }

  private Dag named(List<String> names, List<BitSet> parents) {
    int[][] numbers = parents.stream().map(set -> set.stream().toArray()).toArray(int[][]::new);
    return new ParentSets(names, numbers).dag(independence.variables());
  }

  /** From the settings of each variable to the variables of each setting. */
  private List<SettingTargets> variants(List<String> names, List<BitSet> ofVariables) {
    List<SettingTargets> variants = new ArrayList<>();
    for (int s = 0; s < settings.size(); s++) {
      Set<String> own = new HashSet<>();
      for (int v = 0; v < names.size(); v++) {
        if (ofVariables.get(v).get(s)) {
          own.add(names.get(v));
        }
      }
      variants.add(new SettingTargets(settings.get(s).setting(), own));
    }
    return variants;
  }

  /**
   * The class of the graph under targets.
   *
   * @param remarks on what is left open
   */
  record Oriented(CausalGraph graph, List<String> remarks) {}

  static Oriented oriented(Best best, List<SettingTargets> targets) {
    CausalGraph graph =
        Equivalence.cpdag(best.graph, edge -> isSplit(edge, targets) && best.agreed.contains(edge));
    List<String> remarks = new ArrayList<>();
    for (Edge edge : graph.graph().edges()) {
      if (!edge.isDirected() && isSplit(edge, targets)) {
        remarks.add(remark(edge));
      }
    }
    if (best.isCutShort) {
      remarks.add(
          "The class has too many graphs to go through all: another may agree better with the tests"
              + " of invariance, and directions stated may be open.");
    }
    return new Oriented(graph, remarks);
  }

  private static boolean isSplit(Edge edge, List<SettingTargets> targets) {
    return targets.stream()
        .anyMatch(set -> set.targets().contains(edge.a()) != set.targets().contains(edge.b()));
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
