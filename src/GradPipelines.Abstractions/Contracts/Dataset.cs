namespace GradPipelines.Plugins;

/// <summary>What a column is used for.</summary>
public enum ColumnRole
{
    /// <summary>An input of the model.</summary>
    Feature,

    /// <summary>What the model predicts.</summary>
    Target,

    /// <summary>Carried along, used by neither.</summary>
    Other,
}

/// <summary>A column before it has rows.</summary>
/// <param name="Name">The data's own name.</param>
/// <param name="Role">What it is used for.</param>
/// <param name="Width">Numbers a row: 1, or more for an encoded category. 0 for text.</param>
public sealed record ColumnSchema(string Name, ColumnRole Role, int Width = 1)
{
    /// <summary>True for a column of text, which the model cannot take as it is.</summary>
    public bool IsText => Width == 0;

    /// <summary>The categories: of an encoded column in the order of its numbers, of a raw one where its source knows them; null for any other.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

/// <summary>The columns of a data set, in order.</summary>
/// <param name="Columns">All columns.</param>
public sealed record DataSchema(IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>The columns of a role.</summary>
    public IEnumerable<ColumnSchema> Of(ColumnRole role) => Columns.Where(c => c.Role == role);

    /// <summary>Numbers a row in the columns of a role.</summary>
    public int Width(ColumnRole role) => Of(role).Sum(c => c.Width);

    /// <summary>The column of that name, or null.</summary>
    public ColumnSchema? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The columns that a selection names: by name, or by <c>features</c>, <c>targets</c>, <c>label</c>, <c>all</c>.</summary>
    /// <exception cref="ArgumentException">A name is neither a column nor a group; the message lists both.</exception>
    public IReadOnlyList<ColumnSchema> Select(ColumnSelection selection) =>
        [.. selection.Names.SelectMany(name => name switch
        {
            "features" when Find(name) is null => Of(ColumnRole.Feature),
            "targets" or "label" when Find(name) is null => Of(ColumnRole.Target),
            "all" when Find(name) is null => Columns,
            _ => [Find(name) ?? throw new ArgumentException($"There is no column '{name}'. Columns: {string.Join(", ", Columns.Select(c => c.Name))}; groups: features, targets, label, all.")],
        }).Distinct()];
}

/// <summary>A column with its rows: numbers or text.</summary>
public sealed class Column
{
    /// <summary>A column of numbers: (rows) or (rows, width), float64.</summary>
    public Column(ColumnSchema schema, NdArray numbers)
    {
        Schema = schema;
        Numbers = numbers.Rank == 1 ? numbers.Reshape([numbers.Shape[0], 1]) : numbers;
    }

    /// <summary>A column of text; null is a missing value.</summary>
    public Column(ColumnSchema schema, IReadOnlyList<string?> text)
    {
        Schema = schema;
        Text = text;
    }

    /// <summary>Name, role and width.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>(rows, width), float64; NaN is a missing value. Null for text.</summary>
    public NdArray? Numbers { get; }

    /// <summary>The text of each row; null for numbers.</summary>
    public IReadOnlyList<string?>? Text { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Numbers?.Shape[0] ?? Text!.Count;

    /// <summary>The rows at these numbers, in this order.</summary>
    public Column Take(NdArray rows) =>
        Numbers is { } numbers
            ? new Column(Schema, Ops.Take(numbers, rows).ToNdArray())
            : new Column(Schema, [.. rows.ToArray<long>().Select(i => Text![(int)i])]);
}

/// <summary>A table: columns of equal length. Immutable.</summary>
public sealed class Dataset
{
    /// <summary>A table of these columns.</summary>
    /// <exception cref="ArgumentException">Their lengths differ, or a name stands twice.</exception>
    public Dataset(IReadOnlyList<Column> columns)
    {
        Columns = columns;
        Rows = columns.Count == 0 ? 0 : columns[0].Rows;
        foreach (var column in columns)
            if (column.Rows != Rows) throw new ArgumentException($"Column '{column.Schema.Name}' has {column.Rows} rows and '{columns[0].Schema.Name}' has {Rows}.", nameof(columns));
        if (columns.GroupBy(c => c.Schema.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Column '{twice.Key}' stands twice.", nameof(columns));
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>For each target, where the data was generated: the noise that was added to each row, float64 (rows); empty where unknown.</summary>
    public IReadOnlyDictionary<string, NdArray> Noise { get; init; } = new Dictionary<string, NdArray>();

    /// <summary>For each target with known noise, the variance it was drawn with.</summary>
    public IReadOnlyDictionary<string, double> NoiseVariance { get; init; } = new Dictionary<string, double>();

    /// <summary>The columns without their rows.</summary>
    public DataSchema Schema => new([.. Columns.Select(c => c.Schema)]);

    /// <summary>The column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Column this[string name] => Columns.FirstOrDefault(c => c.Schema.Name == name)
        ?? throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", Columns.Select(c => c.Schema.Name))}.");

    /// <summary>The rows at these numbers, in this order.</summary>
    public Dataset Take(NdArray rows) => new([.. Columns.Select(c => c.Take(rows))])
    {
        Noise = Noise.ToDictionary(n => n.Key, n => Ops.Take(n.Value, rows).ToNdArray()),
        NoiseVariance = NoiseVariance,
    };

    /// <summary>The table with a column in the place of the one of the same name.</summary>
    public Dataset With(params IReadOnlyList<Column> columns) => new([.. Columns.Select(c => columns.FirstOrDefault(n => n.Schema.Name == c.Schema.Name) ?? c)])
    {
        Noise = Noise,
        NoiseVariance = NoiseVariance,
    };

    /// <summary>The numbers of a role's columns side by side: (rows, width), float64.</summary>
    /// <exception cref="InvalidOperationException">One of them is text.</exception>
    public Tensor Matrix(ColumnRole role)
    {
        var chosen = Columns.Where(c => c.Schema.Role == role).ToArray();
        foreach (var column in chosen)
            if (column.Numbers is null) throw new InvalidOperationException($"Column '{column.Schema.Name}' is text: encode it (one-hot, ordinal) before the model.");
        return chosen.Length == 0 ? Ops.Zeros([Rows, 0]) : Ops.Concatenate([.. chosen.Select(c => Tensor.From(c.Numbers!))], 1);
    }
}
