namespace GradPipelines;

/// <summary>The parameters of one direction of one recurrent layer, in PyTorch's layout; the rows of several gates lie one after the other.</summary>
/// <param name="InputWeight">(gates·hidden, inputs).</param>
/// <param name="HiddenWeight">(gates·hidden, hidden).</param>
/// <param name="InputBias">(gates·hidden), or none.</param>
/// <param name="HiddenBias">(gates·hidden), or none.</param>
public sealed record RecurrentParameters(Tensor InputWeight, Tensor HiddenWeight, Tensor? InputBias = null, Tensor? HiddenBias = null);

/// <content>
/// Recurrent layers over (time, batch, inputs). The parameters of several layers are a list; of a bidirectional net the two directions of
/// a layer, forward first, are neighbours in it, as they are on the first axis of the states: (layers·directions, batch, hidden).
/// </content>
public static partial class NeuralNetwork
{
    /// <summary>h' = tanh(W·x + b + U·h + c).</summary>
    /// <param name="x">(time, batch, inputs).</param>
    /// <param name="start">(layers·directions, batch, hidden).</param>
    /// <param name="parameters">For each layer and direction.</param>
    /// <param name="isBidirectional">Whether a second direction runs from the last time to the first; the outputs of both are joined.</param>
    /// <returns>The states of the last layer, (time, batch, directions·hidden), and each one's last: (layers·directions, batch, hidden).</returns>
    /// <remarks>Source: Elman, "Finding structure in time", 1990.</remarks>
    public static (Tensor Output, Tensor Last) Rnn(Tensor x, Tensor start, IReadOnlyList<RecurrentParameters> parameters, bool isBidirectional = false)
    {
        var (y, last) = RunLayers(x, [start], parameters, isBidirectional, (w, input, state) => [Ops.Tanh(input + Linear(state[0], w.HiddenWeight, w.HiddenBias))]);
        return (y, last[0]);
    }

    /// <summary>Long short-term memory: c' = f·c + i·g, h' = o·tanh(c'), the gates i, f, o sigmoids and g a tanh of W·x + b + U·h + c.</summary>
    /// <param name="x">(time, batch, inputs).</param>
    /// <param name="start">(layers·directions, batch, hidden).</param>
    /// <param name="startCell">(layers·directions, batch, hidden).</param>
    /// <param name="parameters">For each layer and direction; the gates in the order i, f, g, o.</param>
    /// <param name="isBidirectional">Whether a second direction runs from the last time to the first; the outputs of both are joined.</param>
    /// <returns>The states of the last layer, (time, batch, directions·hidden), and each one's last state and cell: (layers·directions, batch, hidden).</returns>
    /// <remarks>Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers, Schmidhuber and Cummins, 2000.</remarks>
    public static (Tensor Output, Tensor Last, Tensor LastCell) Lstm(
        Tensor x, Tensor start, Tensor startCell, IReadOnlyList<RecurrentParameters> parameters, bool isBidirectional = false)
    {
        var (y, last) = RunLayers(x, [start, startCell], parameters, isBidirectional, (w, input, state) =>
        {
            var gates = Ops.Split(input + Linear(state[0], w.HiddenWeight, w.HiddenBias), 4, -1);
            var cell = Ops.Sigmoid(gates[1]) * state[1] + Ops.Sigmoid(gates[0]) * Ops.Tanh(gates[2]);
            return [Ops.Sigmoid(gates[3]) * Ops.Tanh(cell), cell];
        });
        return (y, last[0], last[1]);
    }

    /// <summary>Gated recurrent units: h' = (1 - z)·n + z·h, r and z sigmoids of W·x + b + U·h + c, n = tanh(W·x + b + r·(U·h + c)).</summary>
    /// <param name="x">(time, batch, inputs).</param>
    /// <param name="start">(layers·directions, batch, hidden).</param>
    /// <param name="parameters">For each layer and direction; the gates in the order r, z, n.</param>
    /// <param name="isBidirectional">Whether a second direction runs from the last time to the first; the outputs of both are joined.</param>
    /// <returns>The states of the last layer, (time, batch, directions·hidden), and each one's last: (layers·directions, batch, hidden).</returns>
    /// <remarks>Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014, with the reset gate behind the product, as cuDNN has it.</remarks>
    public static (Tensor Output, Tensor Last) Gru(Tensor x, Tensor start, IReadOnlyList<RecurrentParameters> parameters, bool isBidirectional = false)
    {
        var (y, last) = RunLayers(x, [start], parameters, isBidirectional, (w, input, state) =>
        {
            Tensor[] own = Ops.Split(input, 3, -1), recurrent = Ops.Split(Linear(state[0], w.HiddenWeight, w.HiddenBias), 3, -1);
            var reset = Ops.Sigmoid(own[0] + recurrent[0]);
            var keep = Ops.Sigmoid(own[1] + recurrent[1]);
            var candidate = Ops.Tanh(own[2] + reset * recurrent[2]);
            return [(1.0 - keep) * candidate + keep * state[0]];
        });
        return (y, last[0]);
    }

    /// <summary>Layer after layer, direction after direction; the products with the inputs of all times are one matrix product.</summary>
    private static (Tensor Output, Tensor[] Last) RunLayers(
        Tensor x, Tensor[] start, IReadOnlyList<RecurrentParameters> parameters, bool isBidirectional, Func<RecurrentParameters, Tensor, Tensor[], Tensor[]> step)
    {
        var directions = isBidirectional ? 2 : 1;
        if (x.Rank != 3 || x.Shape[0] == 0) throw new ShapeException($"A recurrent layer takes (time, batch, inputs) with one time at least, not {x.Shape}.");
        if (parameters.Count == 0 || parameters.Count % directions != 0 || Array.Exists(start, s => s.Rank != 3 || s.Shape[0] != parameters.Count))
            throw new ShapeException($"The first states {start[0].Shape} must have one entry on axis 0 for each of the {parameters.Count} parameters, and a bidirectional net two of them for each layer.");
        var last = Array.ConvertAll(start, _ => new Tensor[parameters.Count]);
        for (var layer = 0; layer < parameters.Count; layer += directions)
        {
            var outputs = new Tensor[directions];
            for (var direction = 0; direction < directions; direction++)
            {
                var w = parameters[layer + direction];
                var inputs = Linear(x, w.InputWeight, w.InputBias);
                var state = Array.ConvertAll(start, s => s[layer + direction]);
                var times = new Tensor[x.Shape[0]];
                for (var t = 0; t < times.Length; t++)
                {
                    var at = direction == 0 ? t : times.Length - 1 - t;
                    state = step(w, inputs[at], state);
                    times[at] = state[0];
                }

                outputs[direction] = Ops.Stack(times);
                for (var s = 0; s < state.Length; s++) last[s][layer + direction] = state[s];
            }

            x = Ops.Concatenate(outputs, -1);
        }

        return (x, Array.ConvertAll(last, states => Ops.Stack(states)));
    }
}
