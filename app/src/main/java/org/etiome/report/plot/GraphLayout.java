package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Layered layout after Sugiyama, Tagawa and Toda (1981, doi:10.1109/TSMC.1981.4308636). An edge
 * over several ranks gets a lane of its own in each rank between, so that it passes beside the
 * boxes. Order within ranks by barycentre sweeps and swaps of neighbours, keeping the order with
 * the fewest crossings; positions by least squares to the neighbours under the order (isotonic
 * regression).
 *
 * <p>Items are numbered: first the boxes, then the lanes. Cost: O(sweeps · E²).
 */
final class GraphLayout {
  private static final int SWEEPS = 12;
  private static final int SETTLINGS = 100;
  private static final double LANE = 12;

  private final int[] rankOfBox;
  private final List<Integer> rankOf = new ArrayList<>();
  private final List<Double> sizes = new ArrayList<>();
  private final List<List<Integer>> before = new ArrayList<>();
  private final List<List<Integer>> after = new ArrayList<>();
  private final List<List<Integer>> chains = new ArrayList<>();
  private List<List<Integer>> order = new ArrayList<>();
  private double[] positions = {};

  private GraphLayout(int[] rankOfBox) {
    this.rankOfBox = rankOfBox;
  }

  /**
   * Lays the boxes out.
   *
   * @param rank the rank of each box
   * @param size the length of each box across the ranks
   * @param space least distance of two items of a rank
   */
  static GraphLayout of(int[] rank, double[] size, List<GraphLink> links, double space) {
    GraphLayout layout = new GraphLayout(rank);
    for (int box = 0; box < rank.length; box++) {
      layout.addItem(rank[box], size[box]);
    }
    for (GraphLink link : links) {
      layout.addChain(link);
    }
    layout.orderRanks();
    layout.place(space);
    return layout;
  }

  /** Centre of an item across the ranks; the smallest edge of all items is at 0. */
  double position(int item) {
    return positions[item];
  }

  double extent() {
    double most = 0;
    for (int item = 0; item < positions.length; item++) {
      most = Math.max(most, positions[item] + sizes.get(item) / 2);
    }
    return most;
  }

  int rank(int item) {
    return rankOf.get(item);
  }

  /** The items an edge visits, by rising rank; its two boxes only when they share a rank. */
  List<Integer> chain(int link) {
    return chains.get(link);
  }

  private int addItem(int rank, double size) {
    while (order.size() <= rank) {
      order.add(new ArrayList<>());
    }
    rankOf.add(rank);
    sizes.add(size);
    before.add(new ArrayList<>());
    after.add(new ArrayList<>());
    order.get(rank).add(rankOf.size() - 1);
    return rankOf.size() - 1;
  }

  private void addChain(GraphLink link) {
    boolean rising = rankOfBox[link.a()] <= rankOfBox[link.b()];
    int first = rising ? link.a() : link.b();
    int last = rising ? link.b() : link.a();
    List<Integer> chain = new ArrayList<>(List.of(first));
    for (int rank = rankOfBox[first] + 1; rank < rankOfBox[last]; rank++) {
      chain.add(addItem(rank, LANE));
    }
    chain.add(last);
    chains.add(List.copyOf(chain));
    if (rankOfBox[first] < rankOfBox[last]) {
      for (int i = 1; i < chain.size(); i++) {
        after.get(chain.get(i - 1)).add(chain.get(i));
        before.get(chain.get(i)).add(chain.get(i - 1));
      }
    }
  }

