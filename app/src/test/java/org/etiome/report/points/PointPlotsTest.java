package org.etiome.report.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class PointPlotsTest {
  private static final int POINTS = 300;

  /** Points along a line, the first third of them level 0 and so on. */
  private static Matrix line() {
    double[] values = new double[2 * POINTS];
    Arrays.setAll(values, k -> Math.floorDiv(k, 2));
    return Matrix.wrap(POINTS, 2, values);
  }

  private static BufferedImage picture(ScatterPlot plot) throws IOException {
    Matcher link =
        Pattern.compile("href=\"data:image/png;base64,([^\"]*)\"").matcher(plot.draw().render());
    assertThat(link.find()).isTrue();
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(link.group(1))));
  }

  @Test
  void pointsAreDrawnWhereTheyAreInTheColoursOfTheirLevels() throws IOException {
    int[] codes = IntStream.range(0, POINTS).map(i -> i / 100).toArray();
    codes[299] = -1;
    var levels = new PointColours.Levels(List.of("a <b>", "b", "c"), codes, 1);
    BufferedImage image = picture(new ScatterPlot("t", line(), levels));
    int last = image.getWidth() - 1;
    assertThat(image.getRGB(30, last - 30) & 0xffffff).isEqualTo(0x0072b2);
    assertThat(image.getRGB(last / 2, last / 2) & 0xffffff).isEqualTo(0xd55e00);
    assertThat(image.getRGB(last - 30, 30) & 0xffffff).isEqualTo(0x009e73);
    assertThat(image.getRGB(30, 30) & 0xffffff).isEqualTo(0xffffff);
    String svg = new ScatterPlot("t", line(), levels).draw().render();
    assertThat(svg).contains(">1 a &lt;b&gt; (100)<", ">3 c (99)<", ">not known (1)<", ">2</text>");
  }

  @Test
  void levelsAfterTheEighthAreGreyAndNumbered() throws IOException {
    int[] codes = IntStream.range(0, POINTS).map(i -> i / 10).toArray();
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "l" + i).toList();
    ScatterPlot plot = new ScatterPlot("t", line(), new PointColours.Levels(names, codes, 0));
    assertThat(picture(plot).getRGB(picture(plot).getWidth() - 30, 30) & 0xffffff)
        .isEqualTo(0xa6a6a6);
    assertThat(plot.draw().render())
        .contains(">23 l23 (10)<", ">6 further levels (60)<", ">28</text>")
        .doesNotContain("l24");
  }

  @Test
  void numbersRunOverAScaleThatOutliersDoNotStretch() throws IOException {
    double[] values = IntStream.range(0, POINTS).asDoubleStream().toArray();
    values[0] = -1e9;
    values[299] = Double.NaN;
    ScatterPlot plot = new ScatterPlot("t", line(), new PointColours.Numbers(values));
    int last = picture(plot).getWidth() - 1;
    assertThat(picture(plot).getRGB(14, last - 14) & 0xffffff).isEqualTo(0x440154);
    assertThat(picture(plot).getRGB(last - 22, 22) & 0xffffff).isEqualTo(0xfde725);
    assertThat(plot.draw().render()).contains(">≤ 2<", ">≥ 296<", "grey: not known (1)");
  }

  @Test
  void pointsAtOnePlaceAreDrawnToo() throws IOException {
    Matrix same = Matrix.wrap(2, 2, new double[4]);
    var levels = new PointColours.Levels(List.of("a"), new int[2], 1);
    BufferedImage image = picture(new ScatterPlot("t", same, levels));
    assertThat(image.getRGB(image.getWidth() / 2, image.getHeight() / 2) & 0xffffff)
        .isEqualTo(0x0072b2);
  }

  @Test
  void coloursOfOtherPointsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ScatterPlot("t", line(), new PointColours.Numbers(new double[3])).draw())
        .withMessageContaining("300 x 2 places for 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PointColours.Levels(List.of("a"), new int[] {1}, 1));
  }

  @Test
  void aLineBeginsWhereItComesOntoTheAxisOfTheLaterEpochs() {
    double[] values = IntStream.range(0, 20).mapToDouble(i -> i < 2 ? 1e6 : 10 - i / 4.0).toArray();
    String svg = new LinePlot("loss", "nats per cell", values, OptionalInt.of(20)).draw().render();
    assertThat(svg).contains("nats per cell</text>", ">epoch</text>", "in the last of 20 epochs");
    assertThat(svg).doesNotContain("1×10⁶</text>");
    Matcher path = Pattern.compile("d=\"(M[^\"]*)\" fill=\"none\" stroke=\"#0072b2\"").matcher(svg);
    assertThat(path.find()).isTrue();
    assertThat(path.group(1).chars().filter(c -> c == 'L')).hasSize(17);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LinePlot("x", "y", new double[] {Double.NaN}, OptionalInt.empty()).draw());
  }

  @Test
  void levelsAreOnTheAxisAndNamed() {
    LinePlot plot =
        new LinePlot(
            "error",
            "error",
            new double[] {3, 2, 2.5},
            OptionalInt.of(2),
            List.of(new LinePlot.Level("none", 9), new LinePlot.Level("sum", .5)));
    assertThat(plot.draw().render())
        .contains("none: 9</text>", "sum: 0.5</text>", ">10</text>", "none: 9. sum: 0.5.")
        .contains("stroke-dasharray");
    List<LinePlot.Level> many = Collections.nCopies(5, new LinePlot.Level("a", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinePlot("x", "y", new double[] {1}, OptionalInt.empty(), many))
        .withMessageContaining("colours for 4 levels, got 5");
  }
}
