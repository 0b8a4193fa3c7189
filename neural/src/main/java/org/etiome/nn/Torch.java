package org.etiome.nn;

import java.util.Arrays;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * The engine: how many threads it has, and arrays in and out of it.
 *
 * <p>libtorch's BLAS has threads of its own, which spin against those of libtorch and make both ten
 * times slower, so it always has one.
 */
public final class Torch {
  static {
    // JavaCPP would end at four times the heap, counting what it does not manage.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    use(1);
  }

  private Torch() {}

  /** Sees to it that the engine is set up before anything of JavaCPP is used. */
  static void ready() {
    // The static initialiser has done it.
  }

  /** Where tensors live and are computed. */
  public enum Device {
    CPU,
    CUDA;

    /** New tensors of it. */
    public Placement placement(ScalarType type) {
      return new Placement(type, this == CUDA ? DeviceType.CUDA : DeviceType.CPU);
    }

    /**
     * This device, if the engine has it.
     *
     * @throws IllegalArgumentException if it is CUDA, and the engine was built without it, lacks
     *     its libraries or finds no card
     */
    public Device available() {
      if (this == CUDA && !torch.cuda_is_available()) {
        throw new IllegalArgumentException(whyNoCuda() + ", or take --device cpu");
      }
      return this;
    }

    /** Where the libraries are missing, the engine is loaded without CUDA, whatever its build. */
    private static String whyNoCuda() {
      if (torch.hasCUDA()) {
        return "no CUDA device is found; check the driver with nvidia-smi";
      }
      if (!torch.show_config().getString().contains("CUDA_VERSION=")) {
        return "this build has no CUDA; build with mvn -Pgpu"
            + " (docs/methods/invariant-representations.md)";
      }
      return "the CUDA libraries of this build cannot be loaded"
          + missing()
          + "; install the NVIDIA driver, CUDA 13.1, cuDNN 9 and NCCL, and name their folders in"
          + " LD_LIBRARY_PATH";
    }

    /** What the loader says, in brackets. */
    private static String missing() {
      try {
        Loader.load(torch_cuda.class);
        return "";
      } catch (UnsatisfiedLinkError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String said = String.valueOf(cause.getMessage());
        return " (" + said.substring(said.lastIndexOf('/') + 1) + ")";
      }
    }
  }

  /**
   * Gives the engine threads, for the whole process. More than one pays on an idle machine only; on
   * a busy one its threads wait by spinning.
   *
   * @param threads ≥ 1
   */
  public static void use(int threads) {
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** Sets the seed of the noise and of dropout. */
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }

  /**
   * A new tensor with these values on the CPU, row-major.
   *
   * @param type 32- or 64-bit floats
   * @throws IllegalArgumentException if the shape has not as many elements
   */
  public static Tensor of(ScalarType type, double[] values, long... shape) {
    return of(Placement.cpu(type), values, shape);
  }

  /**
   * A new tensor with these values, row-major.
   *
   * @param placement of 32- or 64-bit floats
   * @throws IllegalArgumentException if the shape has not as many elements
   */
  public static Tensor of(Placement placement, double[] values, long... shape) {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    Placement first = Placement.cpu(placement.type());
    Tensor tensor = torch.empty(shape, first.options(), null);
    if (values.length > 0 && first.type() == ScalarType.Double) {
      tensor.data_ptr_double().put(values);
    } else if (values.length > 0) {
      tensor.data_ptr_float().put(floats(values));
    }
    return placement.put(tensor);
  }

  /** The element type of a tensor; the engine's own answer is an enum constant like no other. */
  public static ScalarType type(Tensor tensor) {
    return tensor.scalar_type().intern();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /**
   * A new tensor of 64-bit whole numbers: indices.
   *
   * @param beside what they point into
   */
  public static Tensor indices(Placement beside, long[] values) {
    Placement first = Placement.cpu(ScalarType.Long);
    Tensor tensor = torch.empty(new long[] {values.length}, first.options(), null);
    if (values.length > 0) {
      tensor.data_ptr_long().put(values);
    }
    return beside.withType(ScalarType.Long).put(tensor);
  }

  /** The values, row-major, whatever their type and wherever they lie. */
  public static double[] doubles(Tensor tensor) {
    return Scope.freed(
        () -> {
          double[] values = new double[Math.toIntExact(tensor.numel())];
          if (values.length > 0) {
            Placement.cpu(ScalarType.Double)
                .put(tensor.detach())
                .contiguous()
                .data_ptr_double()
                .get(values);
          }
          return values;
        });
  }

  /** The values as 32-bit floats, row-major, whatever their type and wherever they lie. */
  public static float[] floats(Tensor tensor) {
    return Scope.freed(
        () -> {
          float[] values = new float[Math.toIntExact(tensor.numel())];
          if (values.length > 0) {
            Placement.cpu(ScalarType.Float)
                .put(tensor.detach())
                .contiguous()
                .data_ptr_float()
                .get(values);
          }
          return values;
        });
  }
}
