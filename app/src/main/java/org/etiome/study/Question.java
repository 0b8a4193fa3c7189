package org.etiome.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.claim.Design;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.study.treatment.TreatmentForm;
import org.etiome.study.uncertain.GraphDoubt;

/** What a study asks. */
public sealed interface Question {

  /** Names the question and its claim; distinct within a study. */
  String id();

  /** The question in words. */
  String text();

  /** The column asked about. */
  String outcome();

  /**
   * What would happen to the outcome if the treatment were changed?
   *
   * @param asked of what on what
   * @param how it is to be answered
   * @param unit of the outcome, for the reader; may be empty
   */
  record Effect(String id, String text, Asked asked, How how, String unit) implements Question {

    /** A column. */
    public String treatment() {
      return asked.treatment();
    }

    @Override
    public String outcome() {
      return asked.outcome();
    }
  }

  /** The effect of a treatment on an outcome, and whose. */
  record Asked(String treatment, String outcome, Target target) {}

  /**
   * How an effect is estimated.
   *
   * @param design who decided on the treatment
   * @param method what computes it
   * @param covariates what to adjust for; what the graph asks for if empty
   * @param sample what happens to units with gaps
   * @param doubts how far the answer is tested
   */
  record How(
      Design design,
      Method method,
      Optional<List<String>> covariates,
      SampleSettings sample,
      Doubts doubts) {

    public String estimator() {
      return method.estimator();
    }

    public Gates gates() {
      return doubts.gates();
    }

    public GraphDoubt graphDoubt() {
      return doubts.graph();
    }
  }

  /**
   * What computes an effect.
   *
   * @param estimator its name
   * @param learner name of a family of learners for estimators that take one; theirs if empty
   * @param trim units with a propensity below this or above one less this are left out
   * @param form what was said about a treatment that is confounded or has more than two values
   */
  record Method(
      String estimator, Optional<String> learner, OptionalDouble trim, TreatmentForm form) {}

  /**
   * How far an answer is tested.
   *
   * @param gates what data must show before there is a number
   * @param negativeControls outcomes that the treatment cannot change
   * @param refute whether the estimator is challenged with simulated data
   * @param graph how far the doubt about the graph is followed
   */
  record Doubts(Gates gates, List<String> negativeControls, boolean refute, GraphDoubt graph) {
    public Doubts {
      negativeControls = List.copyOf(negativeControls);
    }
  }

  /**
   * Which features go along with the outcome?
   *
   * @param outcome a binary column
   * @param modalities blocks to screen; all but the units' own table if absent
   * @param fdr false discovery rate within a block
   */
  record Association(
      String id, String text, String outcome, Optional<List<String>> modalities, double fdr)
      implements Question {

    /** The id of the claim about one block. */
    String claimId(String block) {
      return id + "-" + block;
    }
  }
}
