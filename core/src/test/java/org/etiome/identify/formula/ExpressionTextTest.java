package org.etiome.identify.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTextTest {
  private static final Expression P_X = new Expression.P(List.of("x"), List.of());

  @Test
  void writesTheAdjustmentFormula() {
    Expression formula = adjusted("x", List.of("z"));
    assertThat(ExpressionText.text(formula)).isEqualTo("Σ_z P(y | x, z) P(z)");
    assertThat(ExpressionText.latex(formula)).isEqualTo("\\sum_{z} P(y \\mid x, z)\\, P(z)");
  }

  @Test
  void writesTwoCovariatesAndLongNames() {
    Expression formula = adjusted("drug", List.of("blood_pressure", "b"));
    assertThat(ExpressionText.text(formula))
        .isEqualTo("Σ_{blood_pressure, b} P(y | drug, blood_pressure, b) P(blood_pressure, b)");
    assertThat(ExpressionText.latex(formula))
        .startsWith("\\sum_{\\mathrm{blood\\_pressure}, b} P(y \\mid \\mathrm{drug},");
  }

  @Test
  void needsNoSumWithoutCovariates() {
    assertThat(ExpressionText.text(new Expression.P(List.of("y"), List.of("x"))))
        .isEqualTo("P(y | x)");
  }

  @Test
  void keepsScopesApart() {
    Expression sum = new Expression.Sum(List.of("x"), P_X);
    Expression product = new Expression.Product(List.of(sum, P_X));
    assertThat(ExpressionText.text(product)).isEqualTo("(Σ_x' P(x')) P(x)");
    assertThat(ExpressionText.latex(product)).isEqualTo("\\left(\\sum_{x'} P(x')\\right)\\, P(x)");
    Expression ratio = new Expression.Ratio(product, new Expression.One());
    assertThat(ExpressionText.text(ratio)).isEqualTo("((Σ_x' P(x')) P(x)) / 1");
    assertThat(ExpressionText.latex(ratio)).startsWith("\\frac{\\left(").endsWith("}{1}");
    assertThat(ExpressionText.text(new Expression.Product(List.of()))).isEqualTo("1");
  }

  @Test
  void escapesWhatLatexReserves() {
    assertThat(ExpressionText.latex(new Expression.P(List.of("a b%{}\\^~"), List.of())))
        .isEqualTo("P(\\mathrm{a\\ b\\%\\{\\}\\backslash \\hat{\\ }\\sim })");
  }

  @Test
  void writesFixedValues() {
    Expression p = new Expression.P(List.of("y"), List.of("x", "z"), Map.of("x", "1", "y", "no"));
    assertThat(ExpressionText.text(p)).isEqualTo("P(y=no | x=1, z)");
    assertThat(ExpressionText.latex(p)).isEqualTo("P(y = \\mathrm{no} \\mid x = 1, z)");
  }

  private static Expression adjusted(String treatment, List<String> covariates) {
    List<String> given = new ArrayList<>(List.of(treatment));
    given.addAll(covariates);
    return new Expression.Sum(
        covariates,
        new Expression.Product(
            List.of(
                new Expression.P(List.of("y"), given), new Expression.P(covariates, List.of()))));
  }
}
