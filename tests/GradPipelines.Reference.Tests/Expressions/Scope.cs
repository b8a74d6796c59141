namespace GradPipelines.Reference;

/// <summary>What names stand for while an expression is evaluated.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Names in mathematical notation mean NumPy functions without a prefix.</summary>
    public static Scope Root { get; } = new();

    public object? this[string name]
    {
        set => _values[name] = value;
    }

    public bool TryGet(string name, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
            if (scope._values.TryGetValue(name, out value)) return true;
        value = null;
        return false;
    }

    private Scope? Outer { get; } = outer;
}

/// <summary>A name such as np, np.linalg or stats.norm, of which attributes are functions or further names.</summary>
internal sealed record Namespace(string Path);

/// <summary>Python's slice a:b:c between brackets.</summary>
internal sealed record SliceValue(int? Start, int? Stop, int? Step);

/// <summary>Three dots between brackets.</summary>
internal sealed record EllipsisValue;

/// <summary>The identity matrix of whatever size is needed.</summary>
internal sealed record IdentityValue;

/// <summary>A list, where Python makes a difference to a tuple (an index).</summary>
internal sealed class ListValue(IEnumerable<object?> items) : List<object?>(items);

/// <summary>A function of positional and named arguments.</summary>
internal delegate object? Callable(object?[] arguments, IReadOnlyDictionary<string, object?> named);
