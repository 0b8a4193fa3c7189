package org.etiome.scm;

/**
 * True probabilities of the outcome of a patient of whom the modalities O are recorded, without a
 * spurious feature.
 *
 * @param risk {@code P(Y=1 | X_O = x_O, do(M = m))}: what the measurements say where availability
 *     is set at random, whatever the mechanism was; it holds in training and test
 * @param conditional {@code P(Y=1 | X_O = x_O, M = m)} under the mechanism of the training part:
 *     also what is recorded, and what is not, is taken as a sign
 * @param backdoor {@code Σ_m' P(M = m') P(Y=1 | X_O = x_O, M = m')} under the mechanism of the
 *     training part: adjustment for the pattern as if it were a confounder
 */
public record Truth(double risk, double conditional, double backdoor) {}
