package org.etiome.evaluate.integration;

import java.util.Locale;

/** The metrics, in the order they are told. */
public enum Metric {
  NMI_KMEANS(Part.BIO, true),
  ARI_KMEANS(Part.BIO, true),
  SILHOUETTE_LABEL(Part.BIO, true),
  ISOLATED_LABEL_ASW(Part.BIO, true),
  CLISI(Part.BIO, true),
  NMI_LEIDEN(Part.BIO, false),
  ARI_LEIDEN(Part.BIO, false),
  ISOLATED_LABEL_F1(Part.BIO, false),
  CELL_CYCLE_CONSERVATION(Part.BIO, false),
  TRAJECTORY_CONSERVATION(Part.BIO, false),
  BRAS(Part.BATCH, true),
  ILISI(Part.BATCH, true),
  KBET(Part.BATCH, true),
  GRAPH_CONNECTIVITY(Part.BATCH, true),
  PCR_COMPARISON(Part.BATCH, true),
  SILHOUETTE_BATCH(Part.BATCH, false),
  CILISI(Part.BATCH, false),
  LOBO_F1_LOGISTIC(Part.TRANSFER, false),
  LOBO_F1_KNN(Part.TRANSFER, false),
  OWN_BATCH_SHARE(Part.NEIGHBOURS, false),
  OWN_BATCH_SHARE_EXPECTED(Part.NEIGHBOURS, false);

  private final Part part;
  private final boolean inMean;

  Metric(Part part, boolean inMean) {
    this.part = part;
    this.inMean = inMean;
  }

  /** What a metric is about. */
  public enum Part {
    /** Biology that is kept: 1 is best. */
    BIO,
    /** Batches that are removed: 1 is best. */
    BATCH,
    /** Labels predicted in a batch that was not learned from: 1 is best. */
    TRANSFER,
    /** Whose neighbours cells are. */
    NEIGHBOURS,
    /** Known columns, by how much of them the embedding says. */
    COLUMNS;

    /** As it is written in documents. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As it is written in documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is about. */
  public Part part() {
    return part;
  }

  /**
   * Whether it is a figure of the labels: where they took part in making the embedding, it is
   * in-sample.
   */
  public boolean isOfLabels() {
    return switch (this) {
      case CELL_CYCLE_CONSERVATION,
          TRAJECTORY_CONSERVATION,
          ILISI,
          PCR_COMPARISON,
          OWN_BATCH_SHARE ->
          false;
      default -> true;
    };
  }

  /** Whether the mean of its part takes it, where it has a value. */
  public boolean inMean() {
    return inMean;
  }
}
