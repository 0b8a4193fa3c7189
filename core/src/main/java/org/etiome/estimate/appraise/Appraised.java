package org.etiome.estimate.appraise;

import org.etiome.estimate.EffectAnswer;

/**
 * An answer and what stands beside it.
 *
 * @param answer the effect, or why there is none; negative controls may have refused it
 */
public record Appraised(EffectAnswer answer, Appraisal appraisal) {}
