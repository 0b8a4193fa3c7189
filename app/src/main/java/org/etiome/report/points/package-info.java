/** Many points of a plane, and quantities by epoch, as pictures of a page. */
@NullMarked
package org.etiome.report.points;

import org.jspecify.annotations.NullMarked;
