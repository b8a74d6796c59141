namespace GradPipelines.Reference;

/// <summary>Allowed differences, relative to max(1, largest absolute entry), each with its reason.</summary>
internal sealed record Tolerances(double Value, double SecondOrder)
{
    /// <summary>Elementwise, shape, products, reductions: a few roundings of well-conditioned operations in another order.</summary>
    public static readonly Tolerances Plain = new(1e-12, 1e-10);

    /// <summary>Special functions and densities: their implementations differ; SciPy's own are good to about 1e-13.</summary>
    public static readonly Tolerances Special = new(1e-9, 1e-9);

    /// <summary>Linear algebra: the condition number of the test matrices, squared at second order.</summary>
    public static readonly Tolerances LinearAlgebra = new(1e-9, 1e-8);

    /// <summary>FFT: log n roundings of sums of n terms.</summary>
    public static readonly Tolerances Fourier = new(1e-11, 1e-10);

    /// <summary>Finite differences made the reference: about 1e-8 accurate, 1e-6 stated.</summary>
    public const double Numeric = 1e-6;

    /// <summary>Transforms: a derivative of up to fifth order of smooth functions, the reference good to 3e-14.</summary>
    public const double Transform = 1e-10;

    /// <summary>Optimisers: twenty updates, each a few roundings, on objectives with curvature up to 1 200.</summary>
    public const double Optimizer = 1e-10;

    /// <summary>Layers and losses: tens of roundings in another order, some behind a root of a variance.</summary>
    public const double NeuralNetwork = 1e-10;

    public static Tolerances Of(string file, string expression) =>
        file.Contains("fft", StringComparison.Ordinal) || expression.Contains("np.fft", StringComparison.Ordinal) ? Fourier
        : file.Contains("linalg", StringComparison.Ordinal) || expression.Contains("linalg", StringComparison.Ordinal) || expression.Contains("sla.", StringComparison.Ordinal) ? LinearAlgebra
        : expression.Contains("special.", StringComparison.Ordinal) || expression.Contains("stats.", StringComparison.Ordinal) ? Special
        : Plain;
}
