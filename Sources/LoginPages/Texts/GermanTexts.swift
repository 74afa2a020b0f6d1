/// The pages in German.
enum GermanTexts {
    static let text = #"""
        # Said on several screens
        alertListTitle = Bitte prüfen Sie Folgendes
        logoAltText = ${companyName}
        buttonText = Weiter
        separatorText = oder
        federatedConnectionButtonText = Weiter mit ${connectionName}
        backToLoginLinkText = Zurück zu ${clientName}
        editEmailText = Ändern
        editLinkScreenReadableText = Ein anderes Konto verwenden
        optionalText = freiwillig
        privacyPolicyText = Datenschutz
        termsOfServiceText = Nutzungsbedingungen
        showPasswordText = Passwort anzeigen
        hidePasswordText = Passwort verbergen
        forgotPasswordText = Passwort vergessen?
        invitationTitle = Sie sind eingeladen!

        # Fields
        emailPlaceholder = E-Mail-Adresse
        phonePlaceholder = Telefonnummer
        usernameOnlyPlaceholder = Benutzername
        usernamePlaceholder = Benutzername oder E-Mail-Adresse
        usernameOrEmailPlaceholder = Benutzername oder E-Mail-Adresse
        phoneOrEmailPlaceholder = Telefonnummer oder E-Mail-Adresse
        phoneOrUsernamePlaceholder = Telefonnummer oder Benutzername
        phoneOrUsernameOrEmailPlaceholder = Telefonnummer, Benutzername oder E-Mail-Adresse
        passwordPlaceholder = Passwort

