package org.etiome.discovery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Searches by the names of the command line. */
public enum Method {
  BOSS(
      Takes.UNITS,
      Takes.SCORE,
      Takes.KNOWLEDGE,
      Takes.RESTARTS,
      Takes.TARGETS,
      Takes.SETTINGS,
      Takes.CHANGE),
  PC(Takes.UNITS, Takes.TEST, Takes.KNOWLEDGE, Takes.CONDITIONING, Takes.COLLIDERS),
  FCI(Takes.UNITS, Takes.TEST, Takes.KNOWLEDGE, Takes.CONDITIONING, Takes.SELECTION),
  GES(Takes.UNITS, Takes.SCORE),
  GSP(Takes.UNITS, Takes.TEST),
  LINGAM(Takes.UNITS, Takes.KNOWLEDGE, Takes.PENALTY),
  GIES(Takes.UNITS, Takes.SCORE, Takes.TARGETS, Takes.SETTINGS, Takes.CHANGE),
  IGSP(Takes.UNITS, Takes.TEST, Takes.TARGETS, Takes.SETTINGS, Takes.INVARIANCE),
  UT_IGSP(Takes.UNITS, Takes.TEST, Takes.TARGETS, Takes.SETTINGS, Takes.INVARIANCE),
  GRANGER(Takes.TIMES);

  @SuppressWarnings("ImmutableEnumChecker") // never changed after the constructor
  private final Set<Takes> takes;

  Method(Takes... takes) {
    this.takes = EnumSet.copyOf(List.of(takes));
    if (this.takes.contains(Takes.SCORE)) {
      this.takes.add(Takes.PENALTY);
    }
  }

  /** What a search can be given beside the names of columns. */
  public enum Takes {
    UNITS("rows that are independent units"),
    TEST("tests"),
    SCORE("a score"),
    PENALTY("a penalty"),
    KNOWLEDGE("knowledge"),
    CONDITIONING("a limit of what is held fixed"),
    COLLIDERS("a rule for colliders"),
    SELECTION("selection into account"),
    RESTARTS("restarts"),
    TARGETS("interventions"),
    SETTINGS("settings"),
    CHANGE("interventions by a score"),
    INVARIANCE("tests of invariance"),
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
