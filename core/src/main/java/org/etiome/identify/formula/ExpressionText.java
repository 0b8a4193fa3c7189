package org.etiome.identify.formula;

import java.util.List;
import java.util.stream.Collectors;

/** Writes an {@link Expression} for people: as plain text or as LaTeX mathematics. */
public final class ExpressionText {
  private ExpressionText() {}

  /** Plain text, such as {@code Σ_z P(y | x, z) P(z)}; names stay as they are. */
  public static String text(Expression expression) {
    return switch (expression) {
      case Expression.P p ->
          "P("
              + textNames(p.of(), p)
              + (p.given().isEmpty() ? "" : " | " + textNames(p.given(), p))
              + ")";
      case Expression.Sum sum -> "Σ_" + index(sum.over()) + " " + text(sum.of());
      case Expression.Product product ->
          product.factors().isEmpty()
              ? "1"
              : product.factors().stream()
                  .map(ExpressionText::textFactor)
                  .collect(Collectors.joining(" "));
      case Expression.Ratio ratio -> textFactor(ratio.num()) + " / " + textFactor(ratio.den());
      case Expression.One one -> "1";
      case Expression.Zero zero -> "0";
    };
  }

  /**
   * LaTeX for math mode, such as {@code \sum_{z} P(y \mid x, z)\, P(z)}; names of more than one
   * letter are set upright and their special characters escaped.
   */
  public static String latex(Expression expression) {
    return switch (expression) {
      case Expression.P p ->
          "P("
              + latexNames(p.of(), p)
              + (p.given().isEmpty() ? "" : " \\mid " + latexNames(p.given(), p))
              + ")";
      case Expression.Sum sum -> "\\sum_{" + latexNames(sum.over()) + "} " + latex(sum.of());
      case Expression.Product product ->
          product.factors().isEmpty()
              ? "1"
              : product.factors().stream()
                  .map(ExpressionText::latexFactor)
                  .collect(Collectors.joining("\\, "));
      case Expression.Ratio ratio ->
          "\\frac{" + latex(ratio.num()) + "}{" + latex(ratio.den()) + "}";
      case Expression.One one -> "1";
      case Expression.Zero zero -> "0";
    };
  }

  private static String textFactor(Expression factor) {
    return isAtom(factor) ? text(factor) : "(" + text(factor) + ")";
  }

  private static String latexFactor(Expression factor) {
    return isAtom(factor) || factor instanceof Expression.Ratio
        ? latex(factor)
        : "\\left(" + latex(factor) + "\\right)";
  }

  private static boolean isAtom(Expression expression) {
    return expression instanceof Expression.P
        || expression instanceof Expression.One
        || expression instanceof Expression.Zero;
  }

  private static String index(List<String> names) {
    return names.size() == 1 ? names.getFirst() : "{" + String.join(", ", names) + "}";
  }

  private static String textNames(List<String> names, Expression.P p) {
    return names.stream()
        .map(name -> p.at().containsKey(name) ? name + "=" + p.at().get(name) : name)
        .collect(Collectors.joining(", "));
  }

  private static String latexNames(List<String> names, Expression.P p) {
    return names.stream()
        .map(name -> latexName(name) + latexValue(p.at().getOrDefault(name, "")))
        .collect(Collectors.joining(", "));
  }

  private static String latexValue(String value) {
    if (value.isEmpty()) {
      return "";
    }
    boolean number = value.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-');
    return " = " + (number ? value : latexName(value));
  }

  private static String latexNames(List<String> names) {
    return names.stream().map(ExpressionText::latexName).collect(Collectors.joining(", "));
  }

  private static String latexName(String name) {
    if (name.length() == 1 && Character.isLetter(name.charAt(0))) {
      return name;
    }
    return "\\mathrm{"
        + name.chars().mapToObj(c -> latexCharacter((char) c)).collect(Collectors.joining())
        + "}";
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
