namespace GradPipelines;

/// <summary>One item between the brackets of <c>x[...]</c>: a number, a range, a stepped slice, numbers of elements, or a new axis.</summary>
/// <remarks>Numbers and ranges are C#'s: <c>x[0]</c>, <c>x[^1]</c>, <c>x[1..^1, ..]</c>. Steps: <see cref="Slice"/>.</remarks>
public readonly struct TensorIndex
{
    private TensorIndex(Kind what) => What = what;

    internal enum Kind
    {
        All,
        Element,
        Range,
        Slice,
        Elements,
        NewAxis,
        Ellipsis,
    }

    internal Kind What { get; }

    internal Index Element { get; private init; }

    internal Range Range { get; private init; }

    internal Slice Slice { get; private init; }

    internal Tensor? Elements { get; private init; }

    /// <summary>A new axis of size 1.</summary>
    public static TensorIndex NewAxis => new(Kind.NewAxis);

    /// <summary>As many whole axes as are not named otherwise (NumPy's three dots).</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis);

    /// <summary>One element, counted from 0 or, if negative, from the end; the axis is dropped.</summary>
    public static implicit operator TensorIndex(int element) => new(Kind.Element) { Element = element < 0 ? ^-element : element };

    /// <summary>One element; the axis is dropped.</summary>
    public static implicit operator TensorIndex(Index element) => new(Kind.Element) { Element = element };

    /// <summary>A run; bounds beyond the axis are cut, as in NumPy.</summary>
    public static implicit operator TensorIndex(Range range) => new(Kind.Range) { Range = range };

    /// <summary>A stepped run.</summary>
    public static implicit operator TensorIndex(Slice slice) => new(Kind.Slice) { Slice = slice };

    /// <summary>
    /// Elements by number (an int64 tensor): the axis is replaced by the axes of the tensor. Several broadcast and pick element by
    /// element; their axes stand where the first was if they are neighbours, else in front, as in NumPy. A boolean tensor covers as many
    /// axes as it has and picks where it is true; it must be a plain value.
    /// </summary>
    public static implicit operator TensorIndex(Tensor elements) => new(Kind.Elements) { Elements = elements };

    /// <summary>Elements by number.</summary>
    public static implicit operator TensorIndex(int[] elements) => new(Kind.Elements) { Elements = elements };
}

/// <summary>A run with a step, as Python's <c>start:stop:step</c>: null is "from the end that the step starts at".</summary>
public readonly record struct Slice(int? Start = null, int? Stop = null, int Step = 1)
{
    /// <summary>The axis backwards.</summary>
    public static Slice Reversed => new(null, null, -1);

    /// <summary>First element and number of elements on an axis of that size.</summary>
    internal (int Start, int Count) On(int size)
    {
        if (Step == 0) throw new ArgumentException("Slice: the step is 0.");
        int low = Step > 0 ? 0 : -1, high = Step > 0 ? size : size - 1;
        var start = Start is { } a ? Math.Clamp(a < 0 ? a + size : a, low, high) : Step > 0 ? low : high;
        var stop = Stop is { } b ? Math.Clamp(b < 0 ? b + size : b, low, high) : Step > 0 ? high : low;
        var count = Step > 0 ? (stop - start + Step - 1) / Step : (start - stop - Step - 1) / -Step;
        return (start, Math.Max(0, count));
    }
}

