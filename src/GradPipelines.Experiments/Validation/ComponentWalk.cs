using System.Collections;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Validation;

/// <summary>Every component that a record refers to, at any depth.</summary>
internal static class ComponentWalk
{
    public static IEnumerable<ComponentReference> Of(object? value) => value switch
    {
        null or string or ConfigNode => [],
        ComponentReference reference => Of(reference.Options).Prepend(reference),
        IDictionary map => map.Values.Cast<object?>().SelectMany(Of),
        IEnumerable items => items.Cast<object?>().SelectMany(Of),
        _ when value.GetType().IsClass => OptionsSchema.Of(value.GetType()).Properties.SelectMany(p => Of(p.Property.GetValue(value))),
        _ => [],
    };
}
