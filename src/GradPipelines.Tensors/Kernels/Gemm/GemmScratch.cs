using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>A thread's memory for packed panels: 64-byte aligned, grown when needed, kept for the next product.</summary>
/// <remarks>
/// Fresh native memory costs about 20 ns an element in page faults, so it is never given back while the thread lives; the
/// finalizer frees it after that. At most a few megabytes: the block sizes of <see cref="GemmPlan"/> bound it.
/// </remarks>
internal sealed unsafe class GemmScratch
{
    /// <summary>The slot of packed panels.</summary>
    public const int Panels = 0;

    /// <summary>The slot of a result that is not C itself.</summary>
    public const int Result = 1;

    private const int Slots = 2;
    private const int Alignment = 64;

    [ThreadStatic]
    private static GemmScratch? current;

    private readonly byte*[] memory = new byte*[Slots];
    private readonly nuint[] size = new nuint[Slots];

    private GemmScratch()
    {
    }

    ~GemmScratch()
    {
        foreach (var block in memory)
        {
            NativeMemory.AlignedFree(block);
        }
    }

    /// <summary>At least so many bytes, valid until this thread's next call for the same slot; contents are arbitrary.</summary>
    public static byte* Get(nint bytes, int slot = Panels)
    {
        var scratch = current ??= new GemmScratch();
        if ((nuint)bytes > scratch.size[slot])
        {
            scratch.Grow((nuint)bytes, slot);
        }

        return scratch.memory[slot];
    }

    private void Grow(nuint bytes, int slot)
    {
        NativeMemory.AlignedFree(memory[slot]);
        memory[slot] = null;
        size[slot] = 0;
        memory[slot] = (byte*)NativeMemory.AlignedAlloc(bytes + bytes / 4, Alignment);
        size[slot] = bytes + bytes / 4;
    }
}
