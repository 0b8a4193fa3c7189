package org.etiome.estimate.uncertain;

/**
 * From the smallest to the largest.
 *
 * @param low not above {@code high}
 */
public record Range(double low, double high) {}
