namespace GradPipelines.Kernels;

/// <summary>
/// Walks up to three operands of one shape: adjacent axes that every operand steps through evenly are merged, the last one is left to
/// the caller's inner loop, and <see cref="Next"/> moves over the rest.
/// </summary>
internal ref struct StridedWalk
{
    private readonly int[] _sizes;
    private readonly int[][] _steps;
    private readonly int[] _index;

    /// <summary>Offsets of the current run in each operand, in elements from its origin.</summary>
    public readonly int[] Offsets;

    /// <summary>The length of each run.</summary>
    public readonly int Length;

    public StridedWalk(Shape shape, params ReadOnlySpan<int[]> strides)
    {
        var rank = shape.Rank;
        var sizes = new int[Math.Max(rank, 1)];
        var steps = new int[strides.Length][];
        for (var o = 0; o < strides.Length; o++) steps[o] = new int[sizes.Length];
        var count = 0;
        for (var axis = 0; axis < rank; axis++)
        {
            var size = shape[axis];
            if (size == 1) continue;
            var merge = count > 0;
            for (var o = 0; o < strides.Length && merge; o++) merge = steps[o][count - 1] == strides[o][axis] * size;
            if (merge) sizes[count - 1] *= size;
            else sizes[count++] = size;
            for (var o = 0; o < strides.Length; o++) steps[o][count - 1] = strides[o][axis];
        }

        if (count == 0)
        {
            sizes[0] = 1;
            count = 1;
        }

        Rank = count;
        _sizes = sizes;
        _steps = steps;
        _index = new int[count];
        Offsets = new int[strides.Length];
        Length = sizes[count - 1];
    }

    private readonly int Rank { get; }

    /// <summary>The step of an operand within a run.</summary>
    public readonly int Step(int operand) => _steps[operand][Rank - 1];

    /// <summary>Moves to the next run; false after the last.</summary>
    public readonly bool Next()
    {
        for (var axis = Rank - 2; axis >= 0; axis--)
        {
            if (++_index[axis] < _sizes[axis])
            {
                for (var o = 0; o < _steps.Length; o++) Offsets[o] += _steps[o][axis];
                return true;
            }

            _index[axis] = 0;
            for (var o = 0; o < _steps.Length; o++) Offsets[o] -= _steps[o][axis] * (_sizes[axis] - 1);
        }

        return false;
    }
}
