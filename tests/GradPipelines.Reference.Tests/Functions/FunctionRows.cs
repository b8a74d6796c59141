namespace GradPipelines.Reference;

/// <summary>Collects the rows of the table: a name, the parameters in Python's order, and the function of the bound arguments.</summary>
internal sealed class FunctionRows
{
    private readonly Dictionary<string, Callable> _rows = new(StringComparer.Ordinal);

    /// <summary>A row. Parameters are names with commas between them; <c>*names</c> takes all positional arguments that are left.</summary>
    public void Add(string name, string parameters, Func<Arguments, object?> function)
    {
        string[] names = parameters.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _rows.Add(name, (positional, named) => function(Arguments.Bind(name, names, positional, named)));
    }

    /// <summary>A function of one array.</summary>
    public void Unary(string name, Func<Tensor, Tensor> function) => Add(name, "x", a => function(a.Tensor("x")));

    /// <summary>A function of two arrays.</summary>
    public void Binary(string name, Func<Tensor, Tensor, Tensor> function) => Add(name, "x1, x2", a => function(a.Tensor("x1"), a.Tensor("x2")));

    /// <summary>Another name of a row.</summary>
    public void Alias(string name, string of) => _rows.Add(name, _rows[of]);

    public Dictionary<string, Callable> ToDictionary() => _rows;
}

/// <summary>The arguments of one call by the names of the parameters.</summary>
internal sealed class Arguments
{
    private readonly string _function;
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    private Arguments(string function) => _function = function;

    public static Arguments Bind(string function, string[] names, object?[] positional, IReadOnlyDictionary<string, object?> named)
    {
        var result = new Arguments(function);
        if (positional.Any(p => p is ComplexArray)) throw new UnknownOperationException("complex128");
        for (var i = 0; i < positional.Length; i++)
        {
            if (i < names.Length && names[i][0] == '*')
            {
                result._values[names[i][1..]] = positional[i..];
                break;
            }

            if (i >= names.Length) throw new UnknownOperationException($"{function} with {positional.Length} arguments");
            result._values[names[i]] = positional[i];
        }

        foreach (var (name, value) in named)
        {
            if (!names.Contains(name)) throw new UnknownOperationException($"{function}({name}=)");
            result._values[name] = value;
        }

        return result;
    }

    public object? this[string name] => _values.GetValueOrDefault(name);

    public bool Has(string name) => this[name] is not null;

    public Tensor Tensor(string name) => this[name] is { } value ? Value.AsTensor(value) : throw Missing(name);

    public Tensor[] Tensors(string name) => Value.AsTensors(this[name]);

    public int Int(string name, int otherwise = 0) => this[name] is { } value ? Value.AsInt(value) : otherwise;

    public int? IntOrNull(string name) => this[name] is { } value ? Value.AsInt(value) : null;

    public double Number(string name, double otherwise) => this[name] is { } value ? Value.AsTensor(value).Item() : otherwise;

    public bool Flag(string name) => this[name] is { } value && Value.AsBool(value);

    public string? Text(string name) => this[name] as string;

    /// <summary>Axes: None is all, a number one, a sequence those.</summary>
    public int[]? Axes(string name) => this[name] switch
    {
        null => null,
        long or bool => [Value.AsInt(this[name])],
        _ => Ints(name),
    };

    public int[] Ints(string name) => this[name] switch
    {
        long or double => [Value.AsInt(this[name])],
        Tensor t => Array.ConvertAll(t.ToArray<long>(), n => (int)n),
        System.Collections.IEnumerable items and not string => [.. items.Cast<object?>().Select(Value.AsInt)],
        _ => throw Missing(name),
    };

    public UnknownOperationException Missing(string name) => new($"{_function} without {name}");

    /// <summary>The case asks for something that the row does not do.</summary>
    public UnknownOperationException Unsupported(string what) => new($"{_function} {what}");
}
