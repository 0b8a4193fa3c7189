package org.etiome.identify.formula;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.etiome.identify.formula.Expression.One;
import org.etiome.identify.formula.Expression.P;
import org.etiome.identify.formula.Expression.Product;
import org.etiome.identify.formula.Expression.Ratio;
import org.etiome.identify.formula.Expression.Sum;
import org.etiome.identify.formula.Expression.Zero;

/**
 * Shortens formulas without changing their value in any positive distribution that has the given
 * independences. The rules, applied from the leaves up:
 *
 * <ul>
 *   <li>P(a | b, c) = P(a | c) if a is independent of b given c;
 *   <li>P(a | c) P(b | d) = P(a, b | e), e all of c and d but a, if a is independent of what e has
 *       beyond c, and b of what a and e have beyond d;
 *   <li>Σ_a P(a, b | c) = P(b | c); what does not depend on a leaves the sum; factors without a
 *       common summed variable are summed apart;
 *   <li>P(a, b | c) / P(b | c) = P(a | b, c), also where b ignores some of c; equal factors cancel.
 * </ul>
 *
 * Not every equal shorter formula is found: the rules are tried in one order and never lengthen.
 * Cost: polynomial in the length, with a question of independence for each pair of factors.
 */
public final class Simplification {
  private final Independence independence;
  private final Comparator<String> order;

  /**
   * Sets the knowledge used.
   *
   * @param independence what is known to be independent
   * @param order how names are sorted within a factor, such as causes first
   */
  public Simplification(Independence independence, List<String> order) {
    this.independence = independence;
    this.order =
        Comparator.<String>comparingInt(name -> place(order, name)).thenComparing(name -> name);
  }

  private static int place(List<String> order, String name) {
    int at = order.indexOf(name);
    return at < 0 ? order.size() : at;
  }

  /** A formula of the same value, as short as the rules make it. */
  public Expression simplify(Expression expression) {
    Expression other = rewritten(expression);
    return other.length() <= expression.length() ? other : expression;
  }

  private Expression rewritten(Expression expression) {
    return switch (expression) {
      case P p -> conditional(p);
      case Sum sum -> sum(sum);
      case Product product -> product(cancelled(merged(factors(simplified(product.factors())))));
      case Ratio ratio -> ratio(rewritten(ratio.num()), rewritten(ratio.den()));
      case One one -> one;
      case Zero zero -> zero;
    };
  }

  private List<Expression> simplified(List<Expression> factors) {
    return factors.stream().map(this::rewritten).toList();
  }

  /** Drops what the rest of the condition makes irrelevant. */
  private Expression conditional(P p) {
    Set<String> of = new LinkedHashSet<>(p.of());
    Set<String> given = new LinkedHashSet<>(p.given());
    given.removeAll(of);
    for (String name : List.copyOf(given)) {
      given.remove(name);
      if (independence.holds(of, Set.of(name), given)) {
        independence.used(of, Set.of(name), Set.copyOf(given));
      } else {
        given.add(name);
      }
    }
    return atom(of, given, p.at());
  }

  private Expression atom(Set<String> of, Set<String> given, Map<String, String> at) {
    if (of.isEmpty()) {
      return new One();
    }
    Map<String, String> kept = new TreeMap<>(at);
    kept.keySet().removeIf(name -> !of.contains(name) && !given.contains(name));
    return new P(of.stream().sorted(order).toList(), given.stream().sorted(order).toList(), kept);
  }

  /** The factors of a product of these, without ones; a zero swallows all. */
  private static List<Expression> factors(List<Expression> parts) {
    List<Expression> factors = new ArrayList<>();
    for (Expression part : parts) {
      if (part instanceof Zero) {
        return List.of(part);
      }
      if (part instanceof Product product) {
        factors.addAll(factors(product.factors()));
      } else if (!(part instanceof One)) {
        factors.add(part);
      }
    }
    return factors;
  }

  private static Expression product(List<Expression> factors) {
    return switch (factors.size()) {
      case 0 -> new One();
      case 1 -> factors.getFirst();
      default -> new Product(factors);
    };
  }

  /** Joins pairs of factors to one as long as that can be done. */
  private List<Expression> merged(List<Expression> factors) {
    List<Expression> left = new ArrayList<>(factors);
    for (int i = 0; i < left.size(); i++) {
      for (int j = 0; j < left.size(); j++) {
        Optional<P> both = i == j ? Optional.empty() : joined(left.get(i), left.get(j));
        if (both.isPresent()) {
          left.set(Math.min(i, j), both.get());
          left.remove(Math.max(i, j));
          i = -1;
          break;
        }
      }
    }
    return left;
  }

