using System.Globalization;

namespace GradPipelines.Plugins;

/// <summary>A whole number, or the word <c>auto</c>: the component works the number out.</summary>
/// <param name="Value">The number, or null for auto.</param>
public readonly record struct AutoInt(int? Value)
{
    /// <summary>The word <c>auto</c>.</summary>
    public static AutoInt Auto => default;

    /// <summary>True where the word was written.</summary>
    public bool IsAuto => Value is null;

    /// <summary>A number is an AutoInt.</summary>
    public static implicit operator AutoInt(int value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? "auto";
}

/// <summary>The unit of a <see cref="Duration"/>.</summary>
public enum DurationUnit
{
    /// <summary>Optimiser steps.</summary>
    Steps,

    /// <summary>Passes over the training split.</summary>
    Epochs,

    /// <summary>Seconds of wall time.</summary>
    Seconds,
}

/// <summary>A length of training with its unit: <c>60 epochs</c>, <c>500 steps</c>, <c>2 min</c>, <c>1.5 h</c>, <c>30 s</c>.</summary>
/// <param name="Amount">The number; minutes and hours are kept as seconds.</param>
/// <param name="Unit">What is counted.</param>
public readonly record struct Duration(double Amount, DurationUnit Unit);

/// <summary>Columns by name, by group (<c>features</c>, <c>targets</c>, <c>label</c>, <c>all</c>), or both.</summary>
/// <param name="Names">As written: a bare word is a list of one.</param>
public sealed record ColumnSelection(IReadOnlyList<string> Names);
