/// A key of 3072 bits and a key wrapped for it with the `openssl` command: `pkeyutl` with OAEP and SHA-256, then `enc
/// -id-aes256-wrap-pad`.
///
/// What is wrapped are the bytes 0 to 31.
enum WrappedExample {
    /// The private key, PKCS #8, in URL-safe Base64.
    static let privateKey = """
        MIIG_gIBADANBgkqhkiG9w0BAQEFAASCBugwggbkAgEAAoIBgQDEn31-9FOmT9298L0q--ocvY7vPQEfDLXEGUYPY0NqxeEViUsr\
        Qu0QSzIOInsiV1d0QduegxA5BLyETVDhUuiH8JD90ZtLB7rmVDR3pUW58yZ00stWWnfgDre3WbOEszjyrczdfjbUDACAbNK44AgD\
        DtHnqxzHMSc7g8LjsWmsiAO_u8G4_ATnr3F8C7cJFUElGopGF1HoT2QQtm9vi8VwdOpuX8g74MfQxtku3cRiei7ISy0iyeT9sKrX\
        Fx4adYnvMzIp41BGEqMzV25LjMLcrMVjIe8LYdJPuI0bB7IKSzCMjtLfVXzMpL6EpqqUgHwN5zOEw9AkySVhKVmLsUO7gltyQWS-\
        lNNhD7A7lcIDFk6D8zLVSC2Tq92eChovJkH8L5UgdmKTVK7rbmsuH3EhSfvzO5Xy5Ykx8y-\
        vhcgn07NhNQIc0T8NcLIaTvYMmXvkYyoevcT52qn45zECyw68YwQwdKRPCnXF9qAjwPnemW8RzvRDNhJ0eD6WsMiGV3sCAwEAAQK\
        CAYAFkT0yHA7w9ZqiEdqkCJqvZ6VQHC_CRk-F7EVHPZifbFecOX_5tfJqdLFHzy13YnZlIfxATRZngZJ-QzDYFcs5wNO01tDehgC\
        Ccb3ulAJuanZwoQta4u2OrZFWzWEU5SeRT4nZIlrBFE9AqP7VIfAizgee11cq7gxeALQYUwyv8vClkYEXEM5palanRtmkQIgmBHi\
        ygAnfWb12mlkmFRS-bhZj5lhlbE7xbWqhi2v6cdqN7KWsMiqcDaWODjyETpxQHDAjNFGXdbL8ikAbEaDn6oQk0Owhejfj4Yp_4X-\
        Wr43dBKVOnwkj7o1kKcvdLY-JR1Ngb1ksHCzKaBnVQMmQb2NLTO-QbX1adq1A10A0-\
        hERvRcXqer1TaErq4YFdaQBxOaAeceGduQX2TsCgIN75dC7Bp9jdEe1VSVj1fnG1Xfoe2Y0hDwM5s7swKW9jT9Tca_7DEV4HQM-\
        Xl0Ur2eqVzOAIDZXwn05JXha-pG-xwReZ2hBMsq34Zq9h6nXpPkCgcEA--NFdQcuO5VtmkufNuHpOs3Oxqk_TasY2qRhptFFNtG_\
        0sjh3Xzzpruf1nVCLN4ORDQTyXvpLtnL4VZYzkm_AttVLYbAnilUaqUg8GwisG05ir5Ym12aiB1tPRGuK5SdKJ-Km4QZRhlJkn_f\
        vGuflHEEH8u9-\
        3yDG_KfJnJojd0gF6e9t9alUGD2EuW19Pquu9eB46ImMNLo5A0xlsFBDOtpIzD9xu5_08ZrJiOaWiqlB345qKn1gZpkLWhXmcfPA\
        oHBAMfVP20Dkguwyg0gUjuPxK4LeAOPr7tdyMG5BTpdCLDT6NorJ_gA8ZXKCQO-\
        5peJ3bz7F6vSXz2riPfEzm3bMlS7qcoCNn5cQlB_SsvOSf0i2DUx-oq2BPdVcaADLdgdDYY6bNR2T1aOOvwihxED4X8OgA5jI_gx\
        FVCD-5d28GOqsHLlawigNQ7Xv5WcUWa3d2R2ZjuIcSkqPWtEHaCrn40idn6Qy42-\
        G22nsxD8JA53pOsHwFw7GTkWa9gZBmE0lQKBwHuX97PFkzTfTElCQ9wtG0CkTYqC7zHP-0EFGXk-A-UzJBlsQg9oyTENrQ8QuCjF\
        yGBE4VSivTck3PozYR3PZ68iKfhNv2ObyfUOE0yE8rx4y5w9a8LIOhQBxGELtNdjc33EUsGeHrybmdMNdZ3BfSrcDXcAhLbKUJa9\
        BMRbrNu3HZEd2GRFKRZ4jSWWmyKagnRe-TfVj0Gzq1yC8MsVBjMtq4f9-PfMfOJP4LF1FL6bYCB-GhKdWn5-\
        YBs7sIgfVwKBwQCHWvtONPfssT_66iSpMXWQSjZtexsWN60vAsr2wGONmswDUu4Mv17kDehTQDBi_sBSLGXZPXLDi_gHk6gboziR\
        Slf0e9E7f_RvH_mi2MUnED4Qshy5bhcpDRgcwWqBExTBEbv7oXOV9lsfw6dnMBDChijZFfAcQerlEbEN5ENpzwkbmigIvLOTrTGY\
        _jvo7maRht0yf_XeYz0c9hN3bChzaZ-HlT47cUSU3t2cqJ0nq4TqqeJy1pj8ISLFShYXK40CgcEA0kuFuRGXRNFewwnracdnMQyQ\
        -26SaGIzPzxShczMSOFMaR5-z9UncT7XIqRTyQGRyYw6GY8rURpGOyf1udC4x40kLeE-w0qAZZei8jBtkJqa0gT5Vb01GGTN-\
        0wy9zcrMynmuDun06ea2IWxFVcHyuIePfQ9u5PlJWiblPdchsskjM-NRH-\
        Gm1Ya50WLvszfz858n_K2j8HvYYBamcgzsFqNhmKp3LE1GIc6s_aoaRrLoEK3oZ1ZApZuX3kcfg-u
        """

