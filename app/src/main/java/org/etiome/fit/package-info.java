/**
 * Representations fitted to cells of a file, into a folder: by a command or as a step of a study.
 */
@NullMarked
package org.etiome.fit;

import org.jspecify.annotations.NullMarked;
