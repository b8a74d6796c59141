namespace GradPipelines;

/// <content>Containers as vectors.</content>
public static partial class Transforms
{
    /// <summary>All numbers of a container as one vector, and the function that makes such a container of such a vector.</summary>
    /// <remarks>Leaves in the order of <see cref="Tree"/>, each row-major, in the dtype they promote to; the way back restores each leaf's dtype.</remarks>
    public static (Tensor Flat, Func<Tensor, T> Unflatten) Flatten<T>(T tree)
    {
        var (leaves, structure) = Tree.Flatten(tree);
        var specs = Array.ConvertAll(leaves, leaf => leaf.Spec);
        var total = specs.Sum(s => s.Shape.Size);
        var flat = leaves.Length == 0 ? Ops.Zeros([0]) : Ops.Concatenate(Array.ConvertAll(leaves, Ops.Ravel));
        return (flat, vector =>
        {
            if (vector.Rank != 1 || vector.Size != total)
                throw new ShapeException($"Unflatten: a vector of {total} numbers is expected, not shape {vector.Shape}.");
            var parts = new Tensor[specs.Length];
            var start = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                var part = Ops.SliceAxis(vector, 0, start, specs[i].Shape.Size);
                parts[i] = Ops.Cast(Ops.Reshape(part, specs[i].Shape.ToArray()), specs[i].DType);
                start += specs[i].Shape.Size;
            }

            return Tree.Unflatten<T>(structure, parts);
        });
    }
}
