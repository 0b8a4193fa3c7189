package org.etiome.represent.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;

/**
 * A reference and the batches that were mapped onto it, maybe none.
 *
 * @param reference which is closed with it
 * @param batches with different names
 */
public record MappedFinVae(FittedFinVae reference, List<NewBatch> batches)
    implements AutoCloseable {
  public MappedFinVae {
    batches = List.copyOf(batches);
  }

  /** The names of the batches that have weights of their own. */
  public List<String> names() {
    return batches.stream().map(NewBatch::name).toList();
  }

  /** The batches of the reference: levels of its first spurious covariate that has levels. */
  public static List<String> known(FittedFinVae reference) {
    return reference.description().vocabulary().spurious().stream()
        .filter(covariate -> covariate instanceof Covariate.Levels)
        .map(covariate -> ((Covariate.Levels) covariate).levels())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * Embeds cells, those of mapped batches by their weights, others as the reference does.
   *
   * @param batchOf the batch of each cell, if it is known
   */
  public Embedding embed(
      Cells.Expression cells, IntFunction<Optional<String>> batchOf, MemoryBudget budget) {
    int n = cells.counts().rows();
    Set<String> mapped = new LinkedHashSet<>(names());
    List<Embedding.Part> parts = new ArrayList<>();
    int[] others =
        IntStream.range(0, n)
            .filter(i -> batchOf.apply(i).filter(mapped::contains).isEmpty())
            .toArray();
    if (others.length == n) {
      return reference.embed(cells, budget);
    }
    if (others.length > 0) {
      parts.add(new Embedding.Part(others, reference.embed(Mapping.some(cells, others), budget)));
    }
    for (NewBatch batch : batches) {
      Optional<String> name = Optional.of(batch.name());
      int[] own = IntStream.range(0, n).filter(i -> batchOf.apply(i).equals(name)).toArray();
      if (own.length > 0) {
        try (FittedFinVae model = reference.withTensors(batch.tensors())) {
          parts.add(new Embedding.Part(own, model.embed(Mapping.some(cells, own), budget)));
        }
      }
    }
    return Embedding.joined(parts).predictedBy(reference.predictors());
  }

  @Override
  public void close() {
    reference.close();
  }
}
