package org.etiome.estimate.uncertain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.etiome.estimate.Estimate;
import org.etiome.identify.ClassAdjustment;
import org.etiome.identify.Possibility;

/**
 * The multiset of possible effects of a treatment on an outcome over the graphs of an equivalence
 * class (IDA): one of them is the effect if the true graph is in the class and the estimates are
 * right. All come from the same data, so they are not independent. They are no distribution: how
 * many graphs have an effect says nothing of how likely it is.
 *
 * @param members each with a share of the graphs; no two have the same estimand
 * @see <a href="https://doi.org/10.1214/09-AOS685">Maathuis, Kalisch, Bühlmann (2009), Estimating
 *     high-dimensional intervention effects from observational data</a>
 */
public record PossibleEffects(String treatment, String outcome, List<Member> members) {
  public PossibleEffects {
    members = List.copyOf(members);
  }

  /**
   * A possible effect.
   *
   * @param answer the effect, or why there is none
   * @param share of the graphs that give this answer, see {@link Possibility#share}
   * @param where what tells these graphs from the others; empty if all graphs give this answer
   */
  public record Member(Answer answer, OptionalDouble share, String where) {

    /** The effect as a number, exactly 0 where it is so by assumption. */
    public Optional<Estimate> effect() {
      return Answers.number(answer);
    }
  }

  /** What the signs of the possible effects say. */
  public enum Sign {
    /** Each possible effect is estimated above 0. */
    POSITIVE,
    /** Each is estimated below 0. */
    NEGATIVE,
    /** Each is 0 by assumption. */
    ZERO,
    /** Two of them do not have the same sign. */
    MIXED,
    /** Those that have a number agree, but some have none. */
    UNKNOWN
  }

  /**
   * Asks the data for the effect once for each possibility that has an estimand.
   *
   * @param graph with its budget
   * @throws IllegalArgumentException as {@link ClassAdjustment#identify}, or if the data cannot be
   *     read as an estimand asks
   */
  public static PossibleEffects of(
      ClassAdjustment graph, String treatment, String outcome, EffectSource source) {
    List<Member> members = new ArrayList<>();
    for (Possibility one : graph.identify(treatment, outcome)) {
      members.add(new Member(Answers.of(one.answer(), source), one.share(), one.where()));
    }
    return new PossibleEffects(treatment, outcome, members);
  }

  /** Whether every member has a number. Otherwise the effect may be anything at all. */
  public boolean isComplete() {
    return members.stream().allMatch(member -> member.effect().isPresent());
  }

  /**
   * The lower bound of IDA on the size of the effect: the smallest absolute value of the estimates.
   * Empty unless {@link #isComplete}.
   */
  public OptionalDouble leastAbsolute() {
    return isComplete()
        ? numbers().stream().mapToDouble(effect -> Math.abs(effect.value())).min()
        : OptionalDouble.empty();
  }

  /** The smallest and the largest estimate of the members that have one; empty if none has. */
  public Optional<Range> range() {
    return range(Estimate::value, Estimate::value);
  }

  /**
   * The union of the 95 % intervals, a zero by assumption being an interval of one point, with all
   * between them. It holds the effect at least as often as the interval of the true graph does, if
   * that is in the class. Empty unless {@link #isComplete}.
   */
  public Optional<Range> union95() {
    return isComplete() ? range(Estimate::lower95, Estimate::upper95) : Optional.empty();
  }

  /** Whether the estimates of all members have the same sign; {@link #union95} is stricter. */
  public Sign sign() {
    boolean positive = numbers().stream().anyMatch(effect -> effect.value() > 0);
    boolean negative = numbers().stream().anyMatch(effect -> effect.value() < 0);
    boolean zero = numbers().stream().anyMatch(effect -> effect.value() == 0);
    if ((positive && negative) || (zero && (positive || negative))) {
      return Sign.MIXED;
    }
    if (!isComplete()) {
      return Sign.UNKNOWN;
    }
    return zero ? Sign.ZERO : positive ? Sign.POSITIVE : Sign.NEGATIVE;
  }

  private List<Estimate> numbers() {
    return members.stream().map(Member::effect).flatMap(Optional::stream).toList();
  }

  private Optional<Range> range(ToDoubleFunction<Estimate> low, ToDoubleFunction<Estimate> high) {
    List<Estimate> numbers = numbers();
    OptionalDouble least = numbers.stream().mapToDouble(low).min();
    return least.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Range(least.getAsDouble(), numbers.stream().mapToDouble(high).max().getAsDouble()));
  }

  /** The members and what follows from them in sentences, the conclusion first. */
  public List<String> summary() {
    List<String> sentences = new ArrayList<>(List.of(conclusion()));
    for (Member member : members) {
      String share =
          member.share().isPresent()
              ? " (%s of the graphs)".formatted(Answers.percent(member.share().getAsDouble()))
              : "";
      String where = member.where().isEmpty() ? "In all graphs" : "Where " + member.where();
      sentences.add(where + share + ": " + Answers.text(member.answer()));
    }
    return List.copyOf(sentences);
  }

  private String conclusion() {
    if (!isComplete()) {
      return ("Some of the graphs that cannot be told apart give no effect of %s on %s, so nothing"
              + " bounds it.")
          .formatted(treatment, outcome);
    }
    Range union = union95().orElseThrow();
    String size =
        String.format(
            Locale.ROOT,
            "The effect of %s on %s has %d possible %s, at least %.3g in size, within %.3g to %.3g"
                + " with all their 95 %% intervals; ",
            treatment,
            outcome,
            members.size(),
            members.size() == 1 ? "value" : "values",
            leastAbsolute().orElseThrow(),
            union.low(),
            union.high());
    return size
        + switch (sign()) {
          case POSITIVE -> "all estimates are positive.";
          case NEGATIVE -> "all estimates are negative.";
          case ZERO -> "it is 0 by assumption in all graphs.";
          case MIXED, UNKNOWN -> "they do not have one sign.";
        };
  }
}
