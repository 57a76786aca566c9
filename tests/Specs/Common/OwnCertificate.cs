using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GalaPlatform.Tests.Specs.Common;

/// <summary>A certificate for this machine, which nobody but these tests trusts.</summary>
public static class OwnCertificate
{
    private static readonly Lazy<X509Certificate2> Certificate = new(Make);

    /// <summary>Trusts it, and no other that the system does not trust.</summary>
    public static SslClientAuthenticationOptions Trusted =>
        new() { RemoteCertificateValidationCallback = (_, shown, _, errors) => IsTrusted(shown, errors) };

    public static bool IsTrusted(X509Certificate? shown, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None || shown?.GetCertHashString() == Certificate.Value.GetCertHashString();

    /// <summary>Writes it where a server reads it, without a password.</summary>
    public static string WriteTo(string folder)
    {
        var file = Path.Combine(folder, "certificate.pfx");
        File.WriteAllBytes(file, Certificate.Value.Export(X509ContentType.Pkcs12));
        return file;
    }

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
