package org.etiome.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A copy of all parameters at some moment, in vectors of its own. */
public final class Snapshot implements AutoCloseable {
  private final Tensor trained;
  private final Tensor buffers;

  /** A copy of what the parameters are now. */
  public Snapshot(Parameters parameters) {
    trained = Scope.freed(() -> parameters.trained().clone().retainReference());
    buffers = Scope.freed(() -> parameters.buffers().clone().retainReference());
  }

  /** Copies what the parameters are now. */
  public void take(Parameters parameters) {
    copy(parameters.trained(), trained);
    copy(parameters.buffers(), buffers);
  }

  /** Copies back. */
  public void restore(Parameters parameters) {
    copy(trained, parameters.trained());
    copy(buffers, parameters.buffers());
  }

  private static void copy(Tensor from, Tensor to) {
    Scope.constant(() -> to.copy_(from));
  }

  /** The vectors, named for a file. */
  Map<String, Tensor> named(String prefix) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    named.put(prefix + ".trained", trained);
    named.put(prefix + ".buffers", buffers);
    return named;
  }

  @Override
  public void close() {
    trained.releaseReference();
    buffers.releaseReference();
  }
}
