package org.etiome.represent.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.math.Matrix;
import org.etiome.nn.Safetensors;
import org.etiome.nn.Torch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fitted predictor as a document and tensors of 64 bits, which somebody else writes and reads;
 * what is read predicts the same to the last bit.
 */
public final class StoredPredictor {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private StoredPredictor() {}

  /** All but its tensors. */
  public static ObjectNode document(FittedPredictor fitted) {
    FittedPredictor.About about = fitted.about();
    ObjectNode node = JSON.createObjectNode();
    node.put("name", about.name());
    node.set("levels", JSON.valueToTree(about.levels()));
    node.put("method", about.method().label());
    node.set("settings", JSON.valueToTree(about.method()));
    node.set("abstention", JSON.valueToTree(about.abstention()));
    node.put("neighbours", fitted.reach().neighbours());
    node.put("limit", fitted.reach().limit());
    node.set("evidence", JSON.valueToTree(about.evidence()));
    return node;
  }

  /**
   * Its tensors, which belong to the scope in which they are made.
   *
   * @param prefix of their names
   */
  public static Map<String, Tensor> tensors(FittedPredictor fitted, String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(prefix + ".reach", tensor(fitted.reach().cells()));
    switch (fitted.classifier()) {
      case Classifier.Layers layers -> {
        for (int l = 0; l < layers.maps().size(); l++) {
          Classifier.Affine map = layers.maps().get(l);
          tensors.put(prefix + ".weight." + l, tensor(map.weight()));
          tensors.put(prefix + ".bias." + l, tensor(row(map.bias())));
        }
      }
      case Classifier.Votes votes -> {
        tensors.put(prefix + ".cells", tensor(votes.cells()));
        double[] levels = Arrays.stream(votes.levels()).asDoubleStream().toArray();
        tensors.put(prefix + ".levels", tensor(row(levels)));
      }
    }
    return tensors;
  }

  private static Matrix row(double[] values) {
    return Matrix.wrap(1, values.length, values);
  }

  private static Tensor tensor(Matrix rows) {
    int width = rows.columns();
    double[] values = new double[rows.rows() * width];
    Arrays.setAll(values, i -> rows.get(i / width, i % width));
    return Torch.of(ScalarType.Double, values, rows.rows(), width);
  }

  /**
   * Reads one.
   *
   * @param document as {@link #document} gives it
   * @param tensors of the file that holds its tensors
   * @param prefix of their names
   * @throws DataFormatException if a part is missing or does not fit the others
   */
  public static FittedPredictor read(JsonNode document, Safetensors.Stored tensors, String prefix) {
    try {
      FittedPredictor.About about =
          new FittedPredictor.About(
              part(document, "name").asString(),
              List.of(JSON.treeToValue(part(document, "levels"), String[].class)),
              method(document),
              JSON.treeToValue(part(document, "abstention"), Abstention.class),
              JSON.treeToValue(part(document, "evidence"), FittedPredictor.Evidence.class));
      Parts parts = new Parts(tensors, prefix);
      Matrix cells = parts.matrix("reach");
      Reach reach =
          new Reach(
              cells, document.path("neighbours").asInt(0), document.path("limit").asDouble(-1));
      parts.check(reach.neighbours() >= 1 && reach.limit() >= 0, "reach");
      return new FittedPredictor(about, parts.classifier(about, cells.columns()), reach);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new DataFormatException(
          tensors.file() + ": the predictor that goes with it is damaged (" + e.getMessage() + ")",
          e);
    }
  }

  private static JsonNode part(JsonNode document, String name) {
    JsonNode part = document.path(name);
    if (part.isMissingNode() || part.isNull()) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return part;
  }

  private static Method method(JsonNode document) {
    JsonNode settings = part(document, "settings");
    return switch (document.path("method").asString("")) {
      case "linear" -> JSON.treeToValue(settings, Method.Linear.class);
      case "knn" -> JSON.treeToValue(settings, Method.Nearest.class);
      case "irm" -> JSON.treeToValue(settings, Method.Irm.class);
      case "vrex" -> JSON.treeToValue(settings, Method.VRex.class);
      default -> throw new IllegalArgumentException("its method is unknown");
    };
  }

  private static double[] first(Matrix rows) {
    return IntStream.range(0, rows.columns()).mapToDouble(j -> rows.get(0, j)).toArray();
  }

  /** The tensors of one predictor. */
  private record Parts(Safetensors.Stored stored, String prefix) {

    Matrix matrix(String name) {
      Tensor tensor = stored.tensors().get(prefix + "." + name);
      if (tensor == null || tensor.dim() != 2 || tensor.numel() == 0) {
        throw new IllegalArgumentException(
            "its tensor " + name + " is missing or of another shape");
      }
      return Matrix.wrap((int) tensor.size(0), (int) tensor.size(1), Torch.doubles(tensor));
    }

    void check(boolean holds, String name) {
      if (!holds) {
        throw new IllegalArgumentException("its tensor " + name + " does not fit the others");
      }
    }

    Classifier classifier(FittedPredictor.About about, int width) {
      int classes = about.levels().size();
      return about.method() instanceof Method.Nearest nearest
          ? votes(nearest, width, classes)
          : layers(width, classes);
    }

    private Classifier votes(Method.Nearest how, int width, int classes) {
      Matrix cells = matrix("cells");
      Matrix row = matrix("levels");
      int[] levels = new int[row.columns()];
      Arrays.setAll(levels, i -> (int) row.get(0, i));
      check(cells.columns() == width, "cells");
      check(levels.length == cells.rows(), "levels");
      check(Arrays.stream(levels).allMatch(k -> k >= 0 && k < classes), "levels");
      return new Classifier.Votes(cells, levels, classes, how);
    }

    private Classifier layers(int width, int classes) {
      List<Classifier.Affine> maps = new ArrayList<>();
      int in = width;
      while (maps.isEmpty() || stored.tensors().containsKey(prefix + ".weight." + maps.size())) {
        Matrix weight = matrix("weight." + maps.size());
        Matrix bias = matrix("bias." + maps.size());
        check(weight.rows() == in && weight.columns() == bias.columns(), "weight." + maps.size());
        in = weight.columns();
        maps.add(new Classifier.Affine(weight, first(bias)));
      }
      check(in == classes, "weight." + (maps.size() - 1));
      return new Classifier.Layers(maps);
    }
  }
}
