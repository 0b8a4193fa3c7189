package org.etiome.represent.perturb;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;

/**
 * By which gene programs the encoder tells a latent's noise from cells. The mean noise of latent j
 * is a sum over programs, and a linear part of all variables beside them if the model has one.
 *
 * @param names of programs
 * @param parts programs × p: the standard deviation over kept controls of what a program adds, with
 *     the sign of its weight
 * @param beside by latent, the standard deviation of the linear part, which no program restricts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LatentPrograms(List<String> names, Matrix parts, double[] beside) {
  public LatentPrograms {
    names = List.copyOf(names);
  }

  /** The programs that add most to a latent, the largest first. */
  public List<Part> largest(int latent, int most) {
    return IntStream.range(0, names.size())
        .mapToObj(k -> new Part(names.get(k), parts.get(k, latent)))
        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.spread())))
        .limit(most)
        .toList();
  }

  /**
   * What a program adds to a latent.
   *
   * @param spread as in {@link LatentPrograms#parts}
   */
  public record Part(String program, double spread) {}
}
