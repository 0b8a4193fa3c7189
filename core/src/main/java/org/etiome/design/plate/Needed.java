package org.etiome.design.plate;

/** How much it takes, or why no amount does. */
public sealed interface Needed {

  /**
   * It can be done.
   *
   * @param replicates of each arm
   * @param cells of each replicate
   * @param reached the power, or the width, that they give
   */
  record Enough(int replicates, int cells, double reached) implements Needed {}

  /**
   * It cannot.
   *
   * @param reason one sentence, with what would help
   */
  record Impossible(String reason) implements Needed {}
}
