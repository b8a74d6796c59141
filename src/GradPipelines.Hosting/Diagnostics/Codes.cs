using System.Reflection;

namespace GradPipelines.Hosting.Diagnostics;

/// <summary>
/// The table of codes. The first digit is the exit code: 2 command line, 3 configuration, 4 data, 5 plugins, 6 and up the run.
/// In 3: 30 text, keys and values; 31 formulas; 32 extends, variables and interpolation; 33 rules over several keys.
/// </summary>
public static class Codes
{
    // 20: the command line
    public static readonly DiagnosticCode BadOverride = new("GP2001", "malformed override",
        "An override is path=value, for example optimizer.lr=0.05. Segments are separated by dots; list items are addressed by index or id (model.layers.0.units=32); a segment with dots or blanks stands in double quotes: expect.\"val/excess\".max=1. The value @default goes back to the default, @@x is the text @x.");
    public static readonly DiagnosticCode OverrideTwice = new("GP2002", "the same key twice on the command line",
        "Two overrides set the same key. Which one would win depends on an order that is easy to overlook, so it is an error: keep one.");
    public static readonly DiagnosticCode NoSuchFile = new("GP2003", "experiment file not found",
        "The experiment file does not exist or cannot be read. Paths on the command line are relative to the working directory.");
    public static readonly DiagnosticCode NoSuchItem = new("GP2004", "override of a list item that is not there",
        "Overrides address list items by their index from 0 or by their id. They change items, they do not add any: give the whole list instead (metrics=[rmse, r2]).");

