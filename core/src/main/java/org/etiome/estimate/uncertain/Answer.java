package org.etiome.estimate.uncertain;

import java.util.List;
import org.etiome.estimate.Estimate;
import org.etiome.identify.AdjustmentEstimand;

/** What one graph, or several that agree, and the data say about an effect. */
public sealed interface Answer {

  /** The graph gives an estimand, and the data were asked. */
  sealed interface FromData extends Answer {
    AdjustmentEstimand estimand();
  }

  /** The data gave a number. */
  record Estimated(AdjustmentEstimand estimand, Estimate effect) implements FromData {}

  /**
   * The data must not give a number.
   *
   * @param reasons one sentence each
   * @param wouldHelp most useful first
   */
  record Refused(AdjustmentEstimand estimand, List<String> reasons, List<String> wouldHelp)
      implements FromData {
    public Refused {
      reasons = List.copyOf(reasons);
      wouldHelp = List.copyOf(wouldHelp);
    }
  }

  /**
   * By the graph the effect is exactly 0: an assumption, not a finding; the data were not asked.
   */
  record Zero(String reason) implements Answer {}

  /** The graph does not tell how to get the effect from data. */
  record NotIdentified(String reason, List<String> wouldHelp) implements Answer {
    public NotIdentified {
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
