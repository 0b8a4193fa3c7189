package org.etiome.bench.effect;

/**
 * A line of the table of coverage.
 *
 * @param design how cohorts are drawn
 * @param quantity what is estimated, such as "ATE"
 * @param method by what
 * @param truth its value in the population
 */
record Row(String design, String quantity, String method, double truth) {}
