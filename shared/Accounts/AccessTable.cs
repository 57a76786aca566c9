namespace GalaPlatform.Accounts;

/// <summary>Everything that can be done through the platform's edge. Who may do it: <see cref="AccessTable"/>.</summary>
public enum GalaAction
{
    /// <summary>Signing in, out, and setting the platform up.</summary>
    SignIn,

    /// <summary>Asking who one is.</summary>
    ReadMe,

    /// <summary>Taking a seat with a class code.</summary>
    Join,

    /// <summary>Scheduling a gala.</summary>
    CreateGala,

    /// <summary>Reading what was announced of galas and their programmes.</summary>
    ReadGala,

    /// <summary>Reading galas that are not announced yet.</summary>
    ReadDraft,

    /// <summary>Changing a gala.</summary>
    EditGala,

    /// <summary>Moving a gala along its life.</summary>
    MoveGala,

    /// <summary>Inviting a school.</summary>
    InviteSchool,

    /// <summary>Naming a moderator.</summary>
    NameModerator,

    /// <summary>Writing the run of show.</summary>
    WriteProgramme,

    /// <summary>Giving a cue.</summary>
    GiveCue,

    /// <summary>Bringing a school into being.</summary>
    CreateSchool,

    /// <summary>Reading a school and its classrooms.</summary>
    ReadSchool,

    /// <summary>Listing one's schools.</summary>
    ListSchools,

    /// <summary>Making somebody a school's coordinator.</summary>
    AddCoordinator,

    /// <summary>Making somebody a school's teacher.</summary>
    AddTeacher,

    /// <summary>Bringing a classroom into being.</summary>
    CreateClassroom,

    /// <summary>Reading a classroom.</summary>
    ReadClassroom,

    /// <summary>Making a class code.</summary>
    MakeClassCode,

    /// <summary>Submitting a project.</summary>
    SubmitProject,

    /// <summary>Reading a project, approved or not.</summary>
    ReadProject,

    /// <summary>Changing or taking away a project, or sending its video.</summary>
    EditProject,

    /// <summary>Trying a failed video again.</summary>
    RetryTranscoding,

    /// <summary>Attesting or withdrawing consent.</summary>
    AttestConsent,

    /// <summary>Approving or refusing a project.</summary>
    ReviewProject,

    /// <summary>Reading a playlist as far as consent goes.</summary>
    ReadPlaylist,

    /// <summary>Watching the channel.</summary>
    WatchChannel,

    /// <summary>Reading the room.</summary>
    ReadRoom,

    /// <summary>Speaking and reacting in the room.</summary>
    SpeakInRoom,

    /// <summary>Reviewing held messages, hiding, muting, slowing, pausing.</summary>
    ModerateRoom,

    /// <summary>Reading a gala's report.</summary>
    ReadReport,
}

/// <summary>Who somebody may be, seen from one scope.</summary>
[Flags]
public enum Audiences
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>An organizer of the network.</summary>
    Organizer = 1,

    /// <summary>A coordinator of the scope's school.</summary>
    Coordinator = 2,

    /// <summary>A teacher of the scope's classroom, or of its school if the scope names no classroom.</summary>
    Teacher = 4,

    /// <summary>A moderator of the scope's gala.</summary>
    Moderator = 8,

    /// <summary>A seat whose classroom, school or gala is the scope's.</summary>
    Seat = 16,

    /// <summary>Nobody is signed in.</summary>
    Anonymous = 32,

    /// <summary>Any account.</summary>
    Staff = Organizer | Coordinator | Teacher | Moderator,

    /// <summary>Anybody at all.</summary>
    Everybody = Staff | Seat | Anonymous,
}

/// <summary>Who may do what: the one table. Every decision at the edge is read from it.</summary>
public static class AccessTable
{
    private const Audiences Office = Audiences.Organizer | Audiences.Coordinator;
    private const Audiences Class = Audiences.Coordinator | Audiences.Teacher;

    private static readonly Dictionary<GalaAction, Audiences> Rows = new()
    {
        [GalaAction.SignIn] = Audiences.Everybody,
        [GalaAction.ReadMe] = Audiences.Staff | Audiences.Seat,
        [GalaAction.Join] = Audiences.Everybody,
        [GalaAction.CreateGala] = Audiences.Organizer,
        [GalaAction.ReadGala] = Audiences.Everybody,
        [GalaAction.ReadDraft] = Audiences.Organizer,
        [GalaAction.EditGala] = Audiences.Organizer,
        [GalaAction.MoveGala] = Audiences.Organizer,
        [GalaAction.InviteSchool] = Audiences.Organizer,
        [GalaAction.NameModerator] = Audiences.Organizer,
        [GalaAction.WriteProgramme] = Audiences.Organizer,
        [GalaAction.GiveCue] = Audiences.Organizer,
        [GalaAction.CreateSchool] = Audiences.Organizer,
        [GalaAction.ReadSchool] = Office | Audiences.Teacher,
        [GalaAction.ListSchools] = Audiences.Staff,
        [GalaAction.AddCoordinator] = Audiences.Organizer,
        [GalaAction.AddTeacher] = Office,
        [GalaAction.CreateClassroom] = Class,
        [GalaAction.ReadClassroom] = Office | Audiences.Teacher,
        [GalaAction.MakeClassCode] = Class,
        [GalaAction.SubmitProject] = Class,
        [GalaAction.ReadProject] = Office | Audiences.Teacher,
        [GalaAction.EditProject] = Class,
        [GalaAction.RetryTranscoding] = Office | Audiences.Teacher,
        [GalaAction.AttestConsent] = Class,
        [GalaAction.ReviewProject] = Office,
        [GalaAction.ReadPlaylist] = Audiences.Everybody,
        [GalaAction.WatchChannel] = Audiences.Staff | Audiences.Seat,
        [GalaAction.ReadRoom] = Audiences.Staff | Audiences.Seat,
        [GalaAction.SpeakInRoom] = Audiences.Staff | Audiences.Seat,
        [GalaAction.ModerateRoom] = Audiences.Organizer | Audiences.Moderator,
        [GalaAction.ReadReport] = Audiences.Organizer,
    };

    /// <summary>Who may do <paramref name="action"/>; nobody, if the table does not say.</summary>
    public static Audiences Allowed(GalaAction action) => Rows.GetValueOrDefault(action);
}
