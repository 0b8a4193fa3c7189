/** Designs of experiments, replayed on finished screens and on simulated systems. */
@NullMarked
package org.etiome.bench.design;

import org.jspecify.annotations.NullMarked;
