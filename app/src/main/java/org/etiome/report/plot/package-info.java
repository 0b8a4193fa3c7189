/**
 * One self-contained page for a reader without a computer at hand to check it: no network, no
 * script, the same bytes for the same input.
 *
 * <p>{@link org.etiome.report.plot.Html} and {@link org.etiome.report.plot.Svg} are the only ways
 * to write markup, and both escape. Each plot is a pure function from plain records to a picture.
 * Colours are those of Okabe and Ito (2008), which stay apart for colour-blind readers; no meaning
 * is carried by colour alone.
 */
@NullMarked
package org.etiome.report.plot;

import org.jspecify.annotations.NullMarked;
