using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>The sizes of an array's axes, outermost first; immutable. A scalar has none.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>The shape of a single number: no axes, size 1.</summary>
    public static readonly Shape Scalar = new([]);

    private readonly int[] _sizes;

    private Shape(int[] sizes)
    {
        _sizes = sizes;
        long size = 1;
        foreach (var s in sizes)
        {
            if (s < 0) throw new ArgumentException($"An axis cannot have size {s} (in {Describe(sizes)}).", nameof(sizes));
            size *= s;
            if (size > int.MaxValue)
                throw new ArgumentException($"An array of shape {Describe(sizes)} has more than {int.MaxValue} elements.", nameof(sizes));
        }

        Size = (int)size;
    }

    /// <summary>Makes a shape of these sizes.</summary>
    /// <exception cref="ArgumentException">A size is negative, or the number of elements passes 2^31 - 1.</exception>
    public static Shape Create(params ReadOnlySpan<int> sizes) => sizes.Length == 0 ? Scalar : new Shape(sizes.ToArray());

    /// <summary>An array of sizes is a shape.</summary>
    public static implicit operator Shape(int[] sizes) => Create(sizes);

    /// <summary>The number of axes.</summary>
    public int Rank => _sizes.Length;

    /// <summary>The number of axes (the same as <see cref="Rank"/>).</summary>
    int IReadOnlyCollection<int>.Count => _sizes.Length;

    /// <summary>The number of elements: the product of the sizes, 1 for a scalar.</summary>
    public int Size { get; }

    /// <summary>The size of an axis, counted from 0, or from the end if negative.</summary>
    public int this[int axis] => _sizes[Axis(axis)];

    /// <summary>The sizes as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _sizes;

    /// <summary>A new array of the sizes.</summary>
    public int[] ToArray() => [.. _sizes];

    /// <summary>The axis counted from 0, for one that may be counted from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        var a = axis < 0 ? axis + _sizes.Length : axis;
        if ((uint)a >= (uint)_sizes.Length)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape {this} has {Rank} axes: an axis is from {-Rank} to {Rank - 1}.");
        return a;
    }

    /// <summary>The axes, each counted from 0, sorted; null means all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis stands twice.</exception>
    public int[] Axes(IReadOnlyList<int>? axes)
    {
        if (axes is null) return [.. Enumerable.Range(0, Rank)];
        var result = new int[axes.Count];
        for (var i = 0; i < result.Length; i++) result[i] = Axis(axes[i]);
        Array.Sort(result);
        for (var i = 1; i < result.Length; i++)
            if (result[i] == result[i - 1]) throw new ArgumentException($"Axis {result[i]} stands twice in the axes of {this}.", nameof(axes));
        return result;
    }

    /// <summary>This shape without these axes (counted from 0, sorted), or with size 1 in their place.</summary>
    public Shape Without(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        var result = new List<int>(Rank);
        for (var i = 0; i < Rank; i++)
        {
            if (!axes.Contains(i)) result.Add(_sizes[i]);
            else if (keepDims) result.Add(1);
        }

        return new Shape([.. result]);
    }

    /// <summary>This shape with a new axis of that size before position <paramref name="axis"/>.</summary>
    public Shape Insert(int axis, int size) => new([.. _sizes[..axis], size, .. _sizes[axis..]]);

    /// <summary>The common shape by NumPy's rule: aligned at the last axis, a size of 1 stretches.</summary>
    /// <exception cref="ShapeException">Two sizes differ and neither is 1.</exception>
    public static Shape Broadcast(Shape a, Shape b, string operation = "broadcast")
    {
        if (a.Equals(b)) return a;
        var rank = Math.Max(a.Rank, b.Rank);
        var sizes = new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var sa = i <= a.Rank ? a._sizes[^i] : 1;
            var sb = i <= b.Rank ? b._sizes[^i] : 1;
            if (sa != sb && sa != 1 && sb != 1)
                throw new ShapeException(
                    $"{operation}: shapes {a} and {b} do not broadcast: axis {-i} is {sa} on the left and {sb} on the right. " +
                    "Sizes must be equal or 1, aligned at the last axis. " + BroadcastRepair(a, b));
            sizes[rank - i] = sa == 1 ? sb : sa;
        }

        return new Shape(sizes);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => ReferenceEquals(this, other) || (other is not null && _sizes.AsSpan().SequenceEqual(other._sizes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var s in _sizes) hash.Add(s);
        return hash.ToHashCode();
    }

    /// <summary>The sizes in parentheses: <c>(64, 4)</c>, <c>()</c> for a scalar.</summary>
    public override string ToString() => Describe(_sizes);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Describe(ReadOnlySpan<int> sizes)
    {
        var text = new string[sizes.Length];
        for (var i = 0; i < sizes.Length; i++) text[i] = sizes[i].ToString(CultureInfo.InvariantCulture);
        return "(" + string.Join(", ", text) + ")";
    }

    private static string BroadcastRepair(Shape a, Shape b)
    {
        if (a.Rank == 1 && b.Rank == 2 && a[0] == b[0]) return "Did you mean left.Reshape(-1, 1)?";
        if (b.Rank == 1 && a.Rank == 2 && b[0] == a[0]) return "Did you mean right.Reshape(-1, 1)?";
        return a.Rank == 2 && b.Rank == 2 && a[0] == b[1] && a[1] == b[0]
            ? "Did you mean Transpose of one of them?"
            : "Reshape one of them.";
    }
}

/// <summary>Two shapes do not fit an operation; the message names the operation, both shapes and the repair.</summary>
public sealed class ShapeException(string message) : ArgumentException(message);
