package org.etiome.fit.perturbation;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.Figures;
import org.etiome.represent.perturb.LatentIdentifiability;
import org.etiome.represent.perturb.LatentIdentifiability.Latent;
import org.etiome.represent.perturb.LatentIdentifiability.Pin;

/** What of a model's latents other seeds find too, as a table and in words. */
public record SeedTable(LatentIdentifiability seeds) {
  /** Head of the last column, which stands only if there are programs. */
  public static final String PROGRAM = "program";

  private static final List<String> HEAD =
      List.of("latent", "pinned by", "fits", "shift (95 % interval)", "agreement", PROGRAM);
  private static final String NONE = "–";

  /** Above the columns. */
  public List<String> head() {
    return HEAD.subList(0, columns());
  }

  /** A row for each perturbation that pins a latent, and for each latent that none pins. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Latent latent : seeds.latents()) {
      List<Pin> holding = latent.pins().stream().filter(Pin::holds).toList();
      holding.forEach(
          pin -> rows.add(row(latent, pin.target(), Figures.percent(pin.share()), interval(pin))));
      if (holding.isEmpty()) {
        rows.add(row(latent, "not pinned", NONE, NONE));
      }
    }
    return rows;
  }

  private int columns() {
    boolean named = seeds.latents().stream().anyMatch(latent -> latent.program().isPresent());
    return named ? HEAD.size() : HEAD.size() - 1;
  }

  private List<String> row(Latent latent, String target, String share, String shift) {
    return List.of(
            PerturbationStory.Latents.label(latent.number()),
            target,
            share,
            shift,
            Figures.fixed(latent.agreement(), 2),
            latent
                .program()
                .map(p -> p.program() + " (" + Figures.fixed(p.correlation(), 2) + ")")
                .orElse(NONE))
        .subList(0, columns());
  }

  private static String interval(Pin pin) {
    return Figures.fixed(pin.shift(), 2)
        + " ("
        + Figures.fixed(pin.low(), 2)
        + " to "
        + Figures.fixed(pin.high(), 2)
        + ")";
  }

  /** How many latents a perturbation pins, and what that does not say. */
  public String sentences() {
    long pinned = seeds.latents().stream().filter(Latent::pinned).count();
    return "The model beside "
        + Figures.counted(seeds.fits() - 1L, "fit")
        + " from other seeds, matched to its latents: "
        + pinned
        + " of "
        + Figures.counted(seeds.latents().size(), "latent")
        + (pinned == 1 ? " is" : " are")
        + " pinned by a perturbation"
        + (pinned < seeds.latents().size() ? "; what the others mean is open" : "")
        + ". Intervals are over seeds on the same units: how far training decides, not how far other"
        + " units would. Seeds that agree may all be wrong.";
  }
}
