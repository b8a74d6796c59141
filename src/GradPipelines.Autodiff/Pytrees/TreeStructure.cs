using System.Collections;
using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>The shape of a container without its tensors; equal for containers that can take each other's leaves.</summary>
public abstract class TreeStructure : IEquatable<TreeStructure>
{
    private protected TreeStructure()
    {
    }

    /// <summary>The number of tensors.</summary>
    public abstract int LeafCount { get; }

    /// <summary>A single tensor.</summary>
    internal static TreeStructure Leaf { get; } = new LeafStructure();

    /// <summary>The paths of the leaves, in order.</summary>
    public IEnumerable<string> Paths() => Walk("");

    /// <inheritdoc/>
    public bool Equals(TreeStructure? other) => other is not null && Difference(other, "") is null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TreeStructure);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), LeafCount);

    /// <summary>Takes a value apart.</summary>
    internal static TreeStructure Of(object? value, List<Tensor> leaves)
    {
        switch (value)
        {
            case Tensor tensor:
                leaves.Add(tensor);
                return Leaf;
            case null:
                return new StaticStructure(null);
            case string or Delegate or Type or Shape or NdArray:
                return new StaticStructure(value);
            case IPytree custom:
                return CustomStructure.Of(custom, leaves);
            case ITuple tuple when value.GetType().FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || value.GetType().FullName!.StartsWith("System.Tuple`", StringComparison.Ordinal):
                return TupleStructure.Of(tuple, leaves);
            case IDictionary dictionary when DictionaryStructure.Supports(value.GetType()):
                return DictionaryStructure.Of(dictionary, leaves);
            case IEnumerable items when SequenceStructure.ElementType(value.GetType()) is { } element:
                return SequenceStructure.Of(items, value.GetType(), element, leaves);
            default:
                return RecordShape.For(value.GetType()) is { } shape ? RecordStructure.Of(value, shape, leaves) : new StaticStructure(value);
        }
    }

    /// <summary>Puts a value together, taking leaves from <paramref name="next"/> on.</summary>
    internal abstract object? Build(IReadOnlyList<Tensor> leaves, ref int next);

    /// <summary>Where and how another structure differs, or null.</summary>
    internal abstract string? Difference(TreeStructure other, string path);

    /// <summary>The paths of the leaves below a path.</summary>
    internal abstract IEnumerable<string> Walk(string path);

    private protected static string At(string path) => path.Length == 0 ? "at the root" : "at " + path;

    private sealed class LeafStructure : TreeStructure
    {
        public override int LeafCount => 1;

        internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next) => leaves[next++];

        internal override string? Difference(TreeStructure other, string path) => other is LeafStructure ? null : $"a tensor is expected {At(path)}";

        internal override IEnumerable<string> Walk(string path) => [path];
    }

    private sealed class StaticStructure(object? value) : TreeStructure
    {
        public override int LeafCount => 0;

        private object? Value { get; } = value;

        internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next) => Value;

        internal override string? Difference(TreeStructure other, string path) =>
            other is StaticStructure s && Equals(s.Value, Value) ? null : $"{Value ?? "null"} is expected {At(path)}";

        internal override IEnumerable<string> Walk(string path) => [];
    }
}

/// <summary>A structure with children.</summary>
internal abstract class BranchStructure(TreeStructure[] children) : TreeStructure
{
    public sealed override int LeafCount { get; } = children.Sum(c => c.LeafCount);

    protected TreeStructure[] Children { get; } = children;

    /// <summary>The path of a child, to be put behind that of the parent.</summary>
    protected abstract string Step(int child);

    /// <summary>A short name for messages.</summary>
    protected abstract string Kind { get; }

    internal sealed override IEnumerable<string> Walk(string path)
    {
        for (var i = 0; i < Children.Length; i++)
            foreach (var leaf in Children[i].Walk(path + Step(i))) yield return leaf;
    }

    internal sealed override string? Difference(TreeStructure other, string path)
    {
        if (other is not BranchStructure branch || branch.GetType() != GetType() || branch.Kind != Kind)
            return $"{Kind} is expected {At(path)}" + (other is BranchStructure b ? $", not {b.Kind}" : "");
        for (var i = 0; i < Children.Length; i++)
        {
            if (Step(i) != branch.Step(i)) return $"{path}{Step(i)} is expected, not {path}{branch.Step(i)}";
            if (Children[i].Difference(branch.Children[i], path + Step(i)) is { } difference) return difference;
        }

        return null;
    }

    protected object?[] BuildChildren(IReadOnlyList<Tensor> leaves, ref int next)
    {
        var values = new object?[Children.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Children[i].Build(leaves, ref next);
        return values;
    }
}
