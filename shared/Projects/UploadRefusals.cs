using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>Why an upload says no.</summary>
public static class UploadRefusals
{
    /// <summary>The file has no bytes.</summary>
    public static readonly Refusal Empty = new(
        "upload-empty",
        RefusalKind.Unprocessable,
        "Ce fichier est vide. Choisissez le fichier de votre vidéo.",
        "This file is empty. Choose your video’s file."
    );

    /// <summary>The file is bigger than the platform takes, or than was declared.</summary>
    public static readonly Refusal TooLarge = new(
        "upload-too-large",
        RefusalKind.TooLarge,
        "Ce fichier est trop gros, ou plus gros que ce qui a été annoncé.",
        "This file is too big, or bigger than was declared."
    );

    /// <summary>The school's files would be more than it may keep.</summary>
    public static readonly Refusal OverQuota = new(
        "upload-over-quota",
        RefusalKind.TooLarge,
        "Il ne reste pas assez de place dans l’espace de votre école. Supprimez un ancien projet, ou parlez à l’organisateur.",
        "There is not enough room left in your school’s space. Delete an old project, or speak to the organizer."
    );

    /// <summary>The declared length is missing or is no number.</summary>
    public static readonly Refusal BadLength = new(
        "upload-bad-length",
        RefusalKind.Malformed,
        "La taille du fichier doit être annoncée d’avance, en octets.",
        "The file’s size must be declared beforehand, in bytes."
    );

    /// <summary>The metadata of the upload cannot be read, or name no project.</summary>
    public static readonly Refusal BadMetadata = new(
        "upload-bad-metadata",
        RefusalKind.Malformed,
        "Les métadonnées de l’envoi sont illisibles ou ne nomment pas de projet.",
        "The upload’s metadata cannot be read, or name no project."
    );

    /// <summary>The bytes are not for the place where the upload stands.</summary>
    public static readonly Refusal WrongOffset = new(
        "upload-wrong-offset",
        RefusalKind.Conflict,
        "L’envoi n’en est pas à cet endroit du fichier.",
        "The upload does not stand at that place of the file."
    );

    /// <summary>Another request appends to the upload at this moment.</summary>
    public static readonly Refusal Locked = new(
        "upload-locked",
        RefusalKind.Conflict,
        "Un autre envoi de ce fichier est en cours.",
        "Another request is sending this file at the moment."
    );

    /// <summary>The upload was given up, or is too old.</summary>
    public static readonly Refusal Gone = new(
        "upload-gone",
        RefusalKind.NotFound,
        "Cet envoi n’existe plus. Recommencez l’envoi du fichier.",
        "This upload is no more. Send the file again."
    );

    /// <summary>What arrived is not what the checksum says.</summary>
    public static readonly Refusal ChecksumMismatch = new(
        "upload-checksum-mismatch",
        RefusalKind.Conflict,
        "Les octets reçus ne correspondent pas à leur somme de contrôle.",
        "The bytes received do not match their checksum."
    );

    /// <summary>The checksum's algorithm is not offered, or its value cannot be read.</summary>
    public static readonly Refusal BadChecksum = new(
        "upload-bad-checksum",
        RefusalKind.Malformed,
        "Cette somme de contrôle est illisible ou d’une sorte inconnue.",
        "This checksum cannot be read, or is of an unknown kind."
    );

    /// <summary>The body is not of the type that uploads use.</summary>
    public static readonly Refusal WrongContentType = new(
        "upload-wrong-content-type",
        RefusalKind.Unsupported,
        "Le corps doit être de type application/offset+octet-stream.",
        "The body must be of type application/offset+octet-stream."
    );

    /// <summary>The client speaks another version of the upload protocol.</summary>
    public static readonly Refusal WrongVersion = new(
        "upload-wrong-version",
        RefusalKind.Stale,
        "Cette version du protocole d’envoi n’est pas prise en charge.",
        "This version of the upload protocol is not supported."
    );

    /// <summary>The file came in more pieces than can be put together.</summary>
    public static readonly Refusal TooManyPieces = new(
        "upload-too-many-pieces",
        RefusalKind.Unprocessable,
        "Le fichier arrive en trop de petits morceaux. Recommencez avec des morceaux plus gros.",
        "The file comes in too many small pieces. Start again with larger ones."
    );

    /// <summary>Bytes that were here are not any more.</summary>
    public static readonly Refusal BlocksLost = new(
        "upload-blocks-lost",
        RefusalKind.NotFound,
        "Une partie du fichier a été perdue. Recommencez l’envoi.",
        "A part of the file was lost. Send it again."
    );
}
