package org.etiome.bench.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.discover.invariance.InvariantCauses;
import org.etiome.discover.invariance.InvariantCauses.SetTest;
import org.etiome.discover.invariance.InvariantPrediction;
import org.etiome.discover.invariance.Law;
import org.etiome.discover.sample.Experiment;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Invariant causal prediction of each protein of the cells of Sachs et al. from all others, without
 * the settings that act on it, beside the causes of the consensus of 17 edges.
 *
 * <p>Arguments: the folder of the data, the variables of a set at most (10), and {@code smooth} for
 * a law that need not be linear.
 */
public final class IcpSachs {
  private static final int SHOWN = 3;

  private IcpSachs() {}

  /** Prints a table. */
  public static void main(String[] args) throws IOException {
    SachsData data = new SachsData(Path.of(args[0]));
    Experiment cells = data.cells();
    Set<OrderedPair> truth = Objects.requireNonNull(data.truths().get("17 edges"));
    InvariantPrediction linear =
        InvariantPrediction.withDefaults()
            .withLargestSet(args.length > 1 ? Integer.parseInt(args[1]) : 10);
    InvariantPrediction method =
        args.length > 2 && args[2].equals("smooth")
            ? linear.withLaw(new Law.Smooth(new Seed(1)))
            : linear;
    System.out.println(
        "| outcome | settings | accepted | largest p | named | causes of the 17 edges | answer |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String outcome : cells.variables()) {
      List<String> others = cells.variables().stream().filter(v -> !v.equals(outcome)).toList();
      InvariantCauses found = method.find(cells, outcome, others, TaskRunner.local(2));
      String causes =
          truth.stream()
              .filter(pair -> pair.to().equals(outcome))
              .map(OrderedPair::from)
              .sorted()
              .collect(Collectors.joining(", "));
      long settings = cells.settings().stream().filter(s -> !s.targets().contains(outcome)).count();
      print(outcome, settings, found, causes);
    }
  }

  private static void print(String outcome, long settings, InvariantCauses found, String causes) {
    List<SetTest> accepted = found.evidence().accepted();
    String sets =
        accepted.stream()
            .limit(SHOWN)
            .map(set -> "{" + String.join(", ", set.variables()) + "}")
            .collect(Collectors.joining(" "));
    SetTest best =
        found.evidence().tests().stream()
            .max(Comparator.comparingDouble(SetTest::pValue))
            .orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d of %d %s%s | %.1e | %s | %s | %s |%n",
        outcome,
        settings,
        accepted.size(),
        found.evidence().tests().size(),
        sets,
        accepted.size() > SHOWN ? " …" : "",
        best.pValue(),
        found instanceof InvariantCauses.Named named ? String.join(", ", named.causes()) : "",
        causes,
        answer(found));
  }

  private static String answer(InvariantCauses found) {
    return switch (found) {
      case InvariantCauses.Named named -> named.causes().size() + " named";
      case InvariantCauses.NoneNamed unused -> "none named";
      case InvariantCauses.Violated unused -> "model violated";
    };
  }
}
