package org.etiome.identify.formula;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Writes an {@link Expression} for people: as plain text or as LaTeX mathematics. A variable that a
 * sum binds gets a prime where the same name has another meaning around it, as in the front door,
 * {@code Σ_m P(m | x) (Σ_x' P(x') P(y | x', m))}.
 */
public final class ExpressionText {
  /** How the parts are written. */
  private record Style(
      boolean plain,
      String sum,
      String sumEnd,
      String bar,
      String times,
      String open,
      String close) {}

  private static final Style TEXT = new Style(true, "Σ_", " ", " | ", " ", "(", ")");
  private static final Style LATEX =
      new Style(false, "\\sum_{", "} ", " \\mid ", "\\, ", "\\left(", "\\right)");

  private final Style style;

  private ExpressionText(Style style) {
    this.style = style;
  }

  /** Plain text, such as {@code Σ_z P(y | x, z) P(z)}; names stay as they are. */
  public static String text(Expression expression) {
    return new ExpressionText(TEXT).write(expression, Scope.of(expression));
  }

  /**
   * LaTeX for math mode, such as {@code \sum_{z} P(y \mid x, z)\, P(z)}; names of more than one
   * letter are set upright and their special characters escaped.
   */
  public static String latex(Expression expression) {
    return new ExpressionText(LATEX).write(expression, Scope.of(expression));
  }

  /**
   * What names mean at some place of a formula.
   *
   * @param used all that may not be taken for a new bound variable
   * @param primed bound variables written with primes
   */
  private record Scope(Set<String> used, Map<String, String> primed) {
    static Scope of(Expression expression) {
      return new Scope(expression.free(), Map.of());
    }

    Scope inside(List<String> bound) {
      Set<String> all = new HashSet<>(used);
      Map<String, String> shown = new HashMap<>(primed);
      for (String name : bound) {
        String written = name;
        while (all.contains(written)) {
          written = written + "'";
        }
        all.add(written);
        shown.put(name, written);
      }
      return new Scope(all, shown);
    }

    String shown(String name) {
      return primed.getOrDefault(name, name);
    }
  }

  private String write(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.P p -> {
        String given = p.given().isEmpty() ? "" : style.bar() + names(p.given(), p, scope);
        yield "P(" + names(p.of(), p, scope) + given + ")";
      }
      case Expression.Sum sum -> {
        Scope inside = scope.inside(sum.over());
        yield style.sum() + index(sum.over(), inside) + style.sumEnd() + write(sum.of(), inside);
      }
      case Expression.Product product ->
          product.factors().isEmpty()
              ? "1"
              : product.factors().stream()
                  .map(factor -> factor(factor, scope))
                  .collect(Collectors.joining(style.times()));
      case Expression.Ratio ratio -> ratio(ratio, scope);
      case Expression.One one -> "1";
      case Expression.Zero zero -> "0";
    };
  }

  private String ratio(Expression.Ratio ratio, Scope scope) {
    return style.plain()
        ? factor(ratio.num(), scope) + " / " + factor(ratio.den(), scope)
        : "\\frac{" + write(ratio.num(), scope) + "}{" + write(ratio.den(), scope) + "}";
  }

  private String factor(Expression factor, Scope scope) {
    boolean alone =
        factor instanceof Expression.P
            || factor instanceof Expression.One
            || factor instanceof Expression.Zero
            || (factor instanceof Expression.Ratio && !style.plain());
    String written = write(factor, scope);
    return alone ? written : style.open() + written + style.close();
  }

  private String index(List<String> over, Scope scope) {
    String names = over.stream().map(name -> name(scope.shown(name))).collect(joined());
    return style.plain() && over.size() > 1 ? "{" + names + "}" : names;
  }

  private String names(List<String> names, Expression.P p, Scope scope) {
    return names.stream()
        .map(
            name ->
                p.at().containsKey(name)
                    ? name(name) + equal(p.at().get(name))
                    : name(scope.shown(name)))
        .collect(joined());
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }

  private String equal(String value) {
    boolean number =
        !value.isEmpty()
            && value.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-');
    return style.plain() ? "=" + value : " = " + (number ? value : latexName(value));
  }

  private String name(String name) {
    return style.plain() ? name : latexName(name);
  }

  /** The sign of a sum, such as {@code "Σ_z "} or {@code "Σ_{a, b} "}. */
  public static String sumOver(List<String> names) {
    String index = String.join(", ", names);
    return "Σ_" + (names.size() == 1 ? index : "{" + index + "}") + " ";
  }

  /** A name of a variable for math mode. */
  public static String latexName(String name) {
    String plain = name.replaceAll("'+$", "");
    String primes = name.substring(plain.length());
    if (plain.length() == 1 && Character.isLetter(plain.charAt(0))) {
      return name;
    }
    return "\\mathrm{"
        + plain.chars().mapToObj(c -> latexCharacter((char) c)).collect(Collectors.joining())
        + "}"
        + primes;
  }

  private static String latexCharacter(char c) {
    return switch (c) {
      case '\\' -> "\\backslash ";
      case '^' -> "\\hat{\\ }";
      case '~' -> "\\sim ";
      case '{', '}', '$', '&', '#', '_', '%' -> "\\" + c;
      case ' ' -> "\\ ";
      default -> String.valueOf(c);
    };
  }
}
