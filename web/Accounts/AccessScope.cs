using GalaPlatform.Classrooms;
using GalaPlatform.Galas;
using GalaPlatform.Schools;

namespace GalaPlatform.Web.Accounts;

/// <summary>Where an action happens: the network, a school, a classroom of it, or a gala.</summary>
internal sealed record AccessScope(SchoolId? School = null, ClassroomId? Classroom = null, GalaId? Gala = null)
{
    public static readonly AccessScope Network = new();

    public static AccessScope Of(SchoolId school) => new(school);

    public static AccessScope Of(SchoolId school, ClassroomId classroom) => new(school, classroom);

    public static AccessScope Of(GalaId gala) => new(Gala: gala);
}
