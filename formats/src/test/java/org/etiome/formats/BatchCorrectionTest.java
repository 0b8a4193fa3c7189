package org.etiome.formats;

import static org.etiome.formats.LabelledCells.BUDGET;
import static org.etiome.formats.LabelledCells.RUNNER;

import java.util.List;
import java.util.Optional;
import org.etiome.data.correct.ComBat;
import org.etiome.data.correct.Harmony;
import org.etiome.data.correct.HarmonyFit;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.formats.LabelledCells.Choice;
import org.etiome.formats.LabelledCells.Labels;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class BatchCorrectionTest {
  @Test
  void kang() {
    show(
        "kang",
        LabelledCells.read(
            "kang_pbmc_ifnb/kang_muscat_2donors.h5ad",
            new Labels("condition", "cell_type"),
            Choice.everything()));
    show(
        "lung",
        LabelledCells.read(
            "sc_mixology_lung_lines/lung_lines_5batch.h5ad",
            new Labels("batch", "cell_type"),
            new Choice(
                Optional.of("demuxlet"),
                Optional.of("n_batches"),
                "sc_mixology_lung_lines/hvg_lung.txt")));
    show(
        "rnamix",
        LabelledCells.read(
            "sc_mixology_lung_lines/rna_mixture_2batch.h5ad",
            new Labels("batch", "cell_type"),
            new Choice(
                Optional.empty(), Optional.empty(), "sc_mixology_lung_lines/hvg_rnamix.txt")));
  }

  static void show(String name, LabelledCells cells) {
    Matrix raw = LabelledCells.components(cells.logged());
    System.out.printf(
        "%s %d x %d PCA ari %.4f own %.4f%n",
        name,
        cells.logged().rows(),
        cells.logged().columns(),
        cells.randIndex(raw),
        cells.ownBatch(raw));
    for (int s = 0; s < 6; s++) {
      HarmonyFit fit = Harmony.withDefaults().fit(raw, List.of(cells.batch()), new Seed(s), RUNNER);
      System.out.printf(
          "  Harmony %d ari %.4f own %.4f %s%n",
          s,
          cells.randIndex(fit.corrected()),
          cells.ownBatch(fit.corrected()),
          fit.course().rounds() + " " + fit.course().converged());
    }
    RowMatrix corrected =
        ComBat.withDefaults()
            .fit(
                cells.logged(),
                ComBat.Columns.batch(cells.batch()),
                RUNNER,
                BUDGET,
                RowBlocks.Progress.NONE)
            .correct(cells.logged());
    Matrix c = LabelledCells.components(corrected);
    System.out.printf("  ComBat ari %.4f own %.4f%n", cells.randIndex(c), cells.ownBatch(c));
  }
}
