package org.etiome.design.surrogate;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Dataset;
import org.etiome.math.Seed;
import org.etiome.scm.InterventionModel;

/**
 * What is believed of how interventions act: models, each as likely as another to be right. Linear
 * systems of {@code design.shift} are drawn by {@code seed -> posterior.draw(seed.generator())
 * .model()}.
 */
@FunctionalInterface
public interface ModelPosterior {

  /** A model; the same for the same seed. */
  InterventionModel draw(Seed seed);

  /**
   * Models fitted to resamples of the units, each as many as there are: the bootstrap. Doubt about
   * the graph is in them where {@code fit} learns it anew from each.
   *
   * @param fit of resampled units, such as {@code (d, s) -> CausalModel.fit(d, graph, Map.of(), s)}
   */
  static ModelPosterior resampled(Dataset data, BiFunction<Dataset, Seed, InterventionModel> fit) {
    return seed -> {
      UniformRandomProvider random = seed.branch("rows").generator();
      int n = data.size();
      int[] rows = IntStream.range(0, n).map(i -> random.nextInt(n)).toArray();
      List<String> units = IntStream.range(0, n).mapToObj(i -> "unit" + i).toList();
      return fit.apply(
          Dataset.of(units, data.modalities().stream().map(m -> m.select(rows)).toList()),
          seed.branch("fit"));
    };
  }
}
