using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace GradPipelines.Plugins;

/// <summary>Tensors by name, in a fixed order; immutable, and a pytree. Parameters, gradients and optimiser state are such sets.</summary>
/// <remarks>Names are key paths: <c>layers.0.weight</c>.</remarks>
public sealed class NamedTensors : IReadOnlyDictionary<string, Tensor>, IPytree
{
    private readonly string[] _names;
    private readonly Tensor[] _tensors;
    private readonly Dictionary<string, int> _index;

    /// <summary>A set of these tensors in this order.</summary>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public NamedTensors(IEnumerable<KeyValuePair<string, Tensor>> items)
    {
        var all = items.ToArray();
        _names = Array.ConvertAll(all, i => i.Key);
        _tensors = Array.ConvertAll(all, i => i.Value);
        _index = new Dictionary<string, int>(all.Length, StringComparer.Ordinal);
        for (var i = 0; i < _names.Length; i++)
            if (!_index.TryAdd(_names[i], i)) throw new ArgumentException($"The name '{_names[i]}' stands twice.", nameof(items));
    }

    private NamedTensors(NamedTensors names, Tensor[] tensors)
    {
        _names = names._names;
        _index = names._index;
        _tensors = tensors;
    }

    /// <summary>No tensors.</summary>
    public static NamedTensors Empty { get; } = new([]);

    /// <summary>The number of tensors.</summary>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names;

    /// <inheritdoc/>
    public IEnumerable<Tensor> Values => _tensors;

    /// <summary>The number of elements of all tensors together.</summary>
    public long ElementCount => _tensors.Sum(t => (long)t.Size);

    /// <inheritdoc/>
    IReadOnlyList<(string Step, object? Child)> IPytree.Children => [.. _names.Select((n, i) => ($"[\"{n}\"]", (object?)_tensors[i]))];

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names.</exception>
    public Tensor this[string name] => _index.TryGetValue(name, out var i)
        ? _tensors[i]
        : throw new KeyNotFoundException($"No tensor '{name}'; there are {string.Join(", ", _names)}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _index.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value)
    {
        var found = _index.TryGetValue(key, out var i);
        value = found ? _tensors[i] : null;
        return found;
    }

    /// <summary>The same names with a function applied to each tensor.</summary>
    public NamedTensors Map(Func<string, Tensor, Tensor> f) => new(this, [.. _tensors.Select((t, i) => f(_names[i], t))]);

    /// <summary>The tensors below a prefix, without it: <c>Below("layers.0")["weight"]</c> is <c>["layers.0.weight"]</c>.</summary>
    public NamedTensors Below(string prefix)
    {
        var start = prefix + ".";
        return new NamedTensors(this.Where(i => i.Key.StartsWith(start, StringComparison.Ordinal)).Select(i => KeyValuePair.Create(i.Key[start.Length..], i.Value)));
    }

    /// <summary>The same tensors with a prefix before each name.</summary>
    public NamedTensors Prefixed(string prefix) => new(this.Select(i => KeyValuePair.Create($"{prefix}.{i.Key}", i.Value)));

    /// <summary>Several sets as one.</summary>
    public static NamedTensors Concat(params IEnumerable<NamedTensors> sets) => new(sets.SelectMany(s => s));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator()
    {
        for (var i = 0; i < _names.Length; i++) yield return KeyValuePair.Create(_names[i], _tensors[i]);
    }

    /// <inheritdoc/>
    object IPytree.WithChildren(IReadOnlyList<object?> children) => new NamedTensors(this, [.. children.Select(c => (Tensor)c!)]);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
