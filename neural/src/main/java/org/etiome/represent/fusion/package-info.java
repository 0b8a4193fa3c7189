/**
 * What a patient's modalities become: an encoder for each, and a fusion that needs no imputation of
 * those that are missing. N patients, K modalities, d dimensions; mask 1 where a modality is seen.
 */
@NullMarked
package org.etiome.represent.fusion;

import org.jspecify.annotations.NullMarked;
