using GalaPlatform.Common;

namespace GalaPlatform.Projects;

/// <summary>Why a video cannot be used, and what a teacher can do about it.</summary>
public static class MediaProblems
{
    /// <summary>There is not one byte in it.</summary>
    public static readonly MediaProblem EmptyFile = Of(
        "empty-file",
        "Ce fichier est vide. Choisissez la vidéo de nouveau et renvoyez-la.",
        "This file is empty. Choose the video again and send it once more."
    );

    /// <summary>No part of it makes sense as a video.</summary>
    public static readonly MediaProblem UnreadableVideo = Of(
        "unreadable-video",
        "Ce fichier ne peut pas être lu comme une vidéo. S’il joue sur votre appareil, exportez-le en MP4 et renvoyez-le.",
        "This file cannot be read as a video. If it plays on your device, export it as MP4 and send it again."
    );

    /// <summary>It is another kind of file: a page, an archive, a document.</summary>
    public static readonly MediaProblem NotAVideo = Of(
        "not-a-video",
        "Ce fichier n’est pas une vidéo. Envoyez un fichier MP4, MOV, WebM, MKV, AVI ou MPEG.",
        "This file is not a video. Send an MP4, MOV, WebM, MKV, AVI or MPEG file."
    );

    /// <summary>Only a part of the file arrived, or was ever written.</summary>
    public static readonly MediaProblem CutOff = Of(
        "cut-off",
        "Il manque une partie de cette vidéo. Vérifiez qu’elle joue jusqu’au bout, puis renvoyez-la.",
        "A part of this video is missing. Check that it plays to its end, then send it again."
    );

    /// <summary>Sound without a picture.</summary>
    public static readonly MediaProblem SoundOnly = Of(
        "sound-only",
        "Ce fichier ne contient que du son. Ajoutez-y une image et exportez-le en vidéo.",
        "This file holds only sound. Add a picture to it and export it as a video."
    );

    /// <summary>One picture.</summary>
    public static readonly MediaProblem StillPicture = Of(
        "still-picture",
        "Ce fichier est une image fixe. Faites-en une vidéo d’au moins une seconde.",
        "This file is a still picture. Make it a video of at least one second."
    );

    /// <summary>Written in a way that is not taken.</summary>
    public static readonly MediaProblem CodecNotAllowed = Of(
        "codec-not-allowed",
        "Cette vidéo est enregistrée dans un format rare. Exportez-la en MP4 (H.264) et renvoyez-la.",
        "This video is recorded in a rare format. Export it as MP4 (H.264) and send it again."
    );

    /// <summary>Longer than an hour.</summary>
    public static readonly MediaProblem TooLong = Of(
        "too-long",
        "Cette vidéo dure plus d’une heure. Raccourcissez-la ou coupez-la en parties.",
        "This video is longer than an hour. Shorten it or cut it into parts."
    );

    /// <summary>Shorter than anybody can see.</summary>
    public static readonly MediaProblem TooShort = Of(
        "too-short",
        "Cette vidéo est trop courte pour être montrée.",
        "This video is too short to be shown."
    );

    /// <summary>More pixels than are taken.</summary>
    public static readonly MediaProblem TooLarge = Of(
        "picture-too-large",
        "L’image de cette vidéo est trop grande. Exportez-la en 1080p (1920 × 1080) et renvoyez-la.",
        "The picture of this video is too large. Export it in 1080p (1920 × 1080) and send it again."
    );

    /// <summary>Fewer pixels than make a picture.</summary>
    public static readonly MediaProblem TooSmall = Of(
        "picture-too-small",
        "L’image de cette vidéo est trop petite pour être montrée.",
        "The picture of this video is too small to be shown."
    );

    /// <summary>Too many pictures a second.</summary>
    public static readonly MediaProblem TooFast = Of(
        "frame-rate-too-high",
        "Cette vidéo compte trop d’images par seconde. Exportez-la à 30 ou 60 images par seconde.",
        "This video has too many frames per second. Export it at 30 or 60 frames per second."
    );

    /// <summary>Too many tracks.</summary>
    public static readonly MediaProblem TooManyStreams = Of(
        "too-many-streams",
        "Ce fichier contient trop de pistes. Exportez-le avec une seule image et un seul son.",
        "This file holds too many tracks. Export it with one picture and one sound."
    );

    /// <summary>It took longer than any honest video does.</summary>
    public static readonly MediaProblem TooSlow = Of(
        "took-too-long",
        "Le traitement de cette vidéo a pris trop de temps. Exportez-la en MP4 (H.264) et renvoyez-la.",
        "Processing this video took too long. Export it as MP4 (H.264) and send it again."
    );

    /// <summary>Tried several times, to no avail.</summary>
    public static readonly MediaProblem TranscodingFailed = Of(
        "transcoding-failed",
        "La vidéo n’a pas pu être préparée. Réessayez; si cela se répète, exportez-la en MP4 (H.264).",
        "The video could not be prepared. Try again; if it happens again, export it as MP4 (H.264)."
    );

    /// <summary>What was made does not hold what the channel needs of it.</summary>
    public static readonly MediaProblem SpliceFailed = Of(
        "splice-check-failed",
        "La vidéo a été préparée, mais le résultat ne s’enchaîne pas avec les autres. Réessayez; si cela se répète, exportez-la en MP4 (H.264).",
        "The video was prepared, but the result does not join with the others. Try again; if it happens again, export it as MP4 (H.264)."
    );

    /// <summary>No failure: it is tried again by itself.</summary>
    public static readonly MediaProblem WaitingForDisk = Of(
        "waiting-for-disk",
        "La vidéo attend: il n’y a plus de place sur le disque de la plateforme. Le travail reprendra de lui-même.",
        "The video waits: the platform’s disk is full. The work will go on by itself."
    );

    /// <summary>No failure: it is tried again by itself.</summary>
    public static readonly MediaProblem WaitingForStore = Of(
        "waiting-for-store",
        "La vidéo attend: l’espace de stockage de la plateforme ne répond pas. Le travail reprendra de lui-même.",
        "The video waits: the platform’s storage does not answer. The work will go on by itself."
    );

    /// <summary>The renditions are not all there any more.</summary>
    public static readonly MediaProblem VideoMissing = Of(
        "video-missing",
        "La vidéo préparée est introuvable dans l’espace de stockage. Réessayez pour la préparer de nouveau.",
        "The prepared video is not found in the storage. Try again to prepare it anew."
    );

    /// <summary>The blob store does not have it any more.</summary>
    public static readonly MediaProblem OriginalMissing = Of(
        "original-missing",
        "Le fichier envoyé est introuvable dans l’espace de stockage. Envoyez-le de nouveau.",
        "The file that was sent is not found in the storage. Send it again."
    );

    private static readonly Dictionary<string, MediaProblem> ByCode = typeof(MediaProblems)
        .GetFields()
        .Select(field => (MediaProblem)field.GetValue(null)!)
        .ToDictionary(problem => problem.Code);

    /// <summary>The problem of a code that was stored; a code that is no longer in use reads as <see cref="TranscodingFailed"/>.</summary>
    public static MediaProblem Named(string code) => ByCode.GetValueOrDefault(code, TranscodingFailed);

    private static MediaProblem Of(string code, string fr, string en) => new(code, new LocalText(fr, en));
}
