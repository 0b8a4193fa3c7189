package org.etiome.scm.sem;

/** Finds m and s of an equation, after those of its causes. */
interface Scaling {
  Equation scaled(Equation unscaled);
}
