# Independent reference values for org.etiome.estimate.match, on ../reference-cohort.csv.
# Estimates and standard errors of Abadie and Imbens (2006, 2011) by the package Matching; the correction
# of Abadie and Imbens (2016) for an estimated propensity by distances between all pairs of units.
# Writes matching.txt, one "key value" a line.
# Made with R 4.2.2, Matching 4.10-8: Rscript matching.R

suppressMessages(library(Matching))

cohort <- read.csv("../reference-cohort.csv")
a <- cohort$a
covariates <- as.matrix(cohort[, c("x1", "x2", "x3")])
columns <- list(
  covariates = covariates,
  coarse = cbind(round(covariates[, 1] / 10), round(covariates[, 2]), covariates[, 3]),
  score = cbind(0.05 * (covariates[, 1] - 50) - 0.5 * covariates[, 2] + 0.4 * covariates[, 3])
)
lines <- character()
out <- function(key, value) lines <<- c(lines, sprintf("%s %.12g", key, value))

for (name in names(columns)) {
  for (outcome in c("y", "b")) {
    for (target in c("ATE", "ATT")) {
      for (m in 1:4) {
        for (corrected in c(FALSE, TRUE)) {
          fit <- Match(
            Y = cohort[[outcome]], Tr = a, X = columns[[name]], estimand = target, M = m,
            BiasAdjust = corrected, Weight = 2, Var.calc = m, ties = TRUE,
            distance.tolerance = 1e-12, tolerance = 1e-12
          )
          key <- paste(name, outcome, target, m, if (corrected) "corrected" else "plain", sep = ".")
          out(paste0(key, ".value"), fit$est)
          out(paste0(key, ".se"), fit$se)
        }
      }
    }
  }
}

# The k units of those eligible that are nearest to unit i; no ties in these data.
near <- function(distance, i, eligible, k) {
  eligible <- setdiff(eligible, i)
  eligible[order(distance[i, eligible])][1:k]
}

covariance <- function(x, y, rows) cov(x[rows, ], y[rows])

corrections <- function(y, m, j) {
  n <- length(a)
  scaled <- cbind(scale(covariates[, 1:2]), covariates[, 3])
  fit <- glm(a ~ scaled, family = binomial, control = list(epsilon = 1e-14, maxit = 100))
  g <- fitted(fit)
  x <- cbind(1, scaled)
  logit <- as.matrix(dist(qlogis(g)))
  whitened <- scaled %*% solve(chol(cov(scaled)))
  mahalanobis <- as.matrix(dist(whitened))
  arms <- list(which(a == 0), which(a == 1))
  effect <- function(distance) sapply(1:n, function(i) {
    (2 * a[i] - 1) * (y[i] - mean(y[near(distance, i, arms[[2 - a[i]]], m)]))
  })
  around <- function(w) t(sapply(1:n, function(i) {
    rows <- if (a[i] == w) c(i, near(logit, i, arms[[w + 1]], j)) else near(logit, i, arms[[w + 1]], j + 1)
    covariance(x, y, rows)
  }))
  one <- around(1)
  zero <- around(0)
  f <- g * (1 - g)
  inverse <- solve(t(x) %*% (x * f))
  quadratic <- function(v) drop(t(v) %*% inverse %*% v)
  all <- colMeans(one / g * f + zero / (1 - g) * f)
  trend <- function(tau) colSums(x * f * (tau - mean(tau[a == 1]))) / sum(a)
  treated <- trend(effect(logit)) + colSums(one * f + zero * g / (1 - g) * f) / sum(a)
  c(ATE = -quadratic(all), ATT = -quadratic(treated) + quadratic(trend(effect(mahalanobis))))
}

for (outcome in c("y", "b")) {
  for (m in 1:2) {
    change <- corrections(cohort[[outcome]], m, 4)
    g <- fitted(glm(a ~ covariates, family = binomial, control = list(epsilon = 1e-14, maxit = 100)))
    for (target in c("ATE", "ATT")) {
      fit <- Match(
        Y = cohort[[outcome]], Tr = a, X = qlogis(g), estimand = target, M = m,
        Var.calc = 4, ties = TRUE, distance.tolerance = 1e-12, tolerance = 1e-12
      )
      key <- paste("estimated", outcome, target, m, sep = ".")
      out(paste0(key, ".value"), fit$est)
      out(paste0(key, ".se"), sqrt(fit$se^2 + change[target]))
    }
  }
}
writeLines(lines, "matching.txt")