    // 30: text, keys, values
    public static readonly DiagnosticCode UnknownKey = new("GP3001", "unknown key",
        "The key is not one that this section or component has. Unknown keys are errors at every depth, because a misspelt key would otherwise train with the default in silence. The message lists the legal keys and the nearest one.");
    public static readonly DiagnosticCode MissingKey = new("GP3002", "a required key is missing",
        "The key has no default, so it must be written.");
    public static readonly DiagnosticCode WrongShape = new("GP3003", "a mapping, a list or a single value was expected",
        "The value has the wrong form: for example a list where one word belongs. The message shows the form that is expected.");
    public static readonly DiagnosticCode BadValue = new("GP3004", "the value cannot be read as what the key needs",
        "The key decides how its value is read: numbers are written 1, 0.5, 1e-3, .inf, .nan with a decimal point; whole numbers may be written 1e4; lengths of training carry their unit (60 epochs, 500 steps, 2 min).");
    public static readonly DiagnosticCode QuotedValue = new("GP3005", "a quoted number or boolean",
        "Quoted means text. A number or a boolean is written without quotes.");
    public static readonly DiagnosticCode OutOfRange = new("GP3006", "the value is outside its range",
        "The key has limits; `describe NAME` prints them.");
    public static readonly DiagnosticCode NotAllowed = new("GP3007", "the value is not one of the allowed ones",
        "The key takes one of a few values, which the message lists.");
    public static readonly DiagnosticCode BadBoolean = new("GP3008", "booleans are true and false",
        "Only true and false are booleans. yes, no, on, off, True and TRUE are text in some YAML readers and booleans in others, so they are neither here.");
    public static readonly DiagnosticCode EmptyValue = new("GP3009", "an empty value with nothing to remove",
        "A blank value, null or ~ removes a key that was inherited through `extends`. Nothing was inherited here: give it a value, or delete the line.");
    public static readonly DiagnosticCode Syntax = new("GP3010", "YAML syntax",
        "The text is not YAML from this position on, so it stands alone: nothing after it can be trusted.");
    public static readonly DiagnosticCode FlowFormula = new("GP3011", "a formula with a comma inside { } or [ ]",
        "Inside braces and brackets YAML ends a value at a comma, so normal(0, 4) is cut in two. Put the formula in quotes, or write it on a line of its own.");
    public static readonly DiagnosticCode DuplicateKey = new("GP3012", "the same key twice",
        "A mapping holds each key once. YAML readers that accept duplicates keep the last one in silence.");
    public static readonly DiagnosticCode Tab = new("GP3013", "a tab as indentation",
        "YAML is indented with spaces only.");
    public static readonly DiagnosticCode ControlCharacter = new("GP3014", "a character that cannot be seen",
        "Control characters, unusual line separators and halves of surrogate pairs are refused: they make two files that look the same differ. In double quotes they can be written as an escape, \"\\u0001\".");
    public static readonly DiagnosticCode Tag = new("GP3015", "YAML tags are not used",
        "Tags (!name, !!str) are rejected: a file names components by their registered names and never by types. To force text, use quotes.");
    public static readonly DiagnosticCode MergeKey = new("GP3016", "the merge key << is not used",
        "<< is not part of YAML 1.2. Use `extends` to inherit from another file, or `vars` for shared values.");
    public static readonly DiagnosticCode UnknownAlias = new("GP3017", "an alias without an anchor",
        "In YAML a value that starts with * repeats the value that &name marked. If the star is part of a text, put it in quotes.");
    public static readonly DiagnosticCode AliasLimit = new("GP3018", "aliases in a circle, or too many",
        "An alias may not contain itself, and all aliases together may expand to at most ten times the file's own nodes plus 100 000.");
    public static readonly DiagnosticCode TooDeep = new("GP3019", "nested too deeply",
        "Mappings and lists may be nested 100 levels deep.");
    public static readonly DiagnosticCode UnknownComponent = new("GP3020", "no such component",
        "No component of that kind and name is registered. Built-ins have no dot, names of plugins always do (acme.softsign). The message says what was searched, loaded and skipped; `list KIND` shows what there is.");
    public static readonly DiagnosticCode ComponentVersion = new("GP3021", "another version of the component",
        "The file pins a component's version (dense@1) and this build has another one, whose options may mean something else. Read its release notes, then change or drop the pin.");
    public static readonly DiagnosticCode MissingType = new("GP3022", "a component without a type",
        "A component is a mapping with `type:` and its parameters beside it, or a bare word.");
    public static readonly DiagnosticCode NotOneDocument = new("GP3023", "not exactly one document",
        "An experiment is one YAML document with a mapping at its root. It is neither empty nor followed by `---` and another one.");
    public static readonly DiagnosticCode Unclosed = new("GP3024", "a brace, bracket or quote that is never closed",
        "Every { [ \" and ' needs its partner. The position is that of the opening one.");
    public static readonly DiagnosticCode UnquotedInterpolation = new("GP3025", "${...} inside { } or [ ] must be quoted",
        "YAML reads the brace of ${...} as the start of a mapping when it stands inside braces or brackets. Put the value in double quotes.");
    public static readonly DiagnosticCode LeadingZero = new("GP3026", "a number with leading zeros",
        "010 is ten here; some YAML readers take it for eight. Write it without the zero.");
    public static readonly DiagnosticCode NotUtf8 = new("GP3027", "not UTF-8",
        "Experiment files are UTF-8 text.");
    public static readonly DiagnosticCode KeyNotWord = new("GP3028", "a key that is not a word",
        "Keys are single words of at most 1 024 characters: no mappings or lists, and not empty.");
    public static readonly DiagnosticCode BrokenRule = new("GP3029", "options that do not go together",
        "A component has a rule over several of its options; the message states it.");
    public static readonly DiagnosticCode PinnedOperation = new("GP3030", "another version of an operation",
        "`pins` holds the versions of the operations that formulas used when the file was written. This build has another one, which may compute something else.");

