namespace GradPipelines;

/// <summary>Containers of tensors as one value: the leaves, and the shape of the container around them.</summary>
/// <remarks>
/// A pytree is a tensor, or an array, list, tuple, string-keyed dictionary, record or anonymous object of pytrees, to any depth.
/// Anything else in it (a number, a string, null, a delegate) belongs to the structure and is carried along unchanged. Dictionaries
/// are walked in ordinal order of their keys, everything else in its own order.
/// </remarks>
public static class Tree
{
    /// <summary>The leaves of a tree and its structure.</summary>
    public static (Tensor[] Leaves, TreeStructure Structure) Flatten<T>(T tree)
    {
        if (tree is Tensor tensor) return ([tensor], TreeStructure.Leaf);
        var leaves = new List<Tensor>();
        var structure = TreeStructure.Of(tree, leaves);
        return ([.. leaves], structure);
    }

    /// <summary>A tree of that structure with these leaves.</summary>
    /// <exception cref="ArgumentException">The number of leaves is another.</exception>
    public static T Unflatten<T>(TreeStructure structure, IReadOnlyList<Tensor> leaves)
    {
        if (leaves.Count != structure.LeafCount)
            throw new ArgumentException($"Tree.Unflatten: {leaves.Count} leaves for a structure of {structure.LeafCount}.", nameof(leaves));
        var next = 0;
        return (T)structure.Build(leaves, ref next)!;
    }

    /// <summary>The leaves in order.</summary>
    public static IReadOnlyList<Tensor> Leaves<T>(T tree) => Flatten(tree).Leaves;

    /// <summary>The path of each leaf as one would write it in C#: <c>["layers"][0].W</c>; empty for a tensor alone.</summary>
    public static IReadOnlyList<string> Paths<T>(T tree) => [.. Flatten(tree).Structure.Paths()];

    /// <summary>The same container with a function applied to every leaf.</summary>
    public static T Map<T>(Func<Tensor, Tensor> f, T tree)
    {
        var (leaves, structure) = Flatten(tree);
        return Unflatten<T>(structure, Array.ConvertAll(leaves, x => f(x)));
    }

    /// <summary>The same container with a function applied to pairs of leaves in the same place.</summary>
    /// <exception cref="ArgumentException">The containers have different structures; the message names the first difference.</exception>
    public static T Map<T>(Func<Tensor, Tensor, Tensor> f, T tree, T second)
    {
        var (leaves, structure) = Flatten(tree);
        var others = Matching(structure, second, "second");
        var result = new Tensor[leaves.Length];
        for (var i = 0; i < result.Length; i++) result[i] = f(leaves[i], others[i]);
        return Unflatten<T>(structure, result);
    }

    /// <summary>The same container with a function applied to triples of leaves in the same place.</summary>
    /// <exception cref="ArgumentException">The containers have different structures; the message names the first difference.</exception>
    public static T Map<T>(Func<Tensor, Tensor, Tensor, Tensor> f, T tree, T second, T third)
    {
        var (leaves, structure) = Flatten(tree);
        var b = Matching(structure, second, "second");
        var c = Matching(structure, third, "third");
        var result = new Tensor[leaves.Length];
        for (var i = 0; i < result.Length; i++) result[i] = f(leaves[i], b[i], c[i]);
        return Unflatten<T>(structure, result);
    }

    /// <summary>The leaves of a tree that must have a given structure.</summary>
    internal static Tensor[] Matching<T>(TreeStructure structure, T tree, string what)
    {
        var (leaves, other) = Flatten(tree);
        if (structure.Difference(other, "") is { } difference)
            throw new ArgumentException($"The {what} tree has another structure: {difference}.");
        return leaves;
    }
}
