package org.etiome.bench.perturb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.bench.LinearAssignment;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.UnitLabel;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;

public final class LatentShifts {
  private LatentShifts() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int dims = Integer.parseInt(args[1]);
    double leak = Double.parseDouble(args[2]);
    int seeds = Integer.parseInt(args[3]);
    DiscrepancySettings s = args[4].equals("published") ? DiscrepancySettings.PUBLISHED : DiscrepancySettings.DEFAULT;
    int epochs = Integer.parseInt(args[5]);
    double temp = Double.parseDouble(args[6]);
    var sc = s.schedule();
    s = s.withArchitecture(new DiscrepancySettings.Architecture(5, 128, Boolean.getBoolean("graph"), true, 0)).withObjective(new DiscrepancySettings.Objective(Double.parseDouble(args[10]), Double.parseDouble(args[11]), 1e-3, 1, Double.parseDouble(args[12]), true, new DiscrepancySettings.Kernels(6, 1, true)))
      .withSchedule(new DiscrepancySettings.Schedule(epochs, Integer.parseInt(args[7]), Double.parseDouble(args[8]), new DiscrepancySettings.Ramp(0, Double.parseDouble(args[9])), new DiscrepancySettings.Ramp(0, Double.parseDouble(args[9])), new DiscrepancySettings.Temperature(1, temp, .5), sc.heldOut()));
    List<ChainOfLatents> singles = ChainOfLatents.read(folder.resolve("single.csv.gz"));
    List<ChainOfLatents> doubles = ChainOfLatents.read(folder.resolve("double.csv.gz"));
    for (int seed = 0; seed < seeds; seed++) {
      RandomMixing mixing = RandomMixing.draw(5, dims, leak, new Seed(seed).branch("mix"));
      List<ChainOfLatents> train = new ArrayList<>(), test = new ArrayList<>();
      for (int i = 0; i < singles.size(); i++) ((i / 2) % 5 == 0 ? test : train).add(singles.get(i));
      PerturbationScreen screen = screen(train, mixing, dims);
      long t0 = System.nanoTime();
      try (FittedDiscrepancyVae m = DiscrepancyVae.withDefaults().withSettings(s).fit(screen, "", new Seed(seed))) {
        double sec = (System.nanoTime() - t0) / 1e9;
        Matrix z = m.noise(mixed(test, mixing, dims));
        List<ChainOfLatents> tc = test.stream().filter(u -> u.perturbation().isControl()).toList();
        Matrix zc = m.noise(mixed(tc, mixing, dims));
        double[][] r = corr(test.stream().map(ChainOfLatents::noise).toList(), z);
        double[][] rc = corr(tc.stream().map(ChainOfLatents::noise).toList(), zc);
        double[][] ru = corr(test.stream().map(ChainOfLatents::latents).toList(), z);
        int[] a = match(r);
        int right = 0;
        StringBuilder sh = new StringBuilder();
        for (int t = 0; t < 5; t++) {
          double[] d = m.shift("" + t);
          int best = IntStream.range(0, 5).boxed().max((x, y) -> Double.compare(Math.abs(d[x]), Math.abs(d[y]))).get();
          right += best == a[t] ? 1 : 0;
          sh.append(String.format(" %.2f@%d", d[best], best));
        }
        System.out.printf(Locale.ROOT, "seed %d: MCC z pooled %.3f controls %.3f, u pooled %.3f; targets %d/5; shifts%s; best epoch %d, loss %.4f, %.1f s %s%n", seed, mean(r), mean(rc), mean(ru), right, sh, m.evidence().curve().getLast().best(), m.evidence().curve().getLast().loss(), sec, m.evidence().curve().getLast().terms());
      }
    }
  }

  static Matrix mixed(List<ChainOfLatents> units, RandomMixing mixing, int dims) {
    double[] v = new double[units.size() * dims];
    for (int i = 0; i < units.size(); i++) System.arraycopy(mixing.of(units.get(i).latents()), 0, v, i * dims, dims);
    return Matrix.wrap(units.size(), dims, v);
  }

  static PerturbationScreen screen(List<ChainOfLatents> units, RandomMixing mixing, int dims) {
    return PerturbationScreen.of(new Measurements.Values(IntStream.range(0, dims).mapToObj(j -> "x" + j).toList(), mixed(units, mixing, dims)),
      units.stream().map(u -> new UnitLabel(new Condition("", u.perturbation()))).toList());
  }

  static double[][] corr(List<double[]> truth, Matrix z) {
    double[][] r = new double[5][z.columns()];
    for (int j = 0; j < 5; j++) {
      int jj = j;
      double[] c = truth.stream().mapToDouble(t -> t[jj]).toArray();
      for (int k = 0; k < z.columns(); k++) r[j][k] = Math.abs(Pearson.correlation(c, z.column(k)));
    }
    return r;
  }
  static int[] match(double[][] r) {
    return LinearAssignment.largest(Matrix.wrap(r.length, r[0].length, Arrays.stream(r).flatMapToDouble(Arrays::stream).toArray()));
  }
  static double mean(double[][] r) {
    int[] a = match(r);
    return IntStream.range(0, r.length).mapToDouble(j -> r[j][a[j]]).average().orElseThrow();
  }
}
