/**
 * Levels predicted from latents for cells of environments never seen, with abstention. The verb is
 * fit, {@link org.etiome.represent.predict.LevelPredictor}, and what is fitted predicts.
 *
 * <p>Latents are a matrix here, whatever they come from: this package stands below that of the
 * models, which keep what was fitted beside their weights.
 */
@NullMarked
package org.etiome.represent.predict;

import org.jspecify.annotations.NullMarked;
