namespace GradPipelines.Plugins;

/// <summary>Marks a string property, or a list or dictionary of strings, whose texts are formulas: <c>4*x + 10</c>.</summary>
/// <remarks>The host checks their syntax, names and functions before anything runs, and puts interpolated values in parentheses.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormulaAttribute : Attribute
{
    /// <summary>
    /// True for formulas that make columns: the generators (<c>linspace</c>, <c>normal</c>, ...) are allowed, and the keys of all
    /// column formulas of the record are the names they may use.
    /// </summary>
    public bool MakesColumns { get; init; }

    /// <summary>Names that the formula may use beside constants: the parameters of a custom loss, for example.</summary>
    public string[] Names { get; init; } = [];
}

/// <summary>Marks a string property that is a path: it is relative to the file that wrote it, and bound as a full path.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilePathAttribute : Attribute;

/// <summary>Lets a <see cref="Duration"/> be written as a bare number, counted in this unit: <c>patience: 60</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BareUnitAttribute(DurationUnit unit) : Attribute
{
    /// <summary>The unit of a number without one.</summary>
    public DurationUnit Unit { get; } = unit;
}
