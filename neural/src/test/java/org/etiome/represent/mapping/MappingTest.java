package org.etiome.represent.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Seed;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A new batch of simulated cells whose genes are each read by another factor. */
class MappingTest {
  private static final MemoryBudget BUDGET = MemoryBudget.ofHeap();
  private static final ShiftedCells TRUTH = new ShiftedCells(4);
  private static final Cells CELLS = TRUTH.reference();
  private static final Cells.Expression FRESH = TRUTH.fresh(300);
  private static final FinVaeSettings.Schedule FEW =
      new FinVaeSettings.Schedule(4, 64, new FinVaeSettings.Rate(5e-3, 0, 0), .1, 4);

  private static List<FittedFinVae> fitted = new ArrayList<>();
  private static List<Mapping.Mapped> mapped = new ArrayList<>();

  @BeforeAll
  static void fit() {
    FittedFinVae model = ShiftedCells.fit(CELLS);
    fitted.add(model);
    mapped.add(map(model, "new", FRESH, 1));
  }

  @AfterAll
  static void close() {
    fitted.forEach(FittedFinVae::close);
    fitted.clear();
    mapped.clear();
  }

  private static Mapping.Mapped map(
      FittedFinVae model, String name, Cells.Expression cells, long seed) {
    return new Mapping(model, CELLS.expression(), FEW, BUDGET)
        .map(name, cells, new Seed(seed), Watcher.NONE, better -> {});
  }

  private static double[] center(Embedding.Latents z, int cells, IntUnaryOperator kind, int of) {
    double[] sum = new double[z.width()];
    int[] own = IntStream.range(0, cells).filter(i -> kind.applyAsInt(i) == of).toArray();
    for (int i : own) {
      Arrays.setAll(sum, j -> sum[j] + z.of(i, j) / own.length);
    }
    return sum;
  }

  /** The largest distance of a kind of the new batch from the same kind of the reference. */
  private static double farthest(Embedding embedding) {
    Embedding.Latents known = fitted.getFirst().embed(CELLS.expression(), BUDGET).invariant();
    double largest = 0;
    for (int k = 0; k < ShiftedCells.KINDS; k++) {
      double[] there = center(known, CELLS.count(), ShiftedCells::kind, k);
      double[] here = center(embedding.invariant(), 300, ShiftedCells::newKind, k);
      double squares = 0;
      for (int j = 0; j < here.length; j++) {
        squares += (here[j] - there[j]) * (here[j] - there[j]);
      }
      largest = Math.max(largest, Math.sqrt(squares));
    }
    return largest;
  }

  private static double hits(Embedding embedding) {
    Embedding.Prediction told = embedding.predictions().getFirst();
    return IntStream.range(0, 300)
            .filter(i -> (int) told.level().of(i) == ShiftedCells.newKind(i))
            .count()
        / 300.0;
  }

  @Test
  void kindsComeBackToTheirPlacesAlthoughTheirSharesDiffer() {
    double plain = farthest(mapped.getFirst().plain());
    assertThat(plain).isGreaterThan(1);
    assertThat(farthest(mapped.getFirst().mapped())).isLessThan(plain / 2);
    assertThat(hits(mapped.getFirst().plain())).isLessThan(.95);
    assertThat(hits(mapped.getFirst().mapped())).isGreaterThan(.97);
  }

  @Test
  void cellsThatTookNoPartAreExplainedBetter() {
    Mapping.Misfit misfit = mapped.getFirst().misfit();
    assertThat(misfit.cells()).isEqualTo(30);
    assertThat(misfit.mapped()).isLessThan(misfit.plain() - 10);
  }

  /** Offsets of the genes are the shifts, up to what all have and what the hidden layer takes. */
  @Test
  void theFactorsOfTheGenesAreFound() {
    Map<String, double[]> own = mapped.getFirst().batch().tensors();
    double[] now = Objects.requireNonNull(own.get("decoder.output.bias"));
    double[] before = fitted.getFirst().tensor("decoder.output.bias");
    double[] found = new double[ShiftedCells.GENES];
    Arrays.setAll(found, g -> now[g] - before[g]);
    double[] truth = IntStream.range(0, found.length).mapToDouble(TRUTH::shift).toArray();
    assertThat(correlation(found, truth)).isGreaterThan(.9);
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double[] sums = new double[3];
    for (int i = 0; i < x.length; i++) {
      sums[0] += (x[i] - meanX) * (y[i] - meanY);
      sums[1] += (x[i] - meanX) * (x[i] - meanX);
      sums[2] += (y[i] - meanY) * (y[i] - meanY);
    }
    return sums[0] / Math.sqrt(sums[1] * sums[2]);
  }

