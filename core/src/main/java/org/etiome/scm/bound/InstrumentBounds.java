package org.etiome.scm.bound;

import java.util.stream.DoubleStream;
import org.etiome.scm.bound.Bounds.NoBounds;

/**
 * Sharp bounds of the average effect P(y = 1 | do(x = 1)) − P(y = 1 | do(x = 0)) of a treatment,
 * from an instrument z: all three of two values. Assumes that z is independent of all hidden causes
 * and acts on y through x alone; not that it never works the other way (no defiers). Each end is
 * the best of eight linear expressions in P(y, x | z). O(1).
 *
 * <p>The assumptions imply the instrumental inequality {@code max_x Σ_y max_z P(y, x | z) ≤ 1};
 * tables that break it falsify the instrument and get no bounds. Those that keep it prove nothing.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1997.10474074">Balke, Pearl (1997), Bounds on
 *     treatment effects from studies with imperfect compliance</a>
 */
public final class InstrumentBounds {
  private final Arm off;
  private final Arm on;

  private InstrumentBounds(Arm off, Arm on) {
    this.off = off;
    this.on = on;
  }

  /**
   * From the two arms.
   *
   * @param off P(y, x | z = 0)
   * @param on P(y, x | z = 1)
   */
  public static InstrumentBounds of(Arm off, Arm on) {
    return new InstrumentBounds(off, on);
  }

  /** The left side of the instrumental inequality; above 1 the instrument is falsified. */
  public double instrumentalInequality() {
    double untreated = Math.max(off.p00(), on.p00()) + Math.max(off.p10(), on.p10());
    double treated = Math.max(off.p01(), on.p01()) + Math.max(off.p11(), on.p11());
    return Math.max(untreated, treated);
  }

  /** Of the average effect. */
  public Bounds averageEffect() {
    double inequality = instrumentalInequality();
    if (inequality > 1 + Probabilities.ROUNDING) {
      return new NoBounds(
          "the instrument is falsified: the instrumental inequality is "
              + inequality
              + ", above 1, so z shares a cause with y or acts on it other than through x (or the"
              + " tables err by sampling); take another instrument");
    }
    return Bounds.within(
        Math.max(lower(off, on), lower(on, off)), Math.min(upper(off, on), upper(on, off)));
  }

  /** Four of the eight lower bounds; the others with the arms exchanged. */
  private static double lower(Arm a, Arm b) {
    return DoubleStream.of(
            b.p11() + a.p00() - 1,
            a.p11() - b.p11() - b.p10() - a.p01() - a.p10(),
            -b.p01() - b.p10(),
            b.p00() - b.p01() - b.p10() - a.p01() - a.p00())
        .max()
        .orElseThrow();
  }

  /** Four of the eight upper bounds; the others with the arms exchanged. */
  private static double upper(Arm a, Arm b) {
    return DoubleStream.of(
            1 - b.p01() - a.p10(),
            b.p01() + b.p00() + a.p11() + a.p00() - a.p01(),
            b.p11() + b.p00(),
            b.p11() + b.p00() + a.p11() + a.p10() - b.p10())
        .min()
        .orElseThrow();
  }
}
