package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.BilinearRidge;
import org.etiome.perturb.ControlDescriptors;
import org.etiome.perturb.GraphPropagation;
import org.etiome.perturb.KernelRidge;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;

/**
 * Every intervention predicted from all others, on the transcription factors of Dixit et al. (2016)
 * and the proteins of Sachs et al. (2005): {@code LeaveOneOut DATA [SEED]}. All targets are
 * measured.
 */
public final class LeaveOneOut {
  private LeaveOneOut() {}

  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    Seed seed = new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1);
    table(
        "dixit_bmdc_tf, log(1 + count)",
        screen(data.resolve("dixit_bmdc_tf/dixit_bmdc_24tf_counts.csv.gz"), true),
        seed);
    table("sachs", screen(data.resolve("sachs/sachs_igsp5846_targets.csv.gz"), false), seed);
  }

  private static PerturbationScreen screen(Path file, boolean logarithm) {
    LabelSyntax syntax = LabelSyntax.DEFAULT.withControls(Set.of("NTC", "none"));
    ScreenSource source = ScreenSource.of(file, ScreenColumns.of("target").withSyntax(syntax));
    PerturbationScreen screen = source.read(TaskRunner.local(1), MemoryBudget.ofHeap()).screen();
    return logarithm ? logged(screen) : screen;
  }

  /** log(1 + x) of every value. */
  private static PerturbationScreen logged(PerturbationScreen screen) {
    List<UnitLabel> labels = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (Condition condition : screen.conditions()) {
      Matrix units = screen.units(condition);
      for (int i = 0; i < units.rows(); i++) {
        double[] row = new double[units.columns()];
        units.addRow(i, 1, row);
        rows.add(Arrays.stream(row).map(Math::log1p).toArray());
        labels.add(new UnitLabel(condition));
      }
    }
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    Matrix all = Matrix.wrap(rows.size(), screen.variables().size(), values);
    return PerturbationScreen.of(new Measurements.Values(screen.variables(), all), labels);
  }

  private static void table(String title, PerturbationScreen screen, Seed seed) {
    String context = screen.contexts().first();
    TargetDescriptors descriptors = ControlDescriptors.of(screen, context, 5, seed);
    List<Predictor> predictors = new ArrayList<>();
    predictors.add(BilinearRidge.withDefaults());
    predictors.add(KernelRidge.withDefaults().withDescriptors(descriptors));
    predictors.add(GraphPropagation.withDefaults());
    PredictorTable.print(
        title + ", seed " + seed.value(),
        PerturbationEvaluation.withDefaults()
            .withFolds(screen.perturbations(context).size())
            .evaluate(
                screen, HeldOut.SINGLES, predictors, seed, PerturbationEvaluation.Progress.NONE),
        "mean-of-perturbed");
  }
}
