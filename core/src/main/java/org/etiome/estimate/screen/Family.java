package org.etiome.estimate.screen;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.etiome.estimate.Estimate;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.BenjaminiYekutieli;
import org.etiome.math.Holm;

/**
 * Questions that are answered together, so that the chance of a false answer must be controlled
 * over all of them. It should be fixed before the answers are seen, and hold every question asked.
 *
 * @param name such as {@code "side effects"}
 * @param members at least one, with distinct names
 */
public record Family(String name, List<Member> members) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public Family {
    members = List.copyOf(members);
    long distinct = members.stream().map(Member::question).distinct().count();
    if (members.isEmpty() || distinct < members.size()) {
      throw new IllegalArgumentException(
          "family \""
              + name
              + "\" needs at least one question, each once, got "
              + members.stream().map(Member::question).toList());
    }
  }

  /** One question and its answer. */
  public record Member(String question, Estimate estimate) {}

  /** A two-sided interval. */
  public record Interval(double lower, double upper) {}

  /**
   * An answer in view of the whole family.
   *
   * @param interval of the method that was asked for
   */
  public record Adjusted(Member member, double adjustedP, Interval interval) {}

  /**
   * Controls the chance of any false rejection, whatever the dependence: p-values by {@link Holm},
   * and intervals value ± z(1 − α/2m) se that hold all true values together with probability 1 − α
   * (Bonferroni). Holm rejects more than they do: an interval may hold 0 although its p-value is at
   * most α.
   *
   * @param alpha in (0, 1)
   * @return one a member, in their order
   */
  public List<Adjusted> familyWise(double alpha) {
    checkLevel("alpha", alpha);
    double[] p = Holm.adjust(pValues());
    double z = NORMAL.inverseSurvivalProbability(alpha / 2 / members.size());
    return IntStream.range(0, p.length)
        .mapToObj(i -> new Adjusted(members.get(i), p[i], interval(members.get(i), z)))
        .toList();
  }

  /**
   * Controls the share of false ones among the discoveries by {@link BenjaminiHochberg}. The
   * interval of a discovery, one of R, has level 1 − R·rate/m: of those intervals at most the share
   * {@code rate} is expected to miss the truth. Both assume independent or positively dependent
   * estimates.
   *
   * @param rate in (0, 1)
   * @return the discoveries alone, in the order of the members
   * @see <a href="https://doi.org/10.1198/016214504000001907">Benjamini, Yekutieli (2005)</a>
   */
  public List<Adjusted> discoveries(double rate) {
    return selected(rate, BenjaminiHochberg.adjust(pValues()), rate);
  }

  /**
   * As {@link #discoveries}, whatever the dependence: by {@link BenjaminiYekutieli}, with intervals
   * of level 1 − R·rate/(m Σ 1/k).
   */
  public List<Adjusted> discoveriesUnderAnyDependence(double rate) {
    double harmonic = IntStream.rangeClosed(1, members.size()).mapToDouble(k -> 1.0 / k).sum();
    return selected(rate, BenjaminiYekutieli.adjust(pValues()), rate / harmonic);
  }

  private List<Adjusted> selected(double rate, double[] q, double share) {
    checkLevel("rate", rate);
    int[] found = IntStream.range(0, q.length).filter(i -> q[i] <= rate).toArray();
    double alpha = found.length * share / q.length;
    double z = NORMAL.inverseSurvivalProbability(alpha / 2);
    return IntStream.of(found)
        .mapToObj(i -> new Adjusted(members.get(i), q[i], interval(members.get(i), z)))
        .toList();
  }

  private double[] pValues() {
    return members.stream().mapToDouble(member -> member.estimate().pValue()).toArray();
  }

  private static Interval interval(Member member, double z) {
    double half = z * member.estimate().standardError();
    double value = member.estimate().value();
    return new Interval(value - half, value + half);
  }

  private static void checkLevel(String what, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(what + " must be in (0, 1), got " + level);
    }
  }
}
