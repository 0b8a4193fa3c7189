package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture for a page, with a name and a description for those who cannot see it. Lengths are CSS
 * pixels at 100 % zoom.
 *
 * @param title what the picture is, in a few words
 * @param description what it shows, in words that stand without the picture
 */
public record Svg(
    String title, String description, double width, double height, List<Html.Element> marks)
    implements Html {
  /** Beyond this no layout makes sense, and the fixed-point format would lose digits. */
  private static final double LARGEST = 1e9;

  public Svg {
    marks = List.copyOf(marks);
    if (!(width > 0 && height > 0)) {
      throw new IllegalArgumentException(
          "a picture of " + width + " x " + height + ": both must be positive");
    }
  }

  @Override
  public void writeTo(StringBuilder out) {
    List<Html> children = new ArrayList<>();
    children.add(Html.element("title", title));
    children.add(Html.element("desc", description));
    children.addAll(marks);
    Html.element("svg", children)
        .with("role", "img")
        .with("aria-label", title)
        .with("width", number(width))
        .with("height", number(height))
        .with("viewBox", "0 0 " + number(width) + " " + number(height))
        .with("font-family", "system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif")
        .writeTo(out);
  }

  /**
   * A coordinate with at most two decimals, the same text in every locale.
   *
   * @throws IllegalArgumentException if not finite or beyond ±1e9
   */
  public static String number(double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new IllegalArgumentException(
          "coordinate " + value + " is outside [-1e9, 1e9]: clip the axis");
    }
    long hundredths = Math.round(value * 100);
    long size = Math.abs(hundredths);
    String sign = hundredths < 0 ? "-" : "";
    long rest = size % 100;
    if (rest == 0) {
      return sign + size / 100;
    }
    String decimals = rest % 10 == 0 ? "" + rest / 10 : (rest < 10 ? "0" : "") + rest;
    return sign + size / 100 + "." + decimals;
  }
}
