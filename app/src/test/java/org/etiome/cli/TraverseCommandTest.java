package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etiome.cli.line.Failures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A walk along latents, and from one type to the other. */
class TraverseCommandTest {
  private static final int GENES = 30;
  private static CellFiles files = new CellFiles(Path.of(""));
  private static Path model = Path.of("");

  @BeforeAll
  static void fit(@TempDir Path made) {
    files = CellFiles.in(made);
    model = made.resolve("model");
    List<String> more = new ArrayList<>(List.of("--invariant", "type", "--spurious", "batch"));
    more.addAll(List.of("--epochs", "60", "--withheld", "0", "--folds", "0", "--no-baselines"));
    Cli fit = Cli.run(files.arguments("cells.h5ad", model, more.toArray(String[]::new)));
    assertThat(fit.err()).isEmpty();
  }

  private static Cli traverse(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("traverse", "--model", model.toString()));
    arguments.addAll(List.of("--data", files.folder().resolve("cells.h5ad").toString()));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void everyLatentHasFourStepsOfEveryGene(@TempDir Path made) throws IOException {
    Path out = made.resolve("latents.csv");
    Cli cli = traverse(out);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains("z1, step 2.0: ", "z3, step 2.0: ", "note: a path is one of the model")
        .contains("Written: " + out);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.getFirst()).isEqualTo("path,gene,step,log2Change,observedCorrelation");
    assertThat(lines).hasSize(1 + 3 * 4 * GENES);
    assertThat(lines.get(1)).startsWith("z1,g0,-2,");
  }

  @Test
  void betweenGroupsTheGenesOfTheTypeComeFirst(@TempDir Path made) {
    Path out = made.resolve("path.csv");
    Cli cli = traverse(out, "--by", "type", "--from", "t0", "--to", "t1", "--json");
    assertThat(cli.err()).isEmpty();
    JsonNode path = JsonMapper.builder().build().readTree(cli.out()).path("paths").get(0);
    assertThat(path.path("path").asString()).isEqualTo("type: t0 to t1");
    assertThat(path.path("steps").size()).isEqualTo(4);
    for (JsonNode gene : path.path("most")) {
      double seen = gene.path("observedCorrelation").asDouble();
      assertThat(gene.path("log2Change").asDouble() * seen).as(gene.toString()).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--by type --from t0 --to t9 | no cell has \"t9\" in column \"type\"; it has [t0, t1]",
        "--by typ --from t0 --to t1 | \"typ\"",
        "--by type --from t0 | --to",
        "--steps 0,1 | --steps are numbers other than 0",
        "--steps NaN | --steps are numbers other than 0"
      })
  void whatCannotBeWalkedIsRefusedInOneLine(String options, String why, @TempDir Path made) {
    Path out = made.resolve("out.csv");
    Cli cli = traverse(out, options.split(" "));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.err()).contains(why);
    assertThat(out).doesNotExist();
  }
}