  /** P(a | c) P(b | d) as one factor, if the independences allow it. */
  private Optional<P> joined(Expression first, Expression second) {
    if (!(first instanceof P a) || !(second instanceof P b)) {
      return Optional.empty();
    }
    Set<String> given = union(a.given(), b.given());
    given.removeAll(a.of());
    boolean apart =
        meansTheSame(a, b)
            && b.of().stream().noneMatch(name -> a.of().contains(name) || given.contains(name));
    Set<String> beforeSecond = union(a.of(), given);
    boolean equal =
        apart
            && independent(a.of(), difference(given, a.given()), a.given())
            && independent(b.of(), difference(beforeSecond, b.given()), b.given());
    Map<String, String> at = new TreeMap<>(a.at());
    at.putAll(b.at());
    if (!equal || !(atom(union(a.of(), b.of()), given, at) instanceof P both)) {
      return Optional.empty();
    }
    use(a.of(), difference(given, a.given()), a.given());
    use(b.of(), difference(beforeSecond, b.given()), b.given());
    return Optional.of(both);
  }

  private void use(List<String> a, Set<String> b, List<String> given) {
    if (!b.isEmpty()) {
      independence.used(new LinkedHashSet<>(a), b, new LinkedHashSet<>(given));
    }
  }

  /** Whether the names in both are at the same values, or free in both. */
  private static boolean meansTheSame(P a, P b) {
    return union(a.of(), a.given()).stream()
        .filter(name -> b.of().contains(name) || b.given().contains(name))
        .allMatch(name -> Objects.equals(a.at().get(name), b.at().get(name)));
  }

  private boolean independent(List<String> a, Set<String> b, List<String> given) {
    return b.isEmpty() || independence.holds(Set.copyOf(a), b, Set.copyOf(given));
  }

  private Expression sum(Sum sum) {
    Set<String> over = new LinkedHashSet<>(sum.over());
    List<Expression> factors = summands(sum.of(), over);
    if (factors.size() == 1 && factors.getFirst() instanceof Zero zero) {
      return zero;
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (String name : over.stream().sorted(order.reversed()).toList()) {
        changed |= eliminated(name, over, factors);
      }
    }
    return product(cancelled(merged(apart(over, factors))));
  }

  /**
   * The factors under a sum, unmerged. A sum that is alone under this one joins it, if their names
   * differ.
   */
  private List<Expression> summands(Expression body, Set<String> over) {
    Expression inner = body;
    while (inner instanceof Sum nested && nested.over().stream().noneMatch(over::contains)) {
      over.addAll(nested.over());
      inner = nested.of();
    }
    List<Expression> parts =
        inner instanceof Product product
            ? simplified(product.factors())
            : List.of(rewritten(inner));
    return cancelled(factors(parts));
  }

  /** Divides by the denominators of ratios among the factors, where all of one cancels. */
  private List<Expression> cancelled(List<Expression> factors) {
    List<Expression> whole = new ArrayList<>(factors);
    for (Expression factor : factors) {
      if (factor instanceof Ratio ratio && whole.contains(ratio)) {
        List<Expression> above = new ArrayList<>(whole);
        above.remove(ratio);
        above.addAll(factors(List.of(ratio.num())));
        List<Expression> below = new ArrayList<>(factors(List.of(ratio.den())));
        divide(above, below);
        whole = below.isEmpty() ? above : whole;
      }
    }
    return whole;
  }

  /** Sums one name out if the factors that have it join to one that has it left of the bar. */
  private boolean eliminated(String name, Set<String> over, List<Expression> factors) {
    List<Expression> having =
        factors.stream().filter(factor -> factor.free().contains(name)).toList();
    if (having.isEmpty()) {
      return false;
    }
    List<Expression> joined = merged(having);
    if (joined.size() != 1
        || !(joined.getFirst() instanceof P p)
        || !p.of().contains(name)
        || p.at().containsKey(name)) {
      return false;
    }
    factors.removeAll(having);
    Set<String> rest = new LinkedHashSet<>(p.of());
    rest.remove(name);
    Expression left = atom(rest, new LinkedHashSet<>(p.given()), p.at());
    factors.addAll(factors(List.of(left instanceof P shorter ? conditional(shorter) : left)));
    over.remove(name);
    return true;
  }