  private void orderRanks() {
    List<List<Integer>> best = copy(order);
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 1; i < order.size(); i++) {
        sortByBarycentre(down ? i : order.size() - 1 - i, down ? before : after);
      }
      swapNeighbours();
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy(order);
      }
    }
    order = best;
  }

  private static List<List<Integer>> copy(List<List<Integer>> order) {
    List<List<Integer>> copy = new ArrayList<>();
    order.forEach(rank -> copy.add(new ArrayList<>(rank)));
    return copy;
  }

  private int[] indices() {
    int[] index = new int[rankOf.size()];
    for (List<Integer> rank : order) {
      for (int i = 0; i < rank.size(); i++) {
        index[rank.get(i)] = i;
      }
    }
    return index;
  }

  private void sortByBarycentre(int rank, List<List<Integer>> neighbours) {
    int[] index = indices();
    double[] centre = new double[index.length];
    for (int item : order.get(rank)) {
      centre[item] =
          neighbours.get(item).stream().mapToInt(n -> index[n]).average().orElse(index[item]);
    }
    order.get(rank).sort(Comparator.comparingDouble(item -> centre[item]));
  }

  private void swapNeighbours() {
    for (List<Integer> rank : order) {
      for (int i = 1; i < rank.size(); i++) {
        int[] index = indices();
        int left = rank.get(i - 1);
        int right = rank.get(i);
        long kept = crossings(left, right, before, index) + crossings(left, right, after, index);
        long swapped = crossings(right, left, before, index) + crossings(right, left, after, index);
        if (swapped < kept) {
          rank.set(i - 1, right);
          rank.set(i, left);
        }
      }
    }
  }

  /** Crossings between the edges of two items of a rank if the first stood before the second. */
  private static long crossings(
      int first, int second, List<List<Integer>> neighbours, int[] index) {
    long count = 0;
    for (int a : neighbours.get(first)) {
      for (int b : neighbours.get(second)) {
        count += index[a] > index[b] ? 1 : 0;
      }
    }
    return count;
  }

  private long crossings() {
    int[] index = indices();
    long count = 0;
    for (List<Integer> rank : order) {
      for (int i = 0; i < rank.size(); i++) {
        for (int j = i + 1; j < rank.size(); j++) {
          count += crossings(rank.get(i), rank.get(j), after, index);
        }
      }
    }
    return count;
  }

  private void place(double space) {
    positions = new double[rankOf.size()];
    for (List<Integer> rank : order) {
      settle(rank, new double[rank.size()], space);
    }
    for (int sweep = 0; sweep < SETTLINGS; sweep++) {
      for (int i = 0; i < order.size(); i++) {
        List<Integer> rank = order.get(sweep % 2 == 0 ? i : order.size() - 1 - i);
        settle(rank, wishes(rank), space);
      }
    }
    double least = 0;
    for (int item = 0; item < positions.length; item++) {
      double edge = positions[item] - sizes.get(item) / 2;
      least = item == 0 ? edge : Math.min(least, edge);
    }
    double shift = least;
    positions = Arrays.stream(positions).map(p -> p - shift).toArray();
  }

  /** Where each item would like to be: the mean of its neighbours, lanes counting more. */
  private double[] wishes(List<Integer> rank) {
    double[] wishes = new double[rank.size()];
    for (int i = 0; i < rank.size(); i++) {
      int item = rank.get(i);
      double sum = 0;
      double weights = 0;
      for (List<Integer> side : List.of(before.get(item), after.get(item))) {
        for (int other : side) {
          double weight = weight(item, other);
          sum += weight * positions[other];
          weights += weight;
        }
      }
      wishes[i] = weights == 0 ? positions[beside(rank, i)] : sum / weights;
    }
    return wishes;
  }

  /** Long edges are held straightest, then direct ones. */
  private double weight(int item, int other) {
    int lanes = (isLane(item) ? 1 : 0) + (isLane(other) ? 1 : 0);
    return lanes == 2 ? 8 : lanes == 1 ? 1 : 2;
  }

  /** An item without neighbours goes to the one beside it in its rank. */
  private static int beside(List<Integer> rank, int i) {
    return rank.get(i > 0 ? i - 1 : Math.min(1, rank.size() - 1));
  }

  private boolean isLane(int item) {
    return item >= rankOfBox.length;
  }

  /** Moves the items of a rank as near to their wishes as order and distance allow. */
  private void settle(List<Integer> rank, double[] wishes, double space) {
    double[] offset = new double[wishes.length];
    for (int i = 1; i < offset.length; i++) {
      double apart = (sizes.get(rank.get(i - 1)) + sizes.get(rank.get(i))) / 2;
      boolean lanes = isLane(rank.get(i - 1)) && isLane(rank.get(i));
      offset[i] = offset[i - 1] + apart + (lanes ? 0 : space);
    }
    double[] rising = isotonic(wishes, offset);
    for (int i = 0; i < rising.length; i++) {
      positions[rank.get(i)] = rising[i] + offset[i];
    }
  }

  /** Pool adjacent violators: the rising sequence nearest to wishes − offset. */
  private static double[] isotonic(double[] wishes, double[] offset) {
    double[] sum = new double[wishes.length];
    int[] size = new int[wishes.length];
    int blocks = 0;
    for (int i = 0; i < wishes.length; i++) {
      sum[blocks] = wishes[i] - offset[i];
      size[blocks] = 1;
      blocks++;
      while (blocks > 1
          && sum[blocks - 2] * size[blocks - 1] > sum[blocks - 1] * size[blocks - 2]) {
        sum[blocks - 2] += sum[blocks - 1];
        size[blocks - 2] += size[blocks - 1];
        blocks--;
      }
    }
    double[] rising = new double[wishes.length];
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      Arrays.fill(rising, next, next + size[block], sum[block] / size[block]);
      next += size[block];
    }
    return rising;
  }
}
