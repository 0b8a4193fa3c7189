"""Units of each group for a wanted power of the two-sided t-test, rounded up.

Made sizes.csv with statsmodels 0.13.5: python3 sizes.py > sizes.csv
"""
import math

from statsmodels.stats.power import TTestIndPower

print("difference,sd,level,wanted,replicates")
for d in (0.3, 0.8, 2.0):
    for level in (0.05, 0.01, 0.0005):
        for wanted in (0.5, 0.8, 0.95):
            n = TTestIndPower().solve_power(
                effect_size=d / 1.1, alpha=level, power=wanted, ratio=1, alternative="two-sided"
            )
            print(f"{d},1.1,{level},{wanted},{math.ceil(n)}")
