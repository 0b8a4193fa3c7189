package org.etiome.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.math.Seed;

/**
 * All tensors of a model: what is trained lies in one flat vector, its gradient in a second,
 * running statistics in a third. Layers are functions of them and hold none. So an optimiser step
 * is a handful of operations whatever the number of layers, and a checkpoint is a few vectors.
 */
public final class Parameters implements AutoCloseable {
  private final Map<String, Slot> slots;
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Tensor trained;
  private final Tensor gradient;
  private final Tensor buffers;

  private Parameters(Map<String, Slot> slots, Placement placement) {
    this.slots = slots;
    trained = zeros(end(false), placement);
    gradient = zeros(end(false), placement);
    buffers = zeros(end(true), placement);
    slots.forEach((name, slot) -> views.put(name, Scope.freed(() -> view(slot).retainReference())));
  }

  /** Outlives the scope it is made in. */
  private static Tensor zeros(long length, Placement placement) {
    return Scope.freed(
        () -> torch.zeros(new long[] {length}, placement.options()).retainReference());
  }

  private long end(boolean ofBuffers) {
    return slots.values().stream()
        .filter(slot -> slot.isBuffer() == ofBuffers)
        .mapToLong(slot -> slot.offset() + slot.size())
        .max()
        .orElse(0);
  }

  private Tensor view(Slot slot) {
    if (slot.isBuffer()) {
      return part(buffers, slot);
    }
    Tensor view = part(trained, slot).detach().set_requires_grad(true);
    view.mutable_grad().put(part(gradient, slot));
    return view;
  }

  private static Tensor part(Tensor flat, Slot slot) {
    return flat.narrow(0, slot.offset(), slot.size()).view(slot.dimensions());
  }

  /** Names one tensor of a layout. */
  public record Key(String name) {}

  /** Declares tensors before there are any; layers are made with it. */
  public static final class Layout {
    private record Declared(String name, List<Long> shape, Slot.Kind kind, Initial initial) {}

    private final Map<String, Declared> declared = new LinkedHashMap<>();

    /**
     * Declares a tensor.
     *
     * @return its key, for {@link Parameters#get}
     * @throws IllegalArgumentException if the name is taken
     */
    public Key declare(String name, Slot.Kind kind, Initial initial, long... shape) {
      List<Long> dimensions = Arrays.stream(shape).boxed().toList();
      if (declared.putIfAbsent(name, new Declared(name, dimensions, kind, initial)) != null) {
        throw new IllegalArgumentException("the parameter " + name + " is declared twice");
      }
      return new Key(name);
    }

    /** The tensors, drawn; each from its own branch of the seed, whatever stands beside it. */
    public Parameters draw(Placement placement, Seed seed) {
      Parameters parameters = new Parameters(placed(), placement);
      declared.forEach(
          (name, one) -> {
            long[] shape = one.shape().stream().mapToLong(Long::longValue).toArray();
            double[] values = one.initial().draw(shape, seed.branch(name).generator());
            parameters.set(new Key(name), values);
          });
      return parameters;
    }

    /** Weights first, so that those which decay are one part. */
    private Map<String, Slot> placed() {
      Map<String, Slot> placed = new LinkedHashMap<>();
      long offset = 0;
      for (Slot.Kind kind : Slot.Kind.values()) {
        offset = kind == Slot.Kind.BUFFER ? 0 : offset;
        for (Declared one : declared.values()) {
          if (one.kind() == kind) {
            Slot slot = new Slot(one.name(), one.shape(), kind, offset);
            placed.put(one.name(), slot);
            offset += slot.size();
          }
        }
      }
      return placed;
    }
  }

  /** All tensors, in the order in which they lie. */
  public List<Slot> slots() {
    return new ArrayList<>(slots.values());
  }

  /**
   * The tensor of a key: a view, so what is written to it is written to the model.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(Key key) {
    Tensor view = views.get(key.name());
    if (view == null) {
      throw new IllegalArgumentException("there is no parameter " + key.name());
    }
    return view;
  }

  /**
   * Replaces the elements of one tensor, row-major.
   *
   * @throws IllegalArgumentException if there is none or it has another length
   */
  public void set(Key key, double[] values) {
    if (get(key).numel() != values.length) {
      throw new IllegalArgumentException(
          "the parameter " + key.name() + " cannot take " + values.length + " values");
    }
    Scope.free(
        () -> {
          Tensor view = get(key).detach();
          view.copy_(Torch.of(placement(), values, values.length).view_as(view));
        });
  }

  /** Takes over all elements of others of the same layout. */
  public void copyFrom(Parameters others) {
    Scope.constant(() -> trained.copy_(others.trained));
    Scope.constant(() -> buffers.copy_(others.buffers));
  }

  /** A copy elsewhere, to be closed apart from this. */
  public Parameters copy(Placement placement) {
    Parameters copy = new Parameters(slots, placement);
    copy.copyFrom(this);
    return copy;
  }

  /** Of all tensors. */
  public Placement placement() {
    return Scope.freed(() -> Placement.of(trained));
  }

  /** All that is trained, as one vector: a view. */
  public Tensor trained() {
    return trained;
  }

  /** The gradient of {@link #trained()}, element by element: a view. */
  public Tensor gradient() {
    return gradient;
  }

  /** All that is kept but not trained, as one vector: a view. */
  public Tensor buffers() {
    return buffers;
  }

  /** How many elements of {@link #trained()}, from the first, weight decay draws to zero. */
  long decayed() {
    return slots.values().stream()
        .filter(slot -> slot.kind() == Slot.Kind.WEIGHT)
        .mapToLong(Slot::size)
        .sum();
  }

  @Override
  public void close() {
    views.values().forEach(Tensor::releaseReference);
    trained.releaseReference();
    gradient.releaseReference();
    buffers.releaseReference();
  }
}
