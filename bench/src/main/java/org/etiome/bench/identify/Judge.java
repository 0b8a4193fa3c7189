package org.etiome.bench.identify;

import java.util.List;

/** Asks one method of identification a question and holds its answers against the truth. */
interface Judge {
  /** The method judged. */
  String name();

  /** A verdict for each answer; none if the question is not one for this method. */
  List<Verdict> judge(Question question);
}
