using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>Distributions where their formulas end: outside the support, far in the tails, at the middle.</summary>
public class DistributionTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> LogPdf, Func<Tensor, Tensor> Cdf, double Outside)> s_supports = new(StringComparer.Ordinal)
    {
        ["Gamma"] = (x => Distributions.Gamma.LogPdf(x, 2.5), x => Distributions.Gamma.Cdf(x, 2.5), -1),
        ["ChiSquared"] = (x => Distributions.ChiSquared.LogPdf(x, 3.0), x => Distributions.ChiSquared.Cdf(x, 3.0), -1),
        ["Beta"] = (x => Distributions.Beta.LogPdf(x, 2.0, 3.0), x => Distributions.Beta.Cdf(x, 2.0, 3.0), -0.5),
        ["Exponential"] = (x => Distributions.Exponential.LogPdf(x), x => Distributions.Exponential.Cdf(x), -1),
        ["Uniform"] = (x => Distributions.Uniform.LogPdf(x, 0.0, 1.0), x => Distributions.Uniform.Cdf(x, 0.0, 1.0), -1),
        ["LogNormal"] = (x => Distributions.LogNormal.LogPdf(x), x => Distributions.LogNormal.Cdf(x), -1),
        ["Weibull"] = (x => Distributions.Weibull.LogPdf(x, 1.5), x => Distributions.Weibull.Cdf(x, 1.5), -1),
        ["Pareto"] = (x => Distributions.Pareto.LogPdf(x, 1.5), x => Distributions.Pareto.Cdf(x, 1.5), 0.5),
    };

    public static TheoryData<string> Supports => new(s_supports.Keys);

    [Theory]
    [MemberData(nameof(Supports))]
    public void OutsideTheSupport_DensityIsZeroWithZeroDerivatives(string name)
    {
        var (logPdf, cdf, outside) = s_supports[name];
        Tensor x = Tensor.Scalar(outside);
        Assert.Equal(double.NegativeInfinity, logPdf(x).Item());
        Assert.Equal(0, cdf(x).Item());
        foreach (var f in (Func<Tensor, Tensor>[])[logPdf, cdf])
        {
            Assert.Equal(0, Grad(f)(x).Item());
            Assert.Equal(0, Grad(Grad(f))(x).Item());
        }
    }

    [Theory]
    [MemberData(nameof(Supports))]
    public void NaN_StaysNaN(string name)
    {
        var (logPdf, cdf, _) = s_supports[name];
        if (name != "Uniform") Assert.True(double.IsNaN(logPdf(double.NaN).Item())); // its density does not depend on where inside
        Assert.True(double.IsNaN(cdf(double.NaN).Item()));
    }

    [Fact]
    public void NormalLogCdf_FarToTheLeft_HasFiniteDerivatives()
    {
        Tensor F(Tensor x) => Distributions.Normal.LogCdf(x);
        Numbers.AreClose([1000.000999998], [Grad(F)(-1000.0).Item()], 1e-13); // -x - 1/x + 2/x³
        Numbers.AreClose([-1 + 1e-6], [Grad(Grad(F))(-1000.0).Item()], 1e-9); // h(x + h) cancels six digits
    }

    [Fact]
    public void StudentTCdf_AtTheMiddle_HasTheDensityAsDerivative()
    {
        Tensor x = Tensor.Scalar(0);
        Assert.Equal(0.5, Distributions.StudentT.Cdf(x, 3.0).Item());
        Numbers.AreClose([2 / (Math.PI * Math.Sqrt(3))], [Grad(t => Distributions.StudentT.Cdf(t, 3.0))(x).Item()], 1e-14);
        Assert.Equal(0, Grad(df => Distributions.StudentT.Cdf(0.0, df))(Tensor.Scalar(3)).Item());
        Assert.Equal(0, Grad(Grad(t => Distributions.StudentT.Cdf(t, 3.0)))(x).Item());
    }

    [Fact]
    public void LaplaceCdf_AtTheKink_HasTheDensityAsDerivative() =>
        Assert.Equal(0.5, Grad(x => Distributions.Laplace.Cdf(x))(Tensor.Scalar(0)).Item());

    [Fact]
    public void DiscreteMass_OutsideItsCounts_IsZeroWithZeroDerivative()
    {
        foreach (var k in (ReadOnlySpan<double>)[-1, 0.5, 7])
        {
            Assert.Equal(0, Distributions.Binomial.Pmf(k, 4.0, 0.3).Item());
            Assert.Equal(0, Grad(p => Distributions.Binomial.Pmf(k, 4.0, p))(Tensor.Scalar(0.3)).Item());
        }

        Assert.Equal(1, Distributions.Binomial.Cdf(4.0, 4.0, 0.3).Item());
        Assert.Equal(1, Distributions.Binomial.Cdf(0.0, 0.0, 0.3).Item());
        Assert.Equal(0, Distributions.Poisson.Pmf(-1.0, 2.0).Item());
        Assert.Equal(0, Distributions.Poisson.Cdf(-1.0, 2.0).Item());
    }

    [Fact]
    public void MultivariateNormal_GradientByTheCovariance_IsSymmetric()
    {
        Tensor x = (double[])[0.3, -0.4], covariance = (double[,])new double[,] { { 2, 0.3 }, { 0.3, 1 } };
        var g = Grad(c => Distributions.MultivariateNormal.LogPdf(x, Ops.ZerosLike(x), c))(covariance).ToArray<double>();
        Numbers.AreClose([g[1]], [g[2]], 1e-15);
    }

    [Fact]
    public void MultivariateNormal_Semidefinite_IsTheDensityInItsSubspace()
    {
        // The line x = y with variance 2 along it: (1, 1) is √2 from the mean.
        Tensor covariance = (double[,])new double[,] { { 1, 1 }, { 1, 1 } };
        var value = Distributions.MultivariateNormal.LogPdf((double[])[1, 1], 0.0, covariance, allowSingular: true).Item();
        Numbers.AreClose([-0.5 * (1 + Math.Log(2) + Math.Log(2 * Math.PI))], [value], 1e-14);
    }
}
