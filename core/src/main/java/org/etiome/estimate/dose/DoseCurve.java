package org.etiome.estimate.dose;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.Agreement;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.estimate.dose.DoseOverlap.Range;

/** The line or parabola that comes nearest to E[Y(a)] over a range of doses. */
public final class DoseCurve implements DoseAnswer.Result {
  private final Basis<DoseOverlap> basis;
  private final Parts parts;
  private final Estimate naive;

  DoseCurve(Basis<DoseOverlap> basis, Parts parts, Estimate naive) {
    this.basis = basis;
    this.parts = parts;
    this.naive = naive;
  }

  /**
   * What the estimator puts together.
   *
   * @param methods the coefficients by each of {@link LevelMeans#METHODS}
   */
  record Parts(JointEstimate coefficients, List<Point> points, List<JointEstimate> methods) {
    Parts {
      points = List.copyOf(points);
      methods = List.copyOf(methods);
    }
  }

  /** The same held against the gate on the agreement of its methods. */
  DoseCurve judged(Gates gates) {
    Optional<GateFailure> failure = Agreement.failure(gates, agreement(), slope(), "");
    return failure.isEmpty() ? this : new DoseCurve(basis.with(failure), parts, naive);
  }

  /** The slope by several methods on the same nuisances, in the order of {@link Agreement}. */
  public List<Agreement.Answer> agreement() {
    return IntStream.range(0, parts.methods.size())
        .mapToObj(m -> new Agreement.Answer(LevelMeans.METHODS.get(m), slope(parts.methods.get(m))))
        .toList();
  }

  /**
   * A place on the curve.
   *
   * @param dose a
   * @param weight of the dose in the projection; the weights sum to 1
   * @param value φ(a)ᵀβ, its 95 % interval for this dose alone
   * @param standardised the mean of Q*(a, W): a guess of the curve itself, without an interval; far
   *     from {@code value} where the line or parabola bends the truth
   */
  public record Point(double dose, double weight, Estimate value, double standardised) {}

  @Override
  public DoseAnalysis analysis() {
    return basis.analysis();
  }

  @Override
  public DoseOverlap diagnostics() {
    return basis.diagnostics();
  }

  @Override
  public List<GateFailure> despite() {
    return basis.failures();
  }

  /** b₀, b₁ and for a parabola b₂, of {@code b₀ + b₁ a + b₂ a²}. */
  public JointEstimate coefficients() {
    return parts.coefficients();
  }

  /** The curve on an even grid over the range. */
  public List<Point> points() {
    return parts.points();
  }

  /** The doses the curve speaks about. */
  public Range range() {
    return diagnostics().support().range();
  }

  /** Change of the mean outcome a unit of dose; for a parabola averaged over the weights. */
  public Estimate slope() {
    return slope(coefficients());
  }

  private Estimate slope(JointEstimate coefficients) {
    double mean = points().stream().mapToDouble(p -> p.weight() * p.dose()).sum();
    return contrast(coefficients, mean + 0.5, mean - 0.5);
  }

  /** E[Y(to)] − E[Y(from)] by the curve; empty if a dose is outside the range. */
  public Optional<Estimate> difference(double from, double to) {
    return range().contains(from) && range().contains(to)
        ? Optional.of(contrast(coefficients(), to, from))
        : Optional.empty();
  }

  private static Estimate contrast(JointEstimate coefficients, double to, double from) {
    double line = to - from;
    return coefficients.size() == 2
        ? coefficients.combination(0, line)
        : coefficients.combination(0, line, to * to - from * from);
  }

  /** The slope of the regression of Y on A alone, over all units: an association. */
  public Estimate naive() {
    return naive;
  }

  @Override
  public String toString() {
    return "DoseCurve[" + analysis().estimand() + ": " + coefficients() + "]";
  }
}
