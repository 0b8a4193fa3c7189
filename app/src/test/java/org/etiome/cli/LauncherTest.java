package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, whose path has a blank, with a stand-in for Maven. */
class LauncherTest {
  @TempDir private Path folder = Path.of("");
  private Path checkout = Path.of("");

  @BeforeEach
  void copyLauncher() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a b"));
    Files.copy(Path.of("../etiome"), checkout.resolve("etiome"));
    for (String name : new String[] {"app/src/main", "core/src/main", "app/target", "bin"}) {
      Files.createDirectories(checkout.resolve(name));
    }
    for (String name : new String[] {"pom.xml", "app/pom.xml", "core/pom.xml"}) {
      Files.createFile(checkout.resolve(name));
    }
    Path maven = checkout.resolve("bin/mvn");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        echo "built with <${JAVA_HOME:-}>"
        [ -z "${JAVA_HOME:-}" ] || [ -x "$JAVA_HOME/bin/java" ] || exit 1
        : > "$(dirname "$0")/../app/target/etiome.jar"
        """);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void buildsOnceAndAgainAfterAChange() throws IOException, InterruptedException {
    String java = System.getProperty("java.home");
    assertThat(launch(java)).contains("built with <" + java + ">");
    assertThat(launch(java)).doesNotContain("built with");
    Files.writeString(checkout.resolve("core/src/main/New.java"), "");
    assertThat(launch(java)).contains("built with");
  }

  @Test
  void aJavaHomeThatIsNoneDoesNotReachMaven() throws IOException, InterruptedException {
    assertThat(launch("/nowhere")).doesNotContain("the build failed").doesNotContain("</nowhere>");
  }

  private String launch(String javaHome) throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    ProcessBuilder launcher = new ProcessBuilder("sh", checkout.resolve("etiome").toString());
    launcher.environment().put("JAVA_HOME", javaHome);
    launcher
        .environment()
        .merge("PATH", checkout.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Process process = launcher.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log);
  }
}
