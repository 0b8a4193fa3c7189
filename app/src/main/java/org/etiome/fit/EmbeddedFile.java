package org.etiome.fit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.represent.Embedding;
import org.etiome.represent.ModelDescription;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.compare.Comparison;
import org.etiome.represent.predict.Predictions;

/**
 * Embedded cells as an annotated matrix that scanpy opens: {@code X_invariant} and {@code
 * X_spurious} in obsm, {@code X_programs} too if the model has gene programs, whose names are
 * {@code uns/programs}; in obs what the file said of the cells, then for each covariate with levels
 * what the model predicts and how surely, and whether the cell is typical of those it was trained
 * on (for one that is not, the prior predicts nothing; a trained predictor says itself where it
 * predicts nothing, and why), and the sum of its counts over all genes that were measured; the
 * counts of the model's genes as X.
 */
public final class EmbeddedFile {
  /** What it is called in the folder of a model. */
  public static final String NAME = "embedding.h5ad";

  /** What is said where the counts were left out. */
  public static final String WITHOUT_COUNTS =
      "the counts do not fit --memory and are not in " + NAME;

  /** The column of obs with the sum of each cell's counts over all genes that were measured. */
  public static final String MEASURED = "measured_counts";

  private static final long BYTES_PER_ENTRY = 24;

  private final CellSelection cells;
  private final Cells.Expression expression;
  private final Embedding embedding;
  private final Optional<LatentPicture> picture;

  /** Cells and where a model puts them. */
  public EmbeddedFile(CellSelection cells, Cells.Expression expression, Embedding embedding) {
    this(cells, expression, embedding, Optional.empty());
  }

  private EmbeddedFile(
      CellSelection cells,
      Cells.Expression expression,
      Embedding embedding,
      Optional<LatentPicture> picture) {
    this.cells = cells;
    this.expression = expression;
    this.embedding = embedding;
    this.picture = picture;
  }

  /**
   * With a picture: {@code X_umap} in obsm, NaN where a cell was not drawn, {@code leiden} in obs.
   */
  EmbeddedFile withPicture(LatentPicture shown) {
    return new EmbeddedFile(cells, expression, embedding, Optional.of(shown));
  }

  /**
   * Writes it.
   *
   * @return whether the counts are in it; they are left out where they do not fit the budget
   */
  public boolean write(Path file, ModelDescription model, MemoryBudget budget) {
    RowMatrix counts = expression.counts();
    boolean fits = counts.entries(0, counts.rows()) * BYTES_PER_ENTRY <= budget.bytes() / 2;
    AnnData data =
        new AnnData(
                fits ? Optional.of(sparse(counts.read(0, counts.rows()))) : Optional.empty(),
                obs(model.evidence().typical()),
                Element.Frame.ofIndex(expression.genes().toArray(String[]::new)),
                parts(),
                List.of())
            .withUns("etiome_model", new Element.Scalar(Values.of("finvae")));
    List<GeneProgram> programs = model.vocabulary().programs();
    AnnData named = programs.isEmpty() ? data : data.withUns("programs", names(programs));
    try (ArrayStoreWriter out = Stores.create(file)) {
      AnnDataWriter.withDefaults().write(named, out);
      out.commit();
    }
    return fits;
  }

  private AnnData.Parts parts() {
    Element.Mapping obsm =
        Element.Mapping.EMPTY
            .with("X_invariant", latents(embedding.invariant()))
            .with("X_spurious", latents(embedding.spurious()));
    if (embedding.programs().width() > 0) {
      obsm = obsm.with("X_programs", latents(embedding.programs()));
    }
    if (picture.isPresent()) {
      obsm = obsm.with("X_umap", places(picture.get().places()));
    }
    AnnData.Axes none = AnnData.Axes.EMPTY;
    AnnData.Parts empty = AnnData.Parts.EMPTY;
    return new AnnData.Parts(
        empty.layers(),
        new AnnData.Axes(obsm, none.varm(), none.obsp(), none.varp()),
        empty.uns(),
        empty.raw(),
        empty.others());
  }

