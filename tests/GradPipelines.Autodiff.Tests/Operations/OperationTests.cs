using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>What one row of the table buys: every test here runs on every row.</summary>
public class OperationTests
{
    private static readonly Dictionary<string, OperationSample> s_samples = OperationTable.All.ToDictionary(s => s.Name, StringComparer.Ordinal);

    public static TheoryData<string> All => new(s_samples.Keys);

    public static TheoryData<string> Differentiable => new(s_samples.Values.Where(s => s.IsDifferentiable).Select(s => s.Name));

    public static TheoryData<string> Elementwise => new(s_samples.Values.Where(s => s.IsElementwise).Select(s => s.Name));

    public static TheoryData<string> WithSpecialPoints => new(s_samples.Values.Where(s => s.Special.Length > 0).Select(s => s.Name));

    [Theory]
    [MemberData(nameof(All))]
    public void Value_EqualsThePlainReference(string name)
    {
        var sample = s_samples[name];
        var x = sample.Draw();
        var expected = sample.Reference(Array.ConvertAll(x, Plain.Of));
        var y = sample.Apply(x);
        Assert.Equal(expected.Shape, y.Shape.ToArray());
        Numbers.AreClose(expected.Data, y.ToArray<double>(), sample.Tolerance);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Specification_TellsShapeAndDTypeBeforeTheNumbers(string name)
    {
        var sample = s_samples[name];
        if (!sample.IsTraceable) return;
        foreach (var dtype in (ReadOnlySpan<DType>)[DType.Float64, DType.Float32, DType.Int64, DType.Bool])
        {
            var x = Array.ConvertAll(sample.Draw(), t => Ops.Cast(t, dtype));
            var y = sample.Apply(x);
            var graph = Trace(p => [sample.Apply(p)], Array.ConvertAll(x, t => t.Spec));
            Assert.Equal(y.Spec, graph.Outputs[0].Spec);
            var again = graph.Evaluate(x)[0];
            Assert.Equal(y.Spec, again.Spec);
            Assert.Equal(y.ToArray<double>(), again.ToArray<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Derivatives_AgreeWithFiniteDifferences(string name)
    {
        var sample = s_samples[name];
        CheckGrads<Tensor[], Tensor>(sample.Apply, sample.Draw(), order: sample.Order);
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void ForwardAndReverse_AreTransposesOfEachOther(string name)
    {
        var sample = s_samples[name];
        var (x, t) = (sample.Draw(), Directions(sample, 7));
        var (y, pull) = Vjp<Tensor[], Tensor>(sample.Apply, x);
        Tensor w = Key.FromSeed(8).Normal(y.Shape);
        var forward = Ops.Sum(Jvp<Tensor[], Tensor>(sample.Apply, x, t).Tangent * w).Item();
        var reverse = pull(w).Zip(t, (g, d) => Ops.Sum(g * d).Item()).Sum();
        Numbers.AreClose([forward], [reverse], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Derivatives_AreRightWhenEachArgumentIsUsedTwice(string name)
    {
        var sample = s_samples[name];
        var x = sample.Draw();
        CheckGrads<Tensor[], Tensor>(p => sample.Apply(p) * (sample.Apply(p) + Ops.Sum(p[0])), x, tolerance: 2e-6); // a product of two: twice the slope of one
        if (x.Length == 2 && x[0].Shape.Equals(x[1].Shape) && sample.Function is not ("Maximum" or "Minimum" or "Fmax" or "Fmin" or "Mod"))
            CheckGrads(p => sample.Apply([p, p]), x[0]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NoDerivative_IsAnExplicitZero(string name)
    {
        var sample = s_samples[name];
        if (sample.IsDifferentiable) return;
        if (sample.Function == "Cast") return; // its derivative passes, rounded: CastTests
        var x = sample.Draw();
        Tensor F(Tensor[] p) => Ops.Sum(Ops.Cast(sample.Apply(p), DType.Float64)) + 0.0 * p[0].Size;
        foreach (var g in Vjp<Tensor[], Tensor>(F, x).Pullback(1.0)) Assert.All(g.ToArray<double>(), v => Assert.Equal(0, v));
        Assert.Equal(0, Jvp<Tensor[], Tensor>(F, x, Directions(sample, 7)).Tangent.Item());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Vmap_EqualsALoop(string name)
    {
        var sample = s_samples[name];
        if (!sample.IsTraceable) return;
        Tensor[][] elements = [sample.Draw(1), sample.Draw(2), sample.Draw(3)];
        for (var batched = 1; batched < 1 << sample.Inputs.Length; batched++)
        {
            int[] which = [.. Enumerable.Range(0, sample.Inputs.Length).Where(i => (batched >> i & 1) != 0)];
            Tensor[] Element(int e) => [.. elements[0].Select((x, i) => which.Contains(i) ? elements[e][i] : x)];
            Tensor F(Tensor[] p) => sample.Apply([.. elements[0].Select((x, i) => Array.IndexOf(which, i) is >= 0 and var at ? p[at] : x)]);
            Tensor[] stacks = [.. which.Select(i => Ops.Stack([.. elements.Select(e => e[i])]))];

            var y = Vmap<Tensor[], Tensor>(F)(stacks);
            var expected = Ops.Stack([.. Enumerable.Range(0, 3).Select(e => sample.Apply(Element(e)))]);
            Assert.Equal(expected.Spec, y.Spec);
            Numbers.AreClose(expected.ToArray<double>(), y.ToArray<double>(), 1e-13);

            // The batch in the middle: Vmap must not mind which axis it is.
            var moved = Vmap<Tensor[], Tensor>(F, inAxis: -1, outAxis: -1)(Array.ConvertAll(stacks, s => Ops.MoveAxis(s, 0, -1)));
            Numbers.AreClose(expected.ToArray<double>(), Ops.MoveAxis(moved, -1, 0).ToArray<double>(), 1e-13);
            if (!sample.IsDifferentiable) continue;

            Tensor Loss(Tensor[] p) => Ops.Sum(Ops.Sin(F(p)));
            var gradients = Vmap<Tensor[], Tensor[]>(Grad<Tensor[]>(Loss))(stacks);
            for (var i = 0; i < which.Length; i++)
            {
                var each = Enumerable.Range(0, 3).Select(e => Grad<Tensor[]>(Loss)([.. which.Select(j => elements[e][j])])[i]).ToArray();
                Numbers.AreClose(Ops.Stack(each).ToArray<double>(), gradients[i].ToArray<double>(), 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Float32_AgreesWithFloat64AndStaysFloat32(string name)
    {
        var sample = s_samples[name];
        var wide = Array.ConvertAll(sample.Draw(), x => Ops.Cast(Ops.Cast(x, DType.Float32), DType.Float64));
        var narrow = Array.ConvertAll(wide, x => Ops.Cast(x, DType.Float32));
        Tensor y = sample.Apply(wide), z = sample.Apply(narrow);
        if (sample.Function != "Cast") Assert.Equal(y.DType == DType.Float64 ? DType.Float32 : y.DType, z.DType);
        Numbers.AreClose(y.ToArray<double>(), z.ToArray<double>(), 1e-5); // some tens of roundings of 6e-8
        if (!sample.IsDifferentiable) return;

        Tensor Loss(Tensor[] p) => Ops.Sum(sample.Apply(p));
        Tensor[] a = Grad<Tensor[]>(Loss)(wide), b = Grad<Tensor[]>(Loss)(narrow);
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(DType.Float32, b[i].DType);
            Numbers.AreClose(a[i].ToArray<double>(), b[i].ToArray<double>(), 1e-4); // a derivative's condition is up to ten times the value's here
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void StridedViews_GiveWhatTheirCopiesGive(string name)
    {
        var sample = s_samples[name];
        var x = sample.Draw();
        foreach (var view in (ReadOnlySpan<Func<Tensor, Tensor>>)[Views.Transposed, Views.Sliced, Views.Reversed, Views.Broadcast])
        {
            var strided = Array.ConvertAll(x, t => view(t));
            var copies = Array.ConvertAll(strided, t => Tensor.From<double>(t.ToArray<double>(), t.Shape));
            Assert.Equal(sample.Apply(copies).ToArray<double>(), sample.Apply(strided).ToArray<double>());
            if (!sample.IsDifferentiable) continue;
            Tensor Loss(Tensor[] p) => Ops.Sum(sample.Apply(p) * 0.7);
            Tensor[] a = Grad<Tensor[]>(Loss)(copies), b = Grad<Tensor[]>(Loss)(strided);
            for (var i = 0; i < a.Length; i++) Assert.Equal(a[i].ToArray<double>(), b[i].ToArray<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EmptyAndZeroDimensional_KeepTheirShape(string name)
    {
        var sample = s_samples[name];
        foreach (var shape in (ReadOnlySpan<Shape>)[[0], [2, 0], [0, 3], Shape.Scalar])
        {
            Tensor[] x = [.. sample.Inputs.Select((input, i) => (input with { Shape = shape }).Draw(Key.FromSeed(0), i))];
            var y = sample.Apply(x);
            Assert.Equal(shape, y.Shape);
            if (shape.Size == 1) Numbers.AreClose(sample.Reference(Array.ConvertAll(x, Plain.Of)).Data, y.ToArray<double>(), sample.Tolerance);
            if (!sample.IsDifferentiable) continue;
            foreach (var g in Grad<Tensor[]>(p => Ops.Sum(sample.Apply(p)))(x)) Assert.Equal(shape, g.Shape);
            Assert.Equal(shape, Jvp<Tensor[], Tensor>(sample.Apply, x, Array.ConvertAll(x, Ops.OnesLike)).Tangent.Shape);
        }
    }

    [Theory]
    [MemberData(nameof(WithSpecialPoints))]
    public void SpecialPoints_HaveTheStatedValueAndDerivative(string name)
    {
        var sample = s_samples[name];
        Tensor F(Tensor x) => sample.Apply([x]);
        foreach (var point in sample.Special)
        {
            Tensor x = Tensor.Scalar(point.X);
            Numbers.AreClose([point.Value], [F(x).Item()], 1e-14);
            if (point.Derivative is not { } derivative) continue;
            Numbers.AreClose([derivative], [Grad(F)(x).Item()], 1e-14);
            Numbers.AreClose([derivative], [Jvp(F, x, Tensor.Scalar(1)).Tangent.Item()], 1e-14);
        }
    }

    private static Tensor[] Directions(OperationSample sample, long seed) => [.. sample.Inputs.Select((input, i) => (Tensor)Key.FromSeed(seed).Fold(i).Normal(input.Shape))];
}

/// <summary>The same numbers, or some of them, behind other strides.</summary>
internal static class Views
{
    /// <summary>Stored in the reverse order of axes.</summary>
    public static Tensor Transposed(Tensor x) => Tensor.From<double>(Ops.Transpose(x).ToArray<double>(), Ops.Transpose(x).Shape).T;

    /// <summary>Every second element of an array with other numbers between.</summary>
    public static Tensor Sliced(Tensor x)
    {
        if (x.Rank == 0) return x;
        var wide = Ops.Reshape(Ops.Stack([x, Ops.Full(x.Shape, 99.0)], x.Rank), [.. x.Shape.AsSpan()[..^1], 2 * x.Shape[-1]]);
        return Tensor.From<double>(wide.ToArray<double>(), wide.Shape)[TensorIndex.Ellipsis, new Slice(0, null, 2)];
    }

    /// <summary>Stored backwards.</summary>
    public static Tensor Reversed(Tensor x) => Ops.Flip(Tensor.From<double>(Ops.Flip(x).ToArray<double>(), x.Shape));

    /// <summary>The first element along the last axis, with a step of 0.</summary>
    public static Tensor Broadcast(Tensor x) => x.Rank == 0 ? x : Ops.BroadcastTo(x[TensorIndex.Ellipsis, ..1], x.Shape);
}
