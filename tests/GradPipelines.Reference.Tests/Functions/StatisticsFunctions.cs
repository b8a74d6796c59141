namespace GradPipelines.Reference;

/// <summary>stats: densities and distribution functions, with SciPy's parameters.</summary>
internal static class StatisticsFunctions
{
    public static void Add(FunctionRows rows)
    {
        Family("norm", "x, loc, scale", a => (a.Tensor("x"), Optional(a, "loc"), Optional(a, "scale")),
            ("pdf", p => Distributions.Normal.Pdf(p.Item1, p.Item2, p.Item3)),
            ("logpdf", p => Distributions.Normal.LogPdf(p.Item1, p.Item2, p.Item3)),
            ("cdf", p => Distributions.Normal.Cdf(p.Item1, p.Item2, p.Item3)),
            ("logcdf", p => Distributions.Normal.LogCdf(p.Item1, p.Item2, p.Item3)),
            ("sf", p => Distributions.Normal.Sf(p.Item1, p.Item2, p.Item3)),
            ("logsf", p => Distributions.Normal.LogSf(p.Item1, p.Item2, p.Item3)));
        Family("t", "x, df, loc, scale", a => (X: a.Tensor("x"), Df: a.Tensor("df"), Loc: Optional(a, "loc"), Scale: Optional(a, "scale")),
            ("pdf", p => Distributions.StudentT.Pdf(p.X, p.Df, p.Loc, p.Scale)),
            ("logpdf", p => Distributions.StudentT.LogPdf(p.X, p.Df, p.Loc, p.Scale)),
            ("cdf", p => Distributions.StudentT.Cdf(p.X, p.Df, p.Loc, p.Scale)),
            ("logcdf", p => Distributions.StudentT.LogCdf(p.X, p.Df, p.Loc, p.Scale)),
            ("sf", p => Distributions.StudentT.Sf(p.X, p.Df, p.Loc, p.Scale)),
            ("logsf", p => Distributions.StudentT.LogSf(p.X, p.Df, p.Loc, p.Scale)));
        Family("gamma", "x, a, loc, scale", a => (X: a.Tensor("x"), A: a.Tensor("a"), Loc: Optional(a, "loc"), Scale: Optional(a, "scale")),
            ("pdf", p => Distributions.Gamma.Pdf(p.X, p.A, p.Loc, p.Scale)),
            ("logpdf", p => Distributions.Gamma.LogPdf(p.X, p.A, p.Loc, p.Scale)),
            ("cdf", p => Distributions.Gamma.Cdf(p.X, p.A, p.Loc, p.Scale)),
            ("sf", p => Distributions.Gamma.Sf(p.X, p.A, p.Loc, p.Scale)));
        Family("beta", "x, a, b", a => (X: a.Tensor("x"), A: a.Tensor("a"), B: a.Tensor("b")),
            ("pdf", p => Distributions.Beta.Pdf(p.X, p.A, p.B)),
            ("logpdf", p => Distributions.Beta.LogPdf(p.X, p.A, p.B)),
            ("cdf", p => Distributions.Beta.Cdf(p.X, p.A, p.B)),
            ("sf", p => Distributions.Beta.Sf(p.X, p.A, p.B)));
        Family("chi2", "x, df", a => (X: a.Tensor("x"), Df: a.Tensor("df")),
            ("pdf", p => Distributions.ChiSquared.Pdf(p.X, p.Df)),
            ("logpdf", p => Distributions.ChiSquared.LogPdf(p.X, p.Df)),
            ("cdf", p => Distributions.ChiSquared.Cdf(p.X, p.Df)),
            ("sf", p => Distributions.ChiSquared.Sf(p.X, p.Df)));
        Family("poisson", "k, mu", a => (K: a.Tensor("k"), Mean: a.Tensor("mu")),
            ("pmf", p => Distributions.Poisson.Pmf(p.K, p.Mean)),
            ("logpmf", p => Distributions.Poisson.LogPmf(p.K, p.Mean)),
            ("cdf", p => Distributions.Poisson.Cdf(p.K, p.Mean)),
            ("sf", p => Distributions.Poisson.Sf(p.K, p.Mean)));
        Family("dirichlet", "x, alpha", a => (X: a.Tensor("x"), Alpha: a.Tensor("alpha")),
            ("pdf", p => Distributions.Dirichlet.Pdf(p.X, p.Alpha)),
            ("logpdf", p => Distributions.Dirichlet.LogPdf(p.X, p.Alpha)));
        Family("multivariate_normal", "x, mean, cov, allow_singular", a => (X: a.Tensor("x"), Mean: a.Tensor("mean"), Covariance: a.Tensor("cov"), Singular: a.Flag("allow_singular")),
            ("pdf", p => Distributions.MultivariateNormal.Pdf(p.X, p.Mean, p.Covariance, p.Singular)),
            ("logpdf", p => Distributions.MultivariateNormal.LogPdf(p.X, p.Mean, p.Covariance, p.Singular)));
        rows.Add("stats.multivariate_normal.entropy", "mean, cov", a => Distributions.MultivariateNormal.Entropy(a.Tensor("cov")));

        void Family<T>(string name, string parameters, Func<Arguments, T> bind, params (string Name, Func<T, Tensor> F)[] functions)
        {
            foreach (var (function, f) in functions) rows.Add($"stats.{name}.{function}", parameters, a => f(bind(a)));
        }
    }

    private static Tensor? Optional(Arguments a, string name) => a.Has(name) ? a.Tensor(name) : null;
}
