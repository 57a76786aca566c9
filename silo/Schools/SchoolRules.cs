using GalaPlatform.Common;
using GalaPlatform.Schools;

namespace GalaPlatform.Silo.Schools;

internal static class SchoolRules
{
    public const int MaxNameLength = 200;

    public static Result<SchoolView> Create(SchoolView? present, SchoolId id, string name) =>
        present is not null
            ? CommonRefusals.AlreadyExists
            : Texts.Required(name, MaxNameLength, "name").Map(clean => new SchoolView(id, clean, 1));
}