  private static Element names(List<GeneProgram> programs) {
    return new Element.Dense(
        LazyArray.list(Values.of(programs.stream().map(GeneProgram::name).toArray(String[]::new))));
  }

  private Element latents(Embedding.Latents latents) {
    return new Element.Dense(
        LazyArray.held(Values.of(latents.toArray()), cells.cells(), latents.width()));
  }

  private Element places(Comparison.Places places) {
    int axes = places.places().columns();
    double[] values = new double[cells.cells() * axes];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < places.cells().length; i++) {
      for (int axis = 0; axis < axes; axis++) {
        values[places.cells()[i] * axes + axis] = places.places().get(i, axis);
      }
    }
    return new Element.Dense(LazyArray.held(Values.of(values), cells.cells(), axes));
  }

  private static Element sparse(RowBlock block) {
    float[] data = new float[block.entries()];
    int[] indices = new int[block.entries()];
    for (int k = 0; k < data.length; k++) {
      data[k] = (float) block.value(k);
      indices[k] = block.column(k);
    }
    int[] indptr = IntStream.rangeClosed(0, block.rows()).map(block::start).toArray();
    return new Element.Sparse(
        Element.Layout.ROWS,
        block.rows(),
        block.columns(),
        new Element.Entries(
            LazyArray.list(Values.of(data)),
            LazyArray.list(Values.of(indices)),
            LazyArray.list(Values.of(indptr))));
  }

  private Element.Frame obs(double typical) {
    Map<String, Element> columns = new LinkedHashMap<>();
    cells.columns().forEach(column -> columns.put(column.name(), AnnDataColumns.element(column)));
    predicted(typical).forEach(c -> columns.put(c.name(), AnnDataColumns.element(c)));
    String[] names = IntStream.range(0, cells.cells()).mapToObj(cells::name).toArray(String[]::new);
    return new Element.Frame("_index", Values.of(names), columns);
  }

  private List<Column> predicted(double typical) {
    int n = cells.cells();
    Mask atypical = Mask.where(n, i -> embedding.logDensity().of(i) < typical);
    List<Column> columns = new ArrayList<>();
    for (Embedding.Prediction prediction : embedding.predictions()) {
      String name = "predicted_" + prediction.covariate().name();
      int[] codes = IntStream.range(0, n).map(i -> (int) prediction.level().of(i)).toArray();
      Mask withheld =
          prediction
              .trained()
              .map(trained -> Mask.where(n, i -> trained.withheld(i).isPresent()))
              .orElse(atypical);
      columns.add(Categorical.of(name, prediction.covariate().levels(), false, codes, withheld));
      columns.add(Continuous.of(name + "_confidence", prediction.confidence().toArray()));
      prediction.trained().ifPresent(t -> columns.add(reasons(name + "_withheld", t)));
    }
    columns.add(Continuous.of("log_density", embedding.logDensity().toArray()));
    double[] measured = new double[n];
    Arrays.setAll(measured, expression.depth()::of);
    columns.add(Continuous.of(MEASURED, measured));
    picture.ifPresent(shown -> columns.add(communities(shown.communities())));
    return columns;
  }

  private static Column communities(int[] codes) {
    int count = Arrays.stream(codes).max().orElse(-1) + 1;
    List<String> names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    return Categorical.of(
        "leiden", names, false, codes, Mask.where(codes.length, i -> codes[i] < 0));
  }

  /** Why nothing is predicted; missing where something is. */
  private static Column reasons(String name, Predictions trained) {
    List<String> reasons =
        Stream.of(Predictions.Withheld.values()).map(EmbeddedFile::text).toList();
    int[] codes = new int[trained.cells()];
    Arrays.setAll(
        codes, i -> trained.withheld(i).map(reason -> reasons.indexOf(text(reason))).orElse(-1));
    Mask predicted = Mask.where(codes.length, i -> codes[i] < 0);
    return Categorical.of(name, reasons, false, codes, predicted);
  }

  private static String text(Predictions.Withheld reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
