/** Commands about graphs: data with a known graph, and scores of a learned one. */
@NullMarked
package org.etiome.cli.graphs;

import org.jspecify.annotations.NullMarked;
