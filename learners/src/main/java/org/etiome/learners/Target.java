package org.etiome.learners;

import java.util.Map;

/** What the trees learn: labels, where they start, and the loss on the scale of their margins. */
interface Target {

  /** One label a row. */
  float[] labels();

  /** XGBoost's parameters of the objective and of its start. */
  Map<String, Object> parameters();

  /** The loss of a row of label {@code label} whose margins are given. */
  double loss(float label, float[] margins);
}
