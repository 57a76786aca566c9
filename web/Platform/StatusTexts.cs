using GalaPlatform.Accounts;
using GalaPlatform.Common;

namespace GalaPlatform.Web.Platform;

/// <summary>Status codes in words, and the refusal that stands for a bare one.</summary>
internal static class StatusTexts
{
    private static readonly Dictionary<int, LocalText> Texts = new()
    {
        [400] = new("Requête mal formée", "Malformed request"),
        [401] = new("Connexion requise", "Sign-in required"),
        [403] = new("Interdit", "Forbidden"),
        [404] = new("Introuvable", "Not found"),
        [405] = new("Méthode non permise", "Method not allowed"),
        [408] = new("Requête trop lente", "Request too slow"),
        [409] = new("Conflit", "Conflict"),
        [412] = new("Version périmée", "Stale version"),
        [413] = new("Trop gros", "Too large"),
        [415] = new("Type de contenu non accepté", "Unsupported content"),
        [422] = new("Contenu inutilisable", "Unprocessable content"),
        [429] = new("Trop de requêtes", "Too many requests"),
        [500] = new("Erreur interne", "Internal error"),
        [503] = new("Service indisponible", "Service unavailable"),
        [507] = new("Espace insuffisant", "Insufficient storage"),
    };

    private static readonly LocalText Other = new("Requête refusée", "Request refused");

    public static LocalText Of(int status) => Texts.GetValueOrDefault(status, Other);

    /// <summary>What to say when the framework answered with a status and no words.</summary>
    public static Refusal RefusalOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => AccountRefusals.NotSignedIn,
            StatusCodes.Status403Forbidden => CommonRefusals.Forbidden,
            StatusCodes.Status404NotFound => CommonRefusals.NotFound,
            StatusCodes.Status405MethodNotAllowed => EdgeRefusals.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => EdgeRefusals.BodyTooLarge,
            StatusCodes.Status415UnsupportedMediaType => EdgeRefusals.UnsupportedContent,
            StatusCodes.Status400BadRequest => EdgeRefusals.MalformedRequest,
            >= 500 => EdgeRefusals.InternalError,
            _ => EdgeRefusals.Refused with { Text = Of(status) },
        };
}
