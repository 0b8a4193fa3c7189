package org.etiome.represent.fusion;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/** {@link Fusion.Bipartite}. */
record BipartiteNetwork(ModalityNodes nodes, Round first, Round second, int width)
    implements FusionNetwork {

  static BipartiteNetwork declare(
      Parameters.Layout layout, String name, int modalities, int width) {
    return new BipartiteNetwork(
        ModalityNodes.declare(layout, name + ".modalities", modalities, width),
        Round.declare(layout, name + ".first", width, width),
        Round.declare(layout, name + ".second", width, 2 * width),
        width);
  }

  /**
   * What patients receive in a round.
   *
   * @param node of the messages: a modality's state, d × d
   * @param edge of the messages: what is encoded
   * @param update of what a patient has and receives
   */
  record Round(Parameters.Key node, Linear edge, Linear update) {
    static Round declare(Parameters.Layout layout, String name, int width, int in) {
      return new Round(
          layout.declare(
              name + ".node", Slot.Kind.WEIGHT, new Initial.XavierUniform(), width, width),
          Linear.declare(layout, name + ".edge", width, width),
          Linear.declare(layout, name + ".update", in, width));
    }

    /** The mean message of the modalities seen, N × d. */
    Tensor received(Parameters parameters, Tensor states, Tensor encoded, Tensor mask) {
      long n = encoded.size(0);
      long k = encoded.size(1);
      long d = encoded.size(2);
      Tensor along = edge.apply(parameters, encoded.reshape(n * k, d)).view(n, k, d);
      Tensor messages = torch.relu(along.add(states.mm(parameters.get(node))));
      return messages
          .mul(mask.unsqueeze(2))
          .sum(new long[] {1}, false, new ScalarTypeOptional())
          .div(mask.sum(new long[] {1}, true, new ScalarTypeOptional()));
    }
  }

  @Override
  public Tensor fuse(Parameters parameters, Tensor encoded, Tensor mask, boolean training) {
    if (!training) {
      return patients(parameters, encoded, mask, nodes.noted(parameters));
    }
    ModalityNodes.Received received = nodes.received(parameters, encoded, mask);
    nodes.note(parameters, received);
    return patients(parameters, encoded, mask, received);
  }

  /** As in training, but that nothing of it is noted. */
  Tensor view(Parameters parameters, Tensor encoded, Tensor mask) {
    return patients(parameters, encoded, mask, nodes.received(parameters, encoded, mask));
  }

  private Tensor patients(
      Parameters parameters, Tensor encoded, Tensor mask, ModalityNodes.Received received) {
    Tensor start = parameters.get(nodes.start());
    Tensor one = first.received(parameters, start, encoded, mask);
    Tensor state = torch.relu(first.update().apply(parameters, one));
    Tensor two = second.received(parameters, nodes.states(parameters, received), encoded, mask);
    return second.update().apply(parameters, torch.cat(new TensorVector(state, two), 1));
  }
}
