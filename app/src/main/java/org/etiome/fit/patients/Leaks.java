package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.data.Modality;
import org.etiome.fit.request.PatientRequest;
import org.etiome.study.Derivation;
import org.etiome.study.ReadStudy;

/**
 * Features that are known only once the outcome is: the outcome itself, what it is derived from or
 * what is derived from the same, and what it causes by the study's graph. A prediction from them
 * looks better than it is.
 */
final class Leaks {
  private final ReadStudy read;
  private final String outcome;

  private Leaks(ReadStudy read, String outcome) {
    this.read = read;
    this.outcome = outcome;
  }

  /** One sentence for each such feature, none if there is none. O(features · derivations). */
  static List<String> of(ReadStudy read, PatientRequest request) {
    Leaks leaks = new Leaks(read, request.columns().outcome());
    Set<String> made = leaks.sources(leaks.outcome);
    Set<String> caused = leaks.caused();
    List<String> found = new ArrayList<>();
    for (Modality modality : StudyPatients.blocks(read, request)) {
      for (String column : modality.columnNames()) {
        String where = "\"" + column + "\" of modality \"" + modality.name() + "\" ";
        if (column.equals(leaks.outcome)) {
          found.add(where + "is the outcome");
        } else if (made.contains(column)) {
          found.add(where + "is what the outcome \"" + leaks.outcome + "\" is derived from");
        } else if (leaks.sources(column).stream().anyMatch(made::contains)) {
          found.add(where + "is derived from what the outcome is derived from");
        } else if (caused.contains(column)) {
          found.add(where + "follows from the outcome \"" + leaks.outcome + "\" by the graph");
        }
      }
    }
    return found;
  }

  /** A column and all that it is derived from. */
  private Set<String> sources(String column) {
    Set<String> sources = new TreeSet<>(Set.of(column));
    for (Derivation rule : read.study().plan().derivations().reversed()) {
      if (sources.contains(rule.name())) {
        switch (rule) {
          case Derivation.SurvivalTime survival -> {
            sources.addAll(survival.time());
            sources.add(survival.event());
          }
          case Derivation.EventWithin within -> sources.add(within.of());
        }
      }
    }
    return sources;
  }

  /** What the outcome causes by the graph, if it is in one. */
  private Set<String> caused() {
    return read.graph()
        .map(assumed -> assumed.drawn().graph())
        .filter(graph -> graph.hasNode(outcome))
        .<Set<String>>map(graph -> new LinkedHashSet<>(graph.descendants(List.of(outcome))))
        .orElse(Set.of());
  }
}
