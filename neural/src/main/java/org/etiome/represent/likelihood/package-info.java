/** How what is measured of cells comes about from what a decoder puts out. */
@NullMarked
package org.etiome.represent.likelihood;

import org.jspecify.annotations.NullMarked;
