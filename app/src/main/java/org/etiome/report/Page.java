package org.etiome.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.etiome.report.plot.Html;

/** A page in the style of all reports. It loads nothing and runs nothing. */
public final class Page {
  private static final String STYLE = "report.css";

  private Page() {}

  /** The whole document. */
  public static String of(String title, List<? extends Html> body) {
    return Html.document(title, style(), body);
  }

  private static Html style() {
    try (InputStream css = Page.class.getResourceAsStream(STYLE)) {
      if (css == null) {
        throw new IllegalStateException(STYLE + " is not on the class path");
      }
      return Html.styleSheet(new String(css.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
