import Wire

/// Hashes that Python's hashlib, bcrypt, argon2-cffi and passlib and OpenSSL's command line made.
enum PasswordVectors {
    /// What was hashed unless a vector says otherwise.
    static let password = "correct horse"

    /// Hashes whose text names their scheme.
    static let texts = [
        "$2b$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
        "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
        "$argon2id$v=19$m=1024,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrCfUfGL6p4s+3/dK55iDYUs",
        "$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$DvOFzkGfq+KnIJd6iT3E79g7tvGBhMTX1w99hbpDw54",
        "$argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$y96myaPE0Yka+4diMQ570p7TvVIoK+r/eXaW5O3Wo9s",
        "$argon2i$v=16$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$DwYXfuK5g1jV/5JRqsfsK7j0SsTluir8",
        "$argon2i$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$DwYXfuK5g1jV/5JRqsfsK7j0SsTluir8",
        "$pbkdf2-md4$i=1000,l=20$TmFDbDEyMzQ$8f7AILyyersC2x862R6AeYCZ9js",
        "$pbkdf2-md5$i=1000,l=20$TmFDbDEyMzQ$+OHceUEhrbRpeJdoqKPPckjMYbQ",
        "$pbkdf2-RSA-SHA1-2$i=1000,l=20$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E",
        "$pbkdf2-sha1WithRSAEncryption$i=1000,l=20$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E",
        "$pbkdf2-sha256$i=1000,l=20$TmFDbDEyMzQ$CWSNiMVTuHI9yCPRXhcWPTEQpdc",
        "$pbkdf2-sha512$i=1000,l=20$TmFDbDEyMzQ$DSKMDNYalrqK50qhwHk1oTJY2gE",
        "$pbkdf2-ripemd160WithRSA$i=1000,l=20$TmFDbDEyMzQ$QNYkYsxb7ri4wT7YCZYaXVnSqYo",
        "$pbkdf2-whirlpool$i=1000,l=20$TmFDbDEyMzQ$O9Bd8YfENZLj3X5XkayT/dy2TWs",
        "{MD5}PLTnMmMfR+brlh80VUt83g==",
        "{md5}PLTnMmMfR+brlh80VUt83g",
        "{SMD5}a3GqqdEIQjNpXX3ydPLYVHNhbHRTQUxU",
        "{SHA}L55TUjtiq8FBorTWAZ0jy6g129A=",
        "{SSHA}zxHS3beXBeXeJwktPkJ1Mi5PO/tzYWx0U0FMVA==",
        "{SHA224}vmeOyw4eE/0MFECZX0MiXKg662Zxfo6nkLhn8g==",
        "{SSHA224}XaKufxtX1SYBpytEqoNz344udl4zc1jc/inDnnNhbHRTQUxU",
        "{SHA256}QQTTb42iwlQ0n4WDZ5Pr4CngyVcGOjTJHC6SAxh7VjE=",
        "{SSHA256}drM+3cqVtSdA/BAoLMZPDQAK6mEuzMpdgQQ5kgkdpTFzYWx0U0FMVA==",
        "{SHA384}ArIKby67E2Cppg9M+QhXNj7UGcAisSFWfOX5HG45Zk+3j9YCNMSli1v8cUWumDKS",
        "{SSHA384}jQRuCy1r9CHpK5Fz8U0Y6bDA8lxzVgoePvq3XzopzVjbKw/6juwLYs/tyffqeH7bc2FsdFNBTFQ=",
        "{SHA512}VraY3v7bWkNbY0r+MyC7rz/c2SC2xQOkRvx7endrKY1HnRumqLYXgI6wv1ec6aldZoNHvKtxSQhayTyyeZUZew==",
        """
        {SSHA512}L973saL9v4VelsUVLtxHGQvGWx/l+35krRr/JMZVDTcse3hycsoJ29NrFsEpUJXXMd0r2P9wzeQBUVZuEvHlUnNhbHRTQUxU
        """,
        """
        {CRYPT}$6$rounds=1000$saltstring$YiR6NSM0LQXmu7vAhkMXfkdYk7qtFouVx1Mdr3HmzXspT8kONjlpU3CsV7ezCB62uXJoAdaag\
        sH4ck7/tB9js.
        """,
        """
        {CRYPT}$6$saltstring$.r0X7ub5wGR2v4Xz7svCIozfnlorFh19V89t8KC9Umd81uGhFgsyTRNyzQDXDIm17fFcR9z3z7oBNdsyYBbtm/
        """,
        "{crypt}$5$saltstring$vc6YOOogU4kWVvwga8e9zTFgKcy4tb5LaPxIiPJzqEC",
        "{CRYPT}$1$saltstri$CVtlMpOHug1.jDUbVpFvB1",
        "{CRYPT}abhfCpXqd4GrI",
        "{CRYPT}$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
    ]

