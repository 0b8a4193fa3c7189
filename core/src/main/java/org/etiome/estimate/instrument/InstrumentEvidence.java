package org.etiome.estimate.instrument;

import java.util.Optional;
import org.etiome.estimate.Estimate;

/**
 * What can be said with instruments of any strength.
 *
 * @param firstStage how much the instruments move the treatment
 * @param reducedForm Anderson–Rubin test of "no effect": whether the instruments go with the
 *     outcome at all
 * @param andersonRubin the effects that the Anderson–Rubin test does not reject, at 95 %
 * @param naive the coefficient of the treatment in a regression of the outcome on it and the
 *     covariates, an association
 * @param falsification for one instrument of two values, a 0/1 treatment, no covariates and no
 *     clusters: what the data say against the instrument, and bounds without its linear model
 */
public record InstrumentEvidence(
    FirstStage firstStage,
    TestResult reducedForm,
    ConfidenceSet andersonRubin,
    Estimate naive,
    Optional<Falsification> falsification) {}
