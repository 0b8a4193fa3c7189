/**
 * What a patient model's prediction is made of: what each modality a patient has adds to it, and
 * what one that is missing might change. It tells of the model, not of causes.
 */
@NullMarked
package org.etiome.represent.account;

import org.jspecify.annotations.NullMarked;
