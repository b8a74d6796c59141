namespace GradPipelines.Plugins;

/// <summary>The base of every options record: its properties are the component's YAML keys.</summary>
/// <remarks>
/// A property <c>WeightDecay</c> is the key <c>weight_decay</c>. Its initial value is the default; <c>required</c> makes the key
/// mandatory. <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/>,
/// <see cref="System.ComponentModel.DataAnnotations.AllowedValuesAttribute"/>,
/// <see cref="System.ComponentModel.DescriptionAttribute"/> and nullability say the rest; validation, <c>describe</c>, the JSON
/// Schema and the docs are all derived from the record. Legal property types: bool, int, long, double, string, enum (kebab-case in
/// YAML), <see cref="Duration"/>, <see cref="AutoInt"/>, <see cref="ColumnSelection"/>, <see cref="ComponentReference"/> marked
/// with <see cref="SlotAttribute"/>, another record, and <see cref="IReadOnlyList{T}"/> or
/// <see cref="IReadOnlyDictionary{TKey, TValue}"/> (string keys) of those.
/// Rules over several keys: implement <see cref="IValidatesItself"/>.
/// </remarks>
public abstract record ComponentOptions;

/// <summary>The options of a component that has none.</summary>
public sealed record NoOptions : ComponentOptions;

/// <summary>Implemented by an options record that has rules over several of its keys.</summary>
public interface IValidatesItself
{
    /// <summary>The broken rules, each with the YAML key it should be reported at (<c>nesterov</c>, or <c>groups.0.match</c>).</summary>
    IEnumerable<(string Key, string Message)> Validate();
}

/// <summary>Marks a <see cref="ComponentReference"/> property (or a list of them) with the kind of component that it takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SlotAttribute(ComponentKind kind) : Attribute
{
    /// <summary>The kind looked up in the catalog.</summary>
    public ComponentKind Kind { get; } = kind;
}
