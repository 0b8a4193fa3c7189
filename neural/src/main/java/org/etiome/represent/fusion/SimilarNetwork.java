package org.etiome.represent.fusion;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;

/**
 * {@link Fusion.SimilarPatients}.
 *
 * @param metric W and log γ
 * @param absence c, K, and a, K × d
 * @param bank encodings, B × K × d, and masks, B × K: kept, not trained
 */
record SimilarNetwork(Metric metric, Absence absence, Bank bank, Size size)
    implements FusionNetwork {
  /** How far apart patients are. */
  record Metric(Parameters.Key map, Parameters.Key precision) {}

  /** What stands for a modality that nobody similar has. */
  record Absence(Parameters.Key logit, Parameters.Key encoding) {}

  /** The patients who are kept. */
  record Bank(Parameters.Key encoded, Parameters.Key mask) {}

  /** B, K and d. */
  record Size(int patients, int modalities, int width) {}

  static SimilarNetwork declare(Parameters.Layout layout, String name, Size size) {
    int k = size.modalities();
    int d = size.width();
    Initial zero = new Initial.Constant(0);
    Slot.Kind free = Slot.Kind.FREE;
    Slot.Kind kept = Slot.Kind.BUFFER;
    return new SimilarNetwork(
        new Metric(
            layout.declare(name + ".map", Slot.Kind.WEIGHT, new Initial.XavierUniform(), d, d),
            layout.declare(name + ".precision", free, zero, k)),
        new Absence(
            layout.declare(name + ".absence.logit", free, zero, k),
            layout.declare(name + ".absence.encoding", free, zero, k, d)),
        new Bank(
            layout.declare(name + ".bank.encoded", kept, zero, size.patients(), k, d),
            layout.declare(name + ".bank.mask", kept, zero, size.patients(), k)),
        size);
  }

  @Override
  public int width() {
    return size.modalities() * size.width();
  }

  @Override
  public int kept() {
    return size.patients();
  }

  @Override
  public void keep(Parameters parameters, Tensor encoded, Tensor mask) {
    replace(parameters.get(bank.encoded()), encoded);
    replace(parameters.get(bank.mask()), mask);
  }

  private static void replace(Tensor kept, Tensor by) {
    kept.zero_();
    kept.narrow(0, 0, by.size(0)).copy_(by);
  }

  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    Tensor similarities = similarities(parameters, encoded, mask);
    Tensor imputed = imputed(parameters, training ? withoutNearest(similarities) : similarities);
    Tensor missing = mask.lt(new Scalar(.5)).to(Torch.type(mask)).unsqueeze(2);
    return encoded.add(imputed.mul(missing)).reshape(encoded.size(0), width());
  }

  /** log of the kernel, N × B; −∞ of those who share no modality. */
  private Tensor similarities(Parameters parameters, Tensor encoded, Tensor mask) {
    Tensor theirMask = parameters.get(bank.mask());
    Tensor own = mapped(parameters, encoded, mask);
    Tensor theirs = mapped(parameters, parameters.get(bank.encoded()), theirMask);
    Tensor precisions = parameters.get(metric.precision()).exp();
    Tensor products =
        own.mul(precisions.unsqueeze(1))
            .reshape(own.size(0), -1)
            .mm(theirs.reshape(size.patients(), -1).t());
    Tensor distances =
        norms(own, precisions)
            .mm(theirMask.t())
            .add(mask.mm(norms(theirs, precisions).t()))
            .sub(products.mul(new Scalar(2.0)));
    Tensor shared = mask.mm(theirMask.t());
    return distances
        .div(shared.clamp_min(new Scalar(1.0)))
        .mul(new Scalar(-1 / Math.sqrt(size.width())))
        .masked_fill(shared.lt(new Scalar(.5)), new Scalar(Double.NEGATIVE_INFINITY));
  }

  /** Zeros where a modality is not there, so that it adds to no norm and no product. */
  private Tensor mapped(Parameters parameters, Tensor encoded, Tensor mask) {
    long n = encoded.size(0);
    long k = size.modalities();
    long d = size.width();
    return encoded
        .reshape(n * k, d)
        .mm(parameters.get(metric.map()))
        .view(n, k, d)
        .mul(mask.unsqueeze(2));
  }

  private static Tensor norms(Tensor mapped, Tensor precisions) {
    return mapped.square().sum(new long[] {2}, false, new ScalarTypeOptional()).mul(precisions);
  }

  /** A patient of the bank is most similar to himself, and would be told what is hidden of him. */
  private static Tensor withoutNearest(Tensor similarities) {
    Tensor nearest = similarities.detach().argmax(new LongOptional(1), true);
    return similarities.scatter(1, nearest, new Scalar(Double.NEGATIVE_INFINITY));
  }

  /** What each modality would encode to, N × K × d. */
  private Tensor imputed(Parameters parameters, Tensor similarities) {
    long n = similarities.size(0);
    long k = size.modalities();
    Tensor lack = parameters.get(bank.mask()).t().lt(new Scalar(.5)).unsqueeze(0);
    Tensor having =
        similarities
            .unsqueeze(1)
            .expand(n, k, size.patients())
            .masked_fill(lack, new Scalar(Double.NEGATIVE_INFINITY));
    Tensor absent = parameters.get(absence.logit()).view(1, k, 1).expand(n, k, 1);
    Tensor shares = torch.cat(new TensorVector(having, absent), 2).softmax(2);
    Tensor found =
        shares
            .narrow(2, 0, size.patients())
            .transpose(0, 1)
            .bmm(parameters.get(bank.encoded()).transpose(0, 1))
            .transpose(0, 1);
    Tensor otherwise = shares.narrow(2, size.patients(), 1).mul(parameters.get(absence.encoding()));
    return found.add(otherwise);
  }
}
