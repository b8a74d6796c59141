using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>A step that treats each of its columns alone.</summary>
public abstract class ColumnwisePreprocessor : IPreprocessor
{
    /// <summary>The step's name, for messages.</summary>
    protected abstract string Name { get; }

    /// <summary>The columns it is for.</summary>
    protected abstract ColumnSelection Columns { get; }

    /// <summary>The column after the step.</summary>
    /// <exception cref="DataException">It is of the wrong kind.</exception>
    protected abstract ColumnSchema Plan(ColumnSchema column);

    /// <summary>Refuses a column of the wrong kind; for steps whose planning needs more than their fit.</summary>
    /// <exception cref="DataException">It is of the wrong kind.</exception>
    protected virtual void Check(ColumnSchema column) => Plan(column);

    /// <summary>Learns from a column of the training split.</summary>
    protected abstract ColumnMap Fit(Column column);

    /// <summary>The map that <see cref="ColumnMap.Save"/> wrote.</summary>
    protected abstract ColumnMap Restore(JsonObject state);

    /// <inheritdoc/>
    public DataSchema Plan(DataSchema schema)
    {
        var chosen = Select(schema);
        return new DataSchema([.. schema.Columns.Select(c => chosen.Contains(c) ? Plan(c) : c)]);
    }

    /// <inheritdoc/>
    public IFittedPreprocessor Fit(Dataset training)
    {
        var chosen = Select(training.Schema);
        foreach (var column in chosen) Check(column);
        return new ColumnwiseStep([.. chosen.Select(c => KeyValuePair.Create(c.Name, Fit(training[c.Name])))]);
    }

    /// <inheritdoc/>
    public IFittedPreprocessor Restore(JsonNode state) =>
        new ColumnwiseStep([.. state.AsObject().Select(c => KeyValuePair.Create(c.Key, Restore(c.Value!.AsObject())))]); // Save wrote objects

    /// <summary>The error for a column that the step cannot take.</summary>
    protected DataException Refuse(ColumnSchema column, string why) => new($"{Name}: column '{column.Name}' {why}.");

    /// <summary>The column if it holds numbers.</summary>
    /// <exception cref="DataException">It is text.</exception>
    protected ColumnSchema NumbersOnly(ColumnSchema column) =>
        column.IsText ? throw Refuse(column, "is text; encode it first (one-hot, ordinal), or leave it out of columns") : column;

    private IReadOnlyList<ColumnSchema> Select(DataSchema schema)
    {
        try
        {
            return schema.Select(Columns);
        }
        catch (ArgumentException e)
        {
            throw new DataException($"{Name}: {e.Message}");
        }
    }
}

/// <summary>A fitted step that treats each of its columns alone.</summary>
internal sealed class ColumnwiseStep(IReadOnlyList<KeyValuePair<string, ColumnMap>> maps) : IFittedPreprocessor
{
    private readonly Dictionary<string, ColumnMap> _maps = new(maps, StringComparer.Ordinal);

    public Dataset Transform(Dataset data) =>
        data.With([.. data.Columns.Where(c => _maps.ContainsKey(c.Schema.Name)).Select(c => _maps[c.Schema.Name].Apply(c))]);

    public Tensor InvertTargets(Tensor prediction, IReadOnlyList<ColumnSchema> targets)
    {
        // Widths that do not add up are those before an encoding, which has no inverse on predictions.
        if (!targets.Any(t => _maps.ContainsKey(t.Name)) || targets.Sum(t => t.Width) != prediction.Shape[-1]) return prediction;
        return Concatenated(prediction, targets, (map, part) => map.Invert(part))!; // never null: Invert is not
    }

    public double TargetScale(string target) => _maps.TryGetValue(target, out var map) ? map.Scale : 1;

    // A list of pairs would keep the order too; an object reads better, and its order is kept as well.
    public JsonNode Save() => new JsonObject(maps.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value.Save())));

    public Func<Tensor, Tensor>? FeatureFunction(DataSchema before)
    {
        ColumnSchema[] features = [.. before.Of(ColumnRole.Feature)];
        if (features.Any(f => f.IsText)) return null;
        if (!features.Any(f => _maps.ContainsKey(f.Name))) return x => x;
        var isFunction = Concatenated(Ops.Zeros([0, features.Sum(f => f.Width)]), features, (map, part) => map.Function(part)) is not null;
        return isFunction ? x => Concatenated(x, features, (map, part) => map.Function(part))! : null; // the same columns, so not null again
    }

    // Columns that the step does not touch are passed through; neighbours of them in one piece.
    private Tensor? Concatenated(Tensor x, IReadOnlyList<ColumnSchema> columns, Func<ColumnMap, Tensor, Tensor?> apply)
    {
        List<Tensor> parts = [];
        int start = 0, end = 0;
        foreach (var column in columns)
        {
            if (_maps.TryGetValue(column.Name, out var map))
            {
                if (end > start) parts.Add(Ops.SliceAxis(x, -1, start, end - start));
                if (apply(map, Ops.SliceAxis(x, -1, end, column.Width)) is not { } part) return null;
                parts.Add(part);
                start = end + column.Width;
            }

            end += column.Width;
        }

        if (end > start) parts.Add(Ops.SliceAxis(x, -1, start, end - start));
        return parts.Count == 1 ? parts[0] : Ops.Concatenate(parts, -1);
    }
}
