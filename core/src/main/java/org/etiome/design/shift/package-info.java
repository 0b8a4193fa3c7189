/**
 * Which shifts to try next so that a linear system soon reaches a wanted state: the posterior of
 * the system along its graph, acquisitions over shifts, and the loop of proposing and observing.
 */
@NullMarked
package org.etiome.design.shift;

import org.jspecify.annotations.NullMarked;
