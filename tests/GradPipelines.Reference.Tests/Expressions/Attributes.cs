namespace GradPipelines.Reference;

/// <summary>What stands behind a dot, and between brackets.</summary>
internal static class Attributes
{
    public static object? Get(object? owner, string name)
    {
        if (owner is ComplexArray) throw new UnknownOperationException("complex128");
        if (owner is Namespace n) return FunctionTable.Find(n.Path + "." + name);
        var x = Value.AsTensor(owner);
        return name switch
        {
            "T" => Ops.Transpose(x),
            "shape" => x.Shape.Select(s => (object?)(long)s).ToArray(),
            "ndim" => (long)x.Rank,
            "size" => (long)x.Size,
            _ => Method(x, name),
        };
    }

    public static object? Index(object? owner, object?[] items)
    {
        if (owner is ComplexArray) throw new UnknownOperationException("complex128");
        if (owner is not Tensor x)
        {
            var list = owner as System.Collections.IList ?? throw new UnknownOperationException($"an index of {owner}");
            if (items[0] is SliceValue s)
            {
                if (s.Step is not (null or 1)) throw new UnknownOperationException("a stepped slice of a list");
                int Bound(int i) => Math.Clamp(i < 0 ? i + list.Count : i, 0, list.Count);
                return list.Cast<object?>().Take(Bound(s.Stop ?? list.Count)).Skip(Bound(s.Start ?? 0)).ToArray();
            }

            var at = Value.AsInt(items[0]);
            return list[at < 0 ? at + list.Count : at];
        }

        return x[Array.ConvertAll(items, Item)];
    }

    private static TensorIndex Item(object? item) => item switch
    {
        null => TensorIndex.NewAxis,
        EllipsisValue => TensorIndex.Ellipsis,
        SliceValue s => new Slice(s.Start, s.Stop, s.Step ?? 1),
        long n => (int)n,
        Tensor t when t.Rank == 0 && t.DType == DType.Int64 => (int)t.Item(),
        _ => Value.AsTensor(item),
    };

    /// <summary>x.sum(...) is np.sum(x, ...).</summary>
    private static Callable Method(Tensor x, string name)
    {
        var function = FunctionTable.Find("np." + name) as Callable ?? throw new UnknownOperationException("ndarray." + name);
        return (arguments, named) => function([x, .. arguments], named);
    }
}
