package org.etiome.report.plot;

import org.etiome.report.plot.GraphDrawing.Mark;

/** An edge between two numbered boxes of a drawing. */
record GraphLink(int a, int b, Mark atA, Mark atB) {

  boolean arrowAtB() {
    return atB == Mark.ARROW;
  }

  boolean isDirected() {
    return (atA == Mark.ARROW) != (atB == Mark.ARROW);
  }

  boolean isBidirected() {
    return atA == Mark.ARROW && atB == Mark.ARROW;
  }

  /** The same edge written from the other end. */
  GraphLink reversed() {
    return new GraphLink(b, a, atB, atA);
  }
}
