namespace GalaPlatform.Web.Projects;

/// <summary>What a media link opens.</summary>
internal enum MediaScope : byte
{
    /// <summary>One gala's channel.</summary>
    Channel = 1,

    /// <summary>One project's video.</summary>
    Project = 2,
}

/// <summary>In whose right the link was given. The right is looked up again while it is used, so that a withdrawal counts at once.</summary>
internal enum MediaUse : byte
{
    /// <summary>The school's own staff, whatever was consented to.</summary>
    Staff = 1,

    /// <summary>Consent for the gala.</summary>
    Live = 2,

    /// <summary>Consent for participating schools.</summary>
    Network = 3,

    /// <summary>Consent for everybody.</summary>
    Public = 4,
}

/// <summary>What a media link says once it was verified.</summary>
internal readonly record struct MediaTicket(MediaScope Scope, MediaUse Use, Guid Id);
