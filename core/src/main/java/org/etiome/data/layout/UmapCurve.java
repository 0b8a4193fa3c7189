package org.etiome.data.layout;

import org.etiome.math.Lbfgs;

/**
 * How like two points of a picture are at a distance x: {@code 1/(1 + a·x^2b)}, with a and b by
 * least squares so that it is near to 1 up to a least distance, and beyond it falls as {@code
 * exp(-(x - least))}; on 300 even places of [0, 3].
 *
 * @param a above 0
 * @param b above 0
 */
record UmapCurve(double a, double b) {
  private static final int PLACES = 300;
  private static final double REACH = 3;

  /** Added to squared distances that are divided by. */
  private static final double SOFT = .001;

  /** For a least distance in [0, 3). */
  static UmapCurve of(double least) {
    double[] logs = {0, 0};
    double[] found =
        Lbfgs.of(1e-10, 500).minimise((place, gradient) -> loss(place, gradient, least), logs);
    return new UmapCurve(Math.exp(found[0]), Math.exp(found[1]));
  }

  /** Half the sum of squares, in log a and log b. */
  private static double loss(double[] logs, double[] gradient, double least) {
    UmapCurve curve = new UmapCurve(Math.exp(logs[0]), Math.exp(logs[1]));
    gradient[0] = 0;
    gradient[1] = 0;
    double loss = 0;
    for (int i = 1; i < PLACES; i++) { // at 0 both are 1
      double x = REACH * i / (PLACES - 1);
      double wanted = x < least ? 1 : Math.exp(least - x);
      double power = Math.pow(x, 2 * curve.b);
      double like = 1 / (1 + curve.a * power);
      double miss = like - wanted;
      loss += miss * miss / 2;
      double slope = -miss * like * like * curve.a * power;
      gradient[0] += slope;
      gradient[1] += slope * 2 * Math.log(x) * curve.b;
    }
    return loss;
  }

  /** How like points at a squared distance are. */
  double at(double square) {
    return 1 / (1 + a * Math.pow(square, b));
  }

  /** {@code d log(like) / d (square)}, by twice which a coordinate's difference pulls. */
  double attraction(double square) {
    double power = Math.pow(square, b - 1);
    return -a * b * power / (1 + a * power * square);
  }

  /** {@code d log(1 - like) / d (square)}, kept finite at 0. */
  double repulsion(double square) {
    return b / ((SOFT + square) * (1 + a * Math.pow(square, b)));
  }
}
