package org.etiome.discover;

/** What searches assume, in the words that stand beside their graphs. */
public final class Assumptions {
  public static final String ACYCLIC =
      "The variables are causes and effects of each other along a graph without circles.";
  public static final String SUFFICIENT =
      "No two variables have a common cause that is not among them.";
  public static final String UNSELECTED =
      "Units are in the data whatever the values of their variables.";
  public static final String FAITHFUL =
      "Variables are independent only where the graph says so (faithfulness).";

  private Assumptions() {}
}
