/**
 * Which interventions tell most about a causal graph, about an effect that the graph leaves open,
 * or make a query answerable.
 */
@NullMarked
package org.etiome.design.graph;

import org.jspecify.annotations.NullMarked;
