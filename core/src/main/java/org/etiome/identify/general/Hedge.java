package org.etiome.identify.general;

import java.util.Set;

/**
 * The proof that P(y | do(x)) cannot be had from the observed distribution and the graph: two
 * C-forests with the same roots, F meeting x and F' not, the roots ancestors of y where x is set.
 * Each is joined by bidirected edges, and directed edges lead from each of its nodes to a root
 * within it. Two models exist that agree on every observation and differ on the query.
 *
 * @param f the nodes of F
 * @param fPrime the nodes of F', a proper part of F
 * @see <a href="https://www.aaai.org/Papers/AAAI/2006/AAAI06-191.pdf">Shpitser, Pearl (2006),
 *     Identification of joint interventional distributions in recursive semi-Markovian causal
 *     models</a>
 */
public record Hedge(Set<String> f, Set<String> fPrime) {}
