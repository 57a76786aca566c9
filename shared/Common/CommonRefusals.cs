namespace GalaPlatform.Common;

/// <summary>Refusals that any feature may give.</summary>
public static class CommonRefusals
{
    /// <summary>It does not exist, or belongs to somebody else.</summary>
    public static readonly Refusal NotFound = new("not-found", RefusalKind.NotFound, "Introuvable.", "Not found.");

    /// <summary>The person is known, but may not do this.</summary>
    public static readonly Refusal Forbidden = new(
        "forbidden",
        RefusalKind.Forbidden,
        "Vous n’avez pas le droit de faire cela.",
        "You may not do this."
    );

    /// <summary>The <c>If-Match</c> version is not the current one.</summary>
    public static readonly Refusal Stale = new(
        "stale-version",
        RefusalKind.Stale,
        "Quelqu’un d’autre a modifié ceci entre-temps. Rechargez et recommencez.",
        "Somebody else changed this in the meantime. Reload and try again."
    );

    /// <summary>There is one with this id already.</summary>
    public static readonly Refusal AlreadyExists = new(
        "already-exists",
        RefusalKind.Conflict,
        "Cela existe déjà.",
        "This exists already."
    );

    /// <summary>The same command id was used for another command.</summary>
    public static readonly Refusal CommandReused = new(
        "command-reused",
        RefusalKind.Conflict,
        "Cet identifiant de commande a déjà servi pour autre chose.",
        "This command id was already used for something else."
    );

    /// <summary>The command id is not one.</summary>
    public static readonly Refusal BadCommandId = new(
        "bad-command-id",
        RefusalKind.Malformed,
        "L’identifiant de commande doit compter de 1 à 100 signes ASCII.",
        "A command id has 1 to 100 ASCII signs."
    );

    /// <summary>The database does not answer; nothing was done.</summary>
    public static readonly Refusal StoreUnavailable = new(
        "store-unavailable",
        RefusalKind.Unavailable,
        "Le service est momentanément indisponible. Rien n’a été perdu; réessayez.",
        "The service is unavailable for a moment. Nothing was lost; try again."
    );

    /// <summary>The disk is full; nothing was done.</summary>
    public static readonly Refusal StorageFull = new(
        "storage-full",
        RefusalKind.StorageFull,
        "Il n’y a plus de place pour enregistrer cela.",
        "There is no room left to store this."
    );

    /// <summary>A text that must be there is missing.</summary>
    public static readonly Refusal Required = new(
        "required",
        RefusalKind.Malformed,
        "Ce champ est obligatoire.",
        "This field is required."
    );

    /// <summary>A text is longer than its field allows.</summary>
    public static readonly Refusal TooLong = new(
        "too-long",
        RefusalKind.Malformed,
        "Ce texte est trop long.",
        "This text is too long."
    );

    /// <summary>A text has signs that may not be stored, such as U+0000.</summary>
    public static readonly Refusal BadText = new(
        "bad-text",
        RefusalKind.Malformed,
        "Ce texte contient des signes qui ne peuvent pas être enregistrés.",
        "This text has signs that cannot be stored."
    );
}
