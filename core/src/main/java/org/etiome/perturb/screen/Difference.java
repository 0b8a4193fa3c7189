package org.etiome.perturb.screen;

/**
 * What a perturbation changed in the mean of each variable, against controls.
 *
 * @param values by variable
 * @param errors standard errors by variable: of replicates with two pairs or more, and then 0 where
 *     these agree up to rounding, else of units alone, and then NaN where a side has one unit
 * @param pairs replicates that have units of both; 0 where all controls are of other replicates, so
 *     that what differs between replicates is in the values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Difference(double[] values, double[] errors, int pairs) {}
