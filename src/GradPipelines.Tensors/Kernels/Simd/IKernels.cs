namespace GradPipelines.Kernels;

/// <summary>A function of one argument, written once for every vector width; an implementing struct has no fields.</summary>
/// <remarks>The JIT specialises a loop per kernel struct and width, so there is no call and no delegate in it.
/// A kernel treats each lane alone and alike: its result must not depend on the lane or on the neighbours.</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal interface IUnaryKernel<T>
    where T : unmanaged
{
    /// <summary>True for up to about 30 instructions: a loop then takes two vectors a round, which share the loads of constants.</summary>
    /// <remarks>Choose between two methods by it: the JIT inlines a kernel into a branch not taken as well. exp, log, sigmoid in float32: 4 to 7 % faster; longer kernels: nothing, for twice the code to compile.</remarks>
    static virtual bool IsShort => false;

    /// <summary>The function of each lane.</summary>
    static abstract V Invoke<V>(V x)
        where V : struct, ISimd<V, T>;
}

/// <summary>A function of two arguments; see <see cref="IUnaryKernel{T}"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IBinaryKernel<T>
    where T : unmanaged
{
    /// <summary>The function of each pair of lanes.</summary>
    static abstract V Invoke<V>(V x, V y)
        where V : struct, ISimd<V, T>;
}

/// <summary>The scalar form of a function, for lanes that leave the fast path (huge angles).</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IScalarKernel<T>
    where T : unmanaged
{
    static abstract T Invoke(T x);
}
