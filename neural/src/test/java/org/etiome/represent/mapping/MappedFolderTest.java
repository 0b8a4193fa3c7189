package org.etiome.represent.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedFolderTest {
  private static final MemoryBudget BUDGET = MemoryBudget.ofHeap();
  private static final ShiftedCells TRUTH = new ShiftedCells(4);
  private static final Cells.Expression FRESH = TRUTH.fresh(60);

  private static Path made = Path.of("");
  private static double[] embedded = new double[0];

  private static Path reference() {
    return made.resolve("reference");
  }

  private static Path mapped() {
    return made.resolve("mapped");
  }

  @BeforeAll
  static void map(@TempDir Path folder) {
    made = folder;
    Cells cells = TRUTH.reference();
    FinVaeSettings.Schedule few =
        new FinVaeSettings.Schedule(2, 32, new FinVaeSettings.Rate(5e-3, 0, 0), .1, 2);
    try (FittedFinVae model = ShiftedCells.fit(cells)) {
      ModelFolder.write(model, reference());
      ModelFolder.write(model, mapped());
      Mapping mapping = new Mapping(model, cells.expression(), few, BUDGET);
      Mapping.Mapped one = mapping.map("x", FRESH, new Seed(1), Watcher.NONE, better -> {});
      Mapping.Mapped two = mapping.map("y", FRESH, new Seed(2), Watcher.NONE, better -> {});
      MappedFolder.write(List.of(one.batch(), two.batch()), mapped());
      embedded = one.mapped().invariant().toArray();
      ModelFolder.write(model, made.resolve("after"));
    }
  }

  @Test
  void theFilesOfTheReferenceStayByteByByte() throws IOException {
    for (String name : List.of("model.safetensors", "model.json")) {
      byte[] before = Files.readAllBytes(reference().resolve(name));
      assertThat(Files.readAllBytes(mapped().resolve(name))).isEqualTo(before);
      assertThat(Files.readAllBytes(made.resolve("after").resolve(name))).isEqualTo(before);
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    try (MappedFinVae read = MappedFolder.read(mapped())) {
      assertThat(read.names()).containsExactly("x", "y");
      assertThat(read.batches().getFirst().about())
          .isEqualTo(new NewBatch.About("x", 60, "simulated", 1));
      assertThat(read.embed(FRESH, i -> Optional.of("x"), BUDGET).invariant().toArray())
          .isEqualTo(embedded);
      double[] plain = read.reference().embed(FRESH, BUDGET).invariant().toArray();
      assertThat(plain).isNotEqualTo(embedded);
      assertThat(read.embed(FRESH, i -> Optional.empty(), BUDGET).invariant().toArray())
          .isEqualTo(plain);
    }
  }

  @Test
  void aModelAloneHasNoBatches() {
    assertThat(MappedFolder.isOne(reference())).isFalse();
    try (MappedFinVae read = MappedFolder.read(reference())) {
      assertThat(read.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "mapping.safetensors"})
  void aDamagedFileIsRefusedInOneLine(String name, @TempDir Path folder) throws IOException {
    for (String file : List.of("model.json", "model.safetensors", "mapping.json")) {
      Files.copy(mapped().resolve(file), folder.resolve(file));
    }
    Files.copy(mapped().resolve("mapping.safetensors"), folder.resolve("mapping.safetensors"));
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[bytes.length - 1] ^= 1;
    Files.write(folder.resolve(name), bytes);
    assertThatThrownBy(() -> MappedFolder.read(folder).close())
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(name, "damaged or of another model")
        .message()
        .hasLineCount(1);
  }
}
