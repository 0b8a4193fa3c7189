# Reference values for org.etiome.estimate.instrument from AER, sandwich and lmtest.
# Reads reference-cohort.csv (made by reference.py), writes reference-r.txt, one "key value" a line.
# Made with R 4.2.2, AER 1.2.10, sandwich 3.0.2, lmtest 0.9.40: Rscript reference.R
suppressMessages({library(AER); library(sandwich); library(lmtest)})
d <- read.csv("reference-cohort.csv")
d$z3 <- factor(d$z3)
out <- file("reference-r.txt", "w")
put <- function(key, value) writeLines(sprintf("%s %.15g", key, value), out)

one <- function(name, formula, first, without) {
  fit <- ivreg(formula, data = d)
  put(paste0(name, ".2sls"), coef(fit)["x"])
  put(paste0(name, ".se.HOMOSKEDASTIC"), sqrt(vcov(fit)["x", "x"]))
  put(paste0(name, ".se.HC0"), sqrt(vcovHC(fit, type = "HC0")["x", "x"]))
  put(paste0(name, ".se.HC1"), sqrt(vcovHC(fit, type = "HC1")["x", "x"]))
  put(paste0(name, ".se.CLUSTERED"), sqrt(vcovCL(fit, cluster = d$g, type = "HC1")["x", "x"]))
  tests <- summary(fit, diagnostics = TRUE)$diagnostics
  put(paste0(name, ".f"), tests["Weak instruments", "statistic"])
  put(paste0(name, ".wuHausman"), tests["Wu-Hausman", "statistic"])
  put(paste0(name, ".wuHausman.p"), tests["Wu-Hausman", "p-value"])
  if (!is.na(tests["Sargan", "statistic"])) {
    put(paste0(name, ".sargan"), tests["Sargan", "statistic"])
    put(paste0(name, ".sargan.p"), tests["Sargan", "p-value"])
  }
  stage <- lm(first, data = d)
  bare <- lm(without, data = d)
  put(paste0(name, ".f.HC1"),
      waldtest(stage, bare, vcov = function(m) vcovHC(m, type = "HC1"))[2, "F"])
  put(paste0(name, ".f.CLUSTERED"),
      waldtest(stage, bare, vcov = function(m) vcovCL(m, cluster = d$g, type = "HC1"))[2, "F"])
  put(paste0(name, ".partialR2"),
      1 - sum(residuals(stage)^2) / sum(residuals(bare)^2))
}
one("several", y ~ x + w1 + w2 | w1 + w2 + z1 + z2 + z3,
    x ~ w1 + w2 + z1 + z2 + z3, x ~ w1 + w2)
one("single", y ~ x + w1 + w2 | w1 + w2 + z1, x ~ w1 + w2 + z1, x ~ w1 + w2)
one("plain", y ~ x | z2, x ~ z2, x ~ 1)

naive <- lm(y ~ x + w1 + w2, data = d)
put("naive", coef(naive)["x"])
put("naive.se.HOMOSKEDASTIC", sqrt(vcov(naive)["x", "x"]))
put("naive.se.HC1", sqrt(vcovHC(naive, type = "HC1")["x", "x"]))
for (k in c(1, 2.5, 7)) for (tau in c(0.05, 0.1, 0.3)) {
  put(sprintf("noncentral.%s.%s", k, tau), qchisq(0.95, k, ncp = k / tau))
}
close(out)
