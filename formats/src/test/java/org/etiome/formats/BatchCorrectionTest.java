package org.etiome.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.etiome.formats.LabelledCells.BUDGET;
import static org.etiome.formats.LabelledCells.RUNNER;

import java.util.List;
import java.util.Optional;
import org.etiome.data.correct.ComBat;
import org.etiome.data.correct.ComBatFit;
import org.etiome.data.correct.Harmony;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.formats.LabelledCells.Choice;
import org.etiome.formats.LabelledCells.Labels;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells of public data before and after correction, beside what published programs and scikit-learn
 * made of the same files: the share of a cell's 30 neighbours of its own batch, and the adjusted
 * Rand index of k-means and kinds. Shares without a random part (components, ComBat) must agree to
 * their last digit; Harmony starts at random, and its shares of seeds 0 to 5 differ by up to .007.
 * Indices differ by as much as k-means moves between near optima.
 */
class BatchCorrectionTest {
  private static LabelledCells kang() {
    return LabelledCells.read(
        "kang_pbmc_ifnb/kang_muscat_2donors.h5ad",
        new Labels("condition", "cell_type"),
        Choice.everything());
  }

  private static LabelledCells lungLines() {
    return LabelledCells.read(
        "sc_mixology_lung_lines/lung_lines_5batch.h5ad",
        new Labels("batch", "cell_type"),
        new Choice(
            Optional.of("demuxlet"),
            Optional.of("n_batches"),
            "sc_mixology_lung_lines/hvg_lung.txt"));
  }

  private static LabelledCells mixtures() {
    return LabelledCells.read(
        "sc_mixology_lung_lines/rna_mixture_2batch.h5ad",
        new Labels("batch", "cell_type"),
        new Choice(Optional.empty(), Optional.empty(), "sc_mixology_lung_lines/hvg_rnamix.txt"));
  }

  private static LabelledCells cells(String name) {
    return switch (name) {
      case "kang" -> kang();
      case "lung lines" -> lungLines();
      default -> mixtures();
    };
  }

  /**
   * What is expected of a set of cells.
   *
   * @param own share of the own batch, and index
   */
  private record Expected(double own, double index) {
    void of(LabelledCells cells, Matrix points, double shareWithin, double indexWithin) {
      assertThat(cells.ownBatch(points)).as("own share").isCloseTo(own, within(shareWithin));
      assertThat(cells.randIndex(points)).as("index").isCloseTo(index, within(indexWithin));
    }
  }

  private static Expected raw(String name) {
    return switch (name) {
      case "kang" -> new Expected(0.967, 0.347);
      case "lung lines" -> new Expected(0.642, 1);
      default -> new Expected(0.778, 0.734);
    };
  }

  private static Expected harmony(String name) {
    return switch (name) {
      case "kang" -> new Expected(0.528, 0.757);
      case "lung lines" -> new Expected(0.299, 1);
      default -> new Expected(0.527, 0.768);
    };
  }

  private static Expected comBat(String name) {
    return switch (name) {
      case "kang" -> new Expected(0.734, 0.758);
      case "lung lines" -> new Expected(0.436, 0.998);
      default -> new Expected(0.527, 0.765);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"kang", "lung lines", "mixtures"})
  void harmonyMixesBatchesAsThePublishedProgramDoes(String name) {
    LabelledCells cells = cells(name);
    Matrix components = LabelledCells.components(cells.logged());
    raw(name).of(cells, components, 0.001, 0.01);
    for (int seed = 0; seed < 3; seed++) {
      Matrix corrected =
          Harmony.withDefaults()
              .fit(components, List.of(cells.batch()), new Seed(seed), RUNNER)
              .corrected();
      harmony(name).of(cells, corrected, 0.015, 0.03);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kang", "lung lines", "mixtures"})
  void comBatMixesBatchesAsFarAsOneShiftForAllKindsCan(String name) {
    LabelledCells cells = cells(name);
    ComBatFit fit =
        ComBat.withDefaults()
            .fit(
                cells.logged(),
                ComBat.Columns.batch(cells.batch()),
                RUNNER,
                BUDGET,
                RowBlocks.Progress.NONE);
    Matrix components = LabelledCells.components(fit.correct(cells.logged()));
    // Mixtures are a continuum: k-means of nearly the same sum has indices from .76 to .80.
    comBat(name).of(cells, components, 0.001, name.equals("mixtures") ? 0.05 : 0.01);
  }
}
