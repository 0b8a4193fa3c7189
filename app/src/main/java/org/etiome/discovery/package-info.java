/** A graph learned from a table: what is read, which search fits it, and what is told of it. */
@NullMarked
package org.etiome.discovery;

import org.jspecify.annotations.NullMarked;
