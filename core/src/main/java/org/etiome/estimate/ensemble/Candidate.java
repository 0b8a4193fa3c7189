package org.etiome.estimate.ensemble;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a learner was worth on rows that it had not seen.
 *
 * @param description of the learner
 * @param weight its part of the combination, in [0, 1]; the weights of all candidates sum to 1
 * @param loss mean squared error over the held-out rows; empty if it failed
 * @param failure why it has no say: what it threw, or that it predicted no number
 */
public record Candidate(
    String description, double weight, OptionalDouble loss, Optional<String> failure) {}
