using GalaPlatform.Common;

namespace GalaPlatform.Accounts;

/// <summary>Why an account, or the door to it, says no.</summary>
public static class AccountRefusals
{
    /// <summary>401: nobody is signed in.</summary>
    public static readonly Refusal NotSignedIn = new(
        "not-signed-in",
        RefusalKind.Forbidden,
        "Connectez-vous d’abord.",
        "Sign in first."
    );

    /// <summary>401: the e-mail address or the password is wrong; which one is not said.</summary>
    public static readonly Refusal BadCredentials = new(
        "bad-credentials",
        RefusalKind.Forbidden,
        "L’adresse ou le mot de passe est erroné.",
        "The address or the password is wrong."
    );

    /// <summary>Too many wrong passwords.</summary>
    public static readonly Refusal LockedOut = new(
        "locked-out",
        RefusalKind.TooMany,
        "Trop d’essais. Attendez quelques minutes.",
        "Too many attempts. Wait a few minutes."
    );

    /// <summary>Nobody has an account with this address.</summary>
    public static readonly Refusal AccountUnknown = new(
        "account-unknown",
        RefusalKind.Conflict,
        "Aucun compte n’a cette adresse. Donnez un mot de passe pour le créer.",
        "No account has this address. Give a password to create one.",
        "email"
    );

    /// <summary>A password is too short or too long.</summary>
    public static readonly Refusal BadPassword = new(
        "bad-password",
        RefusalKind.Malformed,
        "Un mot de passe compte de 8 à 128 caractères.",
        "A password has 8 to 128 characters.",
        "password"
    );

    /// <summary>The set-up link was used, or never was one.</summary>
    public static readonly Refusal SetUpClosed = new(
        "set-up-closed",
        RefusalKind.NotFound,
        "Ce lien de mise en route n’est plus valide.",
        "This set-up link is not valid any more."
    );
}
