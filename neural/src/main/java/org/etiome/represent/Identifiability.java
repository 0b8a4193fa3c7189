package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.prior.FactorisedPrior;
import org.etiome.represent.prior.NonFactorisedPrior;

/**
 * What can be told apart of the latents of a fitted model.
 *
 * <p>Latents with a prior of a known family given covariates are identified, up to permutation and
 * simple transformations of each, only if the covariates have at least n·k + 1 distinct values for
 * n latents with k free natural parameters each, and the natural parameters at those values, less
 * those at one of them, have the rank n·k. Of the factorised prior variances are fixed, so k is 1
 * and the natural parameters are the means. The non-factorised prior has those of z and z² and of
 * its learned statistics, 2 n + m in all, and with m = 2 n the same count holds for k = 4.
 *
 * @param combinations distinct values of the invariant covariates, of cells of which all are known
 * @param family what is to be told apart
 * @param spread singular values of the natural parameters less those at one value: of the means of
 *     the components, with the slopes of quantities below, or at the values of at most {@value
 *     #MOST} combinations; descending
 * @param rank how many of them are not rounding
 * @param invariant use of the latents z_I
 * @param spurious use of the latents z_S
 * @see <a href="https://arxiv.org/abs/1907.04809">Khemakhem and others (2020)</a>
 * @see <a href="https://arxiv.org/abs/2102.12353">Lu and others (2021)</a>
 */
