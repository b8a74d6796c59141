using System.Reflection;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>The table is complete: what has no row fails here by name.</summary>
public class CoverageTests
{
    /// <summary>Functions that make tensors from nothing; they take no argument to differentiate and are tested in CreationTests.</summary>
    private static readonly HashSet<string> s_creation = ["Zeros", "Ones", "Full", "Arange", "Linspace", "Eye", "Normal", "Uniform", "Permutation"];

    /// <summary>Primitives made from delegates: CustomPrimitiveTests, CheckpointTests and FixedPointTests.</summary>
    private static readonly HashSet<string> s_fromDelegates = ["DefinedPrimitive", "FirstOrderVjp", "CheckpointPrimitive", "FixedPointPrimitive"];

    /// <summary>The classes whose functions are operations.</summary>
    private static readonly Type[] s_catalogues = [typeof(Ops), typeof(LinearAlgebra), typeof(NeuralNetwork), typeof(Signal)];

    public static TheoryData<string> Functions => new(s_catalogues.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Select(m => m.Name).Distinct().Except(s_creation));

    public static TheoryData<string> Primitives => new(typeof(Primitive).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Primitive)))
        .Select(t => t.Name)
        .Except(s_fromDelegates));

    private static readonly Lazy<HashSet<string>> s_seen = new(() =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sample in OperationTable.All.Where(s => s.IsTraceable))
        {
            var x = sample.Draw();
            Note(Trace(p => [sample.Apply(p)], Array.ConvertAll(x, t => t.Spec)));
            if (sample.IsDifferentiable)
                Note(Trace(p => Grad<Tensor[]>(q => Ops.Sum(Ops.Sin(sample.Apply(q))))(p), Array.ConvertAll(x, t => t.Spec)));
        }

        return seen;

        void Note(Graph graph)
        {
            foreach (var equation in graph.Equations) seen.Add(equation.Primitive.GetType().Name);
        }
    });

    [Theory]
    [MemberData(nameof(Functions))]
    public void EveryFunction_HasARow(string function) => Assert.Contains(OperationTable.All, s => s.Function == function);

    /// <summary>By the class and the name: Special.Erf, Normal.LogPdf.</summary>
    public static TheoryData<string> MoreFunctions => new(typeof(Distributions).GetNestedTypes().Append(typeof(Special))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => $"{t.Name}.{m.Name}")).Distinct());

    [Theory]
    [MemberData(nameof(MoreFunctions))]
    public void EveryFunctionOfSpecialAndDistributions_HasARow(string function) => Assert.Contains(OperationTable.All, s => s.Function == function);

    [Theory]
    [MemberData(nameof(Primitives))]
    public void EveryPrimitive_IsReachedByARow(string primitive) => Assert.Contains(primitive, s_seen.Value);

    [Fact]
    public void PrimitiveNames_AreLowerCaseAndUnique()
    {
        var names = typeof(Primitive).Assembly.GetTypes()
            .Select(t => t.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<Primitive>().Select(p => p.Name).ToArray();
        Assert.All(names, n => Assert.Matches("^[a-z][a-z0-9_]*$", n));
        Assert.Equal(names.Distinct().Count(), names.Length);
    }
}
