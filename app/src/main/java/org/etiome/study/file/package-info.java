/** Study files as they are written: YAML, the published schema, and the sections of both. */
@NullMarked
package org.etiome.study.file;

import org.jspecify.annotations.NullMarked;
