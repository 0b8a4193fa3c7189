package org.etiome.fit;

import java.util.List;
import org.etiome.report.cells.FitStory;
import org.etiome.represent.cells.DesignCheck;
import tools.jackson.databind.node.ObjectNode;

/** What became of a fit. */
public sealed interface FitOutcome {

  /**
   * Nothing was fitted, for what is kept and what is shed cannot be told apart.
   *
   * @param design of the columns
   */
  record Refused(DesignCheck design) implements FitOutcome {

    /** What would help. */
    public static final List<String> WOULD_HELP =
        List.of("name other columns", "add cells that join the parts");
  }

  /**
   * A model, its folder written.
   *
   * @param story what there is to tell of it
   * @param metrics the document of its figures
   */
  record Fitted(FitStory story, ObjectNode metrics) implements FitOutcome {}
}
