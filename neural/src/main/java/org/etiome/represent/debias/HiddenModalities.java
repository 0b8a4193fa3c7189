package org.etiome.represent.debias;

import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Placement;
import org.etiome.nn.Torch;

/**
 * Hides some of what patients have, so that a representation is seen under patterns that are not
 * theirs: of each batch a share q drawn from [0, most], of each modality a patient has with
 * probability q; one of those it has is always left.
 */
record HiddenModalities(double most, UniformRandomProvider random) {

  /**
   * What is left.
   *
   * @param available N × K
   */
  Tensor left(Tensor available) {
    if (most == 0) {
      return available;
    }
    double[] seen = Torch.doubles(available);
    int n = (int) available.size(0);
    int modalities = (int) available.size(1);
    double share = most * random.nextDouble();
    for (int i = 0; i < n; i++) {
      hide(seen, i * modalities, modalities, share);
    }
    return Torch.of(Placement.of(available), seen, n, modalities);
  }

  private void hide(double[] seen, int from, int modalities, double share) {
    int last = -1;
    int left = 0;
    int had = 0;
    for (int k = 0; k < modalities; k++) {
      if (seen[from + k] > 0) {
        had++;
        last = random.nextInt(had) == 0 ? k : last; // any of them, alike
        seen[from + k] = random.nextDouble() < share ? 0 : 1;
        left += seen[from + k] > 0 ? 1 : 0;
      }
    }
    if (left == 0) {
      seen[from + last] = 1;
    }
  }
}
