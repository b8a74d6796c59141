namespace GradPipelines.Reference;

/// <summary>What the names in expressions mean.</summary>
internal static class FunctionTable
{
    private static readonly string[] s_namespaces =
        ["np", "np.linalg", "np.fft", "np.random", "special", "scipy_special", "sla", "signal", "stats"];

    private static readonly string[] s_distributions = ["norm", "t", "gamma", "beta", "chi2", "poisson", "dirichlet", "multivariate_normal"];

    private static readonly Dictionary<string, Callable> s_functions = Build();

    /// <summary>The rows, for listing.</summary>
    public static IEnumerable<string> Names => s_functions.Keys;

    /// <summary>A name at the start of a Python expression.</summary>
    public static object RootName(string name) => name switch
    {
        "np" or "special" or "scipy_special" or "sla" or "stats" or "signal" => new Namespace(name),
        "abs" => Find("np.abs"),
        "sum" => Find("np.sum"),
        "max" => Find("np.maximum"),
        "min" => Find("np.minimum"),
        "len" => (Callable)((a, _) => a[0] is Tensor t ? (long)t.Length : (long)((System.Collections.ICollection)a[0]!).Count),
        "range" => (Callable)((a, _) => a.Length == 1
            ? Enumerable.Range(0, Value.AsInt(a[0])).Select(i => (object?)(long)i).ToArray()
            : Enumerable.Range(Value.AsInt(a[0]), Math.Max(0, Value.AsInt(a[1]) - Value.AsInt(a[0]))).Select(i => (object?)(long)i).ToArray()),
        "tuple" => (Callable)((a, _) => ((System.Collections.IEnumerable)a[0]!).Cast<object?>().ToArray()),
        "list" => (Callable)((a, _) => new ListValue(((System.Collections.IEnumerable)a[0]!).Cast<object?>())),
        "float" => (Callable)((a, _) => a[0] is Tensor t ? t.Item() : Convert.ToDouble(a[0], System.Globalization.CultureInfo.InvariantCulture)),
        _ => MathematicalName(name),
    };

    /// <summary>A name without a prefix: NumPy's, SciPy's special functions, or a word of the programs.</summary>
    public static object MathematicalName(string name)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["math.", "np.", "special.", "np.linalg."])
            if (s_functions.TryGetValue(prefix + name, out var function)) return function;
        if (name == "pi") return Math.PI;
        foreach (var prefix in (ReadOnlySpan<string>)["np.", "special.", "np.linalg."])
            if (OpsByName.Find(prefix + name) is { } found) return found;
        throw new UnknownOperationException(name);
    }

    /// <summary>A function, a constant or a namespace by its full name.</summary>
    public static object Find(string path)
    {
        if (s_functions.TryGetValue(path, out var function)) return function;
        if (s_namespaces.Contains(path) || (path.StartsWith("stats.", StringComparison.Ordinal) && s_distributions.Contains(path[6..]))) return new Namespace(path);
        return path switch
        {
            "np.pi" => Math.PI,
            "np.e" => Math.E,
            "np.inf" => double.PositiveInfinity,
            "np.nan" => double.NaN,
            "np.float64" => "float64",
            "np.float32" => "float32",
            "np.int64" => "int64",
            "np.newaxis" => null!,
            _ => OpsByName.Find(path) ?? throw new UnknownOperationException(path),
        };
    }

    private static Dictionary<string, Callable> Build()
    {
        var rows = new FunctionRows();
        NumpyElementwise.Add(rows);
        NumpyReductions.Add(rows);
        NumpyShapes.Add(rows);
        NumpyJoining.Add(rows);
        NumpyProducts.Add(rows);
        LinearAlgebraFunctions.Add(rows);
        SignalFunctions.Add(rows);
        SpecialFunctions.Add(rows);
        StatisticsFunctions.Add(rows);
        MathematicalFunctions.Add(rows);
        return rows.ToDictionary();
    }
}
