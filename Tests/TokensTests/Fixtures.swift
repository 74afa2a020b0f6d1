import Wire

/// Keys and certificates that OpenSSL's command line made.
enum Fixtures {
    /// P-256, for `C=JP, ST=Tokyo, O=Client, CN=client.example.org`.
    static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIB7DCCAZGgAwIBAgIUIPxL3N/DUjPpIi62ls5gRjMHC1QwCgYIKoZIzj0EAwIw
        SzELMAkGA1UEBhMCSlAxDjAMBgNVBAgMBVRva3lvMQ8wDQYDVQQKDAZDbGllbnQx
        GzAZBgNVBAMMEmNsaWVudC5leGFtcGxlLm9yZzAeFw0yNjExMjEwMzU3MjBaFw0z
        NjExMTgwMzU3MjBaMEsxCzAJBgNVBAYTAkpQMQ4wDAYDVQQIDAVUb2t5bzEPMA0G
        A1UECgwGQ2xpZW50MRswGQYDVQQDDBJjbGllbnQuZXhhbXBsZS5vcmcwWTATBgcq
        hkjOPQIBBggqhkjOPQMBBwNCAASXo28C827ccxR0BwYapcc+JfuzerH+8E0IEqtD
        o6W8Zzpf67UHxb5cPG36u68TM3vi1Qv5ZYsSczpLzXqpTEFRo1MwUTAdBgNVHQ4E
        FgQUeClJ4/+ZsRx/i6JuSZEHzFqXcr4wHwYDVR0jBBgwFoAUeClJ4/+ZsRx/i6Ju
        SZEHzFqXcr4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAnEQz
        lTfjOj6z12anODI6hvj51xJnCOJ8DP9UmYmg6jECIQCeFTieRhtgzgkjLwgPzZsW
        tVI3YfbCbS8W6FIzb+8icw==
        -----END CERTIFICATE-----

        """

    /// What `openssl crl2pkcs7 -nocrl` makes of it.
    static let pkcs7PEM = """
        -----BEGIN PKCS7-----
        MIICGwYJKoZIhvcNAQcCoIICDDCCAggCAQExADALBgkqhkiG9w0BBwGgggHwMIIB
        7DCCAZGgAwIBAgIUIPxL3N/DUjPpIi62ls5gRjMHC1QwCgYIKoZIzj0EAwIwSzEL
        MAkGA1UEBhMCSlAxDjAMBgNVBAgMBVRva3lvMQ8wDQYDVQQKDAZDbGllbnQxGzAZ
        BgNVBAMMEmNsaWVudC5leGFtcGxlLm9yZzAeFw0yNjExMjEwMzU3MjBaFw0zNjEx
        MTgwMzU3MjBaMEsxCzAJBgNVBAYTAkpQMQ4wDAYDVQQIDAVUb2t5bzEPMA0GA1UE
        CgwGQ2xpZW50MRswGQYDVQQDDBJjbGllbnQuZXhhbXBsZS5vcmcwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAASXo28C827ccxR0BwYapcc+JfuzerH+8E0IEqtDo6W8
        Zzpf67UHxb5cPG36u68TM3vi1Qv5ZYsSczpLzXqpTEFRo1MwUTAdBgNVHQ4EFgQU
        eClJ4/+ZsRx/i6JuSZEHzFqXcr4wHwYDVR0jBBgwFoAUeClJ4/+ZsRx/i6JuSZEH
        zFqXcr4wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAnEQzlTfj
        Oj6z12anODI6hvj51xJnCOJ8DP9UmYmg6jECIQCeFTieRhtgzgkjLwgPzZsWtVI3
        YfbCbS8W6FIzb+8iczEA
        -----END PKCS7-----

        """

    /// RSA-2048 in PKCS #1.
    static let pkcs1PEM = """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAs+2q6vcetTJ5rl5On7W51ZYgwFEpL34332cWgWYsTPNncyL//Ms8
        evv1Lc2jCLXOr2LW7TTDaY4F4Ub5dHZ0bAXCrzUxgol5DDHaCo0bFKZ/joM9c1Eu
        bu7i/MOfnmMT8WTRYZhAe84vfffXU8n6iAaNGRuOtvvSRhkcGVEXRa9q7sAZxiUB
        ytaqi5OgEr2ymDOANDDbgk95KGfF4js9JGglz6OwEPbaqfeNfiL2TjfB9sdCWpR9
        axA7A9IN+wQDdc2PdCo2Zt4YX6swO+hT5eNpeSwhLC8qIzIkQ1cETic6IiRtCJQY
        3uETa558zECZuys/c+QgI9Xs04wgs1LRRwIDAQAB
        -----END RSA PUBLIC KEY-----

        """

    /// The same key as `SubjectPublicKeyInfo`.
    static let spkiPEM = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs+2q6vcetTJ5rl5On7W5
        1ZYgwFEpL34332cWgWYsTPNncyL//Ms8evv1Lc2jCLXOr2LW7TTDaY4F4Ub5dHZ0
        bAXCrzUxgol5DDHaCo0bFKZ/joM9c1Eubu7i/MOfnmMT8WTRYZhAe84vfffXU8n6
        iAaNGRuOtvvSRhkcGVEXRa9q7sAZxiUBytaqi5OgEr2ymDOANDDbgk95KGfF4js9
        JGglz6OwEPbaqfeNfiL2TjfB9sdCWpR9axA7A9IN+wQDdc2PdCo2Zt4YX6swO+hT
        5eNpeSwhLC8qIzIkQ1cETic6IiRtCJQY3uETa558zECZuys/c+QgI9Xs04wgs1LR
        RwIDAQAB
        -----END PUBLIC KEY-----

        """

    /// RSA of 1024 bits.
    static let weakPEM = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDW3Uz/CD2QzkA93Y/F4gJMVGNB
        zRGNJRUbBMNEo1yjl2khSgdZevs6hCa/ZAOOS3kOL3vWEdM6qhFIY1Y8tKCJlqJX
        EwzeTnMAP2B+iOG+bMsBoNFdfrZCKE4Yv5Jzlp3lw+7ir7ijcdiKboq8ooa4bsSa
        KIsB4+rsLrRm+VZPcQIDAQAB
        -----END PUBLIC KEY-----

        """

    /// A key on secp256k1, a curve without an algorithm here.
    static let otherCurvePEM = """
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE9H85GulHYBiUTKk7/s8tJmyhPnzaCTf/
        YoBIRxzxRZGiODUhnhFvnDPImM7BnQWOgCs+Q7bhInVbAL6ercBwvg==
        -----END PUBLIC KEY-----

        """

    /// The bytes of a text in base64url.
    static func bytes(_ text: String) -> [UInt8] { Base64.decode(text) ?? [] }
}
