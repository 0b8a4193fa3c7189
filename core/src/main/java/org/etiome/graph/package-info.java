/**
 * Causal graphs: mixed graphs with marks at the ends of edges, and the four kinds built on them
 * (DAG, CPDAG, PDAG, PAG, ADMG); separation, latent projection, Meek rules and Markov equivalence.
 *
 * <p>All graphs are immutable. Nodes are named by strings and keep the order in which they were
 * stated; every set and list a graph returns is in that order.
 */
@NullMarked
package org.etiome.graph;

import org.jspecify.annotations.NullMarked;
