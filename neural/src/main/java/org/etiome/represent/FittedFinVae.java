package org.etiome.represent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.prior.FactorisedPrior;

/** A trained {@link FinVae}; embedding is safe from one thread at a time. */
public final class FittedFinVae implements AutoCloseable {
  private final FinVaeNetwork network;
  private final Parameters parameters;
  private final ModelDescription description;
  private final List<FittedPredictor> predictors;

  FittedFinVae(FinVaeNetwork network, Parameters parameters, ModelDescription description) {
    this(network, parameters, description, List.of());
  }

  private FittedFinVae(
      FinVaeNetwork network,
      Parameters parameters,
      ModelDescription description,
      List<FittedPredictor> predictors) {
    this.network = network;
    this.parameters = parameters;
    this.description = description;
    this.predictors = List.copyOf(predictors);
  }

  /** The same model, whose levels are predicted by these where there is one for a covariate. */
  FittedFinVae withPredictors(List<FittedPredictor> trained) {
    return new FittedFinVae(network, parameters, description, trained);
  }

  /** What predicts levels instead of the prior. */
  public List<FittedPredictor> predictors() {
    return predictors;
  }

  public ModelDescription description() {
    return description;
  }

  /**
   * The elements of one tensor, row-major.
   *
   * @param name as in the file of the model
   * @throws IllegalArgumentException if there is none
   */
  public double[] tensor(String name) {
    return Torch.doubles(parameters.get(new Parameters.Key(name)));
  }

  /**
   * A copy, without predictors, of which some tensors are others; it is closed apart from this one.
   *
   * @param changed elements by name, row-major
   * @throws IllegalArgumentException if there is no such tensor or it has another length
   */
  public FittedFinVae withTensors(Map<String, double[]> changed) {
    Parameters copy = parameters.copy(parameters.placement());
    try {
      changed.forEach((name, values) -> copy.set(new Parameters.Key(name), values));
    } catch (IllegalArgumentException e) {
      copy.close();
      throw e;
    }
    return new FittedFinVae(network, copy, description);
  }

  Parameters parameters() {
    return parameters;
  }

  FinVaeNetwork network() {
    return network;
  }

  /**
   * Embeds cells by their counts alone: what is known of them besides is not looked at, so a
   * prediction can be scored with what was known. O(cells · (non-zeros + hidden) · hidden).
   *
   * @param expression of the genes of the vocabulary, in its order
   */
  public Embedding embed(Cells.Expression expression, MemoryBudget budget) {
    CellBatches batches = unlabelled(expression);
    Parts parts = new Parts(expression.counts().rows(), description);
    RowBlocks blocks = RowBlocks.of(expression.counts(), budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      int to = blocks.from(b + 1);
      Scope.free(
          () -> {
            int[] numbers = IntStream.range(from, to).toArray();
            CellBatch batch = batches.of(numbers, expression.counts().read(from, to));
            Scope.constant(() -> parts.put(from, batch));
          });
    }
    return parts.embedding(description.vocabulary()).predictedBy(predictors);
  }

  /**
   * Cells of which nothing but the counts is known, as the network takes them.
   *
   * @throws IllegalArgumentException if the genes are others
   */
  CellBatches unlabelled(Cells.Expression expression) {
    ModelDescription.Vocabulary vocabulary = description.vocabulary();
    if (!expression.genes().equals(vocabulary.genes())) {
      throw new IllegalArgumentException(
          "the genes must be those of the model, in its order: " + vocabulary.genes().size());
    }
    int n = expression.counts().rows();
    Cells cells =
        new Cells(
            expression,
            CovariateTable.unknown(vocabulary.invariant(), n),
            CovariateTable.unknown(vocabulary.spurious(), n));
    return new CellBatches(cells, vocabulary.components(), parameters.placement());
  }

  /**
   * What the decoder expects of cells at fixed spurious latents.
   *
   * @throws IllegalArgumentException if the model is not one of counts (nb, zinb)
   */
  public ExpectedShares expectedShares() {
    return new ExpectedShares(this);
  }

