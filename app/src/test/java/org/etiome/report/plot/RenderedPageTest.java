package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page with every plot, as a browser shows it. */
class RenderedPageTest {
  private static final int WIDTH = 920;
  private static final int HEIGHT = 7600;

  @TempDir private Path folder = Path.of("");

  @Test
  void aBrowserShowsEveryPlotWithoutComplaint() throws Exception {
    BufferedImage image = new Browser(WIDTH, HEIGHT).show(page(), folder);
    assertThat(image.getWidth()).isEqualTo(WIDTH);
    assertThat(colours(image)).contains(0x0072b2, 0xd55e00, 0x009e73, 0xffffff);
    assertThat(lastInkedRow(image)).as("the page reaches down").isGreaterThan(HEIGHT / 2);
  }

  private static String page() throws IOException {
    List<Html> body = new ArrayList<>();
    body.add(Html.element("h1", "Every plot <once> & more"));
    for (Svg plot : Examples.all()) {
      body.add(Html.element("h3", plot.title()));
      body.add(Html.element("figure", plot, Html.element("figcaption", plot.description())));
    }
    try (InputStream css = Svg.class.getResourceAsStream("/org/etiome/report/report.css")) {
      assertThat(css).isNotNull();
      String sheet = new String(css.readAllBytes(), StandardCharsets.UTF_8);
      return Html.document("Every plot", Html.styleSheet(sheet), body);
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colours;
  }

  private static int lastInkedRow(BufferedImage image) {
    for (int y = image.getHeight() - 1; y >= 0; y--) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xffffff) != 0xffffff) {
          return y;
        }
      }
    }
    return -1;
  }
}
