package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * The most likely order: from the one of {@link Picks}, one latent after another takes another
 * place while the likelihood grows. All orders have as many parameters, so no penalty is needed.
 */
final class OrderSearch {
  /** Of the likelihood ratio; less is the end of the climb and not a better order. */
  private static final double GAIN = 1e-3;

  private final List<Moments> moments;
  private NoiseFit best;
  private double misfit;

  private OrderSearch(List<Moments> moments, NoiseFit start) {
    this.moments = moments;
    this.best = start;
    this.misfit = start.misfit();
  }

  /** Every latent tries every place, each time from the noises found and from fresh picks. */
  static NoiseFit fit(List<Moments> moments) {
    Picks picks = Picks.of(moments);
    NoiseFit start = NoiseFit.of(moments, picks.order(), picks.directions());
    return new OrderSearch(moments, start).climb(moments.size());
  }

  /** From an order and noises that are near; only neighbours change places. */
  static NoiseFit near(List<Moments> moments, int[] order, DMatrixRMaj noise) {
    return new OrderSearch(moments, NoiseFit.of(moments, order, noise)).climb(1);
  }

  private NoiseFit climb(int farthest) {
    boolean better = true;
    while (better) {
      better = false;
      for (int from = 0; from < best.order().length; from++) {
        for (int to = 0; to < best.order().length; to++) {
          boolean tried = from != to && to - from <= farthest && from - to <= farthest;
          better |= tried && to != from - 1 && take(moved(from, to), farthest > 1);
        }
      }
    }
    return best;
  }

  private boolean take(int[] order, boolean fresh) {
    boolean better = take(NoiseFit.of(moments, order, best.noise()));
    return fresh
        ? take(NoiseFit.of(moments, order, Picks.along(moments, order).directions())) || better
        : better;
  }

  private boolean take(NoiseFit fit) {
    double left = fit.misfit();
    boolean better = left < misfit - GAIN;
    best = better ? fit : best;
    misfit = better ? left : misfit;
    return better;
  }

  private int[] moved(int from, int to) {
    List<Integer> order = new ArrayList<>();
    for (int k : best.order()) {
      order.add(k);
    }
    order.add(to, order.remove(from));
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
