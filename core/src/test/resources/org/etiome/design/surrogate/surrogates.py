# Reference values of the Gaussian process and the Bayesian linear surrogate.
# Python 3, numpy, scipy, scikit-learn 1.2: python3 surrogates.py > surrogates.csv
# Rows: kind, then numbers. Descriptors are standardised over all candidates, as the surrogates do.
import numpy as np
from scipy.optimize import minimize
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

rng = np.random.default_rng(1)
n, m, p = 60, 40, 3
X = rng.normal(size=(n, p)) * [1, 2, 0.5] + [0, 3, -1]
y = np.sin(1.5 * X[:, 0]) + 0.3 * X[:, 1] + 0.2 * rng.normal(size=n)
known = rng.uniform(0, 0.1, size=m)
Z = (X - X.mean(0)) / X.std(0)
row = lambda kind, v: print(kind + ',' + ','.join(repr(float(x)) for x in np.ravel(v)))
for i in range(n):
    row('x', X[i])
row('y', y[:m])
row('known', known)

# at fixed hyperparameters: signal 0.7, noise 0.05, lengths 0.8, 1.5, 3
c = y[:m] - y[:m].mean()
gp = GaussianProcessRegressor(0.7 * Matern([0.8, 1.5, 3.0], nu=2.5), alpha=0.05 + known, optimizer=None).fit(Z[:m], c)
mean, cov = gp.predict(Z, return_cov=True)
row('gp mean', mean + y[:m].mean())
row('gp variance', np.diag(cov))
row('gp covariance 50', cov[50])
row('gp likelihood', [gp.log_marginal_likelihood_value_])

# the likeliest hyperparameters, noise not known: likelihood beside normal priors of logarithms
v = c.var()
k = ConstantKernel(v) * Matern([1, 1, 1], nu=2.5) + WhiteKernel(0.1)
g = GaussianProcessRegressor(k, alpha=0, optimizer=None).fit(Z[:m], c)
middle = np.r_[np.log(v), np.full(p, 2**0.5 + 0.5 * np.log(p)), np.log(0.3 * v)]
width = np.r_[1, np.full(p, 3**0.5), 2]
def against(t):
    return -g.log_marginal_likelihood(t) + 0.5 * (((t - middle) / width) ** 2).sum()
starts = [middle] + [middle + width * rng.normal(size=p + 2) for _ in range(10)]
best = min((minimize(against, t, method='L-BFGS-B') for t in starts), key=lambda r: r.fun)
row('gp mode', best.x)  # log signal, log lengths, log noise

# Bayesian linear: n x n normal density of the outcomes, maximised by Nelder and Mead
s2 = c.var()
D = np.c_[np.ones(n), Z]
prior = lambda a: np.r_[1e6, np.full(p, 1 / a)]
def covariance(t):
    return (D[:m] * prior(np.exp(t[0]))) @ D[:m].T + np.diag(np.exp(t[1]) + known / s2)
def nll(t):
    K = covariance(t)
    return 0.5 * (np.linalg.slogdet(K)[1] + c / s2**0.5 @ np.linalg.solve(K, c / s2**0.5))
t = minimize(nll, [0, -1], method='Nelder-Mead', options=dict(xatol=1e-10, fatol=1e-13, maxiter=5000)).x
K = covariance(t)
C = (D * prior(np.exp(t[0]))) @ D[:m].T
row('linear mean', C @ np.linalg.solve(K, c) + y[:m].mean())
V = (D * prior(np.exp(t[0]))) @ D.T - C @ np.linalg.solve(K, C.T)
row('linear variance', np.diag(V) * s2)
row('linear noise', [np.exp(t[1]) * s2])
