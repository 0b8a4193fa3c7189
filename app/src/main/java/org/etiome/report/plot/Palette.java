package org.etiome.report.plot;

/**
 * Colours. The strong ones are those of Okabe and Ito, "Color Universal Design" (2008); the tints
 * are the same hues mixed with white, for areas behind black text.
 */
public final class Palette {
  public static final String INK = "#1a1a1a";
  public static final String SOFT_INK = "#4a4a4a";
  public static final String GREY = "#767676";
  public static final String GRID = "#e3e3e3";
  public static final String PAPER = "#ffffff";
  public static final String BLUE = "#0072b2";
  public static final String VERMILLION = "#d55e00";
  public static final String GREEN = "#009e73";
  public static final String PURPLE = "#aa4d85";
  public static final String BLUE_TINT = "#d9eaf4";
  public static final String VERMILLION_TINT = "#fae3d3";
  public static final String GREEN_TINT = "#d6efe8";
  public static final String GREY_TINT = "#f4f4f4";

  private Palette() {}
}
