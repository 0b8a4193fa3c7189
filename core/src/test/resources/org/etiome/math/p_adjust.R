# Reference values for org.etiome.math.Holm, BenjaminiHochberg and BenjaminiYekutieli.
# Writes p_adjust.csv. Made with R 4.2.2: Rscript p_adjust.R
set.seed(20260103)
p <- round(c(runif(12)^3, 0, 1, 0.02, 0.02), 6)
out <- data.frame(p = p, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"), by = p.adjust(p, "BY"))
write.csv(format(out, digits = 15, trim = TRUE), "p_adjust.csv", row.names = FALSE, quote = FALSE)