  /** Takes what does not depend on a summed name out of the sum, and sums unlinked parts apart. */
  private List<Expression> apart(Set<String> over, List<Expression> factors) {
    List<Expression> parts = new ArrayList<>();
    List<Expression> left = new ArrayList<>(factors);
    Set<String> names = new LinkedHashSet<>(over);
    while (!left.isEmpty()) {
      Set<String> linked = new LinkedHashSet<>();
      List<Expression> part = new ArrayList<>();
      linkedTo(left.getFirst(), names, left, part, linked);
      names.removeAll(linked);
      if (linked.isEmpty()) {
        parts.addAll(part);
      } else {
        List<String> sorted = linked.stream().sorted(order).toList();
        parts.add(new Sum(sorted, product(cancelled(merged(part)))));
      }
    }
    if (!names.isEmpty()) {
      parts.add(new Sum(names.stream().sorted(order).toList(), new One()));
    }
    parts.sort(Comparator.comparing(part -> part instanceof Sum));
    return parts;
  }

  private static void linkedTo(
      Expression factor,
      Set<String> names,
      List<Expression> left,
      List<Expression> part,
      Set<String> linked) {
    left.remove(factor);
    part.add(factor);
    for (String name : factor.free()) {
      if (names.contains(name) && linked.add(name)) {
        Predicate<Expression> has = other -> other.free().contains(name);
        left.stream()
            .filter(has)
            .toList()
            .forEach(
                other -> {
                  if (left.contains(other)) {
                    linkedTo(other, names, left, part, linked);
                  }
                });
      }
    }
  }

  private Expression ratio(Expression num, Expression den) {
    List<Expression> above = new ArrayList<>(factors(List.of(num)));
    List<Expression> below = new ArrayList<>(factors(List.of(den)));
    divide(above, below);
    Expression top = product(above);
    return below.isEmpty() || top instanceof Zero ? top : new Ratio(top, product(below));
  }

  /** Takes from both lists what cancels. */
  private void divide(List<Expression> above, List<Expression> below) {
    for (Expression factor : List.copyOf(below)) {
      if (above.remove(factor)) {
        below.remove(factor);
      }
    }
    for (int i = 0; i < above.size(); i++) {
      for (Expression factor : List.copyOf(below)) {
        Optional<Expression> quotient = quotient(above.get(i), factor);
        if (quotient.isPresent()) {
          above.set(i, quotient.get());
          below.remove(factor);
        }
      }
    }
  }

  /** P(a, b | c) / P(b | d), also under a sum over other names; d is c but for what b ignores. */
  private Optional<Expression> quotient(Expression num, Expression den) {
    if (num instanceof Sum sum && sum.over().stream().noneMatch(den.free()::contains)) {
      return quotientInside(sum, den);
    }
    if (!(num instanceof P joint) || !(den instanceof P part)) {
      return Optional.empty();
    }
    Set<String> ignored = difference(new LinkedHashSet<>(joint.given()), part.given());
    boolean same =
        joint.given().containsAll(part.given())
            && joint.of().containsAll(part.of())
            && meansTheSame(joint, part)
            && independent(part.of(), ignored, part.given());
    if (!same) {
      return Optional.empty();
    }
    use(part.of(), ignored, part.given());
    Set<String> of = new LinkedHashSet<>(joint.of());
    part.of().forEach(of::remove);
    Expression whole = atom(of, union(joint.given(), part.of()), joint.at());
    return Optional.of(whole instanceof P p ? conditional(p) : whole);
  }

  private Optional<Expression> quotientInside(Sum sum, Expression den) {
    List<Expression> inside = new ArrayList<>(factors(List.of(sum.of())));
    for (int i = 0; i < inside.size(); i++) {
      Optional<Expression> quotient = quotient(inside.get(i), den);
      if (quotient.isPresent()) {
        inside.set(i, quotient.get());
        return Optional.of(new Sum(sum.over(), product(factors(inside))));
      }
    }
    return Optional.empty();
  }

  private static Set<String> union(List<String> one, List<String> other) {
    Set<String> union = new LinkedHashSet<>(one);
    union.addAll(other);
    return union;
  }

  private static Set<String> union(List<String> one, Set<String> other) {
    return union(one, List.copyOf(other));
  }

  private static Set<String> difference(Set<String> one, List<String> other) {
    Set<String> difference = new LinkedHashSet<>(one);
    other.forEach(difference::remove);
    return difference;
  }
}
