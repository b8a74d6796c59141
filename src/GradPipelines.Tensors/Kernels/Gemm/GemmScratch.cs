using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>A thread's memory for packed panels: 64-byte aligned, grown when needed, kept for the next product.</summary>
/// <remarks>
/// Fresh native memory costs about 20 ns an element in page faults, so it is never given back while the thread lives; the
/// finalizer frees it after that. At most a few megabytes: the block sizes of <see cref="GemmPlan"/> bound it.
/// </remarks>
internal sealed unsafe class GemmScratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static GemmScratch? current;

    private byte* memory;
    private nuint size;

    private GemmScratch()
    {
    }

    ~GemmScratch() => NativeMemory.AlignedFree(memory);

    /// <summary>At least so many bytes, valid until this thread's next call; contents are arbitrary.</summary>
    public static byte* Get(nint bytes)
    {
        var scratch = current ??= new GemmScratch();
        if ((nuint)bytes > scratch.size)
        {
            scratch.Grow((nuint)bytes);
        }

        return scratch.memory;
    }

    private void Grow(nuint bytes)
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
        size = 0;
        memory = (byte*)NativeMemory.AlignedAlloc(bytes + bytes / 4, Alignment);
        size = bytes + bytes / 4;
    }
}
