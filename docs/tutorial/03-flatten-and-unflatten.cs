#:project ../../src/GradPipelines.Autodiff/GradPipelines.Autodiff.csproj

// Parameters live in containers. Gradients come back in the same container, and any container is also a vector.
using GradPipelines;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// 1  a list
List<Tensor> list = [new[] { 1.0, 2.0 }, 3.0];
Show("list", list);

// 2  a tuple
(Tensor W, Tensor B) tuple = (new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } }, new[] { 5.0, 6.0 });
Show("tuple", tuple);

// 3  a dictionary: in the order of its keys, whatever order they were added in
Dictionary<string, Tensor> dictionary = new() { ["w"] = new[] { 1.0, 2.0 }, ["b"] = 3.0 };
Show("dictionary", dictionary);

// 4  a record
var record = new Layer(new[,] { { 1.0, 2.0 } }, 3.0);
Show("record", record);

// 5  any mixture of them
Dictionary<string, List<(Layer Layer, Tensor Gain)>> mixture = new()
{
    ["encoder"] = [(new Layer(new[] { 1.0, 2.0 }, 3.0), 4.0)],
    ["decoder"] = [(new Layer(new[] { 5.0 }, 6.0), 7.0), (new Layer(new[] { 8.0 }, 9.0), 10.0)],
};
Show("mixture", mixture);

// A gradient has the type of the argument. Here d/dp sum(p²) = 2p, leaf by leaf.
var gradient = Grad((Layer p) => Sum(Square(p.Weight)) + Square(p.Bias))(record);
Console.WriteLine($"gradient by a record: Weight {gradient.Weight}, Bias {gradient.Bias}");

// Tree.Map works on every leaf: one step of gradient descent is one line, whatever the container.
Console.WriteLine($"one step further: {Tree.Map((p, g) => p - 0.1 * g, record, gradient)}");

// Two containers that do not match are told apart by the place where they differ.
try
{
    Tree.Map((a, b) => a + b, dictionary, new Dictionary<string, Tensor> { ["w"] = 1.0, ["bias"] = 2.0 });
}
catch (ArgumentException e)
{
    Console.WriteLine($"refused: {e.Message}");
}

static void Show<T>(string kind, T container)
{
    var (flat, unflatten) = Flatten(container);
    Console.WriteLine($"{kind}: {string.Join(", ", Tree.Paths(container))}");
    Console.WriteLine($"   as a vector {flat}");
    T doubled = unflatten(2 * flat); // the way back gives the container's own type
    var same = Tree.Leaves(doubled).Zip(Tree.Leaves(container)).All(p => p.First.Shape.Equals(p.Second.Shape) && Sum(Abs(p.First - 2 * p.Second)).Item() == 0);
    Console.WriteLine($"   and back, doubled: {(same ? "every leaf in its place and shape" : "WRONG")}");
}

record Layer(Tensor Weight, Tensor Bias);
