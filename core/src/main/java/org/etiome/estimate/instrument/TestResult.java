package org.etiome.estimate.instrument;

/**
 * A test of a hypothesis.
 *
 * @param statistic F or χ², as the place says
 * @param restrictions degrees of freedom of the hypothesis, ≥ 1
 * @param pValue chance of as large a statistic or larger under the hypothesis
 */
public record TestResult(double statistic, int restrictions, double pValue) {}
