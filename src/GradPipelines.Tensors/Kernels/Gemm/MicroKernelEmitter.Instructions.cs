using System.Reflection.Emit;

namespace GradPipelines.Kernels;

/// <summary>The small change: addresses, counters and fields.</summary>
internal sealed partial class MicroKernelEmitter
{
    private void LoadConstant(int value)
    {
        il.Emit(OpCodes.Ldc_I4, value);
        il.Emit(OpCodes.Conv_I);
    }

    private void Decrease(LocalBuilder counter, int by)
    {
        il.Emit(OpCodes.Ldloc, counter);
        LoadConstant(by);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Stloc, counter);
    }

    private void Address(LocalBuilder start, LocalBuilder stride, int times)
    {
        il.Emit(OpCodes.Ldloc, start);
        if (times == 0)
        {
            return;
        }

        il.Emit(OpCodes.Ldloc, stride);
        if (times > 1)
        {
            il.Emit(OpCodes.Ldc_I4_S, (sbyte)times);
            il.Emit(OpCodes.Conv_I);
            il.Emit(OpCodes.Mul);
        }

        il.Emit(OpCodes.Add);
    }

    private void Offset(int bytes)
    {
        if (bytes > 0)
        {
            il.Emit(OpCodes.Ldc_I4, bytes);
            il.Emit(OpCodes.Add);
        }
    }

    private void Advance(LocalBuilder pointer, LocalBuilder stride)
    {
        Address(pointer, stride, 1);
        il.Emit(OpCodes.Stloc, pointer);
    }

    private void AdvanceByField(LocalBuilder pointer, string field)
    {
        il.Emit(OpCodes.Ldloc, pointer);
        LoadField(field);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, pointer);
    }

    private void MoveField(string field, Action loadStep)
    {
        il.Emit(OpCodes.Ldarg_1);
        LoadField(field);
        loadStep();
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stfld, typeof(TileArguments).GetField(field)!); // the names come from nameof
    }

    private void CountDown(LocalBuilder counter, Label again)
    {
        il.Emit(OpCodes.Ldloc, counter);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Stloc, counter);
        il.Emit(OpCodes.Ldloc, counter);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Bgt, again);
    }

    private LocalBuilder Pointer(string field)
    {
        var local = il.DeclareLocal(typeof(nint));
        LoadField(field);
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private void LoadField(string field)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldfld, typeof(TileArguments).GetField(field)!); // the names come from nameof
    }

    private void Call(Type lanes, string method) => il.Emit(OpCodes.Call, lanes.GetMethod(method, Methods)!); // as above

    private static Type VectorOf(Type lanes) => lanes.GetMethod(nameof(Single512.Zero), Methods)!.ReturnType; // every ILanes has it
}
