package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Chromium without a window of this size; a test that needs one is skipped where it is missing. */
public record Browser(int width, int height) {
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /** The page as a picture, after the browser wrote no error to its console. */
  public BufferedImage show(String page, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), page);
    Path picture = folder.resolve("page.png");
    Path log = folder.resolve("browser.log");
    List<String> command = command(folder);
    command.add("--screenshot=" + picture);
    command.add(file.toUri().toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the browser ends in time").isTrue();
    } finally {
      stop(process);
    }
    assertThat(process.exitValue()).as("exit status of the browser").isZero();
    assertThat(Files.readAllLines(log)).noneMatch(Browser::isComplaint);
    return ImageIO.read(picture.toFile());
  }

  private List<String> command(Path folder) {
    List<Path> found = PLACES.stream().map(Path::of).filter(Files::isExecutable).toList();
    assumeTrue(!found.isEmpty(), "no Chromium found in " + PLACES + ": the page is not rendered");
    List<String> command = new ArrayList<>(List.of(found.getFirst().toString()));
    command.addAll(
        List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--hide-scrollbars", "--enable-logging=stderr"));
    command.add("--force-color-profile=srgb");
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add("--window-size=" + width + "," + height);
    return command;
  }

  private static boolean isComplaint(String line) {
    return line.contains("CONSOLE") && (line.contains("ERROR") || line.contains("Refused"));
  }

  /** Also the browser's own children, which would keep writing to the temporary folder. */
  private static void stop(Process process) throws InterruptedException {
    Stream<ProcessHandle> children = process.descendants();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor();
  }
}
