namespace GradPipelines.Kernels;

/// <summary>Numbers that a series can be summed in: plain ones, or truncated power series in the parameters.</summary>
/// <remarks>A series summed in <see cref="Jet"/> gives its derivatives by the parameters to the accuracy of the series itself.</remarks>
internal interface IExpansion<T>
    where T : IExpansion<T>
{
    static abstract T operator +(T a, T b);

    static abstract T operator +(T a, double b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    static abstract T operator *(T a, double b);

    static abstract T operator /(T a, T b);

    static abstract T Constant(double value);

    static abstract T Exp(T x);

    /// <summary>The largest coefficient, for the end of a sum.</summary>
    static abstract double Size(T x);

    /// <summary>log Γ.</summary>
    static abstract T LogGamma(T x);
}

/// <summary>A plain number.</summary>
internal readonly struct Real(double value) : IExpansion<Real>
{
    public double Value { get; } = value;

    public static Real Constant(double value) => new(value);

    public static Real Exp(Real x) => new(Math.Exp(x.Value));

    public static Real LogGamma(Real x) => new(GammaFunctions.LogGamma(x.Value));

    public static double Size(Real x) => Math.Abs(x.Value);

    public static Real operator +(Real a, Real b) => new(a.Value + b.Value);

    public static Real operator +(Real a, double b) => new(a.Value + b);

    public static Real operator -(Real a, Real b) => new(a.Value - b.Value);

    public static Real operator *(Real a, Real b) => new(a.Value * b.Value);

    public static Real operator *(Real a, double b) => new(a.Value * b);

    public static Real operator /(Real a, Real b) => new(a.Value / b.Value);
}

/// <summary>A power series in two small quantities, cut off after given orders: Σ c(i, j)·ε^i·δ^j.</summary>
internal sealed class Jet : IExpansion<Jet>
{
    private readonly double[] _c;
    private readonly int _rows;
    private readonly int _columns;

    private Jet(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _c = new double[rows * columns];
    }

    /// <summary>value + ε, or value + δ, to these orders.</summary>
    public static Jet Variable(double value, int order, int secondOrder = 0, bool isSecond = false)
    {
        var jet = new Jet(order + 1, secondOrder + 1);
        jet._c[0] = value;
        if (isSecond && secondOrder > 0) jet._c[1] = 1;
        if (!isSecond && order > 0) jet._c[jet._columns] = 1;
        return jet;
    }

    /// <summary>A number without a size: it takes that of what it is combined with.</summary>
    public static Jet Constant(double value) => new(1, 1) { _c = { [0] = value } };

    /// <summary>The mixed derivative of these orders.</summary>
    public double Derivative(int order, int secondOrder = 0)
    {
        if (order >= _rows || secondOrder >= _columns) return 0;
        return _c[order * _columns + secondOrder] * GammaFunctions.Gamma(order + 1.0) * GammaFunctions.Gamma(secondOrder + 1.0);
    }

    public static double Size(Jet x)
    {
        var size = 0.0;
        foreach (var c in x._c) size = Math.Max(size, Math.Abs(c));
        return size;
    }

    public static Jet Exp(Jet x)
    {
        var e = Math.Exp(x._c[0]);
        return x.Compose(m => e / GammaFunctions.Gamma(m + 1.0));
    }

    public static Jet LogGamma(Jet x)
    {
        var at = x._c[0];
        return x.Compose(m => m == 0 ? GammaFunctions.LogGamma(at) : ZetaFunction.Polygamma(m - 1, at) / GammaFunctions.Gamma(m + 1.0));
    }

    public static Jet operator +(Jet a, Jet b) => Combine(a, b, 1);

    public static Jet operator -(Jet a, Jet b) => Combine(a, b, -1);

    public static Jet operator +(Jet a, double b)
    {
        var y = new Jet(a._rows, a._columns);
        a._c.CopyTo(y._c, 0);
        y._c[0] += b;
        return y;
    }

    public static Jet operator *(Jet a, double b)
    {
        var y = new Jet(a._rows, a._columns);
        for (var i = 0; i < y._c.Length; i++) y._c[i] = a._c[i] * b;
        return y;
    }

    public static Jet operator *(Jet a, Jet b)
    {
        var y = new Jet(Math.Max(a._rows, b._rows), Math.Max(a._columns, b._columns));
        for (var i = 0; i < a._rows; i++)
            for (var j = 0; j < a._columns; j++)
            {
                var c = a._c[i * a._columns + j];
                if (c == 0) continue;
                for (var k = 0; k < Math.Min(b._rows, y._rows - i); k++)
                    for (var l = 0; l < Math.Min(b._columns, y._columns - j); l++) y._c[(i + k) * y._columns + j + l] += c * b._c[k * b._columns + l];
            }

        return y;
    }

    /// <summary>a / b, coefficient after coefficient: what of a the earlier coefficients of the quotient have not used.</summary>
    public static Jet operator /(Jet a, Jet b)
    {
        var y = new Jet(Math.Max(a._rows, b._rows), Math.Max(a._columns, b._columns));
        for (var i = 0; i < y._rows; i++)
            for (var j = 0; j < y._columns; j++)
            {
                var rest = i < a._rows && j < a._columns ? a._c[i * a._columns + j] : 0;
                for (var k = 0; k <= Math.Min(i, b._rows - 1); k++)
                    for (var l = 0; l <= Math.Min(j, b._columns - 1); l++)
                        if (k + l > 0) rest -= b._c[k * b._columns + l] * y._c[(i - k) * y._columns + j - l];
                y._c[i * y._columns + j] = rest / b._c[0];
            }

        return y;
    }

    /// <summary>f(x) from the Taylor coefficients of f at the constant term.</summary>
    private Jet Compose(Func<int, double> coefficient)
    {
        var order = _rows + _columns - 2;
        var small = this + -_c[0];
        var y = Constant(coefficient(order));
        for (var m = order - 1; m >= 0; m--) y = y * small + coefficient(m);
        return y._c.Length == _c.Length ? y : y + new Jet(_rows, _columns);
    }

    private static Jet Combine(Jet a, Jet b, double sign)
    {
        var y = new Jet(Math.Max(a._rows, b._rows), Math.Max(a._columns, b._columns));
        for (var i = 0; i < a._rows; i++)
            for (var j = 0; j < a._columns; j++) y._c[i * y._columns + j] = a._c[i * a._columns + j];
        for (var i = 0; i < b._rows; i++)
            for (var j = 0; j < b._columns; j++) y._c[i * y._columns + j] += sign * b._c[i * b._columns + j];
        return y;
    }
}

/// <summary>The end of Lentz's iteration: the factor differs from 1 by rounding only, or no longer comes nearer.</summary>
internal struct FractionEnd()
{
    private double _previous = double.PositiveInfinity;

    public bool Reached(double difference)
    {
        var end = !(difference > 4e-16) || (difference < 1e-11 && difference >= _previous); // also for NaN
        _previous = difference;
        return end;
    }
}
