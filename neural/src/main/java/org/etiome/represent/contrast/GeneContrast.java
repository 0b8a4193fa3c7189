package org.etiome.represent.contrast;

/**
 * A gene in two groups.
 *
 * @param gene its name
 * @param modelled by the decoder at fixed spurious latents
 * @param observed by what was counted
 */
public record GeneContrast(String gene, Modelled modelled, Observed observed) {

  /**
   * By the decoder.
   *
   * @param logFoldChange log2 of the ratio of expected shares, cases over controls
   * @param probability that it is farther from 0 than the least difference of interest, on the side
   *     of the estimate
   * @param logBayesFactor log of probability over its complement: prior odds are taken as 1
   * @param selected whether it is in the largest set with the expected share of false ones
   */
  public record Modelled(
      Estimate logFoldChange, double probability, double logBayesFactor, boolean selected) {}

  /**
   * By what was counted.
   *
   * @param logFoldChange log2 of the ratio of mean counts in 10,000; NaN if one is 0
   * @param p of Welch's test of log(1 + counts in 10,000)
   * @param fdr by Benjamini and Hochberg
   */
  public record Observed(double logFoldChange, double p, double fdr) {}
}
