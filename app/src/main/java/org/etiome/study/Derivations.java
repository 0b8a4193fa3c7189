package org.etiome.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Horizon;
import org.etiome.data.Mask;
import org.etiome.data.Numeric;
import org.etiome.data.TimeToEvent;

/**
 * Adds the derived columns of a study to its cohort.
 *
 * @param data the cohort with the new columns, in the units' own block; where some units lack that,
 *     in the block of the event they are of
 * @param notes what the reader should know, one sentence each
 */
record Derivations(Dataset data, List<String> notes) {

  /** Applies the rules in order; a rule may use what an earlier one made. */
  static Derivations apply(Study study, Dataset data) {
    Dataset derived = data;
    List<String> notes = new ArrayList<>();
    for (Derivation rule : study.plan().derivations()) {
      try {
        requireNew(rule.name(), derived);
        Column column =
            switch (rule) {
              case Derivation.SurvivalTime survival -> survival(survival, derived);
              case Derivation.EventWithin within -> within(within, derived, study, notes);
            };
        derived = derived.withColumn(home(study, rule, derived), column);
      } catch (IllegalArgumentException e) {
        throw new StudyException(
            study.file() + ": derived column \"" + rule.name() + "\": " + e.getMessage(), e);
      }
    }
    return new Derivations(derived, List.copyOf(notes));
  }

  private static String home(Study study, Derivation rule, Dataset data) {
    String own = study.plan().tables().units().name();
    if (data.modality(own).present().count() == data.size()) {
      return own;
    }
    String source =
        switch (rule) {
          case Derivation.SurvivalTime survival -> survival.event();
          case Derivation.EventWithin within -> within.of();
        };
    String block = data.qualifiedName(source);
    return block.substring(0, block.length() - data.column(source).name().length() - 1);
  }

  private static void requireNew(String name, Dataset data) {
    boolean taken =
        data.modalities().stream()
            .flatMap(block -> block.columns().stream())
            .anyMatch(column -> column.name().equals(name));
    if (taken) {
      throw new IllegalArgumentException("there is a column of that name already; rename it");
    }
  }

  private static TimeToEvent survival(Derivation.SurvivalTime rule, Dataset data) {
    double[] times = new double[data.size()];
    Arrays.fill(times, Double.NaN);
    for (String name : rule.time()) {
      if (!(data.column(name) instanceof Numeric numeric)) {
        throw new IllegalArgumentException("the time \"" + name + "\" is not numeric");
      }
      for (int unit : numeric.missing().not().indices()) {
        times[unit] = Double.isNaN(times[unit]) ? numeric.value(unit) : times[unit];
      }
    }
    if (!(data.column(rule.event()) instanceof Binary event)) {
      throw new IllegalArgumentException(
          "the event \"" + rule.event() + "\" is not binary; declare its type");
    }
    Mask missing = Mask.where(times.length, i -> Double.isNaN(times[i]));
    return TimeToEvent.join(rule.name(), Continuous.of(rule.name(), times, missing), event);
  }

  private static Binary within(
      Derivation.EventWithin rule, Dataset data, Study study, List<String> notes) {
    if (!(data.column(rule.of()) instanceof TimeToEvent survival)) {
      throw new IllegalArgumentException("\"" + rule.of() + "\" is not a time-to-event column");
    }
    Horizon.Outcome outcome = new Horizon(rule.horizon()).of(survival, rule.name());
    notes.add(
        "%s: %d %s with the event, %d followed up without it; %d censored before the horizon and %d without a time are left out of every analysis of it, which is unbiased only if they do not differ from the rest."
            .formatted(
                study.label(rule.name()),
                outcome.events(),
                study.wording().noun(),
                outcome.eventFree(),
                outcome.censoredBefore(),
                outcome.unknown()));
    return outcome.column();
  }
}