    // 31: formulas
    public static readonly DiagnosticCode FormulaSyntax = new("GP3101", "formula: syntax",
        "A formula is made of numbers, names, + - * / ^, comparisons, parentheses and calls: 4*x + 10 + normal(0, 2).");
    public static readonly DiagnosticCode FormulaMultiplication = new("GP3102", "formula: a missing *",
        "Multiplication is always written: 20*x, not 20x; 2*(x + 1), not 2(x + 1).");
    public static readonly DiagnosticCode FormulaCharacter = new("GP3103", "formula: a character that formulas do not have",
        "Only ASCII operators are read: x^2 for a superscript two, * for a multiplication dot, - for a long dash, pi for the letter.");
    public static readonly DiagnosticCode FormulaParenthesis = new("GP3104", "formula: unbalanced parentheses",
        "Every ( needs its ).");
    public static readonly DiagnosticCode FormulaName = new("GP3105", "formula: unknown name",
        "A name is a column, pi or e. A column whose name has blanks or equals a function stands in backticks: `body mass`.");
    public static readonly DiagnosticCode FormulaFunction = new("GP3106", "formula: unknown function",
        "A function is a registered element-wise operation; in formulas a - inside a name is written _ (leaky_relu(x)).");
    public static readonly DiagnosticCode FormulaArity = new("GP3107", "formula: wrong number of arguments",
        "The function takes another number of arguments; the message shows the form.");
    public static readonly DiagnosticCode FormulaGenerator = new("GP3108", "formula: a column generator where none is allowed",
        "linspace, arange, uniform, normal and choice make columns and may stand in the formulas of data only, not inside each other.");
    public static readonly DiagnosticCode FormulaSize = new("GP3109", "formula: too long or too deep",
        "A formula has at most 1 000 symbols, and 64 parentheses, signs and powers inside each other.");
    public static readonly DiagnosticCode FormulaCycle = new("GP3110", "formula: columns that need each other",
        "A column may use the columns above it and the others of the same mapping, but never, through them, itself.");
    public static readonly DiagnosticCode FormulaArgument = new("GP3111", "formula: an argument out of range",
        "The arguments of the generators are constants with limits: normal(mean, deviation) needs a deviation of at least 0, uniform(low, high) and linspace(from, to) low < high, arange(start, step) a step other than 0.");
    public static readonly DiagnosticCode FormulaAssociation = new("GP3112", "formula: comparisons in a row",
        "a < b < c compares the 0 or 1 of a < b with c, which is hardly meant. Write (a < b) * (b < c).");

    // 32: extends, variables, interpolation
    public static readonly DiagnosticCode ExtendsMissing = new("GP3201", "the extended file is not there",
        "`extends` is a path, or a list of paths, relative to the file that it is written in.");
    public static readonly DiagnosticCode ExtendsCycle = new("GP3202", "files extend each other in a circle",
        "A file may not, through others, extend itself. The message shows the chain.");
    public static readonly DiagnosticCode UnknownPath = new("GP3203", "${...} points to nothing",
        "${a.b.0.c} is a path from the root of the merged document. It reaches keys that some file writes, not defaults.");
    public static readonly DiagnosticCode InterpolationCycle = new("GP3204", "${...} in a circle",
        "A value may not, through others, refer to itself. The message shows the chain.");
    public static readonly DiagnosticCode EnvironmentUnset = new("GP3205", "an environment variable is not set",
        "${env:NAME} needs the variable NAME; ${env:NAME,default} gives a value for when it is not set.");
    public static readonly DiagnosticCode BadInterpolation = new("GP3206", "malformed ${...}",
        "Inside ${ } stands a path (vars.width), env:NAME, env:NAME,default or =arithmetic. They are not nested. $${ is a literal ${.");
    public static readonly DiagnosticCode UnusedVariable = new("GP3207", "a variable that nothing uses",
        "Nothing refers to the variable. It may be a leftover, or a reference is misspelt.");
    public static readonly DiagnosticCode InterpolationText = new("GP3208", "a mapping or list inside a text",
        "Alone in a value ${...} may stand for a mapping or a list; inside a text it must be a single value.");
    public static readonly DiagnosticCode InterpolationLimit = new("GP3209", "${...} expands to too much",
        "Interpolated texts are at most 100 000 characters long, and a document grows to at most ten times its nodes plus 100 000.");

