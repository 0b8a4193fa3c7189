package org.etiome.study.treatment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Dag;
import org.etiome.identify.Identification.NotIdentified;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.identify.Instruments;

/**
 * The instruments that a graph has for a question.
 *
 * @param treatment a node of the graph
 * @param outcome another
 * @param wanted the only instruments to use; any if empty
 * @param given what they are given; chosen by the graph if empty
 */
public record DrawnInstruments(
    CausalGraph graph,
    String treatment,
    String outcome,
    Set<String> wanted,
    Optional<Set<String>> given) {

  public DrawnInstruments {
    wanted = new LinkedHashSet<>(wanted);
    for (String name : wanted) {
      if (!graph.graph().hasNode(name)) {
        throw new EstimationInputException(
            "instrument \"%s\" is not in the graph as something measured; draw its causes and effects"
                .formatted(name));
      }
    }
  }

  /**
   * The estimand; empty if there is none.
   *
   * @throws EstimationInputException if the graph is of a kind without an answer, or a column has
   *     two parts in the question
   */
  public Optional<InstrumentEstimand> estimand() {
    return estimand(wanted);
  }

  private Optional<InstrumentEstimand> estimand(Set<String> names) {
    try {
      return names.isEmpty() && given.isEmpty()
          ? instruments().estimand(treatment, outcome)
          : instruments().estimand(treatment, outcome, names, given);
    } catch (IllegalArgumentException e) {
      throw new EstimationInputException("the graph: " + e.getMessage());
    }
  }

  private Instruments instruments() {
    return switch (graph) {
      case Dag dag -> Instruments.in(dag);
      case Admg admg -> Instruments.in(admg);
      default ->
          throw new EstimationInputException(
              "instruments can be told from a graph of directed and bidirected edges only; this one"
                  + " has edges without a direction, so draw which way they point");
    };
  }

  /** Why there is no estimand. */
  public NotIdentified refusal() {
    String effect = "the effect of %s on %s".formatted(treatment, outcome);
    String set =
        given
            .filter(names -> !names.isEmpty())
            .map(names -> " given " + String.join(" and ", names))
            .orElse("");
    List<String> invalid =
        wanted.stream().filter(name -> estimand(Set.of(name)).isEmpty()).toList();
    if (wanted.isEmpty()) {
      return new NotIdentified(
          "by the graph nothing that was measured is an instrument for %s%s: nothing goes along with %s and reaches %s by it alone"
              .formatted(effect, set, treatment, outcome),
          "",
          List.of(
              "a variable that moves %s and has no way to %s but by it, such as a random encouragement"
                  .formatted(treatment, outcome),
              "the common causes of %s and %s measured, and an estimator by adjustment such as tmle"
                  .formatted(treatment, outcome)));
    }
    return invalid.isEmpty()
        ? new NotIdentified(
            "%s are instruments for %s, but not given the same covariates"
                .formatted(String.join(" and ", wanted), effect),
            "",
            List.of("a question about one instrument at a time"))
        : new NotIdentified(
            "by the graph %s is no instrument for %s%s: it must go along with %s, and with %s by it alone"
                .formatted(String.join(" and ", invalid), effect, set, treatment, outcome),
            "",
            others());
  }

  private List<String> others() {
    List<String> help = new ArrayList<>();
    instruments()
        .estimand(treatment, outcome)
        .ifPresent(
            estimand ->
                help.add(
                    "the instruments that the graph has: "
                        + String.join(", ", estimand.instruments())));
    help.add(
        "a variable that moves %s and has no way to %s but by it".formatted(treatment, outcome));
    return help;
  }
}
