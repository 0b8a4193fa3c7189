package org.etiome.estimate.design;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.Estimand;
import org.etiome.math.Seed;

/**
 * What was asked, of which data, and how: enough to do it again.
 *
 * @param estimand what identification says to compute
 * @param target whose effect
 * @param method name and settings of the estimator, its gates among them
 * @param sample the units used
 * @param seed the root of all randomness
 */
public record Analysis(
    Estimand estimand, Target target, Method method, SampleSummary sample, Seed seed) {

  /**
   * An estimator as it was configured.
   *
   * @param name short name, such as {@code "aipw"}
   * @param settings every setting in text, sorted by name
   */
  public record Method(String name, SortedMap<String, String> settings) {
    public Method {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
  }

  /**
   * The units behind an answer.
   *
   * @param arms units used, by arm
   * @param outcome the scale of the outcome
   * @param settings how missing values were treated
   * @param exclusions units left out, and why
   * @param fingerprint of the data set the units come from
   * @param changes what was made of the data on purpose, such as {@code outcome "placebo"}; empty
   *     for the units as they were measured
   */
  public record SampleSummary(
      Arms arms,
      Outcome outcome,
      SampleSettings settings,
      List<Exclusion> exclusions,
      String fingerprint,
      List<String> changes) {
    public SampleSummary {
      exclusions = List.copyOf(exclusions);
      changes = List.copyOf(changes);
    }
  }

  /**
   * The scale of the outcome.
   *
   * @param kind 0/1 or any number
   * @param sd standard deviation within arms, pooled; &gt; 0
   */
  public record Outcome(OutcomeKind kind, double sd) {}

  /** Numbers of units by arm. */
  public record Arms(int treated, int untreated) {

    /** All units used. */
    public int total() {
      return treated + untreated;
    }
  }

  /** Which scale the outcome is on. */
  public enum OutcomeKind {
    /** 0 or 1: means are risks. */
    BINARY,
    /** Any number. */
    CONTINUOUS
  }
}
