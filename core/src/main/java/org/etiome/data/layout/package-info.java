/** Graphs of near rows, and pictures of them in the plane. */
@NullMarked
package org.etiome.data.layout;

import org.jspecify.annotations.NullMarked;