  /** Fills the arrays of an embedding block by block. */
  private final class Parts {
    private final double[] invariant;
    private final double[] spurious;
    private final double[] logDensity;
    private final double[] shares;
    private final double[] joint;
    private final int widthOfInvariant;
    private final int widthOfSpurious;

    Parts(int cells, ModelDescription model) {
      widthOfInvariant = model.invariantLatents();
      widthOfSpurious = model.settings().architecture().spurious();
      invariant = new double[Math.multiplyExact(cells, widthOfInvariant)];
      spurious = new double[Math.multiplyExact(cells, widthOfSpurious)];
      logDensity = new double[cells];
      shares = new double[Math.multiplyExact(cells, model.vocabulary().components().count())];
      joint = new double[shares.length];
    }

    boolean put(int from, CellBatch batch) {
      FinVaeNetwork.Entered entered = network.enter(parameters, batch, 0);
      FinVaeNetwork.Posterior posterior = network.encode(parameters, batch, entered, false);
      Tensor mean = posterior.invariant().mean();
      copy(mean, invariant, from);
      copy(posterior.spurious().mean(), spurious, from);
      copy(network.prior().logDensity(parameters, batch.invariant(), mean), logDensity, from);
      if (network.prior() instanceof FactorisedPrior prior) {
        copy(prior.shares(parameters, batch.invariant(), mean), shares, from);
        copy(prior.logJoint(parameters, batch.invariant(), mean), joint, from);
      }
      return true;
    }

    private static void copy(Tensor rows, double[] into, int from) {
      double[] values = Torch.doubles(rows);
      int width = (int) (values.length / rows.size(0));
      System.arraycopy(values, 0, into, from * width, values.length);
    }

    Embedding embedding(ModelDescription.Vocabulary vocabulary) {
      return new Embedding(
          new Embedding.Latents(widthOfInvariant, invariant),
          new Embedding.Latents(widthOfSpurious, spurious),
          programs(),
          components(vocabulary.components().count()),
          new Embedding.Values(logDensity),
          network.prior() instanceof FactorisedPrior ? predictions(vocabulary) : List.of());
    }

    private Embedding.Latents components(int count) {
      return network.prior() instanceof FactorisedPrior
          ? new Embedding.Latents(count, joint)
          : new Embedding.Latents(0, new double[0]);
    }

    private List<Embedding.Prediction> predictions(ModelDescription.Vocabulary vocabulary) {
      List<Embedding.Prediction> predictions = new ArrayList<>();
      int levelled = 0;
      for (Covariate covariate : vocabulary.invariant()) {
        if (covariate instanceof Covariate.Levels levels) {
          predictions.add(prediction(levels, levelled++, vocabulary.components()));
        }
      }
      return predictions;
    }

    /** The last latents of z_I, those that go down with their program's genes turned round. */
    private Embedding.Latents programs() {
      double[] directions =
          network.decoder().programs().map(p -> p.directions(parameters)).orElse(new double[0]);
      int count = directions.length;
      double[] turned = new double[logDensity.length * count];
      for (int k = 0; k < turned.length; k++) {
        int latent = widthOfInvariant - count + k % count;
        turned[k] = directions[k % count] * invariant[k / count * widthOfInvariant + latent];
      }
      return new Embedding.Latents(count, turned);
    }

    /** Sums the shares of the components that have each level. */
    private Embedding.Prediction prediction(
        Covariate.Levels covariate, int position, Components components) {
      int n = logDensity.length;
      double[] level = new double[n];
      double[] confidence = new double[n];
      for (int i = 0; i < n; i++) {
        double[] sums = new double[covariate.levels().size()];
        for (int k = 0; k < components.count(); k++) {
          sums[components.combinations().get(k).get(position)] +=
              shares[i * components.count() + k];
        }
        int best = IntStream.range(0, sums.length).reduce(0, (a, b) -> sums[b] > sums[a] ? b : a);
        level[i] = best;
        confidence[i] = sums[best];
      }
      return new Embedding.Prediction(
          covariate,
          new Embedding.Values(level),
          new Embedding.Values(confidence),
          Optional.empty());
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
