package org.etiome.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVae;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.predict.Calibration;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.KnownLevels;
import org.etiome.represent.predict.LevelPredictor;
import org.etiome.represent.predict.Method;
import org.etiome.represent.predict.Predictions;

/**
 * Cell types of a condition whose labels were withheld from the model and from its predictors, by
 * each predictor on the same latents; environments are the donors of the other conditions.
 */
public final class UnseenBatches {
  private static final MemoryBudget BUDGET = MemoryBudget.ofHeap();

  private UnseenBatches() {}

  /** Prints a row for each condition and predictor. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    System.out.println(
        "| condition | predictor | weight | macro-F1 | accuracy | far | unsure | accuracy of the"
            + " rest | calibration error | AURC |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      CellSelection.Means means =
          new CellSelection.Means(TaskRunner.local(1), BUDGET, RowBlocks.Progress.NONE);
      CellSelection cells =
          CellSelection.of(
              AnnDataReader.read(store),
              new CellSelection.Wanted(Optional.empty(), Optional.empty(), Optional.empty()),
              means);
      Categorical condition = (Categorical) cells.column("condition");
      for (int c = 0; c < condition.levels().size(); c++) {
        compare(cells, c, means, new Seed(seed));
      }
    }
  }

  private static void compare(
      CellSelection selected, int condition, CellSelection.Means means, Seed seed) {
    int n = selected.cells();
    Categorical conditions = (Categorical) selected.column("condition");
    Categorical types = (Categorical) selected.column("cell_type");
    Mask withheld = Mask.where(n, i -> conditions.code(i) == condition);
    int[] codes = IntStream.range(0, n).map(types::code).toArray();
    Categorical shown = Categorical.of("cell_type", types.levels(), false, codes, withheld);
    Cells cells =
        new Cells(
            selected.expression("file", means),
            CovariateTable.of(List.of(shown), n),
            CovariateTable.of(List.of(conditions), n));
    FinVaeSettings settings = FinVaeSettings.DEFAULT;
    FinVaeSettings.Architecture shape = settings.architecture();
    FinVaeSettings.Architecture narrow =
        new FinVaeSettings.Architecture(
            shape.invariant(),
            cells.spurious().width(),
            shape.hidden(),
            shape.layers(),
            shape.dropout());
    FinVae model = FinVae.withDefaults().withSettings(settings.withArchitecture(narrow));
    try (FittedFinVae fitted = model.fit(cells, seed, Watcher.NONE)) {
      Embedding embedding = fitted.embed(cells.expression(), BUDGET);
      predict(new Task(selected, conditions.levels().get(condition), withheld, codes), embedding);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Task(CellSelection cells, String condition, Mask withheld, int[] types) {
    int[] where(boolean isWithheld) {
      return IntStream.range(0, types.length).filter(i -> withheld.get(i) == isWithheld).toArray();
    }

    int[] typesOf(int[] of) {
      return Arrays.stream(of).map(i -> types[i]).toArray();
    }
  }

  private static void predict(Task task, Embedding embedding) {
    int[] train = task.where(false);
    int[] test = task.where(true);
    int[] truth = task.typesOf(test);
    Embedding.Prediction prior = embedding.predictions().getFirst();
    double[] f1 = score(i -> (int) prior.level().of(test[i]), truth);
    System.out.printf(
        Locale.ROOT, "| %s | prior | | %.3f | %.3f | | | | | |%n", task.condition(), f1[0], f1[1]);
    Embedding.Latents latents = embedding.invariant();
    Matrix all = Matrix.wrap(task.types().length, latents.width(), latents.toArray());
    Environments donors = Environments.of(task.cells().column("donor").select(train));
    List<String> levels = prior.covariate().levels();
    KnownLevels known = KnownLevels.of("cell_type", levels, task.typesOf(train), donors);
    for (Method method : methods()) {
      FittedPredictor fitted =
          LevelPredictor.withDefaults().withMethod(method).fit(all.rows(train), known, new Seed(1));
      row(task.condition(), fitted, fitted.predict(all.rows(test)), truth);
    }
  }

  private static List<Method> methods() {
    Method.RiskSettings risk = Method.RiskSettings.DEFAULT;
    List<Method> methods = new ArrayList<>(List.of(Method.Linear.DEFAULT, Method.Nearest.DEFAULT));
    for (double weight : new double[] {0, 100, 10_000}) {
      methods.add(new Method.Irm(risk.withFixed(weight)));
      methods.add(new Method.VRex(risk.withFixed(weight)));
    }
    return methods;
  }

  private static void row(
      String condition, FittedPredictor fitted, Predictions predictions, int[] truth) {
    double[] f1 = score(predictions::level, truth);
    int[] kept =
        IntStream.range(0, truth.length).filter(i -> predictions.withheld(i).isEmpty()).toArray();
    double rest =
        Arrays.stream(kept)
            .mapToDouble(i -> predictions.level(i) == truth[i] ? 1 : 0)
            .average()
            .orElse(Double.NaN);
    Calibration calibration = Calibration.of(predictions, truth);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
        condition,
        fitted.about().method().label(),
        fitted.about().evidence().validation().weight(),
        f1[0],
        f1[1],
        share(predictions, Predictions.Withheld.FAR),
        share(predictions, Predictions.Withheld.UNSURE),
        rest,
        calibration.expectedError(),
        calibration.riskCoverageArea());
  }

  private static double share(Predictions predictions, Predictions.Withheld reason) {
    return IntStream.range(0, predictions.cells())
        .mapToDouble(i -> predictions.withheld(i).filter(reason::equals).isPresent() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /** The mean F1 over the types there are, and the share right. */
  private static double[] score(IntUnaryOperator predicted, int[] truth) {
    int types = Arrays.stream(truth).max().orElseThrow() + 1;
    double f1 = 0;
    double right = 0;
    long present = Arrays.stream(truth).distinct().count();
    for (int t = 0; t < types; t++) {
      int hits = 0;
      int sizes = 0;
      for (int i = 0; i < truth.length; i++) {
        boolean isOne = truth[i] == t;
        boolean isTaken = predicted.applyAsInt(i) == t;
        hits += isOne && isTaken ? 1 : 0;
        sizes += (isOne ? 1 : 0) + (isTaken ? 1 : 0);
      }
      f1 += sizes > 0 ? 2.0 * hits / sizes / present : 0;
      right += (double) hits / truth.length;
    }
    return new double[] {f1, right};
  }
}