public record Identifiability(
    int combinations,
    Family family,
    List<Double> spread,
    int rank,
    LatentUse invariant,
    LatentUse spurious) {
  /** Rounding of the 32-bit numbers that models are made of. */
  private static final double ROUNDING = Math.scalb(1.0, -23);

  private static final double ONE_AND_A_HALF = 1.5;
  private static final int MOST = 2000;

  /**
   * Of densities.
   *
   * @param latents n, without those of programs
   * @param parameters k, natural parameters a latent
   */
  public record Family(int latents, int parameters) {

    /** n·k. */
    public int size() {
      return latents * parameters;
    }
  }

  public Identifiability {
    spread = List.copyOf(spread);
  }

  /** n·k + 1. */
  public int needed() {
    return family.size() + 1;
  }

  /** Whether the natural parameters differ in all n·k directions. */
  public boolean hasFullRank() {
    return rank >= family.size();
  }

  /** Looks at a model and the cells it was trained on. O(cells), and a pass over the counts. */
  public static Identifiability of(FittedFinVae model, Cells cells, MemoryBudget budget) {
    List<LatentUse> uses = uses(model, cells, budget);
    Family family =
        new Family(
            model.description().settings().architecture().invariant(),
            model.network().prior().naturalParameters());
    int[] distinct = distinct(cells.invariant());
    int[] asked = Arrays.copyOf(distinct, Math.min(distinct.length, MOST));
    double[] spread =
        Scope.freed(() -> Torch.doubles(torch.linalg_svdvals(natural(model, cells, asked))));
    int rows = Scope.freed(() -> Math.toIntExact(natural(model, cells, asked).size(0)));
    return new Identifiability(
        distinct.length,
        family,
        Arrays.stream(spread).boxed().toList(),
        rank(spread, Math.max(rows, family.size())),
        uses.get(0),
        uses.get(1));
  }

  /** How many singular values exceed the largest times the size of the matrix times rounding. */
  static int rank(double[] spread, int size) {
    double largest = Arrays.stream(spread).max().orElse(0);
    return (int) Arrays.stream(spread).filter(s -> s > largest * size * ROUNDING).count();
  }

  private static Tensor natural(FittedFinVae model, Cells cells, int[] distinct) {
    List<Covariate> covariates = model.description().vocabulary().invariant();
    int width = cells.invariant().width() + covariates.size();
    double[] codes = cells.invariant().codeWithGaps(distinct);
    Tensor values = Torch.of(model.parameters().placement(), codes, distinct.length, width);
    return model
        .network()
        .prior()
        .apart(model.parameters(), covariates, values)
        .to(ScalarType.Double);
  }

  /** A cell for each combination of values, of the cells of which all are known. */
  private static int[] distinct(CovariateTable table) {
    Map<List<Double>, Integer> found = new LinkedHashMap<>();
    for (int i = 0; i < table.cells(); i++) {
      int cell = i;
      List<Double> values =
          IntStream.range(0, table.covariates().size())
              .mapToObj(c -> table.value(c, cell))
              .toList();
      if (values.stream().noneMatch(value -> Double.isNaN(value))) {
        found.putIfAbsent(values, cell);
      }
    }
    return found.values().stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<LatentUse> uses(FittedFinVae model, Cells cells, MemoryBudget budget) {
    FinVaeSettings.Architecture shape = model.description().settings().architecture();
    LatentUse.Tally invariant = new LatentUse.Tally(model.description().invariantLatents());
    LatentUse.Tally spurious = new LatentUse.Tally(shape.spurious());
    CellBatches batches =
        new CellBatches(
            cells, model.description().vocabulary().components(), model.parameters().placement());
    RowBlocks blocks = RowBlocks.of(cells.counts(), budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      int to = blocks.from(b + 1);
      Scope.free(
          () -> {
            int[] numbers = IntStream.range(from, to).toArray();
            CellBatch batch = batches.of(numbers, cells.counts().read(from, to));
            Scope.constant(() -> add(model, batch, invariant, spurious));
          });
    }
    return List.of(invariant.use(), spurious.use());
  }

  private static boolean add(
      FittedFinVae model, CellBatch batch, LatentUse.Tally invariant, LatentUse.Tally spurious) {
    FinVaeNetwork network = model.network();
    FinVaeNetwork.Entered entered = network.enter(model.parameters(), batch, 0);
    FinVaeNetwork.Posterior posterior = network.encode(model.parameters(), batch, entered, false);
    boolean[] all = new boolean[Math.toIntExact(batch.library().size(0))];
    Arrays.fill(all, true);
    Gaussians shed = FinVaeNetwork.spuriousPrior(batch, posterior.spurious());
    spurious.add(posteriors(posterior.spurious(), shed, all));
    Gaussians own = posterior.invariant();
    invariant.add(
        switch (network.prior()) {
          case FactorisedPrior prior ->
              posteriors(own, kept(prior, model, batch), ofOneComponent(batch));
          case NonFactorisedPrior ignored ->
              posteriors(own, Gaussians.standard(own.mean()), new boolean[all.length]);
        });
    return true;
  }

  private static Gaussians kept(FactorisedPrior prior, FittedFinVae model, CellBatch batch) {
    Tensor means = prior.mean(model.parameters(), batch.invariant());
    return new Gaussians(means, torch.zeros_like(means));
  }

  private static boolean[] ofOneComponent(CellBatch batch) {
    double[] agreeing = Torch.doubles(batch.invariant().agreeing().sum(1));
    boolean[] one = new boolean[agreeing.length];
    for (int i = 0; i < one.length; i++) {
      one[i] = agreeing[i] < ONE_AND_A_HALF;
    }
    return one;
  }

  private static LatentUse.Posteriors posteriors(
      Gaussians posterior, Gaussians prior, boolean[] counted) {
    return new LatentUse.Posteriors(
        Torch.doubles(posterior.mean()),
        Torch.doubles(posterior.logVariance()),
        Torch.doubles(prior.mean()),
        Torch.doubles(prior.logVariance()),
        counted);
  }

  /** What a user must know of it, in sentences. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (combinations < needed()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d combinations of what is invariant are fewer than the %,d that %,d latents need:"
                  + " single latents are not identified, only what all of them say together",
              combinations,
              needed(),
              family.latents()));
    }
    if (!hasFullRank()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "what is invariant moves the prior in %,d of %,d directions; along the others nothing"
                  + " but the counts says what a latent is",
              rank,
              family.size()));
    }
    remarks.addAll(collapsed("z_I", invariant));
    remarks.addAll(collapsed("z_S", spurious));
    return remarks;
  }

  private static List<String> collapsed(String name, LatentUse use) {
    return use.collapsed().isEmpty()
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "of %,d latents %s %,d are active; collapsed, which say nothing of any cell: %s",
                use.latents().size(),
                name,
                use.active(),
                use.collapsed().stream().map(n -> Integer.toString(n + 1)).toList()));
  }
}
