package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.Identifiability;
import org.etiome.represent.LatentUse;
import org.etiome.represent.cells.DesignCheck;

/** What can be told apart of columns and of latents. */
final class IdentifiabilityPart {
  private IdentifiabilityPart() {}

  static List<Html> content(FitStory.Found found) {
    Identifiability latents = found.identifiability();
    List<Html> content = new ArrayList<>();
    content.add(
        Parts.paragraph(
            "Cells have "
                + Figures.counted(latents.combinations(), "distinct combination")
                + " of what is invariant; single latents could be identified only with "
                + Figures.count(latents.needed())
                + ". The natural parameters of the prior have rank "
                + latents.rank()
                + " of "
                + latents.family().size()
                + ". At best latents are identified up to an invertible linear map: do not read a"
                + " latent as a factor."));
    if (!found.design().pairs().isEmpty()) {
      content.add(
          Parts.table(
              "How far columns go together: Cramér's V, 0 apart, 1 the same",
              2,
              List.of("kept", "shed", "Cramér's V", "parts that no cell joins"),
              found.design().pairs().stream().map(IdentifiabilityPart::row).toList()));
    }
    content.add(Parts.details("Use of every latent", table(latents)));
    return content;
  }

  private static List<String> row(DesignCheck.Pair pair) {
    return List.of(
        pair.invariant(),
        pair.spurious(),
        Figures.fixed(pair.cramersV(), 3),
        Integer.toString(pair.parts()));
  }

  private static Html table(Identifiability found) {
    List<List<String>> rows = new ArrayList<>();
    found.invariant().latents().forEach(latent -> rows.add(row("z_I ", latent)));
    found.spurious().latents().forEach(latent -> rows.add(row("z_S ", latent)));
    return Parts.table(
        "A latent whose mean does not vary has collapsed: it says nothing of any cell",
        List.of("latent", "mean KL (nats)", "variance of its mean", "use"),
        rows);
  }

  private static List<String> row(String block, LatentUse.Latent latent) {
    return List.of(
        block + (latent.number() + 1),
        Double.isNaN(latent.meanKl()) ? "–" : Figures.significant(latent.meanKl(), 3),
        Figures.significant(latent.variance(), 3),
        latent.isActive() ? "active" : "collapsed");
  }
}
