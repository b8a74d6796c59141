// Consumer.dll model.zip data.csv: the Score of each row of the table, one row a line, by the pipeline in the zip. The table has the
// columns of the pipeline's input schema in order, without a header.
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext();
var model = ml.Model.Load(args[0], out var schema);
var start = 0;
var columns = new List<TextLoader.Column>();
foreach (var column in schema)
{
    var size = column.Type is VectorDataViewType vector ? vector.Size : 1;
    var kind = column.Type is TextDataViewType ? DataKind.String : DataKind.Single;
    columns.Add(size == 1 && column.Type is not VectorDataViewType
        ? new TextLoader.Column(column.Name, kind, start)
        : new TextLoader.Column(column.Name, kind, start, start + size - 1));
    start += size;
}

var scored = model.Transform(ml.Data.LoadFromTextFile(args[1], [.. columns], separatorChar: ','));
Console.WriteLine(string.Join(" ", scored.Schema.Select(c => c.Name)));
if (scored.Schema["Score"].Type is NumberDataViewType)
    foreach (var value in scored.GetColumn<float>("Score")) Console.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));
else
    foreach (var row in scored.GetColumn<float[]>("Score")) Console.WriteLine(string.Join(",", row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
