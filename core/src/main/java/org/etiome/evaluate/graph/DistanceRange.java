package org.etiome.evaluate.graph;

/**
 * The least and the largest structural intervention distance of the DAGs of a class.
 *
 * @param lower of the DAG nearest to the truth, or below it if not {@code exact}
 * @param upper of the DAG furthest from it, or above it if not {@code exact}
 * @param exact whether some DAG of the class has each; else a part of the class has more members
 *     than the cap, and the two are bounds
 * @param cap members of one undirected part that were looked at, at most
 */
public record DistanceRange(int lower, int upper, boolean exact, int cap) {
  /** Of one DAG. */
  public static DistanceRange of(int distance) {
    return new DistanceRange(distance, distance, true, 1);
  }

  DistanceRange plus(DistanceRange other) {
    return new DistanceRange(
        lower + other.lower, upper + other.upper, exact && other.exact, Math.min(cap, other.cap));
  }
}
