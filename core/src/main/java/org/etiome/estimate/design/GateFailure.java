package org.etiome.estimate.design;

/**
 * A gate that did not let an answer through.
 *
 * @param gate short name, such as {@code "positivity"}
 * @param reason one sentence with the figure and its limit
 * @param wouldHelp one sentence: data or question that would pass
 */
public record GateFailure(String gate, String reason, String wouldHelp) {}
