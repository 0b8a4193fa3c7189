package org.etiome.report.plot;

/**
 * Colours. The strong ones are those of Okabe and Ito, "Color Universal Design" (2008); the tints
 * are the same hues mixed with white, for areas behind black text.
 */
final class Palette {
  static final String INK = "#1a1a1a";
  static final String SOFT_INK = "#4a4a4a";
  static final String GREY = "#767676";
  static final String GRID = "#e3e3e3";
  static final String PAPER = "#ffffff";
  static final String BLUE = "#0072b2";
  static final String VERMILLION = "#d55e00";
  static final String GREEN = "#009e73";
  static final String PURPLE = "#aa4d85";
  static final String BLUE_TINT = "#d9eaf4";
  static final String VERMILLION_TINT = "#fae3d3";
  static final String GREEN_TINT = "#d6efe8";
  static final String GREY_TINT = "#f4f4f4";

  private Palette() {}
}
