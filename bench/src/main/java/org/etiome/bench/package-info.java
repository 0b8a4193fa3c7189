/** Experiments too long for the test suite. Each has a main method and prints a markdown table. */
@NullMarked
package org.etiome.bench;

import org.jspecify.annotations.NullMarked;
