extension MailTexts {
    /// The mails in Spanish.
    static let spanish = MailTexts(
        language: "es",
        footer: """
            Si no ha solicitado este mensaje, puede ignorarlo.{% if support_email %} ¿Preguntas? \
            {{ support_email }}{% endif %}
            """,
        mails: [
            "verify_email": Mail(
                subject: "Verifique su correo electrónico",
                title: "Verifique su correo electrónico",
                text: """
                    Confirme que {{ user.email }} es su dirección{% if application.name %} para \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Verificar mi dirección"
            ),
            "verify_email_by_code": Mail(
                subject: "Verifique su correo electrónico",
                title: "Verifique su correo electrónico",
                text: "Introduzca este código para confirmar que {{ user.email }} es su dirección.",
                button: nil
            ),
            "auth_email_by_code": Mail(
                subject: "Su código para iniciar sesión",
                title: "Iniciar sesión",
                text: "Introduzca este código para iniciar sesión como {{ user.email }}.",
                button: nil
            ),
            "reset_email": Mail(
                subject: "Restablezca su contraseña",
                title: "Restablezca su contraseña",
                text: """
                    Se ha solicitado una nueva contraseña para {{ user.email }}. Si fue usted, elija una ahora.
                    """,
                button: "Elegir una contraseña"
            ),
            "reset_email_by_code": Mail(
                subject: "Restablezca su contraseña",
                title: "Restablezca su contraseña",
                text: "Introduzca este código para elegir una nueva contraseña para {{ user.email }}.",
                button: nil
            ),
            "welcome_email": Mail(
                subject: "Bienvenido",
                title: "Bienvenido a {{ friendly_name }}",
                text: "Su cuenta para {{ user.email }} está lista.",
                button: nil
            ),
            "blocked_account": Mail(
                subject: "Su cuenta ha sido bloqueada",
                title: "Su cuenta ha sido bloqueada",
                text: """
                    Hubo demasiados intentos fallidos de iniciar sesión como \
                    {{ user.email }}{% if user.source_ip %} desde {{ user.source_ip }}{% endif %}. Si fue usted,\
                     puede desbloquear su cuenta.
                    """,
                button: "Desbloquear mi cuenta"
            ),
            "stolen_credentials": Mail(
                subject: "Su contraseña puede ser conocida",
                title: "Cambie su contraseña",
                text: """
                    La contraseña de {{ user.email }} apareció en una filtración de datos. Elija otra.
                    """,
                button: "Elegir una contraseña"
            ),
            "enrollment_email": Mail(
                subject: "Configure un segundo factor",
                title: "Un paso más",
                text: "Configure un segundo factor para {{ user.email }}.",
                button: "Empezar"
            ),
            "mfa_oob_code": Mail(
                subject: "Su código",
                title: "Su código",
                text: "Introduzca este código para iniciar sesión como {{ user.email }}.",
                button: nil
            ),
            "user_invitation": Mail(
                subject: """
                    {{ inviter.name }} le invita a {{ organization.display_name | default: organization.name }}
                    """,
                title: "Ha recibido una invitación",
                text: """
                    {{ inviter.name }} invita a {{ user.email }} a unirse a \
                    {{ organization.display_name | default: organization.name }}{% if application.name %} en \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Aceptar la invitación"
            ),
            "async_approval": Mail(
                subject: "Apruebe una solicitud",
                title: "Una solicitud espera su aprobación",
                text: """
                    {% if application.name %}{{ application.name }}{% else %}Una aplicación{% endif %} solicita \
                    actuar en nombre de {{ user.email }}. Revise la solicitud antes de aprobarla.
                    """,
                button: "Revisar la solicitud"
            ),
            "change_password": Mail(
                subject: "Restablezca su contraseña",
                title: "Restablezca su contraseña",
                text: """
                    Se ha solicitado una nueva contraseña para {{ user.email }}. Si fue usted, elija una ahora.
                    """,
                button: "Elegir una contraseña"
            ),
            "password_reset": Mail(
                subject: "Restablezca su contraseña",
                title: "Restablezca su contraseña",
                text: """
                    Se ha solicitado una nueva contraseña para {{ user.email }}. Si fue usted, elija una ahora.
                    """,
                button: "Elegir una contraseña"
            ),
        ]
    )
}
