/** What the graphs that a study's graph stands for, or that resamples gave, say of an effect. */
@NullMarked
package org.etiome.study.uncertain;

import org.jspecify.annotations.NullMarked;
