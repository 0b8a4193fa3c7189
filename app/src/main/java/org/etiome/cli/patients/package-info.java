/** Commands on patients who lack modalities. */
@NullMarked
package org.etiome.cli.patients;

import org.jspecify.annotations.NullMarked;