    // 33: rules over several keys
    public static readonly DiagnosticCode VersionFirst = new("GP3301", "version comes first",
        "Every file carries `version: 1`, as its first key: it says which rules the rest is read by.");
    public static readonly DiagnosticCode VersionUnsupported = new("GP3302", "a schema version that this build does not know",
        "This build reads version 1. A newer file needs a newer build; `migrate` rewrites an older one.");
    public static readonly DiagnosticCode BadName = new("GP3303", "a name that cannot be a folder",
        "`name` becomes a folder: lower case letters, digits, dots, underscores and hyphens, starting with a letter or digit, at most 64, no trailing dot, and not a Windows device name such as con or nul.");
    public static readonly DiagnosticCode EpochsOrSteps = new("GP3304", "exactly one of epochs and steps",
        "The length of training is given once: `epochs` passes over the training data, or `steps` of the optimiser.");
    public static readonly DiagnosticCode SplitFractions = new("GP3305", "split fractions",
        "The fractions of a split are above 0, at most 1, and sum to 1; `split: none` trains on everything.");
    public static readonly DiagnosticCode ExpectBounds = new("GP3306", "an assertion that cannot hold, or asserts nothing",
        "An assertion has `min`, `max` (min <= max), or `near` with `within`.");
    public static readonly DiagnosticCode ExpectMetric = new("GP3307", "an unknown quantity",
        "Quantities are train/loss, val/loss, test/loss, the same with a metric of `metrics`, `excess` (loss above the noise floor), and param/NAME.");
    public static readonly DiagnosticCode MetricSplit = new("GP3308", "a quantity of a split that is not made",
        "val/... needs a validation split and test/... a test split in `data.split`.");
    public static readonly DiagnosticCode DuplicateItem = new("GP3309", "the same item twice",
        "Each metric, plot, export and id may be listed once.");
    public static readonly DiagnosticCode PluginUndeclared = new("GP3310", "a plugin that the file does not declare",
        "A file that uses a plugin's components should state so in `plugins`, so that the error on another machine names the plugin.");
    public static readonly DiagnosticCode BatchSize = new("GP3311", "batch size",
        "`batch_size` is a whole number of at least 1, or the word full.");
    public static readonly DiagnosticCode SweepRule = new("GP3312", "the sweep block",
        "A sweep names a metric, a number of trials and a space of dotted keys, each with exactly one of choice, int, uniform and log_uniform.");
    public static readonly DiagnosticCode PluginVersion = new("GP3313", "a plugin version that cannot be read",
        "Plugin versions are written as NuGet floating versions: 1.2.3, 1.*, 1.2.* or *.");
    public static readonly DiagnosticCode ColumnConflict = new("GP3314", "columns that clash",
        "An input and a target may not have the same name.");
    public static readonly DiagnosticCode PlanMismatch = new("GP3401", "parts that do not fit together",
        "Shapes are inferred from the columns through preprocessing and model to the loss, before any arithmetic; here one does not fit the next. The message says which and what would.");
    public static readonly DiagnosticCode ExportRefused = new("GP3402", "an export that cannot say this model",
        "A form of export (ONNX, ML.NET) has no word for an operation of the model. It is said before training; leave the form out of output.export, or use another operation.");
    public static readonly DiagnosticCode PluginUnmet = new("GP5001", "a plugin that the file needs is not there",
        "`plugins` states what a file needs. The message lists the folders that were searched, what was loaded, and what was found but refused, with the reason.");
    public static readonly DiagnosticCode DataProblem = new("GP4001", "the data is not as the experiment needs it",
        "The source is missing, a column is not there or of the wrong kind, or a row cannot be read; the message names the place.");

    private static readonly Lazy<IReadOnlyList<DiagnosticCode>> Table = new(() =>
    [
        .. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null)).OfType<DiagnosticCode>().OrderBy(c => c.Id, StringComparer.Ordinal),
    ]);

    /// <summary>All codes in order.</summary>
    public static IReadOnlyList<DiagnosticCode> All => Table.Value;

    /// <summary>The code of that id, whatever its case, or null.</summary>
    public static DiagnosticCode? Find(string id) => All.FirstOrDefault(c => c.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
