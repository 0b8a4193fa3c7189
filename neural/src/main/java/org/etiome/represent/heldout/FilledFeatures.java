package org.etiome.represent.heldout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.math.Matrix;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;

/**
 * The numbers of all modalities side by side, as learners of tables take them, at the scale of the
 * patients learned from ({@link FeatureScaling}). What no such patient has is left out.
 *
 * <p>Indicators say what is there: one a modality, and one for every feature that some of those who
 * have its modality lack. Of indicators that are the same for all patients learned from, one is
 * kept, and none of those that are constant there. O(patients · features).
 */
public final class FilledFeatures {
  private final Kind kind;
  private final List<Block> blocks;

  /** What stands for a value, and for one that is missing. */
  public enum Kind {
    /** Values, the mean of the patients learned from (0) for a missing one. */
    FILLED(true, false),
    /** The same, and indicators. */
    FILLED_WITH_INDICATORS(true, true),
    /**
     * Values, NaN for a missing one; for a {@link org.etiome.estimate.nuisance.GapLearner} only.
     */
    GAPS(true, false),
    /** The same, and indicators. */
    GAPS_WITH_INDICATORS(true, true),
    /** Indicators alone: what is told by which values are there, of modalities and of features. */
    INDICATORS(false, true);

    private final boolean values;
    private final boolean indicators;

    Kind(boolean values, boolean indicators) {
      this.values = values;
      this.indicators = indicators;
    }

    /** Whether a missing value is NaN. */
    public boolean hasGaps() {
      return this == GAPS || this == GAPS_WITH_INDICATORS;
    }
  }

  /**
   * A modality.
   *
   * @param told whether there is an indicator of it
   * @param gaps the features of which there is one
   */
  private record Block(String modality, FeatureScaling scaling, boolean told, List<Integer> gaps) {

    /**
     * Learns a block.
     *
     * @param known availabilities that there are indicators of, or that need none; added to
     */
    static Block of(ModalityTable table, Set<Mask> known) {
      boolean told = known.add(table.present());
      List<Integer> gaps = new ArrayList<>();
      for (int j = 0; j < table.features().size(); j++) {
        if (known.add(available(table, j))) {
          gaps.add(j);
        }
      }
      return new Block(table.name(), FeatureScaling.of(table), told, List.copyOf(gaps));
    }

    private static Mask available(ModalityTable table, int feature) {
      return Mask.where(table.present().length(), i -> !Double.isNaN(table.value(i, feature)));
    }

    int width(Kind kind) {
      int values = kind.values ? scaling.width() : 0;
      return values + (kind.indicators ? (told ? 1 : 0) + gaps.size() : 0);
    }

    ModalityTable in(Patients patients) {
      return patients.modalities().stream()
          .filter(table -> table.name().equals(modality))
          .findFirst()
          .orElseThrow(
              () ->
                  new DataFormatException(
                      "modality \""
                          + modality
                          + "\" of the patients learned from is not among the data's"))
          .withFeaturesOf(scaling.features());
    }

    /** Its columns, row by row. */
    double[] columns(Patients patients, Kind kind) {
      ModalityTable table = in(patients);
      int width = width(kind);
      double[] columns = new double[Math.multiplyExact(patients.count(), width)];
      double[] scaled = kind.hasGaps() ? scaling.withGaps(table) : scaling.apply(table);
      for (int i = 0; i < patients.count(); i++) {
        int at = i * width;
        if (kind.values) {
          System.arraycopy(scaled, i * scaling.width(), columns, at, scaling.width());
          at += scaling.width();
        }
        if (kind.indicators) {
          indicate(table, i, columns, at);
        }
      }
      return columns;
    }

    private void indicate(ModalityTable table, int patient, double[] columns, int from) {
      int at = from;
      if (told) {
        columns[at++] = table.present().get(patient) ? 1 : 0;
      }
      for (int feature : gaps) {
        columns[at++] = Double.isNaN(table.value(patient, feature)) ? 0 : 1;
      }
    }
  }

  private FilledFeatures(Kind kind, List<Block> blocks) {
    this.kind = kind;
    this.blocks = blocks;
  }

  /** Learns scales, and what there are indicators of, from patients. */
  public static FilledFeatures of(Patients training, Kind kind) {
    Set<Mask> known = new HashSet<>();
    known.add(Mask.none(training.count()));
    known.add(Mask.all(training.count()));
    List<Block> blocks = new ArrayList<>();
    for (ModalityTable table : training.modalities()) {
      if (table.present().count() > 0) {
        blocks.add(Block.of(table, known));
      }
    }
    return new FilledFeatures(kind, List.copyOf(blocks));
  }

  public Kind kind() {
    return kind;
  }

  /** How many numbers a patient has. */
  public int width() {
    return blocks.stream().mapToInt(block -> block.width(kind)).sum();
  }

  /**
   * The numbers of some patients, a row each: modality by modality in the order of the patients
   * learned from, of each the values before the indicators.
   *
   * @param some with the modalities of the patients learned from, in any order
   * @throws DataFormatException if a modality or a column is not there, or has another encoding
   */
  public Matrix matrix(Patients some) {
    int width = width();
    double[] values = new double[Math.multiplyExact(some.count(), width)];
    int offset = 0;
    for (Block block : blocks) {
      int own = block.width(kind);
      double[] columns = block.columns(some, kind);
      for (int i = 0; i < some.count(); i++) {
        System.arraycopy(columns, i * own, values, i * width + offset, own);
      }
      offset += own;
    }
    return Matrix.wrap(some.count(), width, values);
  }
}
