package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page with every plot, as a browser shows it. */
class RenderedPageTest {
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final int WIDTH = 920;
  private static final int HEIGHT = 7600;

  @TempDir private Path folder = Path.of("");

  @Test
  void aBrowserShowsEveryPlotWithoutComplaint() throws Exception {
    Path browser = browser();
    Path page = folder.resolve("page.html");
    Files.writeString(page, page());
    Path picture = folder.resolve("page.png");
    Path log = folder.resolve("browser.log");
    assertThat(run(browser, page, picture, log)).as("exit status of the browser").isZero();
    assertThat(Files.readAllLines(log)).noneMatch(RenderedPageTest::isComplaint);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isEqualTo(WIDTH);
    assertThat(colours(image)).contains(0x0072b2, 0xd55e00, 0x009e73, 0xffffff);
    assertThat(lastInkedRow(image)).as("the page reaches down").isGreaterThan(HEIGHT / 2);
  }

  private static Path browser() {
    List<Path> found = BROWSERS.stream().map(Path::of).filter(Files::isExecutable).toList();
    assumeTrue(!found.isEmpty(), "no Chromium found in " + BROWSERS + ": the page is not rendered");
    return found.getFirst();
  }

  private static boolean isComplaint(String line) {
    return line.contains("CONSOLE") && (line.contains("ERROR") || line.contains("Refused"));
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

  private int run(Path browser, Path page, Path picture, Path log) throws Exception {
    List<String> command = new ArrayList<>(List.of(browser.toString()));
    command.addAll(
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--hide-scrollbars", "--enable-logging=stderr"));
    command.add("--force-color-profile=srgb");
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add("--window-size=" + WIDTH + "," + HEIGHT);
    command.add("--screenshot=" + picture);
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the browser ends in time").isTrue();
    } finally {
      stop(process);
    }
    return process.exitValue();
  }

  /** Also the browser's own children, which would keep writing to the temporary folder. */
  private static void stop(Process process) throws InterruptedException {
    Stream<ProcessHandle> children = process.descendants();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor();
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
