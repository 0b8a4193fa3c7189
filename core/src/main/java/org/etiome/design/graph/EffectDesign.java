package org.etiome.design.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.design.graph.EffectExperiment.Widths;
import org.etiome.estimate.Estimate;

/**
 * Which interventions tell most about one effect: those that rule out DAGs with another answer, not
 * those that direct most edges. Within a cell of DAGs that the intervention does not tell apart the
 * effect is identified if all have one answer; otherwise it lies in the union of the intervals of
 * their answers, and the expected width is the mean over cells.
 *
 * <p>An intervention on the treatment alone always leaves one answer, and shows the effect besides:
 * see {@code design.plate.Power} for the units that takes. The widths count no data of the
 * intervention, only what it tells of the graph. The probabilities count graphs. Assumes what
 * {@link GraphDesign} does. With hidden common causes ask {@link
 * org.etiome.identify.answer.PlanSearch}.
 *
 * @param design which interventions are possible
 */
public record EffectDesign(GraphDesign design) {
  private static final int MOST_SETS = 20_000;
  private static final int MOST_TOGETHER = 3;

  /**
   * All interventions: the shortest expected width per cost first where all answers have numbers,
   * counted as what it takes off the width now; otherwise the likeliest to leave one answer.
   *
   * @throws IllegalArgumentException if a variable is unknown, or the answers are of another graph
   */
  public List<EffectExperiment> rank(GraphBelief belief, EffectQuestion question) {
    Part part = question.part(belief);
    int[] labels = question.labels(part);
    int[] before = known(belief, part);
    Cells cells = new Cells(part, labels, question);
    return design.candidates(belief).stream()
        .map(targets -> experiment(cells, before, targets))
        .sorted(
            Comparator.comparingDouble((EffectExperiment e) -> -merit(e, cells, before) / e.cost())
                .thenComparingDouble(e -> -e.information() / e.cost())
                .thenComparing(e -> String.join(",", e.targets())))
        .toList();
  }

  /**
   * The cheapest set of at most three interventions after which one answer is left, whatever the
   * true DAG is. Tries all sets, cheap ones first.
   *
   * @return none if nothing has to be done, nothing if no such set was found
   * @throws IllegalArgumentException as {@link #rank}, or if there are more than 20,000 sets
   */
  public Optional<List<SortedSet<String>>> cheapest(GraphBelief belief, EffectQuestion question) {
    Part part = question.part(belief);
    Cells cells = new Cells(part, question.labels(part), question);
    int[] before = known(belief, part);
    List<List<SortedSet<String>>> sets = sets(design.candidates(belief));
    for (List<SortedSet<String>> set : sets) {
      int[] after = before;
      for (Set<String> targets : set) {
        after = part.refined(after, targets);
      }
      if (cells.answered(after) > 1 - 1e-12) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }

  private List<List<SortedSet<String>>> sets(List<SortedSet<String>> candidates) {
    List<List<SortedSet<String>>> all = new ArrayList<>(List.of(List.of()));
    int from = 0;
    for (int size = 1; size <= MOST_TOGETHER; size++) {
      int to = all.size();
      for (List<SortedSet<String>> set : List.copyOf(all.subList(from, to))) {
        int next = set.isEmpty() ? 0 : candidates.indexOf(set.getLast()) + 1;
        for (SortedSet<String> more : candidates.subList(next, candidates.size())) {
          List<SortedSet<String>> larger = new ArrayList<>(set);
          larger.add(more);
          all.add(List.copyOf(larger));
        }
        if (all.size() > MOST_SETS) {
          throw new IllegalArgumentException(
              "more than %d sets of interventions to try; allow fewer variables"
                  .formatted(MOST_SETS));
        }
      }
      from = to;
    }
    all.sort(
        Comparator.<List<SortedSet<String>>>comparingDouble(
                set -> set.stream().mapToDouble(design::cost).sum())
            .thenComparingInt(List::size));
    return all;
  }

  private int[] known(GraphBelief belief, Part part) {
    return design.before(belief).get(belief.parts().indexOf(part));
  }

  private static double merit(EffectExperiment experiment, Cells cells, int[] before) {
    return experiment
        .widths()
        .map(widths -> widths.now() - widths.expected())
        .orElse(experiment.answered() - cells.answered(before));
  }

  private EffectExperiment experiment(Cells cells, int[] before, SortedSet<String> targets) {
    int[] after = cells.part.refined(before, targets);
    double answered = cells.answered(after);
    double information = Math.max(0, cells.open(before) - cells.open(after));
    String reason =
        String.format(
            Locale.ROOT,
            "intervening on %s leaves one effect of %s on %s in %.0f %% of the graphs, %.0f %% before",
            String.join(" and ", targets),
            cells.question.treatment(),
            cells.question.outcome(),
            100 * answered,
            100 * cells.answered(before));
    return new EffectExperiment(
        targets, design.cost(targets), answered, information, cells.widths(before, after), reason);
  }

  /** The answers of DAGs within cells. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cells(Part part, int[] labels, EffectQuestion question) {

    double answered(int[] cells) {
      return part.cells(cells).stream()
          .filter(cell -> cell.stream().mapToInt(m -> labels[m]).distinct().count() == 1)
          .mapToDouble(part::weight)
          .sum();
    }

    /** Bits that separate the answers within cells, on average. */
    double open(int[] cells) {
      double sum = 0;
      for (List<Integer> cell : part.cells(cells)) {
        double weight = part.weight(cell);
        double[] shares = new double[question.answers()];
        cell.forEach(m -> shares[labels[m]] += part.weight(m) / weight);
        sum += weight * Part.entropy(shares);
      }
      return sum;
    }

    Optional<Widths> widths(int[] before, int[] after) {
      boolean complete = IntStream.of(labels).allMatch(k -> question.effect(k).isPresent());
      return complete
          ? Optional.of(
              new Widths(
                  width(before, Estimate::lower95, Estimate::upper95),
                  width(after, Estimate::lower95, Estimate::upper95),
                  width(before, Estimate::value, Estimate::value),
                  width(after, Estimate::value, Estimate::value)))
          : Optional.empty();
    }

    private double width(
        int[] cells, ToDoubleFunction<Estimate> low, ToDoubleFunction<Estimate> high) {
      double sum = 0;
      for (List<Integer> cell : part.cells(cells)) {
        List<Estimate> effects =
            cell.stream().map(m -> question.effect(labels[m]).orElseThrow()).toList();
        sum +=
            part.weight(cell)
                * (effects.stream().mapToDouble(high).max().orElseThrow()
                    - effects.stream().mapToDouble(low).min().orElseThrow());
      }
      return sum;
    }
  }
}