        # What a password must be
        passwordSecurityText = Ihr Passwort muss enthalten:
        password-policy-non-empty = Mindestens ein Zeichen
        password-policy-length-at-least = Mindestens ${count} Zeichen
        password-policy-contains-at-least = Mindestens ${count} der folgenden Arten:
        password-policy-should-contain = Alle folgenden Arten:
        password-policy-lower-case = Kleinbuchstaben (a-z)
        password-policy-upper-case = Großbuchstaben (A-Z)
        password-policy-numbers = Ziffern (0-9)
        password-policy-special-characters = Sonderzeichen (etwa !@#$%^&*)
        password-policy-identical-chars = Höchstens ${count} gleiche Zeichen hintereinander
        password-policy-sequential-chars = Höchstens ${count} aufeinanderfolgende Zeichen
        password-policy-length-at-most = Höchstens ${count} Zeichen
        ruleMetText = erfüllt
        ruleUnmetText = fehlt noch

        # What can be wrong
        wrong-credentials = Benutzername oder Passwort ist falsch
        wrong-email-credentials = E-Mail-Adresse oder Passwort ist falsch
        wrong-username-credentials = Benutzername oder Passwort ist falsch
        wrong-phone-credentials = Telefonnummer oder Passwort ist falsch
        wrong-email-username-credentials = E-Mail-Adresse, Benutzername oder Passwort ist falsch
        wrong-email-phone-credentials = E-Mail-Adresse, Telefonnummer oder Passwort ist falsch. Eine Telefonnummer braucht ihre Landesvorwahl.
        wrong-phone-username-credentials = Telefonnummer, Benutzername oder Passwort ist falsch. Eine Telefonnummer braucht ihre Landesvorwahl.
        wrong-email-phone-username-credentials = E-Mail-Adresse, Telefonnummer, Benutzername oder Passwort ist falsch. Eine Telefonnummer braucht ihre Landesvorwahl.
        no-email = Bitte geben Sie eine E-Mail-Adresse ein
        no-phone = Bitte geben Sie eine Telefonnummer ein
        no-username = Bitte geben Sie einen Benutzernamen ein
        no-password = Bitte geben Sie ein Passwort ein
        no-re-enter-password = Bitte geben Sie das neue Passwort ein zweites Mal ein
        no-code = Bitte geben Sie den Code ein
        invalid-email-format = Das ist keine gültige E-Mail-Adresse
        invalid-phone-format = Das ist keine gültige Telefonnummer. Bitte geben Sie die Landesvorwahl mit an.
        invalid-username = Ein Benutzername hat ${min} bis ${max} Zeichen: Buchstaben, Ziffern oder eines von ${characters}
        invalid-username-min-length = Ein Benutzername hat mindestens ${min} Zeichen
        invalid-username-max-length = Ein Benutzername hat höchstens ${max} Zeichen
        invalid-username-invalid-characters = Dieser Benutzername enthält Zeichen, die nicht erlaubt sind
        invalid-username-email-not-allowed = Ein Benutzername kann keine E-Mail-Adresse sein
        email-in-use = Mit dieser E-Mail-Adresse gibt es schon ein Konto
        phone-in-use = Mit dieser Telefonnummer gibt es schon ein Konto
        username-taken = Dieser Benutzername ist schon vergeben
        invalid-signup = Wir konnten dieses Konto nicht anlegen. Wenn Sie schon eines haben, melden Sie sich bitte an.
        public-signup-disabled = Hier können keine neuen Konten angelegt werden
        password-too-weak = Dieses Passwort ist zu schwach
        password-too-common = Dieses Passwort ist zu verbreitet
        password-previously-used = Dieses Passwort haben Sie schon einmal verwendet
        password-contains-user-information = Das Passwort darf weder Ihren Namen noch Benutzernamen noch Ihre E-Mail-Adresse enthalten
        password-mismatch = Die beiden Passwörter stimmen nicht überein
        password-breached = Wir haben dieses Passwort in einem Datenleck anderswo gefunden. Bitte setzen Sie zum Schutz Ihres Kontos Ihr Passwort zurück, bevor Sie sich anmelden.
        user-blocked = Ihr Konto wurde nach mehreren aufeinanderfolgenden Anmeldeversuchen gesperrt. Wir haben Ihnen eine Nachricht geschickt, die erklärt, wie Sie es entsperren.
        ip-blocked = Wir haben verdächtige Anmeldeversuche bemerkt und sperren weitere. Bitte wenden Sie sich an die Administration.
        ip-signup-blocked = Aus Ihrem Netz wurden zu viele Konten angelegt. Bitte versuchen Sie es später noch einmal.
        same-user-login = Zu viele Anmeldeversuche für dieses Konto. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.
        too-many-requests = Gerade kommen zu viele Anfragen. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.
        too-many-email = Wir haben Ihnen schon mehrere E-Mails geschickt. Bitte warten Sie etwas, bevor Sie eine weitere anfordern.
        invalid-connection = Diese Art der Anmeldung ist nicht verfügbar
        no-db-connection = Diese Art der Anmeldung ist nicht verfügbar
        no-hrd-connection = Wir kennen diese E-Mail-Domain nicht
        invalid-organization = Wir kennen diese Organisation nicht
        no-organization = Bitte geben Sie den Namen Ihrer Organisation ein
        invalid-code = Dieser Code stimmt nicht
        invalid-expired-code = Dieser Code stimmt nicht oder ist abgelaufen
        code-sent = Wir haben Ihnen einen neuen Code geschickt. Der vorige gilt nicht mehr.
        too-many-failures = Dieser Code wurde zu oft probiert. Bitte lassen Sie sich einen neuen schicken.
        session-expired = Sie waren zu lange auf dieser Seite. Bitte beginnen Sie noch einmal.
        authentication-failure = Bei der Anmeldung ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.
        custom-script-error-code = Etwas ist schiefgegangen. Bitte versuchen Sie es später noch einmal.
        auth0-users-validation = Etwas ist schiefgegangen. Bitte versuchen Sie es später noch einmal.
        auth0-users-expired-ticket = Dieser Link ist abgelaufen
        auth0-users-used-ticket = Dieser Link wurde schon benutzt
        reset-password-error = Wir konnten die E-Mail nicht senden. Bitte versuchen Sie es später noch einmal.

        # Login
        login.login.pageTitle = Anmelden | ${clientName}
        login.login.title = Willkommen
        login.login.description = Melden Sie sich bei ${companyName} an, um mit ${clientName} fortzufahren.
        login.login.footerText = Noch kein Konto?
        login.login.footerLinkText = Registrieren
        login.login.signupActionText = ${footerText}
        login.login.signupActionLinkText = ${footerLinkText}
        login.login.invitationDescription = Melden Sie sich an, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.
        login-id.login-id.pageTitle = Anmelden | ${clientName}
        login-id.login-id.title = Willkommen
        login-id.login-id.description = Melden Sie sich bei ${companyName} an, um mit ${clientName} fortzufahren.
        login-id.login-id.footerText = Noch kein Konto?
        login-id.login-id.footerLinkText = Registrieren
        login-id.login-id.signupActionText = ${footerText}
        login-id.login-id.signupActionLinkText = ${footerLinkText}
        login-id.login-id.invitationDescription = Melden Sie sich an, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.
        login-password.login-password.pageTitle = Passwort eingeben | ${clientName}
        login-password.login-password.title = Passwort eingeben
        login-password.login-password.description = Geben Sie Ihr Passwort für ${companyName} ein, um mit ${clientName} fortzufahren.
        login-password.login-password.footerText = Noch kein Konto?
        login-password.login-password.footerLinkText = Registrieren
        login-password.login-password.signupActionText = ${footerText}
        login-password.login-password.signupActionLinkText = ${footerLinkText}
        login-password.login-password.invitationDescription = Melden Sie sich an, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.

        # Sign up
        signup.signup.pageTitle = Registrieren | ${clientName}
        signup.signup.title = Konto anlegen
        signup.signup.description = Registrieren Sie sich bei ${companyName}, um mit ${clientName} fortzufahren.
        signup.signup.usernamePlaceholder = Benutzername
        signup.signup.footerText = Sie haben schon ein Konto?
        signup.signup.footerLinkText = Anmelden
        signup.signup.loginActionText = ${footerText}
        signup.signup.loginActionLinkText = ${footerLinkText}
        signup.signup.invitationDescription = Registrieren Sie sich, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.
        signup-id.signup-id.pageTitle = Registrieren | ${clientName}
        signup-id.signup-id.title = Konto anlegen
        signup-id.signup-id.description = Registrieren Sie sich bei ${companyName}, um mit ${clientName} fortzufahren.
        signup-id.signup-id.usernamePlaceholder = Benutzername
        signup-id.signup-id.footerText = Sie haben schon ein Konto?
        signup-id.signup-id.footerLinkText = Anmelden
        signup-id.signup-id.loginActionText = ${footerText}
        signup-id.signup-id.loginActionLinkText = ${footerLinkText}
        signup-id.signup-id.invitationDescription = Registrieren Sie sich, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.
        signup-password.signup-password.pageTitle = Passwort wählen | ${clientName}
        signup-password.signup-password.title = Passwort wählen
        signup-password.signup-password.description = Wählen Sie ein Passwort für ${companyName}, um mit ${clientName} fortzufahren.
        signup-password.signup-password.usernamePlaceholder = Benutzername
        signup-password.signup-password.footerText = Sie haben schon ein Konto?
        signup-password.signup-password.footerLinkText = Anmelden
        signup-password.signup-password.loginActionText = ${footerText}
        signup-password.signup-password.loginActionLinkText = ${footerLinkText}
        signup-password.signup-password.invitationDescription = Registrieren Sie sich, um die Einladung von ${inviterName} zu ${companyName} auf ${clientName} anzunehmen.

        # A code that proves an email address
        email-identifier-challenge.email-identifier-challenge.pageTitle = E-Mail-Adresse bestätigen | ${clientName}
        email-identifier-challenge.email-identifier-challenge.title = E-Mail-Adresse bestätigen
        email-identifier-challenge.email-identifier-challenge.description = Wir haben einen Code an ${email} geschickt. Geben Sie ihn hier ein, um die Registrierung abzuschließen.
        email-identifier-challenge.email-identifier-challenge.placeholder = Code aus der E-Mail
        email-identifier-challenge.email-identifier-challenge.resendText = Noch keine E-Mail da?
        email-identifier-challenge.email-identifier-challenge.resendActionText = Neuen Code schicken
        email-identifier-challenge.email-identifier-challenge.backText = Eine andere E-Mail-Adresse verwenden

        # A forgotten password
        reset-password.reset-password-request.pageTitle = Passwort zurücksetzen | ${clientName}
        reset-password.reset-password-request.title = Passwort vergessen?
        reset-password.reset-password-request.descriptionEmail = Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.
        reset-password.reset-password-request.descriptionUsername = Geben Sie Ihren Benutzernamen ein. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort wählen.
        reset-password.reset-password-request.placeholderEmail = E-Mail-Adresse
        reset-password.reset-password-request.placeholderUsername = Benutzername
        reset-password.reset-password-email.pageTitle = Sehen Sie in Ihr Postfach | ${clientName}
        reset-password.reset-password-email.title = Sehen Sie in Ihr Postfach
        reset-password.reset-password-email.emailDescription = Wenn es ein Konto zu ${email} gibt, haben wir ihm gerade einen Link geschickt, mit dem Sie ein neues Passwort wählen.
        reset-password.reset-password-email.usernameDescription = Wenn es das Konto ${email} gibt, haben wir gerade einen Link an seine E-Mail-Adresse geschickt, mit dem Sie ein neues Passwort wählen.
        reset-password.reset-password-email.resendText = Noch keine E-Mail da?
        reset-password.reset-password-email.resendLinkText = Noch einmal senden
        reset-password.reset-password.pageTitle = Passwort ändern | ${clientName}
        reset-password.reset-password.title = Passwort ändern
        reset-password.reset-password.description = Geben Sie das neue Passwort Ihres Kontos ein.
        reset-password.reset-password.buttonText = Passwort ändern
        reset-password.reset-password.passwordPlaceholder = Neues Passwort
        reset-password.reset-password.reEnterpasswordPlaceholder = Neues Passwort wiederholen
        reset-password.reset-password-success.pageTitle = Passwort geändert | ${clientName}
        reset-password.reset-password-success.eventTitle = Passwort geändert!
        reset-password.reset-password-success.description = Ihr Passwort ist jetzt geändert.
        reset-password.reset-password-success.buttonText = Zurück zu ${clientName}
        reset-password.reset-password-error.pageTitle = Link ungültig | ${clientName}
        reset-password.reset-password-error.eventTitleExpired = Dieser Link ist abgelaufen
        reset-password.reset-password-error.eventTitleUsed = Dieser Link wurde schon benutzt
        reset-password.reset-password-error.eventTitleGeneric = Dieser Link ist ungültig
        reset-password.reset-password-error.descriptionExpired = Um Ihr Passwort zurückzusetzen, gehen Sie zur Anmeldeseite und wählen Sie „Passwort vergessen?“. Sie bekommen dann eine neue E-Mail.
        reset-password.reset-password-error.descriptionUsed = Jeder Link gilt einmal. Um Ihr Passwort noch einmal zurückzusetzen, gehen Sie zur Anmeldeseite und wählen Sie „Passwort vergessen?“.
        reset-password.reset-password-error.descriptionGeneric = Um Ihr Passwort zurückzusetzen, gehen Sie zur Anmeldeseite und wählen Sie „Passwort vergessen?“. Sie bekommen dann eine neue E-Mail.

        # A confirmed email address
        email-verification.email-verification-result.pageTitle = E-Mail-Adresse bestätigen | ${clientName}
        email-verification.email-verification-result.verifiedTitle = E-Mail-Adresse bestätigt
        email-verification.email-verification-result.verifiedDescription = Vielen Dank. Ihre E-Mail-Adresse ist bestätigt.
        email-verification.email-verification-result.alreadyVerifiedTitle = Schon bestätigt
        email-verification.email-verification-result.alreadyVerifiedDescription = Diese E-Mail-Adresse wurde schon bestätigt. Sie müssen nichts weiter tun.
        email-verification.email-verification-result.errorTitle = Nicht bestätigt
        email-verification.email-verification-result.expiredDescription = Dieser Link ist abgelaufen. Bitte melden Sie sich an, um einen neuen zu bekommen.
        email-verification.email-verification-result.invalidAccountOrCodeDescription = Das Konto gibt es nicht, oder der Link ist ungültig.
        email-verification.email-verification-result.unknownErrorDescription = Ihre E-Mail-Adresse konnte nicht bestätigt werden.
        email-verification.email-verification-result.buttonText = Zurück zu ${clientName}

        # Consent
        consent.consent.pageTitle = ${clientName} Zugriff erlauben
        consent.consent.title = ${clientName} Zugriff erlauben
        consent.consent.pickerTitle = Hallo ${userName},
        consent.consent.messageSingleTenant = ${clientName} bittet um Zugriff auf Ihr Konto bei ${companyName}.
        consent.consent.messageMultipleTenants = ${clientName} bittet um Zugriff auf Ihr Konto.
        consent.consent.scopesTitle = Die Anwendung möchte:
        consent.consent.audienceTitle = In ${audienceName} möchte sie:
        consent.consent.acceptButtonText = Erlauben
        consent.consent.declineButtonText = Ablehnen
        consent.consent.scope-profile = Ihr Profil sehen, etwa Name und Bild
        consent.consent.scope-email = Ihre E-Mail-Adresse sehen
        consent.consent.scope-address = Ihre Postanschrift sehen
        consent.consent.scope-phone = Ihre Telefonnummer sehen
        consent.consent.scope-offline_access = Diesen Zugriff behalten, auch wenn Sie sie gerade nicht benutzen
        consent.consent.scope-actions = ${resourceTitle}: ${actions} für Ihre ${resource}
        consent.consent.scope-list = ${first} und ${last}

        # Organizations
        organizations.organization-picker.pageTitle = Organisation auswählen | ${clientName}
        organizations.organization-picker.title = Organisation auswählen
        organizations.organization-picker.description = Bei welcher Organisation möchten Sie sich auf ${clientName} anmelden?
        organizations.organization-selection.pageTitle = Organisation angeben | ${clientName}
        organizations.organization-selection.title = Organisation angeben
        organizations.organization-selection.description = Geben Sie den Namen Ihrer Organisation ein, um mit ${clientName} fortzufahren.
        organizations.organization-selection.placeholder = Name Ihrer Organisation
        invitation.accept-invitation.pageTitle = Einladung annehmen | ${clientName}
        invitation.accept-invitation.title = Sie sind eingeladen!
        invitation.accept-invitation.description = ${inviterName} hat Sie (${email}) zu ${companyName} auf ${clientName} eingeladen.

        # Logging out
        logout.logout.pageTitle = Abmelden | ${clientName}
        logout.logout.title = Abmelden
        logout.logout.userSalute = Hallo ${userName},
        logout.logout.description = Möchten Sie sich von ${clientName} abmelden?
        logout.logout.acceptButtonText = Ja, abmelden
        logout.logout.declineButtonText = Nein, angemeldet bleiben
        logout.logout-complete.pageTitle = Abgemeldet | ${clientName}
        logout.logout-complete.eventTitle = Sie sind abgemeldet
        logout.logout-complete.description = Bis bald.

        # A blocked account
        brute-force-protection.brute-force-protection-unblock.pageTitle = Konto entsperren | ${clientName}
        brute-force-protection.brute-force-protection-unblock.title = Konto entsperren
        brute-force-protection.brute-force-protection-unblock.description = Ihr Konto wurde nach mehreren fehlgeschlagenen Anmeldungen gesperrt. Wenn Sie das waren, können Sie es jetzt entsperren.
        brute-force-protection.brute-force-protection-unblock.buttonText = Mein Konto entsperren
        brute-force-protection.brute-force-protection-unblock-success.pageTitle = Konto entsperrt | ${clientName}
        brute-force-protection.brute-force-protection-unblock-success.eventTitle = Konto entsperrt
        brute-force-protection.brute-force-protection-unblock-success.description = Sie können sich wieder anmelden.
        brute-force-protection.brute-force-protection-unblock-failure.pageTitle = Link ungültig | ${clientName}
        brute-force-protection.brute-force-protection-unblock-failure.eventTitle = Ihr Konto ist noch gesperrt
        brute-force-protection.brute-force-protection-unblock-failure.expiredError = Dieser Link ist abgelaufen.
        brute-force-protection.brute-force-protection-unblock-failure.usedError = Jeder Link gilt einmal.
        brute-force-protection.brute-force-protection-unblock-failure.genericError = Dieser Link ist ungültig.

        # Errors and messages
        status.status.pageTitle = ${companyName}
        status.status.errorTitle = Da ist etwas schiefgegangen
        status.status.errorDescription = Bitte gehen Sie zurück zur Anwendung und versuchen Sie es noch einmal.
        status.status.hintTitle = Für Entwickler
        status.status.trackingText = Vorgangsnummer
        status.status.supportText = Hilfe anfordern
        """#
}
