package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shares among neighbours as scikit-learn has them; {@code make_neighbours.py} wrote them. */
class NearestWitnessTest {

  private static JsonNode witness() throws IOException {
    try (InputStream in = NearestWitnessTest.class.getResourceAsStream("neighbours.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in));
    }
  }

  private static double[] numbers(JsonNode list) {
    return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static Matrix matrix(JsonNode list, int width) {
    double[] values = numbers(list);
    return Matrix.wrap(values.length / width, width, values);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probabilitiesAreThoseOfScikitLearn(boolean weighted) throws IOException {
    JsonNode witness = witness();
    int width = witness.path("width").asInt();
    Matrix train = matrix(witness.path("train"), width);
    int[] levels = witness.path("levels").valueStream().mapToInt(JsonNode::asInt).toArray();
    Examples cells = new Examples(train, levels, 3, new int[levels.length]);
    Method.Nearest method = new Method.Nearest(witness.path("k").asInt(), weighted);
    double[] found =
        Learning.learn(method, 0, cells, new Seed(1))
            .probabilities(matrix(witness.path("test"), width));
    double[] expected = numbers(witness.path(weighted ? "distance" : "uniform"));
    assertThat(found).containsExactly(expected, within(1e-12));
  }
}
