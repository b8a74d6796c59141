namespace GradPipelines.Plugins;

/// <summary>Element-wise operations: one registration makes an activation of models and a function of formulas.</summary>
/// <remarks>
/// A component of kind <see cref="ComponentKind.Operation"/> is built as a <c>Func&lt;Tensor, Tensor&gt;</c>. Its name in formulas has
/// <c>_</c> where the component's has <c>-</c>.
/// </remarks>
public static class PrimitiveRegistration
{
    extension(IGradPipelinesBuilder grad)
    {
        /// <summary>Adds a primitive of one's own class; name, version and summary come from its <see cref="ComponentAttribute"/>.</summary>
        /// <exception cref="ArgumentException">The class has no attribute.</exception>
        public IGradPipelinesBuilder AddPrimitive<TPrimitive>()
            where TPrimitive : UnaryPrimitive, new()
        {
            // One object for all uses: primitives are immutable, and traces compare them by reference first.
            var apply = new Lazy<Func<Tensor, Tensor>>(() => new TPrimitive().Bind);
            return grad.Add(ComponentRegistration.Of<TPrimitive, NoOptions>(ComponentKind.Operation) with { Create = (_, _) => apply.Value });
        }

        /// <summary>Adds a primitive made of two functions written in tensor operations, so that every order and both modes follow.</summary>
        /// <param name="name">Kebab-case, without the plugin's prefix.</param>
        /// <param name="forward">The function; it sees plain values and is not traced.</param>
        /// <param name="vjp">From the cotangent, the output and the input (in this order), the cotangent of the input.</param>
        /// <param name="summary">One line.</param>
        /// <param name="version">What a resolved file pins.</param>
        public IGradPipelinesBuilder AddPrimitive(
            string name,
            Func<Tensor, Tensor> forward,
            Func<Tensor, Tensor, Tensor, Tensor> vjp,
            string summary = "",
            int version = 1)
        {
            var apply = new Lazy<Func<Tensor, Tensor>>(() => Primitive.Define(name, forward, vjp));
            return grad.Add(Operation(name, version, summary, forward.Method.DeclaringType, apply));
        }

        /// <summary>Adds an operation that is composed of others and needs no rule of its own.</summary>
        /// <param name="name">Kebab-case, without the plugin's prefix.</param>
        /// <param name="function">The function, element by element.</param>
        /// <param name="summary">One line.</param>
        /// <param name="version">What a resolved file pins.</param>
        public IGradPipelinesBuilder AddOperation(string name, Func<Tensor, Tensor> function, string summary = "", int version = 1) =>
            grad.Add(Operation(name, version, summary, function.Method.DeclaringType, new Lazy<Func<Tensor, Tensor>>(() => function)));
    }

    private static ComponentRegistration Operation(string name, int version, string summary, Type? owner, Lazy<Func<Tensor, Tensor>> apply) =>
        new(ComponentKind.Operation, name, version, summary, typeof(NoOptions), owner ?? typeof(Primitive), (_, _) => apply.Value);
}
