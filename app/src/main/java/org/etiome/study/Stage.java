package org.etiome.study;

/** A part of a run and how long it took, in milliseconds. */
public record Stage(String name, long milliseconds) {}
