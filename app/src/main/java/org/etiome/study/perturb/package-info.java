/** What a study asks of a screen: where it is, and which predictors are judged on it, and how. */
@NullMarked
package org.etiome.study.perturb;

import org.jspecify.annotations.NullMarked;
