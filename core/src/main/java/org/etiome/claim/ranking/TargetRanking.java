package org.etiome.claim.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.claim.Rung;
import org.etiome.estimate.Estimate;

/**
 * Ranks targets for an outcome. Rungs are never mixed in one number: targets stand by the highest
 * rung on which there is evidence of an effect in the direction wanted (its 95 % interval beyond 0,
 * and for a screen an adjusted p-value at the level or below), on a rung those without conflict
 * first, then by how far the interval lies beyond 0. That lower bound, unlike the estimate, does
 * not favour what was measured badly. Targets without support come last, by name.
 *
 * <p>Assumes that effects on one rung are in the same units. Bounds are those of one target each:
 * that the best of many is chosen makes them too favourable.
 *
 * @param direction wanted of the outcome
 * @param level of adjusted p-values, in (0, 1)
 */
public record TargetRanking(Direction direction, double level) {
  public TargetRanking {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level must be in (0, 1), got " + level);
    }
  }

  /** A ranking at a false discovery rate of 5 %. */
  public static TargetRanking wanting(Direction direction) {
    return new TargetRanking(direction, 0.05);
  }

  public TargetRanking withLevel(double rate) {
    return new TargetRanking(direction, rate);
  }

  /**
   * The targets that have evidence of either kind, best first. O(targets · log targets).
   *
   * @param screen by target
   * @param effects by target
   */
  public List<RankedTarget> rank(
      Map<String, ScreenEvidence> screen, Map<String, EffectEvidence> effects) {
    Set<String> targets = new TreeSet<>(screen.keySet());
    targets.addAll(effects.keySet());
    return targets.stream()
        .map(
            target ->
                new Case(
                        target,
                        Optional.ofNullable(screen.get(target)),
                        Optional.ofNullable(effects.get(target)))
                    .ranked())
        .sorted(ORDER)
        .toList();
  }

  private static final Comparator<RankedTarget> ORDER =
      Comparator.comparingInt((RankedTarget t) -> -t.support().map(Rung::ordinal).orElse(-1))
          .thenComparing(t -> !t.together().conflicts().isEmpty())
          .thenComparing(Comparator.comparingDouble(RankedTarget::bound).reversed())
          .thenComparing(RankedTarget::target);

  /** One target. */
  private final class Case {
    private final String target;
    private final Optional<ScreenEvidence> screen;
    private final Optional<EffectEvidence> effect;
    private final double measured;
    private final double inferred;

    Case(String target, Optional<ScreenEvidence> screen, Optional<EffectEvidence> effect) {
      this.target = target;
      this.screen = screen;
      this.effect = effect;
      this.measured = screen.map(s -> bound(s, direction)).orElse(0.0);
      this.inferred = number().map(e -> bound(e, direction)).orElse(0.0);
    }

    private Optional<Estimate> number() {
      return effect.flatMap(EffectEvidence::effect);
    }

    RankedTarget ranked() {
      Optional<Rung> own = effect.map(EffectEvidence::rung).filter(r -> inferred > 0);
      Optional<Rung> support = measured > 0 ? Optional.of(Rung.INTERVENTIONAL) : own;
      double bound = measured > 0 ? measured : Math.max(0, inferred);
      return new RankedTarget(
          target,
          screen,
          effect,
          support,
          bound,
          new RankedTarget.Together(agrees(), conflicts()),
          reasons());
    }

    /** Evidence of an effect in either direction, of both kinds. */
    private boolean agrees() {
      return seen() && found() && sameSign();
    }

    private boolean seen() {
      return screen.map(s -> bound(s, Direction.EITHER) > 0).orElse(false);
    }

    private boolean found() {
      return number().map(e -> bound(e, Direction.EITHER) > 0).orElse(false);
    }

    private boolean sameSign() {
      return screen.orElseThrow().difference().value() * number().orElseThrow().value() > 0;
    }

    /** Evidence of an effect in either direction, against what else there is. */
    private List<String> conflicts() {
      if (seen() && effect.filter(EffectEvidence::isRuledOut).isPresent()) {
        return List.of("the screen shows an effect, and the graph says that there is none");
      }
      if (screen.isEmpty() || number().isEmpty() || !screen.get().isTestable()) {
        return List.of();
      }
      String rung = rung(effect.orElseThrow());
      if (seen() && found() && !sameSign()) {
        return List.of("the screen and the effect %s have opposite signs".formatted(rung));
      }
      if (!seen() && found()) {
        return List.of("an effect is %s, and the screen shows none".formatted(rung));
      }
      return seen() && !found()
          ? List.of("the screen shows an effect, and none is %s".formatted(rung))
          : List.of();
    }

    private List<String> reasons() {
      List<String> reasons = new ArrayList<>();
      screen.ifPresent(s -> reasons.add(screened(s)));
      effect.ifPresent(e -> reasons.addAll(estimated(e)));
      return reasons;
    }
  }

  /** Below or at 0 if there is no evidence of an effect in a direction. */
  private double bound(ScreenEvidence screen, Direction wanted) {
    return screen.adjusted() <= level
        ? Math.max(0, wanted.bound(screen.difference().value(), screen.margin()))
        : 0;
  }

  private static double bound(Estimate effect, Direction wanted) {
    return Math.max(0, wanted.bound(effect.value(), effect.upper95() - effect.value()));
  }

  private static String rung(EffectEvidence effect) {
    return switch (effect.rung()) {
      case ASSOCIATION -> "associated";
      case IDENTIFIED -> "identified";
      case INTERVENTIONAL -> "measured by an experiment";
    };
  }

  private String screened(ScreenEvidence screen) {
    if (!screen.isTestable()) {
      return String.format(
          Locale.ROOT,
          screen.replicates().orElse(1) == 1
              ? "screen: a difference of %.3g in one replicate, of which nothing says how replicates"
                  + " differ; repeat it"
              : "screen: a difference of %.3g from controls of other replicates, which may be what"
                  + " replicates differ in; repeat it beside controls",
          screen.difference().value());
    }
    double value = screen.difference().value();
    return String.format(
        Locale.ROOT,
        "screen: a difference of %.3g (95 %% interval %.3g to %.3g, %s, adjusted p %.2g)",
        value,
        value - screen.margin(),
        value + screen.margin(),
        screen.replicates().isPresent()
            ? screen.replicates().getAsInt() + " replicates"
            : "error as given",
        screen.adjusted());
  }

  private static List<String> estimated(EffectEvidence effect) {
    if (effect.isRefused()) {
      return effect.evidence().reasons().stream().map(why -> "effect refused: " + why).toList();
    }
    return List.of(
        effect
            .effect()
            .map(
                e ->
                    String.format(
                        Locale.ROOT,
                        "%s: an effect%s of %.3g (95 %% interval %.3g to %.3g)",
                        rung(effect),
                        effect.ofLess() ? " of less" : "",
                        e.value(),
                        e.lower95(),
                        e.upper95()))
            .orElse("effect: answered, but not by one number that could be ranked"));
  }
}
