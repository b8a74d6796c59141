namespace GradPipelines.Plugins;

/// <summary>A component that an options record asks for: resolved by name, its own options bound, not yet built.</summary>
/// <param name="Kind">The kind of the slot.</param>
/// <param name="Name">The full name, with the plugin's prefix where there is one: <c>dense</c>, <c>acme.softsign</c>.</param>
/// <param name="Version">The component's version.</param>
/// <param name="Options">The bound options record, of the descriptor's options type.</param>
/// <param name="Source">Where the YAML wrote it (<c>experiments/mlp.yaml:24:7</c>), or null for a default made in code.</param>
public sealed record ComponentReference(
    ComponentKind Kind, string Name, int Version, ComponentOptions Options, string? Source = null)
{
    /// <summary>A reference to a built-in component without options, for defaults in option records.</summary>
    public static ComponentReference To(ComponentKind kind, string name, ComponentOptions? options = null) =>
        new(kind, name, 1, options ?? new NoOptions());

    /// <summary>The mark of the text behind <see cref="Source"/>, for messages that show it; what it is belongs to the reader.</summary>
    public object? Mark { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
