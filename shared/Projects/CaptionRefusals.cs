using System.Globalization;
using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>Why captions are not taken.</summary>
public static class CaptionRefusals
{
    /// <summary>The language is none.</summary>
    public static readonly Refusal BadLanguage = new(
        "captions-bad-language",
        RefusalKind.Malformed,
        "Cette langue n’est pas valide. Donnez-la comme « fr », « en » ou « fr-CA ».",
        "This language is not valid. Give it as “fr”, “en” or “fr-CA”."
    );

    /// <summary>Neither WebVTT nor SubRip, by what the client says.</summary>
    public static readonly Refusal WrongType = new(
        "captions-wrong-type",
        RefusalKind.Unsupported,
        "Envoyez un fichier de sous-titres WebVTT (.vtt) ou SubRip (.srt).",
        "Send a WebVTT (.vtt) or SubRip (.srt) captions file."
    );

    /// <summary>More bytes than captions have.</summary>
    public static readonly Refusal TooLarge = new(
        "captions-too-large",
        RefusalKind.TooLarge,
        "Ce fichier est trop gros pour des sous-titres (512 Ko au plus).",
        "This file is too big for captions (512 KB at most)."
    );

    /// <summary>Not UTF-8, or with signs that are no text.</summary>
    public static readonly Refusal NotText = new(
        "captions-not-text",
        RefusalKind.Unprocessable,
        "Ce fichier n’est pas un texte en UTF-8. Enregistrez-le en UTF-8, puis renvoyez-le.",
        "This file is not a text in UTF-8. Save it as UTF-8, then send it again."
    );

    /// <summary>It does not begin as a WebVTT file does.</summary>
    public static readonly Refusal NoHeader = new(
        "captions-no-header",
        RefusalKind.Unprocessable,
        "Un fichier WebVTT commence par une ligne « WEBVTT ».",
        "A WebVTT file begins with a line “WEBVTT”."
    );

    /// <summary>A line that should say from when to when does not.</summary>
    public static readonly Refusal BadTiming = new(
        "captions-bad-timing",
        RefusalKind.Unprocessable,
        "Cette ligne doit dire quand le sous-titre s’affiche, comme 00:00:01.000 --> 00:00:04.000.",
        "This line must say when the caption shows, such as 00:00:01.000 --> 00:00:04.000."
    );

    /// <summary>A caption that ends before it begins.</summary>
    public static readonly Refusal EndsFirst = new(
        "captions-end-before-start",
        RefusalKind.Unprocessable,
        "Ce sous-titre finit avant de commencer.",
        "This caption ends before it begins."
    );

    /// <summary>A caption that begins when the video is over.</summary>
    public static readonly Refusal AfterEnd = new(
        "captions-after-end",
        RefusalKind.Unprocessable,
        "Ce sous-titre commence après la fin de la vidéo. Est-ce le bon fichier?",
        "This caption begins after the video’s end. Is it the right file?"
    );

    /// <summary>A caption nobody can read in time.</summary>
    public static readonly Refusal CueTooLong = new(
        "captions-cue-too-long",
        RefusalKind.Unprocessable,
        "Ce sous-titre compte plus de 500 caractères. Coupez-le en plusieurs.",
        "This caption has more than 500 characters. Cut it into several."
    );

    /// <summary>More captions than a video has.</summary>
    public static readonly Refusal TooMany = new(
        "captions-too-many",
        RefusalKind.Unprocessable,
        "Ce fichier compte plus de 5000 sous-titres.",
        "This file has more than 5,000 captions."
    );

    /// <summary>Not one caption in it.</summary>
    public static readonly Refusal Empty = new(
        "captions-empty",
        RefusalKind.Unprocessable,
        "Ce fichier ne contient aucun sous-titre.",
        "This file holds no caption."
    );

    /// <summary>More languages than are kept.</summary>
    public static readonly Refusal TooManyLanguages = new(
        "captions-too-many-languages",
        RefusalKind.Conflict,
        "Ce projet a déjà des sous-titres en huit langues.",
        "This project has captions in eight languages already."
    );

    /// <summary>The same refusal, with the line of the file at which it was found, the first being 1.</summary>
    public static Refusal AtLine(this Refusal refusal, int line) =>
        refusal with
        {
            Text = new LocalText(
                string.Create(CultureInfo.InvariantCulture, $"Ligne {line} : {refusal.Text.Fr}"),
                string.Create(CultureInfo.InvariantCulture, $"Line {line}: {refusal.Text.En}")
            ),
        };
}
