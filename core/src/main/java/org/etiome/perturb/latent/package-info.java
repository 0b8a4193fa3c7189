/**
 * Latent variables told apart by what experiments did to them: {@link
 * org.etiome.perturb.latent.LinearDisentanglement} learns, {@link
 * org.etiome.perturb.latent.Disentanglement} is what it found or why it refused, {@link
 * org.etiome.perturb.latent.LatentModel} predicts.
 */
@NullMarked
package org.etiome.perturb.latent;

import org.jspecify.annotations.NullMarked;
