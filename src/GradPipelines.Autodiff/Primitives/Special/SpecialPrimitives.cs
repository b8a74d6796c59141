using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>Special functions, as SciPy's scipy.special names them. Arguments broadcast; integers become float64; every function can be differentiated to every order unless it says otherwise.</summary>
/// <remarks>They are computed in float64 and rounded once to the dtype of the argument. Accuracies stand at the kernels and are measured in the tests.</remarks>
public static partial class Special;

/// <summary>A special function of one element.</summary>
internal abstract class SpecialPrimitive<TFunction> : UnaryElementwise
    where TFunction : ISpecialFunction
{
    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<InFloat64<TFunction>>(x);
}

/// <summary>A special function of two elements.</summary>
internal abstract class SpecialPairPrimitive<TFunction> : BinaryElementwise
    where TFunction : ISpecialPair
{
    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<PairInFloat64<TFunction>>(a, b, Name);
}
