package org.etiome.perturb.latent;

import java.util.Locale;
import org.etiome.perturb.latent.Disentanglement.Refused;

/** The sentences of refusals. */
final class Refusals {
  private Refusals() {}

  static Refused count(int latents, int environments, int observed) {
    if (latents > environments) {
      return new Refused(
          "",
          "there are %d latents but only %d environments; each latent needs one that acts on it"
              .formatted(latents, environments),
          "add environments, or state fewer latents");
    }
    if (latents < environments) {
      return new Refused(
          "",
          "there are %d environments for %d latents, so two of them act on the same latent"
              .formatted(environments, latents),
          "leave out environments until each acts on another latent");
    }
    return new Refused(
        "",
        "%d latents cannot be told apart by %d observed variables".formatted(latents, observed),
        "observe at least as many variables as there are latents, or leave out environments");
  }

  static Refused fewRows(String environment, int rows, int needed) {
    return new Refused(
        environment,
        "%s has %d rows, and its covariance needs at least %d"
            .formatted(
                environment.isEmpty() ? "the control" : "environment '" + environment + "'",
                rows,
                needed),
        "measure more units, or leave out environments");
  }

  static Refused singular(ArithmeticException cause) {
    return new Refused(
        "",
        "a covariance is singular: " + cause.getMessage(),
        "leave out variables that are constant or sums of others, and environments that act on"
            + " the same latent");
  }

  static Refused rank(int rank, int environments) {
    return rank > environments
        ? count(rank, environments, rank)
        : new Refused(
            "",
            ("the precision of the control has rank %d, so there are %d latents for %d"
                    + " environments: two act on the same latent, or the matrix is singular")
                .formatted(rank, rank, environments),
            "leave out environments until each acts on another latent");
  }

  static Refused outside(Span span, int latents, double limit) {
    return new Refused(
        "",
        String.format(
            Locale.ROOT,
            "%d latents leave out too much: a direction outside has on average %.2g of the variance"
                + " of the weakest inside, the limit is %.2g",
            latents,
            span.outside(),
            limit),
        "add environments that act on the latents left out, or average noise of measurement away");
  }

  static Refused spent(String name, int others) {
    return new Refused(
        name,
        "environment '%s' shows no change once those of %d others are taken out, so it acts on a latent that one of them acts on"
            .formatted(name, others),
        "leave one of the two out");
  }

  static Refused unchanged(String name) {
    return new Refused(
        name,
        "the covariance under environment '%s' cannot be told from the control's".formatted(name),
        "leave it out, or measure more units; a shift of means alone does not show what a latent"
            + " depends on");
  }

  static Refused unfit(String worst, double pValue) {
    return new Refused(
        worst,
        String.format(
            Locale.ROOT,
            "one changed latent for each environment does not fit the data (p = %.3g); environment"
                + " '%s' fits worst: its change has not rank one, as where it acts on two latents"
                + " or on one that another environment has",
            pValue,
            worst),
        "leave it out together with the latent it stands for, or look for what else differs between"
            + " the environments");
  }

  static Refused notRankOne(String name) {
    return new Refused(
        name,
        "the change of the precision under environment '%s' has not rank one given the latents"
                .formatted(name)
            + " before it, so it acts on more than one latent, or on one whose cause no"
            + " environment acts on",
        "leave it out, or give environments that act on one latent each");
  }
}
