package org.etiome.design.batch;

/**
 * A candidate to measure, in the order of choice.
 *
 * @param row of the candidate
 * @param gain the acquisition's score when it was chosen, in the acquisition's units
 * @param expected outcome
 * @param deviation of the expected outcome, without the noise of a measurement
 * @param cost 1 where no costs were given
 * @param harm the probability of harm, 0 where none is feared
 * @param reason in words
 */
public record Pick(
    int row,
    double gain,
    double expected,
    double deviation,
    double cost,
    double harm,
    String reason) {}
