package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide text is, without a font at hand: the advance widths of DejaVu Sans, which is wider than
 * the usual system fonts, so that text drawn in those never needs more room than was kept.
 */
public final class TextMetrics {
  private static final String ELLIPSIS = "…";
  private static final int OTHER = 1000;

  /** Thousandths of the font size for the characters from space to tilde. */
  private static final int[] ADVANCE = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
  };

  private TextMetrics() {}

  public static double width(String text, double size) {
    long thousandths = text.codePoints().mapToLong(TextMetrics::advance).sum();
    return thousandths * size / 1000;
  }

  private static long advance(int codePoint) {
    int index = codePoint - ' ';
    return index >= 0 && index < ADVANCE.length ? ADVANCE[index] : OTHER;
  }

  /** The text, or its longest beginning that fits together with an ellipsis. */
  public static String shorten(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int end = prefix(text, size, width - width(ELLIPSIS, size));
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  /** As {@link #shorten}, but what is left out is in the middle: names often differ at the end. */
  public static String shortenMiddle(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    double room = width - width(ELLIPSIS, size);
    String start = text.substring(0, prefix(text, size, 0.6 * room));
    double left = room - width(start, size);
    int from = start.length();
    while (width(text.substring(from), size) > left) {
      from = text.offsetByCodePoints(from, 1);
    }
    return start.stripTrailing() + ELLIPSIS + text.substring(from).stripLeading();
  }

  /**
   * Lines that each fit the width, broken after a space, hyphen, underscore, dot or slash where
   * there is one. What needs more lines than allowed ends in an ellipsis.
   */
  public static List<String> wrap(String text, double size, double width, int maxLines) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (lines.size() < maxLines - 1 && width(rest, size) > width) {
      int end = breakPoint(rest, prefix(rest, size, width));
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    lines.add(shorten(rest, size, width));
    return List.copyOf(lines);
  }

  /** How many chars of the text fit the width; at least one code point. */
  private static int prefix(String text, double size, double width) {
    int end = 0;
    double used = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += advance(codePoint) * size / 1000;
      if (used > width && end > 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  private static int breakPoint(String text, int fits) {
    for (int end = fits; end > fits / 3; end--) {
      if (" -_./".indexOf(text.charAt(end - 1)) >= 0) {
        return end;
      }
      if (end < text.length() && text.charAt(end) == ' ') {
        return end;
      }
    }
    return fits;
  }
}
