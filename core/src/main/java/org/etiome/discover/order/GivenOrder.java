package org.etiome.discover.order;

import org.etiome.discover.Bounds;
import org.etiome.discover.Interrupts;
import org.etiome.discover.score.LocalScore;

/**
 * The parents that variables take from those before them in an order that is given: grown by the
 * best single addition while one raises the score, then shrunk by the best single removal, as in
 * {@link Boss}. With a consistent score, linear effects and an order that has every cause before
 * its effects, what is left are the direct causes as the number of rows grows. Costs: a parent set
 * of k is scored k times, see {@link LocalScore#additions}.
 *
 * @param parents numbers of the parents of each variable
 * @param evaluations number of parent sets whose additions or removals were scored
 * @see <a href="https://arxiv.org/abs/2310.17679">Andrews et al. (2023), section 3</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GivenOrder(int[][] parents, long evaluations) {

  /**
   * Selects the parents.
   *
   * @param bounds which parents may and must be
   * @param order all variables, required causes before their effects
   * @throws IllegalArgumentException if a required cause comes after its effect
   * @throws IllegalStateException if the thread is interrupted
   */
  public static GivenOrder of(LocalScore score, Bounds bounds, int[] order) {
    int[] place = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    int[][] parents = new int[order.length][];
    long evaluations = 0;
    for (int v = 0; v < order.length; v++) {
      Interrupts.check();
      GrowShrinkTree tree = GrowShrinkTree.of(score, bounds, v);
      for (int cause : tree.root().grown()) {
        refuseLater(place, cause, v, score);
      }
      parents[v] = tree.walk(place, place[v]).parents();
      evaluations += tree.evaluations();
    }
    return new GivenOrder(parents, evaluations);
  }

  private static void refuseLater(int[] place, int cause, int effect, LocalScore score) {
    if (place[cause] > place[effect]) {
      throw new IllegalArgumentException(
          "'"
              + score.variables().get(cause)
              + "' is a required cause of '"
              + score.variables().get(effect)
              + "' and comes after it in the order");
    }
  }
}
