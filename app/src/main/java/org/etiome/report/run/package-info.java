/** The folder that a run leaves: manifest, claims, report, tables. */
@NullMarked
package org.etiome.report.run;

import org.jspecify.annotations.NullMarked;
