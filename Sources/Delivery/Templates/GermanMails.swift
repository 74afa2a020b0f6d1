extension MailTexts {
    /// The mails in German.
    static let german = MailTexts(
        language: "de",
        footer: """
            Wenn Sie diese Nachricht nicht angefordert haben, können Sie sie ignorieren.{% if support_email %} \
            Fragen? {{ support_email }}{% endif %}
            """,
        mails: [
            "verify_email": Mail(
                subject: "Bestätigen Sie Ihre E-Mail-Adresse",
                title: "Bestätigen Sie Ihre E-Mail-Adresse",
                text: """
                    Bitte bestätigen Sie, dass {{ user.email }} Ihre Adresse{% if application.name %} für \
                    {{ application.name }}{% endif %} ist.
                    """,
                button: "Adresse bestätigen"
            ),
            "verify_email_by_code": Mail(
                subject: "Bestätigen Sie Ihre E-Mail-Adresse",
                title: "Bestätigen Sie Ihre E-Mail-Adresse",
                text: """
                    Geben Sie diesen Code ein, um zu bestätigen, dass {{ user.email }} Ihre Adresse ist.
                    """,
                button: nil
            ),
            "auth_email_by_code": Mail(
                subject: "Ihr Code zum Anmelden",
                title: "Anmelden",
                text: "Geben Sie diesen Code ein, um sich als {{ user.email }} anzumelden.",
                button: nil
            ),
            "reset_email": Mail(
                subject: "Setzen Sie Ihr Passwort zurück",
                title: "Setzen Sie Ihr Passwort zurück",
                text: """
                    Für {{ user.email }} wurde ein neues Passwort angefordert. Wenn Sie das waren, wählen Sie \
                    jetzt eines.
                    """,
                button: "Neues Passwort wählen"
            ),
            "reset_email_by_code": Mail(
                subject: "Setzen Sie Ihr Passwort zurück",
                title: "Setzen Sie Ihr Passwort zurück",
                text: "Geben Sie diesen Code ein, um ein neues Passwort für {{ user.email }} zu wählen.",
                button: nil
            ),
            "welcome_email": Mail(
                subject: "Willkommen",
                title: "Willkommen bei {{ friendly_name }}",
                text: "Ihr Konto für {{ user.email }} ist bereit.",
                button: nil
            ),
            "blocked_account": Mail(
                subject: "Ihr Konto wurde gesperrt",
                title: "Ihr Konto wurde gesperrt",
                text: """
                    Es gab zu viele fehlgeschlagene Anmeldungen als {{ user.email }}{% if user.source_ip %} von \
                    {{ user.source_ip }}{% endif %}. Wenn Sie das waren, können Sie Ihr Konto entsperren.
                    """,
                button: "Konto entsperren"
            ),
            "stolen_credentials": Mail(
                subject: "Ihr Passwort ist möglicherweise bekannt",
                title: "Ändern Sie Ihr Passwort",
                text: """
                    Das Passwort von {{ user.email }} ist in einem Datenleck aufgetaucht. Bitte wählen Sie ein \
                    anderes.
                    """,
                button: "Neues Passwort wählen"
            ),
            "enrollment_email": Mail(
                subject: "Richten Sie einen zweiten Faktor ein",
                title: "Noch ein Schritt",
                text: "Bitte richten Sie einen zweiten Faktor für {{ user.email }} ein.",
                button: "Beginnen"
            ),
            "mfa_oob_code": Mail(
                subject: "Ihr Code",
                title: "Ihr Code",
                text: "Geben Sie diesen Code ein, um sich als {{ user.email }} anzumelden.",
                button: nil
            ),
            "user_invitation": Mail(
                subject: """
                    {{ inviter.name }} lädt Sie zu {{ organization.display_name | default: organization.name }} \
                    ein
                    """,
                title: "Sie wurden eingeladen",
                text: """
                    {{ inviter.name }} lädt {{ user.email }} ein, \
                    {{ organization.display_name | default: organization.name }}{% if application.name %} auf \
                    {{ application.name }}{% endif %} beizutreten.
                    """,
                button: "Einladung annehmen"
            ),
            "async_approval": Mail(
                subject: "Bitte bestätigen Sie eine Anfrage",
                title: "Eine Anfrage wartet auf Ihre Zustimmung",
                text: """
                    {% if application.name %}{{ application.name }}{% else %}Eine Anwendung{% endif %} möchte im\
                     Namen von {{ user.email }} handeln. Sehen Sie sich die Anfrage an, bevor Sie zustimmen.
                    """,
                button: "Anfrage ansehen"
            ),
            "change_password": Mail(
                subject: "Setzen Sie Ihr Passwort zurück",
                title: "Setzen Sie Ihr Passwort zurück",
                text: """
                    Für {{ user.email }} wurde ein neues Passwort angefordert. Wenn Sie das waren, wählen Sie \
                    jetzt eines.
                    """,
                button: "Neues Passwort wählen"
            ),
            "password_reset": Mail(
                subject: "Setzen Sie Ihr Passwort zurück",
                title: "Setzen Sie Ihr Passwort zurück",
                text: """
                    Für {{ user.email }} wurde ein neues Passwort angefordert. Wenn Sie das waren, wählen Sie \
                    jetzt eines.
                    """,
                button: "Neues Passwort wählen"
            ),
        ]
    )
}
