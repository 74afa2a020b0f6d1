extension MailTexts {
    /// The mails in French.
    static let french = MailTexts(
        language: "fr",
        footer: """
            Si vous n’avez pas demandé ce message, vous pouvez l’ignorer.{% if support_email %} Des questions ? \
            {{ support_email }}{% endif %}
            """,
        mails: [
            "verify_email": Mail(
                subject: "Vérifiez votre adresse e-mail",
                title: "Vérifiez votre adresse e-mail",
                text: """
                    Veuillez confirmer que {{ user.email }} est votre adresse{% if application.name %} pour \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Vérifier mon adresse"
            ),
            "verify_email_by_code": Mail(
                subject: "Vérifiez votre adresse e-mail",
                title: "Vérifiez votre adresse e-mail",
                text: "Saisissez ce code pour confirmer que {{ user.email }} est votre adresse.",
                button: nil
            ),
            "auth_email_by_code": Mail(
                subject: "Votre code de connexion",
                title: "Connexion",
                text: "Saisissez ce code pour vous connecter en tant que {{ user.email }}.",
                button: nil
            ),
            "reset_email": Mail(
                subject: "Réinitialisez votre mot de passe",
                title: "Réinitialisez votre mot de passe",
                text: """
                    Un nouveau mot de passe a été demandé pour {{ user.email }}. Si c’était vous, choisissez-en \
                    un maintenant.
                    """,
                button: "Choisir un mot de passe"
            ),
            "reset_email_by_code": Mail(
                subject: "Réinitialisez votre mot de passe",
                title: "Réinitialisez votre mot de passe",
                text: "Saisissez ce code pour choisir un nouveau mot de passe pour {{ user.email }}.",
                button: nil
            ),
            "welcome_email": Mail(
                subject: "Bienvenue",
                title: "Bienvenue chez {{ friendly_name }}",
                text: "Votre compte pour {{ user.email }} est prêt.",
                button: nil
            ),
            "blocked_account": Mail(
                subject: "Votre compte a été bloqué",
                title: "Votre compte a été bloqué",
                text: """
                    Trop de tentatives de connexion ont échoué pour {{ user.email }}{% if user.source_ip %} \
                    depuis {{ user.source_ip }}{% endif %}. Si c’était vous, vous pouvez débloquer votre compte.
                    """,
                button: "Débloquer mon compte"
            ),
            "stolen_credentials": Mail(
                subject: "Votre mot de passe est peut-être connu",
                title: "Changez de mot de passe",
                text: """
                    Le mot de passe de {{ user.email }} est apparu dans une fuite de données. Veuillez en \
                    choisir un autre.
                    """,
                button: "Choisir un mot de passe"
            ),
            "enrollment_email": Mail(
                subject: "Configurez un second facteur",
                title: "Encore une étape",
                text: "Veuillez configurer un second facteur pour {{ user.email }}.",
                button: "Commencer"
            ),
            "mfa_oob_code": Mail(
                subject: "Votre code",
                title: "Votre code",
                text: "Saisissez ce code pour vous connecter en tant que {{ user.email }}.",
                button: nil
            ),
            "user_invitation": Mail(
                subject: """
                    {{ inviter.name }} vous invite à rejoindre \
                    {{ organization.display_name | default: organization.name }}
                    """,
                title: "Vous êtes invité",
                text: """
                    {{ inviter.name }} invite {{ user.email }} à rejoindre \
                    {{ organization.display_name | default: organization.name }}{% if application.name %} sur \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Accepter l’invitation"
            ),
            "async_approval": Mail(
                subject: "Veuillez approuver une demande",
                title: "Une demande attend votre approbation",
                text: """
                    {% if application.name %}{{ application.name }}{% else %}Une application{% endif %} demande \
                    à agir au nom de {{ user.email }}. Consultez la demande avant de l’approuver.
                    """,
                button: "Consulter la demande"
            ),
            "change_password": Mail(
                subject: "Réinitialisez votre mot de passe",
                title: "Réinitialisez votre mot de passe",
                text: """
                    Un nouveau mot de passe a été demandé pour {{ user.email }}. Si c’était vous, choisissez-en \
                    un maintenant.
                    """,
                button: "Choisir un mot de passe"
            ),
            "password_reset": Mail(
                subject: "Réinitialisez votre mot de passe",
                title: "Réinitialisez votre mot de passe",
                text: """
                    Un nouveau mot de passe a été demandé pour {{ user.email }}. Si c’était vous, choisissez-en \
                    un maintenant.
                    """,
                button: "Choisir un mot de passe"
            ),
        ]
    )
}
