namespace GradPipelines.Reference;

/// <summary>The interpreter and its rows, also those for which the files at hand have no case: others may.</summary>
public class InterpreterTests
{
    private static readonly Tensor s_v = new[] { 1.0, 2, 3 };
    private static readonly Tensor s_m = new[,] { { 1.0, 2 }, { 3, 4 } };

    private static Scope Names => new(Scope.Root) { ["x0"] = s_v, ["x1"] = s_m, ["x2"] = Tensor.Scalar(0.5), ["axis"] = 0L, ["shape"] = new object?[] { 2L, 2L } };

    [Theory]
    [InlineData("np.cos(x2)**2 + np.sin(x2)**2", "1")]
    [InlineData("np.arccos(np.cos(x2))", "0.5")]
    [InlineData("np.log2(np.array([8.0, 2.0]))", "3 1")]
    [InlineData("np.fabs(-x0)", "1 2 3")]
    [InlineData("np.fmax(x0, 2.0)", "2 2 3")]
    [InlineData("np.hypot(3*x0, 4*x0)", "5 10 15")]
    [InlineData("np.logaddexp(x0, x0) - np.log(2)", "1 2 3")]
    [InlineData("np.logaddexp2(x0, x0)", "2 3 4")]
    [InlineData("np.inner(x1, x1)", "5 11 11 25")]
    [InlineData("np.vdot(x1, x1)", "30")]
    [InlineData("np.cross(x0, np.array([0.0, 0.0, 1.0]))", "2 -1 0")]
    [InlineData("np.gradient(x0**2)", "3 4 5")]
    [InlineData("np.stack((x0, x0), axis=-1)[:, 1]", "1 2 3")]
    [InlineData("np.dstack((x1, x1))[..., 0]", "1 2 3 4")]
    [InlineData("np.repeat(x0, 2)", "1 1 2 2 3 3")]
    [InlineData("np.repeat(x1, [1, 2], axis=0)", "1 2 3 4 3 4")]
    [InlineData("np.pad(x0, (1, 2), 'constant')", "0 1 2 3 0 0")]
    [InlineData("np.pad(x1, ((0, 1), (1, 0)), 'edge')", "1 1 2 3 3 4 3 3 4")]
    [InlineData("np.flipud(x1)", "3 4 1 2")]
    [InlineData("np.rot90(x1)", "2 4 1 3")]
    [InlineData("np.split(x0, 3)[1]", "2")]
    [InlineData("np.split(x0, [1])[1]", "2 3")]
    [InlineData("np.clip(x0, None, 2.5)", "1 2 2.5")]
    [InlineData("np.squeeze(np.expand_dims(x0, (0, 2)))", "1 2 3")]
    [InlineData("np.broadcast_to(x2, shape)", "0.5 0.5 0.5 0.5")]
    [InlineData("np.trace(x1, 1)", "2")]
    [InlineData("np.make_diagonal(x0[:2])", "1 0 0 2")]
    [InlineData("np.roll(x1, 1, axis)", "3 4 1 2")]
    [InlineData("np.argmax(x0)", "2")]
    [InlineData("np.nanmin(np.array([np.nan, 2.0]))", "2")]
    [InlineData("np.full((2,), x2)", "0.5 0.5")]
    [InlineData("np.reshape(x1, (4,), order='F')", "1 3 2 4")]
    [InlineData("np.linspace(0.0, x2, 3)", "0 0.25 0.5")]
    [InlineData("np.array([[x2, 1.0], [2.0, x2*2]])", "0.5 1 2 1")]
    [InlineData("np.einsum('ii', x1)", "5")]
    [InlineData("np.ones(len(x0)) + np.zeros(x0.shape) + np.ones_like(x0)", "2 2 2")]
    [InlineData("x0.sum(axis=0) + x1.mean() + x1.T.dot(x1)[0, 0]", "18.5")]
    [InlineData("x1.reshape((4,))[::-1][1:3]", "3 2")]
    [InlineData("x1[[1, 0], [0, 1]]", "3 2")]
    [InlineData("x0[np.array([True, False, True])]", "1 3")]
    [InlineData("x0[None, :, None].shape[1]", "3")]
    [InlineData("(lambda a, b: a*b + 1)(x2, 4.0)", "3")]
    [InlineData("x2 if x2 < 1 and not x2 < 0 else -x2", "0.5")]
    [InlineData("-x2**2", "-0.25")]
    [InlineData("2**-1 + 7//2 + 7 % 4 - (3 < 4)", "5.5")]
    [InlineData("x1 @ x1 @ np.eye(2)", "7 10 15 22")]
    [InlineData("np.where((x0 > 1) & (x0 < 3), x0, -1.0)", "-1 2 -1")]
    [InlineData("special.logsumexp(x0, axis=axis, keepdims=True) - np.log(np.sum(np.exp(x0)))", "0")]
    public void Python_IsRead(string text, string numbers) => Check(Parser.Parse(text, isMathematics: false), text, numbers);

    [Theory]
    [InlineData("x0^2 + |-x0| - 2 x0", "0 2 6")]
    [InlineData("x1 x0", "0")]
    [InlineData("x1^T x1 + I", "11 14 14 21")]
    [InlineData("trace(x1 x1^T)", "30")]
    [InlineData("sum(p*log(p)), p=x0/x0", "0")]
    [InlineData("[a*b, a+b], x0=(a,b,c)", "2 3")]
    [InlineData("f(x0)=sum(x0*[0,1,..,2])", "8")]
    [InlineData("sum(tanh(x1)@tanh(x1)^T) - sum(dot(tanh(x1), transpose(tanh(x1))))", "0")]
    [InlineData("max(0, x0 - 2)", "0 0 1")]
    [InlineData("-2^2", "-4")]
    [InlineData("y=x2; n=0; while y<4: y*=2, n++; return y+n", "7")]
    [InlineData("s=0; for i=1..3: s+=i*x2", "3")]
    [InlineData("y=x2; 2 times: y = y>0.6 ? 0.5*y : 2*y", "0.5")]
    [InlineData("s=0; for r in rows(x1): s=s+r; f=sum(s^2)", "52")]
    public void Mathematics_IsRead(string text, string numbers)
    {
        if (text == "x1 x0") Assert.Throws<ShapeException>(() => ProgramText.Parse(text)(Names)); // a matrix product, of sizes that do not fit
        else Check(ProgramText.Parse(text), text, numbers);
    }

    [Theory]
    [InlineData("np.linalg.no_such(x1)", "np.linalg.no_such")]
    [InlineData("np.sum(x0, weights=x0)", "np.sum(weights=)")]
    [InlineData("stats.cauchy.pdf(x0)", "stats.cauchy")]
    [InlineData("np.pad(x0, (1, 1), 'maximum')", "np.pad mode maximum")]
    public void MissingOperation_IsUnknownByName(string text, string operation) =>
        Assert.Equal(operation, Assert.Throws<UnknownOperationException>(() => Parser.Parse(text, isMathematics: false)(Names)).Operation);

    private static void Check(Node node, string text, string numbers)
    {
        var actual = Value.AsTensor(node(Names)).ToArray<double>();
        var expected = numbers.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) < 1e-12, $"{text}: element {i} is {actual[i]}, expected {expected[i]}");
    }
}
