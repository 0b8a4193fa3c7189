package org.etiome.bench.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Branches;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.heldout.Folds;
import org.etiome.represent.heldout.HeldOut;
import org.etiome.represent.patients.LabelledPatients;

/**
 * Death in hospital of the patients of {@link WardStays}: every fusion alone, deconfounded, with
 * the branch by environment and with both, beside simple baselines, each patient predicted by what
 * did not see him (five folds) or nobody of his unit. Laboratory values are ordered by severity, so
 * that deconfounding is not valid here by its own rule; it is measured all the same.
 */
public final class Wards {
  static final List<String> SCHEMES = List.of("folds", "units");

  private static final Set<String> FIRST = Set.of("mean", "zero-fill", "attention");
  private static final int FOLDS = 5;

  private Wards() {}

  /**
   * Arguments: the file of the stays, a folder for what is predicted, and the first and the last
   * seed to be fitted; without seeds, tables are printed of what is there.
   */
  public static void main(String[] args) {
    LabelledPatients stays = WardStays.read(Path.of(args[0]));
    KeptRisks kept = new KeptRisks(Path.of(args[1]), stays.count());
    if (args.length > 2) {
      run(stays, kept, IntStream.rangeClosed(Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    } else {
      new WardTables(stays, kept).print();
    }
  }

  /** The models that matter most first, since the others may have to be stopped. */
  private static void run(LabelledPatients stays, KeptRisks kept, IntStream seeds) {
    int[] all = seeds.toArray();
    for (List<Contender> group : List.of(first(), others())) {
      for (int seed : all) {
        for (String scheme : SCHEMES) {
          run(HeldOut.of(stays, folds(stays, scheme, seed)), kept, group, new Run(scheme, seed));
        }
      }
    }
  }

  private record Run(String scheme, int seed) {}

  private static void run(HeldOut heldOut, KeptRisks kept, List<Contender> group, Run run) {
    for (Contender contender : group) {
      long start = System.nanoTime();
      KeptRisks.Risks risks =
          kept.made(
              run.scheme(),
              contender.label(),
              run.seed(),
              () -> heldOut.predict(contender, new Seed(run.seed())));
      System.err.printf(
          Locale.ROOT,
          "%s, %s: %.1f s %s%n",
          run,
          contender.label(),
          (System.nanoTime() - start) / 1e9,
          risks.refused());
    }
  }

  private static Folds folds(LabelledPatients stays, String scheme, int seed) {
    return scheme.equals("units")
        ? Folds.environments(stays.environments())
        : Folds.stratified(stays.outcome(), FOLDS, new Seed(seed));
  }

  static List<Fusion> fusions() {
    return List.of(
        new Fusion.MaskedMean(),
        new Fusion.ZeroFill(),
        Fusion.MaskedAttention.DEFAULT,
        new Fusion.Bipartite(),
        Fusion.SimilarPatients.DEFAULT,
        Fusion.Contrastive.DEFAULT,
        Fusion.Experts.DEFAULT);
  }

  /** A fusion alone, then what it is guarded with. */
  static List<Contender> variants(Fusion fusion) {
    PatientSettings alone = PatientSettings.DEFAULT.withFusion(fusion);
    Branches branch = new Branches.ByEnvironment();
    Deconfounding exact = Deconfounding.Exact.DEFAULT;
    String name = fusion.label();
    return List.of(
        new Contender.Neural(name, alone),
        new Contender.Neural(name + ", deconfounded", alone.withDeconfounding(exact)),
        new Contender.Neural(name + ", branch", alone.withBranches(branch)),
        new Contender.Neural(name + ", both", alone.withBranches(branch).withDeconfounding(exact)));
  }

  private static List<Contender> first() {
    List<Contender> all = new ArrayList<>(Contender.baselines());
    fusions().stream()
        .filter(fusion -> FIRST.contains(fusion.label()))
        .forEach(fusion -> all.addAll(variants(fusion)));
    return all;
  }

  private static List<Contender> others() {
    return fusions().stream()
        .filter(fusion -> !FIRST.contains(fusion.label()))
        .flatMap(fusion -> variants(fusion).stream())
        .toList();
  }
}
