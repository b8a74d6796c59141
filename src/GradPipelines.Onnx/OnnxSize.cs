using System.Globalization;

namespace GradPipelines.Onnx;

/// <summary>The size of an axis: a number, or a multiple of the batch.</summary>
internal readonly record struct OnnxSize(long Value, bool IsBatch)
{
    public static readonly OnnxSize One = new(1, false);

    /// <summary>The size that is <paramref name="first"/> at the first batch size and <paramref name="second"/> at the second.</summary>
    /// <exception cref="RefusedException">It is neither one number nor a multiple of the batch.</exception>
    public static OnnxSize Of(long first, long second, string what)
    {
        const int a = BatchProgram.FirstBatch, b = BatchProgram.SecondBatch;
        if (first == second) return new(first, false);
        if (first % a == 0 && second % b == 0 && first / a == second / b) return new(first / a, true);
        throw new RefusedException($"{what} is {first} for a batch of {a} and {second} for a batch of {b}: neither one number nor a multiple of the batch");
    }

    /// <summary>The shape that two shapes of one tensor stand for.</summary>
    public static OnnxSize[] Of(Shape first, Shape second)
    {
        if (first.Rank != second.Rank) throw new RefusedException($"its number of axes depends on the batch: {first} and {second}");
        var sizes = new OnnxSize[first.Rank];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Of(first[i], second[i], $"the size of axis {i}");
        return sizes;
    }

    /// <summary>NumPy's rule on shapes that are known to fit: a size of 1 stretches.</summary>
    public static OnnxSize[] Broadcast(OnnxSize[] a, OnnxSize[] b)
    {
        var sizes = new OnnxSize[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= sizes.Length; i++)
        {
            var left = i <= a.Length ? a[^i] : One;
            sizes[^i] = left == One && i <= b.Length ? b[^i] : left;
        }

        return sizes;
    }

    public override string ToString() => IsBatch ? Value == 1 ? "batch" : $"{Value}*batch" : Value.ToString(CultureInfo.InvariantCulture);
}