/// <content>Indexing.</content>
public abstract partial class Tensor
{
    /// <summary>A part of the tensor; axes that are not named are whole.</summary>
    /// <exception cref="ArgumentException">There are more indices than axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An element lies outside its axis.</exception>
    [System.Runtime.CompilerServices.IndexerName("At")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            indices = WithoutMasks(indices);
            var named = 0;
            var ellipsis = -1;
            for (var i = 0; i < indices.Length; i++)
            {
                if (indices[i].What == TensorIndex.Kind.Ellipsis) ellipsis = i;
                else if (indices[i].What != TensorIndex.Kind.NewAxis) named++;
            }

            if (named > Rank) throw new ArgumentException($"{named} indices for shape {Shape}, which has {Rank} axes.", nameof(indices));
            var starts = new int[Rank];
            var sizes = Shape.ToArray();
            var steps = new int[Rank];
            Array.Fill(steps, 1);
            var result = new List<int>();
            var gathers = new List<(int Axis, Tensor Elements)>();
            var axis = 0;
            for (var i = 0; i < indices.Length; i++)
            {
                var index = indices[i];
                if (index.What == TensorIndex.Kind.NewAxis)
                {
                    result.Add(1);
                    continue;
                }

                if (index.What == TensorIndex.Kind.Ellipsis)
                {
                    if (i != ellipsis) throw new ArgumentException("Only one Ellipsis may stand in an index.", nameof(indices));
                    for (var n = Rank - named; n > 0; n--) result.Add(sizes[axis++]);
                    continue;
                }

                var size = Shape[axis];
                switch (index.What)
                {
                    case TensorIndex.Kind.Element:
                        var element = index.Element.GetOffset(size);
                        if ((uint)element >= (uint)size)
                            throw new ArgumentOutOfRangeException(nameof(indices), index.Element, $"Element {index.Element} is outside axis {axis} of shape {Shape}, which has size {size}.");
                        (starts[axis], sizes[axis]) = (element, 1);
                        break;
                    case TensorIndex.Kind.Range:
                        var first = Math.Clamp(index.Range.Start.GetOffset(size), 0, size);
                        (starts[axis], sizes[axis]) = (first, Math.Max(0, Math.Clamp(index.Range.End.GetOffset(size), 0, size) - first));
                        result.Add(sizes[axis]);
                        break;
                    case TensorIndex.Kind.Slice:
                        (starts[axis], sizes[axis]) = index.Slice.On(size);
                        steps[axis] = index.Slice.Step;
                        result.Add(sizes[axis]);
                        break;
                    case TensorIndex.Kind.Elements:
                        gathers.Add((result.Count, index.Elements!));
                        result.Add(size);
                        break;
                    default:
                        result.Add(size);
                        break;
                }

                axis++;
            }

            for (; axis < Rank; axis++) result.Add(sizes[axis]);
            var y = Ops.Reshape(Ops.StridedSlice(this, starts, sizes, steps), [.. result]);
            return gathers.Count switch
            {
                0 => y,
                1 => Ops.Take(y, gathers[0].Elements, gathers[0].Axis),
                _ => TakeTogether(y, gathers),
            };
        }
    }

    /// <summary>Elements by several numbers at once: the indexed axes become one, and so do their numbers.</summary>
    private static Tensor TakeTogether(Tensor x, List<(int Axis, Tensor Elements)> gathers)
    {
        int[] axes = [.. gathers.Select(g => g.Axis)];
        var place = axes[^1] - axes[0] == axes.Length - 1 ? axes[0] : 0;
        int[] order = [.. Enumerable.Range(0, x.Rank).Except(axes)];
        order = [.. order[..place], .. axes, .. order[place..]];
        Tensor numbers = 0;
        var size = 1;
        foreach (var (axis, elements) in gathers)
        {
            var length = x.Shape[axis];
            Ops.ThrowIfOutside(elements, length, "An index");
            numbers = numbers * length + Ops.Where(Ops.Less(elements, 0), elements + length, elements);
            size *= length;
        }

        var moved = Ops.Transpose(x, order);
        return Ops.Take(Ops.Reshape(moved, [.. moved.Shape.AsSpan()[..place], size, .. moved.Shape.AsSpan()[(place + axes.Length)..]]), numbers, place);
    }

    /// <summary>Boolean tensors as the numbers of their true elements, one tensor for each of their axes.</summary>
    private ReadOnlySpan<TensorIndex> WithoutMasks(ReadOnlySpan<TensorIndex> indices)
    {
        var any = false;
        foreach (var index in indices) any |= index.What == TensorIndex.Kind.Elements && index.Elements!.DType == DType.Bool;
        if (!any) return indices;
        static int Covered(TensorIndex index) => index.What switch
        {
            TensorIndex.Kind.NewAxis or TensorIndex.Kind.Ellipsis => 0,
            TensorIndex.Kind.Elements when index.Elements!.DType == DType.Bool => index.Elements.Rank,
            _ => 1,
        };
        var named = 0;
        foreach (var index in indices) named += Covered(index);
        var result = new List<TensorIndex>();
        var axis = 0;
        foreach (var index in indices)
        {
            if (index.What == TensorIndex.Kind.Elements && index.Elements!.DType == DType.Bool)
            {
                var mask = index.Elements;
                for (var i = 0; i < mask.Rank; i++)
                    if (axis + i >= Rank || mask.Shape[i] != Shape[axis + i])
                        throw new ShapeException($"A mask of shape {mask.Shape} does not cover axes {axis} to {axis + mask.Rank - 1} of {Shape}: the sizes must be equal.");
                foreach (var numbers in Ops.Nonzero(mask)) result.Add(numbers);
            }
            else
            {
                result.Add(index);
            }

            axis += index.What == TensorIndex.Kind.Ellipsis ? Rank - named : Covered(index);
        }

        return result.ToArray();
    }
}
