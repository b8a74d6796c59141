using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>Makes the managed arrays behind <see cref="NdArray"/>.</summary>
/// <remarks>
/// A buffer is a managed array of the element type, so a span over it keeps it alive and no finaliser can hand it out while a kernel
/// still reads it. A single number needs none: it lies inside the <see cref="NdArray"/>.
/// </remarks>
internal static class Storage
{
    /// <summary>An array of that many elements with unspecified content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] Uninitialized<T>(int size)
        where T : unmanaged => GC.AllocateUninitializedArray<T>(size);
}
