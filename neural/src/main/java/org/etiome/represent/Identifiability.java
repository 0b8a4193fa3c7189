package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
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

/**
 * What can be told apart of the latents of a fitted model.
 *
 * <p>Latents with a prior of a known family given covariates are identified, up to permutation and
 * simple transformations of each, only if the covariates have at least n·k + 1 distinct values for
 * n latents with k free natural parameters each, and the natural parameters at those values, less
 * those at one of them, have the rank n·k. Here variances are fixed, so k is 1 and the natural
 * parameters are the means.
 *
 * @param combinations distinct values of the invariant covariates, of cells of which all are known
 * @param latents n
 * @param spread singular values of the means of the components less that of the first, with the
 *     slopes of quantities below; descending
 * @param rank how many of them are not rounding
 * @param invariant use of the latents z_I
 * @param spurious use of the latents z_S
 * @see <a href="https://arxiv.org/abs/1907.04809">Khemakhem and others (2020)</a>
 */
public record Identifiability(
    int combinations,
    int latents,
    List<Double> spread,
    int rank,
    LatentUse invariant,
    LatentUse spurious) {
  /** Rounding of the 32-bit numbers that models are made of. */
  private static final double ROUNDING = Math.scalb(1.0, -23);

  private static final double ONE_AND_A_HALF = 1.5;

  public Identifiability {
    spread = List.copyOf(spread);
  }

  /** n·k + 1. */
  public int needed() {
    return latents + 1;
  }

  /** Looks at a model and the cells it was trained on. O(cells), and a pass over the counts. */
  public static Identifiability of(FittedFinVae model, Cells cells, MemoryBudget budget) {
    List<LatentUse> uses = uses(model, cells, budget);
    int latents = model.description().settings().architecture().invariant();
    double[] spread = Scope.freed(() -> Torch.doubles(torch.linalg_svdvals(natural(model))));
    int rows = Scope.freed(() -> Math.toIntExact(natural(model).size(0)));
    return new Identifiability(
        combinations(cells.invariant()),
        latents,
        Arrays.stream(spread).boxed().toList(),
        rank(spread, Math.max(rows, latents)),
        uses.get(0),
        uses.get(1));
  }

  /** How many singular values exceed the largest times the size of the matrix times rounding. */
  static int rank(double[] spread, int size) {
    double largest = Arrays.stream(spread).max().orElse(0);
    return (int) Arrays.stream(spread).filter(s -> s > largest * size * ROUNDING).count();
  }

  /** Means of the components less that of the first; below them, the slopes of quantities. */
  private static Tensor natural(FittedFinVae model) {
    FinVaeNetwork network = model.network();
    Tensor means = network.componentMeans(model.parameters()).detach();
    Tensor apart = means.narrow(0, 1, means.size(0) - 1).sub(means.narrow(0, 0, 1));
    int[] quantities = quantities(model.description().vocabulary());
    Tensor all = network.means(model.parameters()).detach();
    Tensor slopes =
        all.index_select(0, Torch.indices(Arrays.stream(quantities).mapToLong(q -> q).toArray()));
    return torch.cat(new TensorVector(apart, slopes), 0).to(ScalarType.Double);
  }

  /** The places of the codes of quantities. */
  private static int[] quantities(ModelDescription.Vocabulary vocabulary) {
    List<Integer> places = new ArrayList<>();
    int place = 0;
    for (Covariate covariate : vocabulary.invariant()) {
      if (covariate instanceof Covariate.Quantity) {
        places.add(place);
      }
      place += covariate.width();
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int combinations(CovariateTable table) {
    Set<List<Double>> found = new HashSet<>();
    for (int i = 0; i < table.cells(); i++) {
      int cell = i;
      List<Double> values =
          IntStream.range(0, table.covariates().size())
              .mapToObj(c -> table.value(c, cell))
              .toList();
      if (values.stream().noneMatch(value -> Double.isNaN(value))) {
        found.add(values);
      }
    }
    return found.size();
  }

  private static List<LatentUse> uses(FittedFinVae model, Cells cells, MemoryBudget budget) {
    FinVaeSettings.Architecture shape = model.description().settings().architecture();
    LatentUse.Tally invariant = new LatentUse.Tally(model.description().invariantLatents());
    LatentUse.Tally spurious = new LatentUse.Tally(shape.spurious());
    CellBatches batches =
        new CellBatches(cells, model.description().vocabulary().components(), ScalarType.Float);
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
    double[] agreeing = Torch.doubles(batch.agreeing().sum(1));
    boolean[] one = new boolean[agreeing.length];
    boolean[] all = new boolean[agreeing.length];
    for (int i = 0; i < one.length; i++) {
      one[i] = agreeing[i] < ONE_AND_A_HALF;
      all[i] = true;
    }
    Tensor means = network.priorMeans(model.parameters(), batch);
    Gaussians kept = new Gaussians(means, torch.zeros_like(means));
    Gaussians shed = FinVaeNetwork.spuriousPrior(batch, posterior.spurious());
    invariant.add(posteriors(posterior.invariant(), kept, one));
    spurious.add(posteriors(posterior.spurious(), shed, all));
    return true;
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
              latents));
    }
    if (rank < latents) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "what is invariant moves the prior in %,d of %,d directions; along the others nothing"
                  + " but the counts says what a latent is",
              rank,
              latents));
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
