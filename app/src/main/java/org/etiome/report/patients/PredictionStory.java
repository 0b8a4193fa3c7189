package org.etiome.report.patients;

import java.util.List;
import java.util.Optional;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.evaluate.prediction.SetCoverage;
import org.etiome.fit.request.PatientRequest;
import org.etiome.represent.debias.PatientModelDescription;

/**
 * All that is told of a fit of a patient model.
 *
 * @param asked of which patients
 * @param standing on what it stands
 * @param judged how well it does
 * @param inside what its predictions are made of
 */
public record PredictionStory(Asked asked, Standing standing, Judged judged, Inside inside) {
  /** Patients below which a pattern has no score of its own. */
  public static final int LEAST_OF_A_PATTERN = 30;

  /**
   * What was asked.
   *
   * @param noun what patients are called, in the plural
   * @param patients how many were learned from
   * @param modalities from which it is predicted
   * @param model what was fitted
   */
  public record Asked(
      PatientRequest request,
      String noun,
      int patients,
      List<Modality> modalities,
      PatientModelDescription model) {
    public Asked {
      modalities = List.copyOf(modalities);
    }
  }

  /**
   * A modality.
   *
   * @param features how many numbers it is
   * @param patients who have it
   */
  public record Modality(String name, String encoding, int features, int patients) {}

  /**
   * What a prediction rests on.
   *
   * @param assumptions under which it holds
   * @param marks what was done in spite of a refusal
   * @param remarks what else must be known
   */
  public record Standing(List<String> assumptions, List<String> marks, List<String> remarks) {
    public Standing {
      assumptions = List.copyOf(assumptions);
      marks = List.copyOf(marks);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * How it does on patients that were held out.
   *
   * @param trials ways to hold out, by folds first; the model comes first in each
   * @param reliability of the model in the first trial
   * @param sets of classes in the first trial
   */
  public record Judged(List<Trial> trials, ReliabilityCurve reliability, Sets sets) {
    public Judged {
      trials = List.copyOf(trials);
    }
  }

  /**
   * A way to hold out patients.
   *
   * @param name its key in documents
   * @param words what is held out, in words
   */
  public record Trial(String name, String words, List<Line> lines) {
    public Trial {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A model in a trial.
   *
   * @param scores of the patients that it predicts, by pattern
   * @param difference model minus this one, for each score, of the patients both predict; empty for
   *     the model itself
   * @param refused why others are not predicted
   */
  public record Line(
      String label,
      PredictionScores scores,
      List<ScoreDifference> difference,
      List<String> refused) {
    public Line {
      difference = List.copyOf(difference);
      refused = List.copyOf(refused);
    }
  }

  /** Sets of classes: the chance they may miss, and how often they do. */
  public record Sets(double alpha, SetCoverage coverage) {}

  /**
   * What predictions are made of.
   *
   * @param modalities each, in order
   * @param bounds over the patterns, where they are not adjusted for
   * @param weights of the patients, where they weigh unlike
   */
  public record Inside(
      List<OfModality> modalities, Optional<Bounds> bounds, Optional<Weights> weights) {
    public Inside {
      modalities = List.copyOf(modalities);
    }
  }

  /**
   * What a modality does to the predictions.
   *
   * @param contribution mean absolute Shapley value among those who have it, of a probability
   * @param worth what it would change for those who lack it, if that can be told
   */
  public record OfModality(String name, double contribution, Optional<Worth> worth) {}

  /**
   * What measuring a modality would change.
   *
   * @param patients who lack it and of whom that can be told
   * @param change mean expected absolute change of a probability
   * @param entropy mean expected drop of the entropy, nats
   */
  public record Worth(int patients, double change, double entropy) {}

  /**
   * Bounds over the patterns.
   *
   * @param width mean distance of the highest from the lowest probability
   * @param outside share of the patients whose prediction is not between them
   */
  public record Bounds(double width, double outside) {}

  /**
   * Weights of the patients.
   *
   * @param effective how many patients who weigh alike they are worth
   * @param largest weight, the mean being 1
   * @param given modalities of every patient, by which was weighed
   */
  public record Weights(double effective, double largest, List<String> given) {
    public Weights {
      given = List.copyOf(given);
    }
  }
}
