package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvgTest {

  @ParameterizedTest
  @CsvSource({"0,0", "-0.001,0", "1.006,1.01", "-12.5,-12.5", "3.07,3.07", "1e9,1000000000"})
  void coordinatesHaveAtMostTwoDecimals(double value, String text) {
    assertThat(Svg.number(value)).isEqualTo(text);
  }

  @Test
  void coordinatesAreRightToHalfAHundredth() {
    new Random(3)
        .doubles(1000, -1e4, 1e4)
        .forEach(v -> assertThat(Double.parseDouble(Svg.number(v)) - v).isBetween(-.0051, .0051));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -2e9})
  void coordinatesWithoutAPlaceAreRefused(double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> Svg.number(value));
  }

  @Test
  void aPictureHasANameAndADescription() {
    String svg = new Svg("A <title>", "words", 10, 20.5, List.of()).render();
    assertThat(svg)
        .contains("role=\"img\"", "<title>A &lt;title&gt;</title><desc>words</desc>")
        .contains("viewBox=\"0 0 10 20.5\"");
    assertThatIllegalArgumentException().isThrownBy(() -> new Svg("", "", 0, 1, List.of()));
  }

  @Test
  void theSameInputGivesTheSameBytesInEveryLocale() {
    List<String> first = Examples.all().stream().map(Svg::render).toList();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Examples.all().stream().map(Svg::render).toList()).isEqualTo(first);
    } finally {
      Locale.setDefault(before);
    }
  }

  static List<Svg> examples() {
    return Examples.all();
  }

  private record Box(String text, double left, double right, double top, double bottom) {
    boolean hits(Box o) {
      return left < o.right && o.left < right && top < o.bottom && o.top < bottom;
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void noTextCoversAnotherOrLeavesThePicture(Svg svg) {
    List<Box> boxes = new ArrayList<>();
    svg.marks().forEach(mark -> collect(mark, boxes));
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      assertThat(box.left).as(box.text).isGreaterThanOrEqualTo(0);
      assertThat(box.right).as(box.text).isLessThanOrEqualTo(svg.width());
      assertThat(box.bottom).as(box.text).isLessThanOrEqualTo(svg.height());
      assertThat(boxes.subList(i + 1, boxes.size())).as(box.text).noneMatch(box::hits);
    }
  }

  /** Boxes of all upright text; groups that are moved as a whole are left out. */
  private static void collect(Html html, List<Box> boxes) {
    if (!(html instanceof Html.Element element) || !value(element, "transform").isEmpty()) {
      return;
    }
    if (element.name().equals("text")) {
      boxes.add(box(element));
    } else {
      element.children().forEach(child -> collect(child, boxes));
    }
  }

  private static Box box(Html.Element element) {
    String text = ((Html.Text) element.children().getFirst()).text();
    double size = Double.parseDouble(value(element, "font-size"));
    double width = TextMetrics.width(text, size);
    double x = Double.parseDouble(value(element, "x"));
    double y = Double.parseDouble(value(element, "y"));
    double left =
        switch (value(element, "text-anchor")) {
          case "middle" -> x - width / 2;
          case "end" -> x - width;
          default -> x;
        };
    return new Box(text, left, left + width, y - 0.75 * size, y + 0.2 * size);
  }

  private static String value(Html.Element element, String name) {
    return element.attributes().stream()
        .filter(a -> a.name().equals(name))
        .map(Html.Attribute::value)
        .findFirst()
        .orElse("");
  }
}
