namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>The numbers of a column, one array for each of a row's numbers.</summary>
internal static class ColumnValues
{
    /// <summary>Those that are not missing.</summary>
    /// <exception cref="DataException">All of them are missing.</exception>
    public static double[][] Present(Column column, string step)
    {
        var values = column.Numbers!.ToArray<double>(); // Plan refused text
        var width = column.Schema.Width;
        var result = new double[width][];
        for (var i = 0; i < width; i++)
        {
            result[i] = [.. values.Where((v, k) => k % width == i && !double.IsNaN(v))];
            if (result[i].Length == 0) throw new DataException($"{step}: column '{column.Schema.Name}' has no value in the training split.");
        }

        return result;
    }
}
