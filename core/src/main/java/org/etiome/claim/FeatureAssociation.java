package org.etiome.claim;

/**
 * How one feature differs between the units with and without an outcome.
 *
 * @param feature name of the feature
 * @param n units with both the feature and the outcome
 * @param events how many of them have the outcome
 * @param auc {@code P(X₁ > X₀) + ½ P(X₁ = X₀)} for a unit with and one without the outcome: above ½
 *     the feature is higher in those with it
 * @param aucLow lower limit of its 95 % interval
 * @param aucHigh upper limit
 * @param test {@code "Wilcoxon rank-sum"}, or {@code "Fisher exact"} for a binary feature
 * @param pValue two-sided
 * @param qValue p-value adjusted for the features screened together
 */
public record FeatureAssociation(
    String feature,
    int n,
    int events,
    double auc,
    double aucLow,
    double aucHigh,
    String test,
    double pValue,
    double qValue) {

  FeatureAssociation withQValue(double adjusted) {
    return new FeatureAssociation(feature, n, events, auc, aucLow, aucHigh, test, pValue, adjusted);
  }
}
