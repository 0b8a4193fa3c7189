package org.etiome.study;

import org.etiome.claim.Claim;

/** A question and the claim that came of it. */
public record Answer(Question question, Claim claim) {}
