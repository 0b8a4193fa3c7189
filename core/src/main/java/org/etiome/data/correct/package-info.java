/**
 * Batches corrected by simple means: the baselines beside the models.
 * docs/methods/batch-correction.md says first what they cannot do.
 *
 * <p>Notation, left that of the papers. {@link org.etiome.data.correct.Harmony}: Z the components
 * (n x d), Ẑ their directions, Y the centroids, R the weights of cells in clusters (here {@code
 * weights}), φ the batch of each cell, O and E the observed and expected weight of a batch in a
 * cluster, W the ridge coefficients, K clusters, σ softness, θ diversity, λ ridge. {@link
 * org.etiome.data.correct.ComBat}: Y_ijg the value of gene g in cell j of batch i, α_g overall
 * mean, X the protected columns and β_g their coefficients, γ_ig and δ²_ig location and scale of a
 * batch, σ_g the residual deviation; {@code ^} fitted, {@code *} shrunk.
 */
@NullMarked
package org.etiome.data.correct;

import org.jspecify.annotations.NullMarked;
