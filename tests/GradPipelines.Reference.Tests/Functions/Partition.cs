namespace GradPipelines.Reference;

/// <summary>np.partition with NumPy's own order of the elements beside the k-th, which its documentation leaves open and the files record.</summary>
/// <remarks>Source: NumPy 1.24, numpy/core/src/npysort/selection.cpp, introselect for arrays below the depth limit.</remarks>
internal static class Partition
{
    public static Tensor Of(Tensor x, int kth, int axis)
    {
        var last = Ops.MoveAxis(x, axis, -1);
        var size = last.Shape[-1];
        var rows = Ops.Reshape(last, -1, size);
        var values = rows.ToArray<double>();
        var order = new long[values.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var places = Select(values.AsSpan(row * size, size).ToArray(), kth < 0 ? kth + size : kth);
            for (var i = 0; i < size; i++) order[row * size + i] = places[i];
        }

        var y = Ops.TakeAlongAxis(rows, Tensor.From<long>(order, rows.Shape), -1);
        return Ops.MoveAxis(Ops.Reshape(y, last.Shape.ToArray()), -1, axis);
    }

    private static int[] Select(double[] v, int kth)
    {
        var order = Enumerable.Range(0, v.Length).ToArray();
        void Swap(int i, int j)
        {
            (v[i], v[j]) = (v[j], v[i]);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int low = 0, high = v.Length - 1;
        if (kth < 3)
        {
            for (var i = 0; i <= kth; i++)
            {
                var least = i;
                for (var k = i + 1; k < v.Length; k++)
                    if (v[k] < v[least]) least = k;
                Swap(i, least);
            }

            return order;
        }

        while (low + 1 < high)
        {
            int ll = low + 1, hh = high, middle = low + (high - low) / 2;
            if (v[high] < v[middle]) Swap(high, middle);
            if (v[high] < v[low]) Swap(high, low);
            if (v[low] < v[middle]) Swap(low, middle);
            Swap(middle, low + 1);
            var pivot = v[low];
            while (true)
            {
                do ll++; while (v[ll] < pivot);
                do hh--; while (pivot < v[hh]);
                if (hh < ll) break;
                Swap(ll, hh);
            }

            Swap(low, hh);
            if (hh >= kth) high = hh - 1;
            if (hh <= kth) low = ll;
        }

        if (high == low + 1 && v[high] < v[low]) Swap(high, low);
        return order;
    }
}
