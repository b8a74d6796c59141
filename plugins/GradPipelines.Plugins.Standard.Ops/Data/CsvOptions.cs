using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Data;

/// <summary>What is done about a missing value.</summary>
public enum MissingAction
{
    /// <summary>The run does not start; each place is reported.</summary>
    Error,

    /// <summary>The row is left out.</summary>
    Drop,

    /// <summary>It stays missing, for a step such as impute.</summary>
    Keep,
}

/// <summary>Missing values in a file.</summary>
public sealed record MissingOptions : ComponentOptions
{
    /// <summary>Texts that mean "missing"; the empty one, NA and NaN by default.</summary>
    [Description("Texts that mean that a value is missing.")]
    public IReadOnlyList<string> Values { get; init; } = ["", "NA", "NaN"];

    /// <summary>What is done about them; error by default.</summary>
    [Description("What is done about a missing feature or target: error, drop the row, or keep it for impute.")]
    public MissingAction Action { get; init; } = MissingAction.Error;
}

/// <summary>The options of <see cref="CsvSource"/>.</summary>
public sealed record CsvOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The file, relative to the experiment's.</summary>
    [FilePath]
    [Description("The file; a relative path starts at the file that it is written in.")]
    public required string Path { get; init; }

    /// <summary>The columns the model sees; all that are no target by default.</summary>
    [Description("The columns that the model sees; all that are no target if absent.")]
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The column of classes to predict.</summary>
    [Description("The column to predict; usually one of classes.")]
    public string? Label { get; init; }

    /// <summary>The columns of numbers to predict.</summary>
    [Description("The columns to predict, where they are several.")]
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Missing values.</summary>
    [Description("Missing values: how they are written, and what is done about them.")]
    public MissingOptions Missing { get; init; } = new();

    /// <summary>Columns that are text even where they look like numbers.</summary>
    [Description("Columns that are text even where they look like numbers, such as postcodes.")]
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The character between fields; found out by default.</summary>
    [Description("The character between fields; found out from the first lines if absent.")]
    [RegularExpression("[\\x09\\x20-\\x7e]", ErrorMessage = "the separator is one ASCII character, such as \";\" or a tab")]
    public string? Separator { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ColumnRoles.Check(Label, Targets);
}