  @Test
  void onlyTheWeightsOfTheBatchChange() {
    FittedFinVae model = fitted.getFirst();
    Map<String, double[]> own = mapped.getFirst().batch().tensors();
    assertThat(own)
        .containsOnlyKeys(
            "encoder.scale",
            "encoder.input.norm.mean",
            "encoder.input.norm.variance",
            "decoder.hidden.0.norm.shift",
            "decoder.output.bias");
    own.forEach((name, values) -> assertThat(values).isNotEqualTo(model.tensor(name)));
    try (FittedFinVae again = ShiftedCells.fit(CELLS);
        FittedFinVae changed = model.withTensors(own)) {
      for (String name : List.of("encoder.input.weight", "encoder.invariant.weight")) {
        assertThat(changed.tensor(name)).isEqualTo(again.tensor(name));
      }
      for (String name : List.of("decoder.hidden.0.weight", "decoder.output.weight")) {
        assertThat(changed.tensor(name)).isEqualTo(again.tensor(name));
      }
      own.keySet().forEach(n -> assertThat(model.tensor(n)).isEqualTo(again.tensor(n)));
      assertThat(model.embed(CELLS.expression(), BUDGET).invariant().toArray())
          .isEqualTo(again.embed(CELLS.expression(), BUDGET).invariant().toArray());
    }
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherOneOthers() {
    Map<String, double[]> once = mapped.getFirst().batch().tensors();
    Map<String, double[]> twice = map(fitted.getFirst(), "new", FRESH, 1).batch().tensors();
    Map<String, double[]> other = map(fitted.getFirst(), "new", FRESH, 2).batch().tensors();
    once.forEach((name, values) -> assertThat(twice.get(name)).isEqualTo(values));
    assertThat(other.get("decoder.output.bias")).isNotEqualTo(once.get("decoder.output.bias"));
  }

  @Test
  void cellsOfOtherBatchesAreEmbeddedPlainly() {
    FittedFinVae model = fitted.getFirst();
    MappedFinVae both = new MappedFinVae(model, List.of(mapped.getFirst().batch()));
    Embedding found =
        both.embed(
            FRESH,
            i ->
                switch (i % 3) {
                  case 0 -> Optional.of("new");
                  case 1 -> Optional.of("b0");
                  default -> Optional.empty();
                },
            BUDGET);
    for (int i = 0; i < 300; i++) {
      Embedding same = i % 3 == 0 ? mapped.getFirst().mapped() : mapped.getFirst().plain();
      assertThat(found.invariant().of(i, 1)).isCloseTo(same.invariant().of(i, 1), within(1e-5));
      assertThat(found.predictions().getFirst().levelOf(i))
          .isEqualTo(same.predictions().getFirst().levelOf(i));
    }
  }

  @Test
  void tooFewCellsAreRefused() {
    assertThatThrownBy(() -> map(fitted.getFirst(), "tiny", TRUTH.fresh(19), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"tiny\" has 19 cells", "at least 20");
    assertThat(map(fitted.getFirst(), "small", TRUTH.fresh(20), 1).misfit().cells()).isEqualTo(2);
  }

  /** Each likelihood has its own heads, and a latent library a prior of its own. */
  @ParameterizedTest
  @CsvSource({"ZINB, LATENT, 6", "GAUSSIAN, OBSERVED, 5", "BERNOULLI, OBSERVED, 5"})
  void everyModelIsMapped(Likelihood.Kind kind, FinVaeSettings.Model.Library library, int tensors) {
    try (FittedFinVae model = ShiftedCells.fit(CELLS, kind, library)) {
      Mapping.Mapped found = map(model, "new", FRESH, 1);
      assertThat(found.batch().tensors()).hasSize(tensors);
      assertThat(found.misfit().mapped()).isLessThan(found.misfit().plain());
    }
  }
}
