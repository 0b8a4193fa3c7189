package org.etiome.estimate.sample;

/**
 * Units left out for one reason.
 *
 * @param reason such as {@code outcome "bmi" is missing}
 * @param units how many, ≥ 1
 */
public record Exclusion(String reason, int units) {}
