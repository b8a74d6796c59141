namespace GradPipelines;

/// <summary>Modes of differentiation to check.</summary>
[Flags]
public enum Modes
{
    /// <summary>Vector-Jacobian products.</summary>
    Reverse = 1,

    /// <summary>Jacobian-vector products.</summary>
    Forward = 2,

    /// <summary>Both, and at second order each over the other.</summary>
    Both = Reverse | Forward,
}

/// <summary>A derivative disagrees with finite differences.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(string mode, int order, string path, Tensor point, double derivative, double numeric)
        : base(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            CheckGrads: the {mode} derivative of order {order} by the argument{(path.Length == 0 ? "" : " " + path)} is {derivative:R}, finite differences give {numeric:R}
              (along a random direction and weighting; relative difference {Math.Abs(derivative - numeric) / Math.Max(Math.Abs(numeric), 1e-300):G3})
              at {Indent(point.ToString())}
            """))
    {
        Mode = mode;
        Order = order;
        Path = path;
        Point = point;
        Derivative = derivative;
        Numeric = numeric;
    }

    /// <summary>reverse or forward.</summary>
    public string Mode { get; }

    /// <summary>The order of the derivative, from 1.</summary>
    public int Order { get; }

    /// <summary>The argument's path, empty for a single tensor.</summary>
    public string Path { get; }

    /// <summary>The argument's value.</summary>
    public Tensor Point { get; }

    /// <summary>What the rules give.</summary>
    public double Derivative { get; }

    /// <summary>What finite differences give.</summary>
    public double Numeric { get; }

    private static string Indent(string text) => text.ReplaceLineEndings("\n     ");
}
