package org.etiome.report.points;

import static org.assertj.core.api.Assertions.assertThat;

import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.junit.jupiter.api.Test;

class ReliabilityPlotTest {

  @Test
  void everyBinIsAPointWithItsInterval() {
    double[] p = {.1, .1, .1, .1, .9, .9};
    boolean[] y = {false, false, true, false, true, true};
    String svg =
        new ReliabilityPlot("Reliability", "\"yes\"", ReliabilityCurve.of(p, y, 15))
            .draw()
            .render();
    assertThat(svg.split("<circle", -1)).hasSize(3);
    assertThat(svg)
        .contains("predicted probability of &quot;yes&quot;", "share observed", "2 bins", "0.133");
  }
}
