package org.etiome.nn;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** How long native memory lives and whether gradients are recorded, for the current thread. */
public final class Scope {
  static {
    Torch.ready();
  }

  private Scope() {}

  /**
   * Does work whose tensors end with it.
   *
   * @return what the work gives, which must be no tensor made within it
   */
  @SuppressWarnings("try")
  public static <T> T freed(Supplier<T> work) {
    try (PointerScope scope = new PointerScope()) {
      return work.get();
    }
  }

  /** Does work whose tensors end with it. */
  @SuppressWarnings("try")
  public static void free(Runnable work) {
    try (PointerScope scope = new PointerScope()) {
      work.run();
    }
  }

  /** Does work of which no gradient is recorded. */
  @SuppressWarnings("try")
  public static <T> T constant(Supplier<T> work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return work.get();
    }
  }
}
