using System.Globalization;

namespace GradPipelines.Hosting.Diagnostics;

/// <summary>A range of a text. Lines and columns count from 1, columns in UTF-16 units, as editors do.</summary>
/// <param name="Source">The text.</param>
/// <param name="Line">The first line.</param>
/// <param name="Column">The first column.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="EndColumn">The column after the last one.</param>
public readonly record struct SourceMark(SourceText Source, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>From this mark's start to the other's end.</summary>
    public SourceMark To(SourceMark other) => this with { EndLine = other.EndLine, EndColumn = other.EndColumn };

    /// <summary>The first column alone.</summary>
    public SourceMark FirstColumn() => this with { EndLine = Line, EndColumn = Column + 1 };

    /// <summary><c>experiments/mlp.yaml:27:3</c>, or <c>command line</c>.</summary>
    public override string ToString() => Source.Kind == SourceKind.CommandLine
        ? Source.DisplayName
        : string.Create(CultureInfo.InvariantCulture, $"{Source.DisplayName}:{Line}:{Column}");
}
