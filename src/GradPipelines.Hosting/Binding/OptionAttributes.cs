namespace GradPipelines.Hosting.Binding;

/// <summary>
/// Marks a component property whose keys stand beside the record's own: <c>data: {type: csv, path: x.csv, split: none}</c> is
/// a data source and a split in one mapping.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;

/// <summary>Marks keys that stand for each other: a file that writes one drops an inherited other one.</summary>
/// <param name="group">What the alternatives have in common.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AlternativeAttribute(string group) : Attribute
{
    /// <summary>The name of the group.</summary>
    public string Group { get; } = group;
}

/// <summary>Marks a nullable property whose null is written as the word <c>none</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoneWordAttribute : Attribute;

/// <summary>Names a record in messages, where its property's key would not do: <c>an experiment</c>.</summary>
/// <param name="name">A noun phrase.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SectionNameAttribute(string name) : Attribute
{
    /// <summary>The noun phrase.</summary>
    public string Name { get; } = name;
}

/// <summary>Marks a property that files do not write: it is made from others.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAKeyAttribute : Attribute;
