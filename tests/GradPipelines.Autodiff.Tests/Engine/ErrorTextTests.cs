using static GradPipelines.Ops;

namespace GradPipelines.Tests;

/// <summary>Messages name the operation, both shapes and the repair, word for word.</summary>
public class ErrorTextTests
{
    private static Tensor Of(params int[] sizes) => Ones(sizes);

    public static TheoryData<string, string> Messages => new()
    {
        { "inner sizes", "MatMul: inner sizes differ: (64, 4) · (5, 16). Axis 1 of the left (4) must equal axis 0 of the right (5). Reshape one of them." },
        { "transpose right", "MatMul: inner sizes differ: (64, 4) · (16, 4). Axis 1 of the left (4) must equal axis 0 of the right (16). Did you mean Transpose(right)?" },
        { "transpose left", "MatMul: inner sizes differ: (4, 64) · (4, 16). Axis 1 of the left (64) must equal axis 0 of the right (4). Did you mean Transpose(left)?" },
        { "scalar", "MatMul: () · (3): a scalar is no matrix. Use *." },
        { "broadcast", "add: shapes (2, 3) and (4) do not broadcast: axis -1 is 3 on the left and 4 on the right. Sizes must be equal or 1, aligned at the last axis. Reshape one of them." },
        { "column", "multiply: shapes (2) and (2, 3) do not broadcast: axis -1 is 2 on the left and 3 on the right. Sizes must be equal or 1, aligned at the last axis. Did you mean left.Reshape(-1, 1)?" },
        { "reshape", "Reshape: (2, 3) has 6 elements and (4) has 4. The number of elements must stay." },
        { "reshape two", "Reshape: only one size of (-1, -1) may be -1." },
        { "reshape divide", "Reshape: (2, 3) has 6 elements, which (4, -1) does not divide." },
        { "squeeze", "Squeeze: axis 0 of (2, 3) has size 2, and only an axis of size 1 can be dropped." },
        { "stack", "Stack: shapes (2) and (3) differ; all must be equal. Use Concatenate to join along an existing axis." },
        { "concatenate", "Concatenate: shapes (2, 2) and (2, 3) differ outside axis 0; all other sizes must be equal." },
        { "concatenate scalars", "Concatenate: scalars have no axis to join along. Use Stack." },
        { "concatenate nothing", "Concatenate: there is nothing to join." },
        { "max", "max: axis 0 of shape (0, 3) is empty, and an empty maximum has no value." },
        { "tensordot", "TensorDot: (2, 3) · (2, 3): axis 1 of the left (3) must equal axis 0 of the right (2)." },
        { "broadcast to", "BroadcastTo: shape (2, 3) does not broadcast to (3, 2): axis -1 is 3. A size must be equal or 1." },
        { "item", "Item: an array of shape (2) has 2 elements, not one. Index it, or reduce it first." },
        { "length", "Length: a scalar has no first axis." },
        { "cross", "Cross: axis -1 of (2) and (3) must have size 3 in both." },
        { "einsum", "Einsum: \"ij,jk\" does not fit: 'j' is an axis of size 3 and one of size 2." },
        { "einsum count", "Einsum: \"ij,jk\" does not fit: it names 2 operands and 1 are given." },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Mistake_IsExplained(string mistake, string message)
    {
        Action act = mistake switch
        {
            "inner sizes" => () => MatMul(Of(64, 4), Of(5, 16)),
            "transpose right" => () => MatMul(Of(64, 4), Of(16, 4)),
            "transpose left" => () => MatMul(Of(4, 64), Of(4, 16)),
            "scalar" => () => MatMul(1.0, Of(3)),
            "broadcast" => () => _ = Of(2, 3) + Of(4),
            "column" => () => _ = Of(2) * Of(2, 3),
            "reshape" => () => Reshape(Of(2, 3), 4),
            "reshape two" => () => Reshape(Of(2, 3), -1, -1),
            "reshape divide" => () => Reshape(Of(2, 3), 4, -1),
            "squeeze" => () => Squeeze(Of(2, 3), [0]),
            "stack" => () => Stack([Of(2), Of(3)]),
            "concatenate" => () => Concatenate([Of(2, 2), Of(2, 3)]),
            "concatenate scalars" => () => Concatenate([1.0, 2.0]),
            "concatenate nothing" => () => Concatenate([]),
            "max" => () => Max(Of(0, 3), [0]),
            "tensordot" => () => TensorDot(Of(2, 3), Of(2, 3), [1], [0]),
            "broadcast to" => () => BroadcastTo(Of(2, 3), [3, 2]),
            "item" => () => Of(2).Item(),
            "length" => () => _ = Of().Length,
            "cross" => () => Cross(Of(2), Of(3)),
            "einsum" => () => Einsum("ij,jk", Of(2, 3), Of(2, 3)),
            _ => () => Einsum("ij,jk", Of(2, 3)),
        };
        Assert.Equal(message, Record.Exception(act)!.Message);
    }

    /// <summary>The same mistakes inside a transform name the operation too.</summary>
    [Fact]
    public void Mistake_InsideGrad_IsExplainedTheSame()
    {
        var e = Assert.Throws<ShapeException>(() => Transforms.Grad(x => Sum(MatMul(x, Of(5, 2))))(Of(3, 4)));
        Assert.StartsWith("MatMul: inner sizes differ: (3, 4) · (5, 2).", e.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Transforms.Vmap(x => Sum(x + Of(5)))(Of(3, 4)));
    }
}
