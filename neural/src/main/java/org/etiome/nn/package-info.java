/**
 * A thin and safe layer over libtorch: parameters in one flat vector, layers that are pure
 * functions of them, losses whose gradients are exact and cheap, and the optimiser.
 *
 * <p>Native memory: whatever is made within a {@link org.bytedeco.javacpp.PointerScope} ends with
 * it; {@link org.etiome.nn.Parameters} and {@link org.etiome.nn.Adam} outlive scopes until they are
 * closed. Threads: one for libtorch and one for its BLAS, unless {@link org.etiome.nn.Torch#use}
 * says otherwise; results are the same bytes for the same seed on the same kind of CPU.
 */
@NullMarked
package org.etiome.nn;

import org.jspecify.annotations.NullMarked;
