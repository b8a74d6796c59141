namespace GradPipelines.Kernels;

/// <summary>One vector width and element type, as kernels use it.</summary>
/// <remarks>
/// Both users are specialised at compile time: the portable kernels through the constraint, the emitter by calling the
/// implementing methods, which RyuJIT inlines into dynamic methods as into any other (seen in the listing: one instruction
/// each). Masked accesses touch no memory outside the mask; with AVX-512 they use mask registers at every width, because
/// AMD's vmaskmov stores are slow.
/// </remarks>
internal unsafe interface ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>Whether <see cref="MaskedLoad"/> and <see cref="MaskedStore"/> work on this machine.</summary>
    static abstract bool HasMasks { get; }

    static abstract TVector Zero();

    static abstract TVector Load(T* p);

    static abstract void Store(TVector x, T* p);

    /// <summary>All lanes equal to the value at <paramref name="p"/>.</summary>
    static abstract TVector Broadcast(T* p);

    /// <summary>x y + z, fused where the hardware can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    static abstract TVector Add(TVector x, TVector y);

    /// <summary>Sum of all lanes, in a fixed order.</summary>
    static abstract T Sum(TVector x);

    /// <summary>Zero where x is less than zero, else x: NaN stays.</summary>
    static abstract TVector Relu(TVector x);

    /// <summary>Zero where <paramref name="auxiliary"/> is zero or less, else x.</summary>
    static abstract TVector MaskBy(TVector x, TVector auxiliary);

    /// <summary>All bits set in the first <paramref name="count"/> lanes.</summary>
    static abstract TVector FirstLanes(int count);

    /// <summary>The lanes of the mask, zero elsewhere.</summary>
    static abstract TVector MaskedLoad(T* p, TVector mask);

    static abstract void MaskedStore(TVector x, T* p, TVector mask);
}
