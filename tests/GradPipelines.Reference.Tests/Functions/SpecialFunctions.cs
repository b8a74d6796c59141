namespace GradPipelines.Reference;

/// <summary>special and scipy_special: each name in both.</summary>
internal static class SpecialFunctions
{
    public static void Add(FunctionRows rows)
    {
        Unary("gamma", Special.Gamma);
        Unary("gammaln", Special.Gammaln);
        Unary("rgamma", Special.Rgamma);
        Unary("gammasgn", Special.Gammasgn);
        Unary("psi", Special.Psi);
        Unary("digamma", Special.Digamma);
        Add("polygamma", "n, x", a => Special.Polygamma(a.Int("n"), a.Tensor("x")));
        Add("multigammaln", "a, d", a => Special.Multigammaln(a.Tensor("a"), a.Int("d")));
        Binary("beta", Special.Beta);
        Binary("betaln", Special.Betaln);
        Binary("gammainc", Special.Gammainc);
        Binary("gammaincc", Special.Gammaincc);
        Add("betainc", "a, b, x", a => Special.Betainc(a.Tensor("a"), a.Tensor("b"), a.Tensor("x")));
        Add("zeta", "s, q", a => Special.Zeta(a.Tensor("s"), a.Has("q") ? a.Tensor("q") : null));

        Unary("erf", Special.Erf);
        Unary("erfc", Special.Erfc);
        Unary("erfcx", Special.Erfcx);
        Unary("erfinv", Special.Erfinv);
        Unary("erfcinv", Special.Erfcinv);
        Unary("ndtr", Special.Ndtr);
        Unary("log_ndtr", Special.LogNdtr);
        Unary("ndtri", Special.Ndtri);
        Unary("dawsn", Special.Dawsn);
        Unary("expi", Special.Expi);
        Binary("stdtr", Special.Stdtr);

        Unary("j0", Special.J0);
        Unary("j1", Special.J1);
        Unary("y0", Special.Y0);
        Unary("y1", Special.Y1);
        Unary("i0", Special.I0);
        Unary("i1", Special.I1);
        Unary("i0e", Special.I0e);
        Unary("i1e", Special.I1e);
        Unary("k0", Special.K0);
        Unary("k1", Special.K1);
        Add("jn", "n, x", a => Special.Jn(a.Int("n"), a.Tensor("x")));
        Add("yn", "n, x", a => Special.Yn(a.Int("n"), a.Tensor("x")));
        Add("iv", "v, x", a => Special.Iv(a.Number("v", 0), a.Tensor("x")));
        Add("ive", "v, x", a => Special.Ive(a.Number("v", 0), a.Tensor("x")));
        Add("kv", "v, x", a => Special.Kv(a.Number("v", 0), a.Tensor("x")));
        Add("kve", "v, x", a => Special.Kve(a.Number("v", 0), a.Tensor("x")));

        Unary("expit", Special.Expit);
        Unary("logit", Special.Logit);
        Unary("entr", Special.Entr);
        Binary("xlogy", Special.Xlogy);
        Binary("xlog1py", Special.Xlog1py);
        Binary("rel_entr", Special.RelEntr);
        Binary("kl_div", Special.KlDiv);
        Add("logsumexp", "x, axis, b, keepdims", a => Special.LogSumExp(a.Tensor("x"), a.Axes("axis"), a.Has("b") ? a.Tensor("b") : null, a.Flag("keepdims")));
        Add("softmax", "x, axis", a => Special.Softmax(a.Tensor("x"), a.Axes("axis")));
        Add("log_softmax", "x, axis", a => Special.LogSoftmax(a.Tensor("x"), a.Axes("axis")));

        void Unary(string name, Func<Tensor, Tensor> f) => Add(name, "x", a => f(a.Tensor("x")));

        void Binary(string name, Func<Tensor, Tensor, Tensor> f) => Add(name, "a, b", a => f(a.Tensor("a"), a.Tensor("b")));

        void Add(string name, string parameters, Func<Arguments, object?> f)
        {
            rows.Add("special." + name, parameters, f);
            rows.Alias("scipy_special." + name, "special." + name);
        }
    }
}
