using GalaPlatform.Classrooms;
using GalaPlatform.Schools;
using GalaPlatform.Silo.Schools;
using GalaPlatform.Silo.Storage;

namespace GalaPlatform.Silo.Classrooms;

internal static class ClassroomQueries
{
    public static IQueryable<ClassroomWithSchool> Views(GalaDbContext db) =>
        db.Set<ClassroomRow>()
            .Join(
                db.Set<SchoolRow>(),
                classroom => classroom.SchoolId,
                school => school.Id,
                (classroom, school) => new ClassroomWithSchool { Classroom = classroom, SchoolName = school.Name }
            );
}

internal sealed class ClassroomWithSchool
{
    public required ClassroomRow Classroom { get; init; }
    public required string SchoolName { get; init; }

    public ClassroomView ToView() =>
        new(
            new ClassroomId(Classroom.Id),
            new SchoolId(Classroom.SchoolId),
            SchoolName,
            Classroom.Name,
            Classroom.Headcount,
            Classroom.Version
        );
}
