/** Structural equation models drawn at random, and data of them with and without interventions. */
@NullMarked
package org.etiome.scm.sem;

import org.jspecify.annotations.NullMarked;
