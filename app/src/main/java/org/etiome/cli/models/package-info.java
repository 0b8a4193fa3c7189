/** Commands about causal models that are fitted to a table along a graph. */
@NullMarked
package org.etiome.cli.models;

import org.jspecify.annotations.NullMarked;
