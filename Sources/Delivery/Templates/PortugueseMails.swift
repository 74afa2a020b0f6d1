extension MailTexts {
    /// The mails in Portuguese.
    static let portuguese = MailTexts(
        language: "pt",
        footer: """
            Se não pediu esta mensagem, pode ignorá-la.{% if support_email %} Dúvidas? \
            {{ support_email }}{% endif %}
            """,
        mails: [
            "verify_email": Mail(
                subject: "Confirme o seu e-mail",
                title: "Confirme o seu endereço de e-mail",
                text: """
                    Confirme que {{ user.email }} é o seu endereço{% if application.name %} para \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Confirmar endereço"
            ),
            "verify_email_by_code": Mail(
                subject: "Confirme o seu e-mail",
                title: "Confirme o seu endereço de e-mail",
                text: "Introduza este código para confirmar que {{ user.email }} é o seu endereço.",
                button: nil
            ),
            "auth_email_by_code": Mail(
                subject: "O seu código para entrar",
                title: "Entrar",
                text: "Introduza este código para entrar como {{ user.email }}.",
                button: nil
            ),
            "reset_email": Mail(
                subject: "Redefina a sua senha",
                title: "Redefina a sua senha",
                text: "Foi pedida uma nova senha para {{ user.email }}. Se foi você, escolha uma agora.",
                button: "Escolher nova senha"
            ),
            "reset_email_by_code": Mail(
                subject: "Redefina a sua senha",
                title: "Redefina a sua senha",
                text: "Introduza este código para escolher uma nova senha para {{ user.email }}.",
                button: nil
            ),
            "welcome_email": Mail(
                subject: "Bem-vindo",
                title: "Bem-vindo a {{ friendly_name }}",
                text: "A sua conta para {{ user.email }} está pronta.",
                button: nil
            ),
            "blocked_account": Mail(
                subject: "A sua conta foi bloqueada",
                title: "A sua conta foi bloqueada",
                text: """
                    Houve demasiadas tentativas falhadas de entrar como {{ user.email }}{% if user.source_ip %} \
                    a partir de {{ user.source_ip }}{% endif %}. Se foi você, pode desbloquear a conta.
                    """,
                button: "Desbloquear conta"
            ),
            "stolen_credentials": Mail(
                subject: "A sua senha pode ser conhecida",
                title: "Altere a sua senha",
                text: "A senha de {{ user.email }} apareceu numa fuga de dados. Escolha outra.",
                button: "Escolher nova senha"
            ),
            "enrollment_email": Mail(
                subject: "Configure um segundo fator",
                title: "Mais um passo",
                text: "Configure um segundo fator para {{ user.email }}.",
                button: "Começar"
            ),
            "mfa_oob_code": Mail(
                subject: "O seu código",
                title: "O seu código",
                text: "Introduza este código para entrar como {{ user.email }}.",
                button: nil
            ),
            "user_invitation": Mail(
                subject: """
                    {{ inviter.name }} convida-o para \
                    {{ organization.display_name | default: organization.name }}
                    """,
                title: "Recebeu um convite",
                text: """
                    {{ inviter.name }} convida {{ user.email }} a juntar-se a \
                    {{ organization.display_name | default: organization.name }}{% if application.name %} em \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Aceitar convite"
            ),
            "async_approval": Mail(
                subject: "Aprove um pedido",
                title: "Um pedido aguarda a sua aprovação",
                text: """
                    {% if application.name %}{{ application.name }}{% else %}Uma aplicação{% endif %} pede para \
                    agir em nome de {{ user.email }}. Veja o pedido antes de o aprovar.
                    """,
                button: "Ver o pedido"
            ),
            "change_password": Mail(
                subject: "Redefina a sua senha",
                title: "Redefina a sua senha",
                text: "Foi pedida uma nova senha para {{ user.email }}. Se foi você, escolha uma agora.",
                button: "Escolher nova senha"
            ),
            "password_reset": Mail(
                subject: "Redefina a sua senha",
                title: "Redefina a sua senha",
                text: "Foi pedida uma nova senha para {{ user.email }}. Se foi você, escolha uma agora.",
                button: "Escolher nova senha"
            ),
        ]
    )
}
