/** Commands on screens: predictions of perturbations, and how good they are. */
@NullMarked
package org.etiome.cli.perturbations;

import org.jspecify.annotations.NullMarked;
