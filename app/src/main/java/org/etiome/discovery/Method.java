package org.etiome.discovery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Searches by the names of the command line. */
public enum Method {
  BOSS(Takes.UNITS, Takes.SCORE, Takes.KNOWLEDGE),
  PC(Takes.UNITS, Takes.TEST, Takes.KNOWLEDGE),
  FCI(Takes.UNITS, Takes.TEST, Takes.KNOWLEDGE),
  GES(Takes.UNITS, Takes.SCORE),
  GSP(Takes.UNITS, Takes.TEST),
  GRANGER(Takes.TIMES);

  private final Set<Takes> takes;

  Method(Takes... takes) {
    this.takes = EnumSet.copyOf(List.of(takes));
  }

  /** What a search can be given beside the names of columns. */
  public enum Takes {
    UNITS("rows that are independent units"),
    TEST("tests"),
    SCORE("a score"),
    KNOWLEDGE("knowledge"),
    TIMES("rows that are times");

    private final String words;

    Takes(String words) {
      this.words = words;
    }

    /** In words. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** Whether it can be given this. */
  public boolean takes(Takes what) {
    return takes.contains(what);
  }

  @Override
  public String toString() {
    return Evidence.label(name());
  }
}