    /// The wrapped key, in Base64.
    static let wrapped = """
        bWbMmWF/8XKx9B1Ys7+RUfA4KOPBLsoPpaNM5r9VYFSrImNwUXdAxHPCg4zwWzfNJbKso/jWlME8vbvwf24td8VxaS8S4taGYJ1C\
        CJEVPhhKlXJ7FKlqGJ4YjXSt9XBSEL7Y0sDEv64Pem5+xuk7R5iqzP4oHO6tuTN8gfquWwnkY6XcIRodPsLZuxMTgrx/yLc9WWkj\
        WtSalF9fP7MyUccWz1maunGVYrUfIg/rD1OmeGN8KR3IY0dyj8ZJM495Eq9D8OO3CIND2N38GEZh2ugS9C9qmahLB6ijVir2R6Wa\
        ob74/wKY7wAO8MNh46Agg/xKE97Gt1/5NcNYF+GpvvOpcR9O0SJKADHNEVRoStpNyBPRk6zz/UjGh2u2rFLAG+RpWDIVZeVX8zi4\
        wFIuSPDTQb4tQhhR92CSAYxD43a4NPLGZDYfuWqYzq00kpEGXIgiemvCvGFz/Zu0D6d9dgC6SolIhAP99dlByLGBLZVyHNkH2TCe\
        MKpUYsv3mkP2Ul7DTcXszWklYXNu7+zo1SopX2U6wjK425d3dg6SHHLQdR92foQV6w==
        """
}
