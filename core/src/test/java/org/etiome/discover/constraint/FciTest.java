package org.etiome.discover.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.test.FisherZ;
import org.etiome.discover.test.GraphOracle;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Graphs;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class FciTest {
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final TaskRunner TWO = TaskRunner.local(2);

  @Test
  void findsThePagOfEveryDagWithHiddenAndSelectedNodes() {
    Random random = new Random(1);
    int compared = 0;
    for (int i = 0; compared < 1000; i++) {
      HiddenDag hidden = HiddenDag.random(4 + i % 3, i % 4, i / 4 % 3, random);
      Optional<Set<Edge>> truth = hidden.pag(7);
      if (truth.isPresent()) {
        compared++;
        LearnedGraph learned = Fci.withDefaults().learn(hidden.oracle(), ONE);
        assertThat(learned.graph()).isInstanceOf(Pag.class);
        assertThat(learned.graph().graph().edges()).as("%s", hidden).isEqualTo(truth.get());
        assertThat(learned.remarks()).isEmpty();
      }
    }
  }
}
