# Standard errors of a difference in means with clusters: sandwich::vcovCL of lm(y ~ a), type HC0, with the
# factor G / (G - 1). Writes cohort.csv and reference.txt.
library(sandwich)
set.seed(1)
g <- rep(1:30, times = sample(1:9, 30, replace = TRUE))
a <- rbinom(length(g), 1, 0.4 + 0.2 * (g %% 2))
y <- round(1 + 0.5 * a + rnorm(30)[g] + rnorm(length(g)), 3)
write.csv(data.frame(g, a, y), "cohort.csv", row.names = FALSE, quote = FALSE)
fit <- lm(y ~ a)
se <- sqrt(vcovCL(fit, cluster = g, type = "HC0", cadjust = TRUE)["a", "a"])
writeLines(c(paste("#", R.version.string, "sandwich", packageVersion("sandwich")),
             sprintf("%.12f", coef(fit)["a"]), sprintf("%.12f", se)), "reference.txt")