    /// `custom_password_hash` objects.
    static let objects: [JSONObject] =
        [
            digest("md4", "b4fe5d2ad49f136f957a7a6b1c029cd2"),
            digest("md5", "3CB4E732631F47E6EB961F34554B7CDE"),
            digest("sha1", "2f9e53523b62abc141a2b4d6019d23cba835dbd0"),
            digest("sha256", "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631"),
            digest(
                "sha512",
                """
                56b698defedb5a435b634afe3320bbaf3fdcd920b6c503a446fc7b7a776b298d\
                479d1ba6a8b617808eb0bf579ce9a95d668347bcab7149085ac93cb27995197b
                """
            ),
            digest("md5", "bpVbpyoSSyQpCd1g0t8g6g==", "base64", salt: ["value": "abc123"]),
            digest("sha1", "BWb0H2JVtNAfVZWCBsXpwkSXACA=", "base64", salt: ["value": "abc123", "position": "prefix"]),
            digest(
                "sha1",
                "BWb0H2JVtNAfVZWCBsXpwkSXACA",
                "base64",
                salt: ["value": "616263313233", "encoding": "hex"]
            ),
            digest(
                "sha256",
                "EbxP5JB4gGdxJBrSMS4MP6B3FcLLhM-pLRZKFH0wzF0",
                "base64",
                salt: ["value": "YWJjMTIz", "encoding": "base64"]
            ),
            digest(
                "sha1",
                "2f5958522357ff467320973903b93eabebd3dc13",
                salt: ["value": "abc123", "position": "suffix"]
            ),
            hmac("md4", "888cdd14b4af829dff4abc72fef4dd23"),
            hmac("md5", "27d46a63ca2c3b5106f642d2c2b248fa"),
            hmac("ripemd160", "ff5467e205aa328e47224243c0b1a7e4599dcde4"),
            hmac("sha1", "14587053ac88725656b33333a8d0a6c6a93d7f12"),
            hmac("sha1", "9338ba52bdc96eeac404f24ffe9d11035a31d3cd", salt: ["value": "abc123"]),
            hmac("sha224", "f604c3f02df74eab58e00792a49c9ed0b22b8d3b2c847e6c3b88dae5"),
            hmac("sha256", "fb104cf86ddc3555d694ffc0f40591ef88d42dfeb644125cd4439fa1ada4358f"),
            hmac(
                "sha384",
                """
                9cec6169975b9ec94be9813cbd5be9026fda87def5ec8187\
                7c3bf1c1e65efa50a4090788a764f9e1a2ac77aed3ae10c8
                """
            ),
            hmac(
                "sha512",
                """
                430d8f441cc4ffe82f4de8cfcac92c9c1a75c4647e279d2a5f84c41c66f5ec7b\
                04fe4cc46a2a9d51124b9ae6555075367cd1b4620a57ae7737f4e8801a9725ae
                """
            ),
            hmac(
                "whirlpool",
                """
                6331ebbb9c44f24b77f58002f67cf3c6080e1ea052092a8951e0da84031f0c22\
                320c119a35c87e0fec4a3f8b360de06e079e3c57e8d345c4641ee080badd5f91
                """
            ),
            [
                "algorithm": "scrypt", "keylen": 32, "cost": 4096, "salt": ["value": "abc123", "encoding": "utf8"],
                "hash": [
                    "value": "e9c840d0eaa8faf3aec58dd1eabc709566aa1ce99953e573149aef29b6cec6eb", "encoding": "hex",
                ],
            ],
            [
                "algorithm": "scrypt", "keylen": 64, "salt": ["value": "abc123"],
                "hash": [
                    "value": """
                    HbVXZy8F6HX3EwVhtBSK5HvJ9eoBIyxSzdykL2qcYrspPzMaa8TJS25dpSwTFzjFFmzIMhB4Jcxxjes8EmEEaA==
                    """,
                    "encoding": "base64",
                ],
            ],
            [
                "algorithm": "bcrypt", "salt": ["value": "pepper"],
                "hash": ["value": "$2b$04$abcdefghijklmnopqrstuu9HCMp22flmnIZfSdymLR3H62gbgN6qS"],
            ],
            [
                "algorithm": "bcrypt",
                "hash": [
                    "value": "$2b$04$abcdefghijklmnopqrstuu9HCMp22flmnIZfSdymLR3H62gbgN6qS",
                    "salt": ["value": "pepper"],
                ],
            ],
            [
                "algorithm": "bcrypt", "salt": ["value": "pepper", "position": "suffix"],
                "hash": ["value": "$2b$04$abcdefghijklmnopqrstuugEH5s5r3zGAd2.thRclysskVPVf1JhW", "encoding": "utf8"],
            ],
            [
                "algorithm": "pbkdf2",
                "hash": [
                    "value": """
                    $pbkdf2-sha512$TmFDbDEyMzQ$+Y830JqOm91xTPiuiBUyaWx46U4X9ygianDiXTbULrv9zUo/WbdJhV6F7wnCNvyc2clLWjC\
                    +S/a/sesL80XfvA
                    """
                ],
            ],
        ]

    static func digest(
        _ algorithm: String,
        _ value: String,
        _ encoding: String = "hex",
        salt: JSONValue? = nil
    ) -> JSONObject {
        var object: JSONObject = ["algorithm": .string(algorithm)]
        object["hash"] = ["value": .string(value), "encoding": .string(encoding)]
        if let salt { object["salt"] = salt }
        return object
    }

    static func hmac(_ digest: String, _ value: String, salt: JSONValue? = nil) -> JSONObject {
        var object: JSONObject = ["algorithm": "hmac"]
        object["hash"] = [
            "value": .string(value), "encoding": "hex", "digest": .string(digest),
            "key": ["value": "736868", "encoding": "hex"],
        ]
        if let salt { object["salt"] = salt }
        return object
    }
}
