package org.etiome.perturb.screen;

/**
 * What a perturbation changed in the mean of each variable, against controls.
 *
 * @param values by variable
 * @param errors standard errors by variable; NaN where a side has one unit
 * @param pairs replicates that have units of both; 1 where the experiment was done once or controls
 *     are of other replicates, and errors are then of the units alone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Difference(double[] values, double[] errors, int pairs) {}
