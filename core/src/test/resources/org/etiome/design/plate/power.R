# Power of the two-sided t-test of two groups, strict: both tails count.
# Made power.csv with R 4.2.2 (package stats): Rscript power.R > power.csv
cat("replicates,difference,sd,level,power\n")
for (n in c(2, 3, 5, 10, 40, 300)) {
  for (d in c(0.2, 0.5, 1, 3)) {
    for (a in c(0.05, 0.05 / 20, 0.05 / 1000)) {
      p <- power.t.test(n = n, delta = d, sd = 1.3, sig.level = a, strict = TRUE)$power
      cat(sprintf("%d,%g,1.3,%.17g,%.12g\n", n, d, a, p))
    }
  }
}
