using System.Collections.Immutable;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class TreeTests
{
    private sealed record Layer(Tensor W, Tensor B);

    private sealed record Model(Layer First, Layer[] Rest, string Name, int Width)
    {
        public Tensor? Scale { get; init; }
    }

    private readonly record struct Pair(Tensor A, Tensor B);

    private sealed class Bag(Tensor x, Tensor y) : IPytree
    {
        public Tensor X { get; } = x;

        public Tensor Y { get; } = y;

        public IReadOnlyList<(string Step, object? Child)> Children => [(".X", X), (".Y", Y)];

        public object WithChildren(IReadOnlyList<object?> children) => new Bag((Tensor)children[0]!, (Tensor)children[1]!);
    }

    private static Tensor V(params double[] x) => x;

    /// <summary>Flatten, double every leaf, put together, flatten again.</summary>
    private static void RoundTrip<T>(T tree, string[] paths, double[] leaves)
    {
        Assert.Equal(paths, Tree.Paths(tree));
        Assert.Equal(leaves, Tree.Leaves(tree).SelectMany(l => l.ToArray<double>()));
        var twice = Tree.Map(x => 2.0 * x, tree);
        Assert.Equal(tree!.GetType(), twice!.GetType());
        Assert.Equal(leaves.Select(v => 2 * v), Tree.Leaves(twice).SelectMany(l => l.ToArray<double>()));
        Assert.Equal(Tree.Flatten(tree).Structure, Tree.Flatten(twice).Structure);
        Assert.Equal(leaves.Select(v => 3 * v), Tree.Leaves(Tree.Map((a, b) => a + b, tree, twice)).SelectMany(l => l.ToArray<double>()));
        Assert.Equal(leaves.Select(v => 4 * v), Tree.Leaves(Tree.Map((a, b, c) => a + b + c, tree, twice, tree)).SelectMany(l => l.ToArray<double>()));

        // The gradient of half the sum of squares is the tree itself.
        var g = Grad<T>(t => 0.5 * Tree.Leaves(t).Select(l => Ops.Sum(Ops.Square(l))).Aggregate((Tensor)0.0, (a, b) => a + b))(tree);
        Assert.Equal(leaves, Tree.Leaves(g).SelectMany(l => l.ToArray<double>()));
        Assert.Equal(tree.GetType(), g!.GetType());
        var (flat, unflatten) = Flatten(tree);
        Assert.Equal(leaves, flat.ToArray<double>());
        Assert.Equal(leaves, Tree.Leaves(unflatten(flat)).SelectMany(l => l.ToArray<double>()));
    }

    [Fact]
    public void Tensor_IsALeafWithAnEmptyPath() => RoundTrip(V(1, 2), [""], [1, 2]);

    [Fact]
    public void Tuple_IsWalkedByPosition() => RoundTrip((V(1), V(2), V(3)), [".Item1", ".Item2", ".Item3"], [1, 2, 3]);

    [Fact]
    public void Tuple_OfMoreThanSeven_IsOneTuple() =>
        RoundTrip((V(1), V(2), V(3), V(4), V(5), V(6), V(7), V(8), V(9)), [.. Enumerable.Range(1, 9).Select(i => $".Item{i}")], [1, 2, 3, 4, 5, 6, 7, 8, 9]);

    [Fact]
    public void ReferenceTuple_IsWalkedByPosition() => RoundTrip(Tuple.Create(V(1), V(2)), [".Item1", ".Item2"], [1, 2]);

    [Fact]
    public void Array_IsWalkedByPosition() => RoundTrip(new[] { V(1), V(2) }, ["[0]", "[1]"], [1, 2]);

    [Fact]
    public void List_IsWalkedByPosition() => RoundTrip(new List<Tensor> { V(1), V(2) }, ["[0]", "[1]"], [1, 2]);

    [Fact]
    public void ImmutableArray_IsWalkedByPosition() => RoundTrip(ImmutableArray.Create(V(1), V(2)), ["[0]", "[1]"], [1, 2]);

    [Fact]
    public void Dictionary_IsWalkedInOrdinalOrderOfKeys() =>
        RoundTrip(new Dictionary<string, Tensor> { ["w2"] = V(3), ["W"] = V(1), ["w10"] = V(2) }, ["[\"W\"]", "[\"w10\"]", "[\"w2\"]"], [1, 2, 3]);

    [Fact]
    public void SortedDictionary_KeepsItsType() => RoundTrip(new SortedDictionary<string, Tensor> { ["b"] = V(2), ["a"] = V(1) }, ["[\"a\"]", "[\"b\"]"], [1, 2]);

    [Fact]
    public void Record_IsWalkedInOrderOfItsConstructor() => RoundTrip(new Layer(V(1, 2), V(3)), [".W", ".B"], [1, 2, 3]);

    [Fact]
    public void RecordStruct_IsWalked() => RoundTrip(new Pair(V(1), V(2)), [".A", ".B"], [1, 2]);

    [Fact]
    public void AnonymousObject_IsWalked() => RoundTrip(new { X = V(1), Y = new[] { V(2) } }, [".X", ".Y[0]"], [1, 2]);

    [Fact]
    public void CustomContainer_IsWalkedByItsChildren() => RoundTrip(new Bag(V(1), V(2)), [".X", ".Y"], [1, 2]);

    [Fact]
    public void NestedRecord_CarriesTextNumbersAndInitProperties()
    {
        var model = new Model(new Layer(V(1), V(2)), [new Layer(V(3), V(4))], "mlp", 7) { Scale = V(5) };
        RoundTrip(model, [".First.W", ".First.B", ".Rest[0].W", ".Rest[0].B", ".Scale"], [1, 2, 3, 4, 5]);
        var twice = Tree.Map(x => 2.0 * x, model);
        Assert.Equal("mlp", twice.Name);
        Assert.Equal(7, twice.Width);
        Assert.Equal(10, twice.Scale!.ToArray<double>()[0]);
    }

    [Fact]
    public void Null_BelongsToTheStructure()
    {
        var model = new Model(new Layer(V(1), V(2)), [], "mlp", 7);
        RoundTrip(model, [".First.W", ".First.B"], [1, 2]);
        Assert.Null(Tree.Map(x => x, model).Scale);
    }

    [Fact]
    public void EmptyContainer_HasNoLeaves()
    {
        Assert.Empty(Tree.Leaves(Array.Empty<Tensor>()));
        var (flat, unflatten) = Flatten(new List<Tensor>());
        Assert.Equal([0], flat.Shape.ToArray());
        Assert.Empty(unflatten(flat));
    }

    [Fact]
    public void Map_OverDifferentLengths_NamesThePlace()
    {
        var e = Assert.Throws<ArgumentException>(() => Tree.Map((a, b) => a + b, new[] { V(1), V(2) }, [V(1)]));
        Assert.Equal("The second tree has another structure: a sequence of 2 is expected at the root, not a sequence of 1.", e.Message);
    }

    [Fact]
    public void Map_OverDifferentKeys_NamesBothKeySets()
    {
        var a = new Dictionary<string, Tensor> { ["w"] = V(1), ["b"] = V(2) };
        var b = new Dictionary<string, Tensor> { ["w"] = V(1), ["c"] = V(2) };
        var e = Assert.Throws<ArgumentException>(() => Tree.Map((x, y) => x + y, a, b));
        Assert.Equal("The second tree has another structure: a dictionary of [b, w] is expected at the root, not a dictionary of [c, w].", e.Message);
    }

    [Fact]
    public void Map_OverADeepDifference_NamesThePath()
    {
        object a = new object[] { V(1), new object[] { V(2) } }, b = new object[] { V(1), new object[] { "text" } };
        var e = Assert.Throws<ArgumentException>(() => Tree.Map((x, y) => x + y, a, b));
        Assert.Equal("The second tree has another structure: a tensor is expected at [1][0].", e.Message);
    }

    [Fact]
    public void Unflatten_WithAnotherNumberOfLeaves_SaysBoth()
    {
        var (_, structure) = Tree.Flatten((V(1), V(2)));
        var e = Assert.Throws<ArgumentException>(() => Tree.Unflatten<(Tensor, Tensor)>(structure, [V(1)]));
        Assert.StartsWith("Tree.Unflatten: 1 leaves for a structure of 2.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArrayOfTwoDimensions_IsRefused()
    {
        var e = Assert.Throws<NotSupportedException>(() => Tree.Leaves(new Tensor[1, 1]));
        Assert.Contains("one dimension", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grad_WithAnIntegerLeaf_NamesItsPath()
    {
        var p = new Dictionary<string, Tensor> { ["w"] = V(1), ["n"] = 3 };
        var e = Assert.Throws<ArgumentException>(() => Grad<Dictionary<string, Tensor>>(q => Ops.Sum(q["w"]))(p));
        Assert.StartsWith("Grad: the argument [\"n\"] is int64, and derivatives exist by float32 and float64 values only.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flatten_OfMixedDTypes_RestoresEach()
    {
        var (flat, unflatten) = Flatten((Ops.Cast(V(1, 2), DType.Float32), V(3)));
        Assert.Equal(DType.Float64, flat.DType);
        var (a, b) = unflatten(flat * 2.0);
        Assert.Equal((DType.Float32, DType.Float64), (a.DType, b.DType));
        Assert.Equal([2, 4], a.ToArray<double>());
    }

    [Fact]
    public void Unflatten_OfAnotherLength_SaysBoth()
    {
        var (_, unflatten) = Flatten((V(1, 2), V(3)));
        var e = Assert.Throws<ShapeException>(() => unflatten(V(1, 2)));
        Assert.Equal("Unflatten: a vector of 3 numbers is expected, not shape (2).", e.Message);
    }
}
