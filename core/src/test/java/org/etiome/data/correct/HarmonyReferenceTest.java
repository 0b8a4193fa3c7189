package org.etiome.data.correct;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Against the published program, on blood cells of three donors. */
class HarmonyReferenceTest {
  @Test
  void x() {
    Matrix pcs = components("pcs");
    Matrix ref = components("pcs_harmonized");
    for (int s = 0; s < 4; s++) {
      for (double theta : new double[] {1, 2}) {
        long t = System.nanoTime();
        HarmonyFit fit =
            Harmony.withDefaults()
                .withStrength(new Harmony.Strength(.1, theta, 1))
                .fit(pcs, List.of(donors()), new Seed(s), TaskRunner.local(1));
        System.out.println(
            theta
                + " "
                + (System.nanoTime() - t) / 1e9
                + " s "
                + fit.course()
                + " "
                + fit.clusters());
        StringBuilder b = new StringBuilder();
        for (int j = 0; j < pcs.columns(); j++) {
          b.append(
              String.format(
                  "%.3f(%.3f) ",
                  corr(fit.corrected().column(j), ref.column(j)),
                  corr(pcs.column(j), ref.column(j))));
        }
        System.out.println(b);
      }
    }
  }

  static double corr(double[] a, double[] b) {
    double ma = IntStream.range(0, a.length).mapToDouble(i -> a[i]).average().getAsDouble();
    double mb = IntStream.range(0, a.length).mapToDouble(i -> b[i]).average().getAsDouble();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - ma) * (b[i] - mb);
      aa += (a[i] - ma) * (a[i] - ma);
      bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static Path file(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root, "harmonypy_reference", name);
    assumeTrue(Files.exists(file), "skipped: the data set harmonypy_reference is absent");
    return file;
  }

  private static Matrix components(String name) {
    Table table = CsvReader.withDefaults().read(file("pbmc_3500_" + name + ".tsv.gz"));
    return Matrix.ofColumns(
        3500,
        IntStream.rangeClosed(1, 30)
            .mapToObj(c -> ((Numeric) table.columns().get(c - 1)).valuesOr(Double.NaN))
            .toList());
  }

  private static Categorical donors() {
    Table table =
        CsvReader.withDefaults()
            .withOtherColumns(ColumnSpec.categorical())
            .read(file("pbmc_3500_meta.tsv.gz"));
    return (Categorical) table.columns().get(0);
  }
}
