extension MailTexts {
    /// The mails in English.
    static let english = MailTexts(
        language: "en",
        footer: """
            If you did not ask for this mail, you can ignore it.{% if support_email %} Questions? \
            {{ support_email }}{% endif %}
            """,
        mails: [
            "verify_email": Mail(
                subject: "Verify your email",
                title: "Verify your email address",
                text: """
                    Please confirm that {{ user.email }} is your address{% if application.name %} for \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Verify my address"
            ),
            "verify_email_by_code": Mail(
                subject: "Verify your email",
                title: "Verify your email address",
                text: "Enter this code to confirm that {{ user.email }} is your address.",
                button: nil
            ),
            "auth_email_by_code": Mail(
                subject: "Your code to log in",
                title: "Log in",
                text: "Enter this code to log in as {{ user.email }}.",
                button: nil
            ),
            "reset_email": Mail(
                subject: "Reset your password",
                title: "Reset your password",
                text: """
                    Somebody asked for a new password for {{ user.email }}. If it was you, choose one now.
                    """,
                button: "Choose a new password"
            ),
            "reset_email_by_code": Mail(
                subject: "Reset your password",
                title: "Reset your password",
                text: "Enter this code to choose a new password for {{ user.email }}.",
                button: nil
            ),
            "welcome_email": Mail(
                subject: "Welcome",
                title: "Welcome to {{ friendly_name }}",
                text: "Your account for {{ user.email }} is ready.",
                button: nil
            ),
            "blocked_account": Mail(
                subject: "Your account has been blocked",
                title: "Your account has been blocked",
                text: """
                    We saw too many failed attempts to log in as {{ user.email }}{% if user.source_ip %} from \
                    {{ user.source_ip }}{% endif %}. If they were yours, you can unblock your account.
                    """,
                button: "Unblock my account"
            ),
            "stolen_credentials": Mail(
                subject: "Your password may be known to others",
                title: "Change your password",
                text: """
                    The password of {{ user.email }} turned up in a data breach elsewhere. Please choose another\
                     one.
                    """,
                button: "Choose a new password"
            ),
            "enrollment_email": Mail(
                subject: "Set up another way to prove who you are",
                title: "One more step",
                text: "Please set up a second factor for {{ user.email }}.",
                button: "Begin"
            ),
            "mfa_oob_code": Mail(
                subject: "Your code",
                title: "Your code",
                text: "Enter this code to log in as {{ user.email }}.",
                button: nil
            ),
            "user_invitation": Mail(
                subject: """
                    {{ inviter.name }} invites you to \
                    {{ organization.display_name | default: organization.name }}
                    """,
                title: "You have been invited",
                text: """
                    {{ inviter.name }} invites {{ user.email }} to join \
                    {{ organization.display_name | default: organization.name }}{% if application.name %} on \
                    {{ application.name }}{% endif %}.
                    """,
                button: "Accept the invitation"
            ),
            "async_approval": Mail(
                subject: "Please approve a request",
                title: "A request waits for your approval",
                text: """
                    {% if application.name %}{{ application.name }}{% else %}An application{% endif %} asks to \
                    act on behalf of {{ user.email }}. Look at the request before you approve it.
                    """,
                button: "Look at the request"
            ),
            "change_password": Mail(
                subject: "Reset your password",
                title: "Reset your password",
                text: """
                    Somebody asked for a new password for {{ user.email }}. If it was you, choose one now.
                    """,
                button: "Choose a new password"
            ),
            "password_reset": Mail(
                subject: "Reset your password",
                title: "Reset your password",
                text: """
                    Somebody asked for a new password for {{ user.email }}. If it was you, choose one now.
                    """,
                button: "Choose a new password"
            ),
        ]
    )
}
