using GradPipelines.Hosting.Binding;

namespace GradPipelines.Experiments.Reading;

/// <summary>How many nodes a walk through a tree with shared nodes would visit, and how deep it would go.</summary>
/// <remarks>Measured from the leaves up while the tree is built, so that a chain of aliases costs no recursion.</remarks>
internal sealed class NodeSizes
{
    private readonly Dictionary<ConfigNode, (long Size, int Depth)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Measures a mapping or list whose children are measured.</summary>
    public void Measure(ConfigNode node)
    {
        long size = 1;
        var depth = 0;
        foreach (var child in Children(node))
        {
            var (childSize, childDepth) = Of(child);
            size = Math.Min(size + childSize, long.MaxValue / 4);
            depth = Math.Max(depth, childDepth + 1);
        }

        _known[node] = (size, depth);
    }

    /// <summary>The size, saturating, and the depth.</summary>
    public (long Size, int Depth) Of(ConfigNode node) => _known.TryGetValue(node, out var known) ? known : (1, 0);

    private static IEnumerable<ConfigNode> Children(ConfigNode node) => node switch
    {
        ConfigMapping mapping => mapping.Entries.Select(e => e.Value),
        ConfigList list => list.Items,
        _ => [],
    };
}
