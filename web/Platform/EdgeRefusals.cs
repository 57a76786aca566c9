using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>Why the edge itself says no, before any feature was asked.</summary>
internal static class EdgeRefusals
{
    public static readonly Refusal MalformedBody = new(
        "malformed-body",
        RefusalKind.Malformed,
        "Le contenu de la requête n’est pas du JSON valide, ou un champ n’a pas la forme attendue.",
        "The request’s content is not valid JSON, or a field does not have the expected form."
    );

    public static readonly Refusal MalformedRequest = new(
        "malformed-request",
        RefusalKind.Malformed,
        "La requête est mal formée.",
        "The request is malformed."
    );

    public static readonly Refusal BodyTooLarge = new(
        "body-too-large",
        RefusalKind.TooLarge,
        "Le contenu de la requête est trop gros.",
        "The request’s content is too big."
    );

    public static readonly Refusal UnsupportedContent = new(
        "unsupported-content",
        RefusalKind.Unsupported,
        "Ce type de contenu n’est pas accepté ici; envoyez du JSON (application/json).",
        "This kind of content is not accepted here; send JSON (application/json)."
    );

    public static readonly Refusal BadLimit = new(
        "bad-limit",
        RefusalKind.Malformed,
        "Une page compte de 1 à 100 éléments.",
        "A page has 1 to 100 items.",
        "limit"
    );

    public static readonly Refusal BadCursor = new(
        "bad-cursor",
        RefusalKind.Malformed,
        "Ce curseur n’en est pas un.",
        "This is not a cursor.",
        "after"
    );

    public static readonly Refusal BadIfMatch = new(
        "bad-if-match",
        RefusalKind.Malformed,
        "L’en-tête If-Match doit être l’ETag d’une réponse, entre guillemets.",
        "The If-Match header must be an answer’s ETag, in quotation marks."
    );

    public static readonly Refusal BadEmail = new(
        "bad-email",
        RefusalKind.Malformed,
        "Cette adresse de courriel n’est pas valide.",
        "This e-mail address is not valid.",
        "email"
    );

    public static readonly Refusal CrossSite = new(
        "cross-site",
        RefusalKind.Forbidden,
        "Cette requête vient d’un autre site.",
        "This request comes from another site."
    );

    public static readonly Refusal TimedOut = new(
        "timed-out",
        RefusalKind.Unavailable,
        "La réponse tarde. Réessayez avec le même identifiant de commande : rien ne sera fait deux fois.",
        "The answer is late. Try again with the same command id: nothing will be done twice."
    );

    public static readonly Refusal MethodNotAllowed = new(
        "method-not-allowed",
        RefusalKind.Malformed,
        "Cette méthode n’est pas permise ici.",
        "This method is not allowed here."
    );

    public static readonly Refusal Refused = new(
        "request-refused",
        RefusalKind.Malformed,
        "La requête est refusée.",
        "The request is refused."
    );

    public static readonly Refusal InternalError = new(
        "internal-error",
        RefusalKind.Unavailable,
        "Une erreur est survenue de notre côté. Elle a été notée.",
        "Something went wrong on our side. It was written down."
    );
}
