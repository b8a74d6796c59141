using GradPipelines.Plugins.Standard.Optimizers;

namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

/// <summary>Optimisers without recorded trajectories, against their formulas in plain numbers.</summary>
public sealed class FormulaTests
{
    // A gradient that depends on the point and changes its sign on the way.
    private static double Slope(double x) => Math.Cos(3 * x) + x;

    [Fact]
    public void RAdam_FollowsItsFormula_AcrossTheRectifiedStart()
    {
        var o = new RAdamOptions { WeightDecay = 0.1 };
        double m = 0, v = 0;
        Check(new RAdam(o), 0.05, (x, lr, t) =>
        {
            var g = Slope(x) + 0.1 * x;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double c1 = 1 - Math.Pow(0.9, t), c2 = 1 - Math.Pow(0.999, t), limit = 2 / (1 - 0.999) - 1;
            var rho = limit - 2 * t * Math.Pow(0.999, t) / c2;
            return rho > 5
                ? x - lr * m / c1 * Math.Sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho)) * Math.Sqrt(c2) / (Math.Sqrt(v) + 1e-8)
                : x - lr * m / c1;
        });
    }

    [Fact]
    public void Adagrad_FollowsItsFormula()
    {
        var sum = 0.5;
        Check(new Adagrad(new() { LrDecay = 0.1, InitialAccumulator = 0.5 }), 0.3, (x, lr, t) =>
        {
            var g = Slope(x);
            sum += g * g;
            return x - lr / (1 + (t - 1) * 0.1) * g / (Math.Sqrt(sum) + 1e-10);
        });
    }

    [Fact]
    public void Adadelta_FollowsItsFormula()
    {
        double s = 0, a = 0;
        Check(new Adadelta(new()), 1, (x, lr, t) =>
        {
            var g = Slope(x);
            s = 0.9 * s + 0.1 * g * g;
            var delta = Math.Sqrt(a + 1e-6) / Math.Sqrt(s + 1e-6) * g;
            a = 0.9 * a + 0.1 * delta * delta;
            return x - lr * delta;
        });
    }

    [Fact]
    public void Lion_FollowsItsFormula()
    {
        var m = 0.0;
        Check(new Lion(new() { WeightDecay = 0.2 }), 0.05, (x, lr, t) =>
        {
            var g = Slope(x);
            var c = 0.9 * m + 0.1 * g;
            m = 0.99 * m + 0.01 * g;
            return x - lr * (Math.Sign(c) + 0.2 * x);
        });
    }

    [Fact]
    public void Amsgrad_IsAdamWithThatOption()
    {
        Tensor start = new[] { -1.2, 1.0 };
        var one = Trajectory.Run(new Amsgrad(new() { Beta2 = 0.6 }), Trajectory.Rosenbrock, start, 20, 0.05);
        var other = Trajectory.Run(new Adam(new() { Beta2 = 0.6, Amsgrad = true }), Trajectory.Rosenbrock, start, 20, 0.05);
        Assert.Equal(other.ToArray<double>(), one.ToArray<double>());
    }

    private static void Check(IOptimizer optimizer, double rate, Func<double, double, int, double> step)
    {
        var actual = Trajectory.Run(optimizer, x => Ops.Sum(Ops.Sin(3.0 * x) / 3.0 + 0.5 * Ops.Square(x)), new[] { 1.7 }, 30, rate).ToArray<double>();
        var x = 1.7;
        List<double> expected = [x];
        for (var t = 1; t <= 30; t++) expected.Add(x = step(x, rate, t));
        Close.To([.. expected], actual, 1e-12, optimizer.GetType().Name);
    }
}
