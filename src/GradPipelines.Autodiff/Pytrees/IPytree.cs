namespace GradPipelines;

/// <summary>Implemented by a container class of one's own, so that transforms can take it apart and put it together.</summary>
public interface IPytree
{
    /// <summary>The children in order, each with the step of its path: <c>["w"]</c>, <c>.Bias</c>, <c>[0]</c>.</summary>
    IReadOnlyList<(string Step, object? Child)> Children { get; }

    /// <summary>A container of the same form with other children, in the same order.</summary>
    object WithChildren(IReadOnlyList<object?> children);
}

/// <summary>The structure of an <see cref="IPytree"/>.</summary>
internal sealed class CustomStructure(IPytree prototype, string[] steps, TreeStructure[] children) : BranchStructure(children)
{
    protected override string Kind => $"a {prototype.GetType().Name} of [{string.Join(", ", steps)}]";

    public static CustomStructure Of(IPytree value, List<Tensor> leaves)
    {
        var children = value.Children;
        return new CustomStructure(value, [.. children.Select(c => c.Step)], [.. children.Select(c => Of(c.Child, leaves))]);
    }

    protected override string Step(int child) => steps[child];

    internal override object? Build(IReadOnlyList<Tensor> leaves, ref int next) => prototype.WithChildren(BuildChildren(leaves, ref next));
}
