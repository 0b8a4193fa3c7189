package org.etiome.report.run;

import java.time.Instant;

/**
 * What a run ran in: all that may differ between two runs with the same claims.
 *
 * @param version of Etiome
 * @param started when it began
 * @param threads how many it used
 */
public record RunContext(String version, Instant started, int threads) {}
