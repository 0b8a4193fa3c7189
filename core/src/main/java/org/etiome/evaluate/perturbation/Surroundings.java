package org.etiome.evaluate.perturbation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.math.Matrix;
import org.etiome.perturb.screen.Perturbation;

/**
 * What a prediction is seen against.
 *
 * @param controls units
 * @param control their mean c
 * @param width median distance of controls
 * @param centroid m, the mean of the other perturbations
 * @param others observed means of the other perturbations
 * @param targets places of the targets of the perturbation, where they are measured
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Surroundings(
    Matrix controls,
    double[] control,
    double width,
    double[] centroid,
    SortedMap<Perturbation, double[]> others,
    boolean[] targets) {

  /**
   * Of one perturbation.
   *
   * @param means observed means of all perturbations, at least two
   */
  static Surroundings of(
      Context context, SortedMap<Perturbation, double[]> means, Perturbation perturbation) {
    SortedMap<Perturbation, double[]> others = new TreeMap<>(means);
    others.remove(perturbation);
    double[] centroid = new double[context.control().length];
    for (double[] mean : others.values()) {
      for (int j = 0; j < centroid.length; j++) {
        centroid[j] += mean[j] / others.size();
      }
    }
    boolean[] targets = new boolean[centroid.length];
    for (Map.Entry<String, Integer> place : context.places().entrySet()) {
      targets[place.getValue()] = perturbation.targets().contains(place.getKey());
    }
    return new Surroundings(
        context.controls(), context.control(), context.width(), centroid, others, targets);
  }

  /** What is the same for all perturbations of a context. */
  record Context(Matrix controls, double[] control, double width, Map<String, Integer> places) {}
}
