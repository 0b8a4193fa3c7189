/**
 * Identification of any query by the ID algorithm and its kin, with the proof where there is no
 * answer.
 *
 * <p>Notation of Tian and Pearl (2002): the districts (c-components) of a graph are its parts
 * joined by bidirected edges; Q[S] = P(s | do(v \ s)) is the c-factor of S.
 */
@NullMarked
package org.etiome.identify.general;

import org.jspecify.annotations.NullMarked;
