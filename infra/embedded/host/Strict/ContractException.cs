namespace GalaPlatform.Embedded.Strict;

/// <summary>A message that would not survive a network. The words name the member at fault by its path.</summary>
public sealed class ContractException(string path, string problem) : Exception($"{path}: {problem}")
{
    /// <summary>The way from the message to the member, such as <c>GalaView.Title.Fr</c>.</summary>
    public string Path { get; } = path;
}
