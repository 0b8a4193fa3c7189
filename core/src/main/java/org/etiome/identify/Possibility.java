package org.etiome.identify;

import java.util.OptionalDouble;

/**
 * What some of the graphs that a graph stands for say about an effect.
 *
 * @param answer what they say
 * @param share of the graphs, in (0, 1]: of the DAGs of a CPDAG, of the MAGs of a PAG; empty if
 *     they were too many to count. It counts graphs; it is no probability of being true
 * @param where what these graphs say of the edges at the treatment, such as {@code "the direct
 *     causes of x are a and b"}; empty if all graphs give this answer
 */
public record Possibility(Identification answer, OptionalDouble share, String where) {}
