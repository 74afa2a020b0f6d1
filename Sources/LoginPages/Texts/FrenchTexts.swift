/// The pages in French.
enum FrenchTexts {
    static let text = #"""
        # Said on several screens
        alertListTitle = Veuillez vérifier ce qui suit
        logoAltText = ${companyName}
        buttonText = Continuer
        separatorText = ou
        federatedConnectionButtonText = Continuer avec ${connectionName}
        backToLoginLinkText = Retour à ${clientName}
        editEmailText = Modifier
        editLinkScreenReadableText = Utiliser un autre compte
        optionalText = facultatif
        privacyPolicyText = Confidentialité
        termsOfServiceText = Conditions d’utilisation
        showPasswordText = Afficher le mot de passe
        hidePasswordText = Masquer le mot de passe
        forgotPasswordText = Mot de passe oublié ?
        invitationTitle = Vous êtes invité(e) !

        # Fields
        emailPlaceholder = Adresse e-mail
        phonePlaceholder = Numéro de téléphone
        usernameOnlyPlaceholder = Nom d’utilisateur
        usernamePlaceholder = Nom d’utilisateur ou adresse e-mail
        usernameOrEmailPlaceholder = Nom d’utilisateur ou adresse e-mail
        phoneOrEmailPlaceholder = Numéro de téléphone ou adresse e-mail
        phoneOrUsernamePlaceholder = Numéro de téléphone ou nom d’utilisateur
        phoneOrUsernameOrEmailPlaceholder = Téléphone, nom d’utilisateur ou adresse e-mail
        passwordPlaceholder = Mot de passe

        # What a password must be
        passwordSecurityText = Votre mot de passe doit contenir :
        password-policy-non-empty = Au moins un caractère
        password-policy-length-at-least = Au moins ${count} caractères
        password-policy-contains-at-least = Au moins ${count} des types suivants :
        password-policy-should-contain = Tous les types suivants :
        password-policy-lower-case = Lettres minuscules (a-z)
        password-policy-upper-case = Lettres majuscules (A-Z)
        password-policy-numbers = Chiffres (0-9)
        password-policy-special-characters = Caractères spéciaux (par exemple !@#$%^&*)
        password-policy-identical-chars = Pas plus de ${count} caractères identiques à la suite
        password-policy-sequential-chars = Pas plus de ${count} caractères qui se suivent
        password-policy-length-at-most = Au plus ${count} caractères
        ruleMetText = fait
        ruleUnmetText = manque encore

        # What can be wrong
        wrong-credentials = Nom d’utilisateur ou mot de passe incorrect
        wrong-email-credentials = Adresse e-mail ou mot de passe incorrect
        wrong-username-credentials = Nom d’utilisateur ou mot de passe incorrect
        wrong-phone-credentials = Numéro de téléphone ou mot de passe incorrect
        wrong-email-username-credentials = Adresse e-mail, nom d’utilisateur ou mot de passe incorrect
        wrong-email-phone-credentials = Adresse e-mail, téléphone ou mot de passe incorrect. Un numéro de téléphone doit porter l’indicatif du pays.
        wrong-phone-username-credentials = Téléphone, nom d’utilisateur ou mot de passe incorrect. Un numéro de téléphone doit porter l’indicatif du pays.
        wrong-email-phone-username-credentials = Adresse e-mail, téléphone, nom d’utilisateur ou mot de passe incorrect. Un numéro de téléphone doit porter l’indicatif du pays.
        no-email = Veuillez saisir une adresse e-mail
        no-phone = Veuillez saisir un numéro de téléphone
        no-username = Veuillez saisir un nom d’utilisateur
        no-password = Veuillez saisir un mot de passe
        no-re-enter-password = Veuillez saisir le nouveau mot de passe une seconde fois
        no-code = Veuillez saisir le code
        invalid-email-format = Cette adresse e-mail n’est pas valide
        invalid-phone-format = Ce numéro de téléphone n’est pas valide. Veuillez indiquer l’indicatif du pays.
        invalid-username = Un nom d’utilisateur compte de ${min} à ${max} caractères : lettres, chiffres ou l’un de ${characters}
        invalid-username-min-length = Un nom d’utilisateur compte au moins ${min} caractères
        invalid-username-max-length = Un nom d’utilisateur compte au plus ${max} caractères
        invalid-username-invalid-characters = Ce nom d’utilisateur contient des caractères non autorisés
        invalid-username-email-not-allowed = Un nom d’utilisateur ne peut pas être une adresse e-mail
        email-in-use = Un compte existe déjà avec cette adresse e-mail
        phone-in-use = Un compte existe déjà avec ce numéro de téléphone
        username-taken = Ce nom d’utilisateur est déjà pris
        invalid-signup = Nous n’avons pas pu créer ce compte. Si vous en avez déjà un, veuillez vous connecter.
        public-signup-disabled = Il n’est pas possible de créer un compte ici
        password-too-weak = Ce mot de passe est trop faible
        password-too-common = Ce mot de passe est trop courant
        password-previously-used = Vous avez déjà utilisé ce mot de passe
        password-contains-user-information = Le mot de passe ne doit contenir ni votre nom, ni votre nom d’utilisateur, ni votre adresse e-mail
        password-mismatch = Les deux mots de passe ne correspondent pas
        password-breached = Nous avons trouvé ce mot de passe dans une fuite de données ailleurs. Pour protéger votre compte, veuillez réinitialiser votre mot de passe avant de vous connecter.
        user-blocked = Votre compte a été bloqué après plusieurs tentatives de connexion consécutives. Nous vous avons envoyé un message qui explique comment le débloquer.
        ip-blocked = Nous avons remarqué des tentatives de connexion suspectes et bloquerons les suivantes. Veuillez contacter l’administrateur.
        ip-signup-blocked = Trop de comptes ont été créés depuis votre réseau. Veuillez réessayer plus tard.
        same-user-login = Trop de tentatives de connexion pour ce compte. Veuillez patienter un instant et réessayer.
        too-many-requests = Il y a trop de demandes en ce moment. Veuillez patienter un instant et réessayer.
        too-many-email = Nous vous avons déjà envoyé plusieurs e-mails. Veuillez attendre un peu avant d’en demander un autre.
        invalid-connection = Ce mode de connexion n’est pas disponible
        no-db-connection = Ce mode de connexion n’est pas disponible
        no-hrd-connection = Nous ne connaissons pas ce domaine d’adresses e-mail
        invalid-organization = Nous ne connaissons pas cette organisation
        no-organization = Veuillez saisir le nom de votre organisation
        invalid-code = Ce code n’est pas correct
        invalid-expired-code = Ce code n’est pas correct ou a expiré
        code-sent = Nous vous avons envoyé un nouveau code. Le précédent n’est plus valable.
        too-many-failures = Ce code a été essayé trop souvent. Veuillez en demander un autre.
        session-expired = Vous êtes resté(e) trop longtemps sur cette page. Veuillez recommencer.
        authentication-failure = Un problème est survenu pendant la connexion. Veuillez réessayer.
        custom-script-error-code = Un problème est survenu. Veuillez réessayer plus tard.
        auth0-users-validation = Un problème est survenu. Veuillez réessayer plus tard.
        auth0-users-expired-ticket = Ce lien a expiré
        auth0-users-used-ticket = Ce lien a déjà été utilisé
        reset-password-error = Nous n’avons pas pu envoyer l’e-mail. Veuillez réessayer plus tard.

        # Login
        login.login.pageTitle = Connexion | ${clientName}
        login.login.title = Bienvenue
        login.login.description = Connectez-vous à ${companyName} pour continuer vers ${clientName}.
        login.login.footerText = Pas encore de compte ?
        login.login.footerLinkText = S’inscrire
        login.login.signupActionText = ${footerText}
        login.login.signupActionLinkText = ${footerLinkText}
        login.login.invitationDescription = Connectez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.
        login-id.login-id.pageTitle = Connexion | ${clientName}
        login-id.login-id.title = Bienvenue
        login-id.login-id.description = Connectez-vous à ${companyName} pour continuer vers ${clientName}.
        login-id.login-id.footerText = Pas encore de compte ?
        login-id.login-id.footerLinkText = S’inscrire
        login-id.login-id.signupActionText = ${footerText}
        login-id.login-id.signupActionLinkText = ${footerLinkText}
        login-id.login-id.invitationDescription = Connectez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.
        login-password.login-password.pageTitle = Saisissez votre mot de passe | ${clientName}
        login-password.login-password.title = Saisissez votre mot de passe
        login-password.login-password.description = Saisissez votre mot de passe pour ${companyName} afin de continuer vers ${clientName}.
        login-password.login-password.footerText = Pas encore de compte ?
        login-password.login-password.footerLinkText = S’inscrire
        login-password.login-password.signupActionText = ${footerText}
        login-password.login-password.signupActionLinkText = ${footerLinkText}
        login-password.login-password.invitationDescription = Connectez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.

        # Sign up
        signup.signup.pageTitle = Inscription | ${clientName}
        signup.signup.title = Créez votre compte
        signup.signup.description = Inscrivez-vous à ${companyName} pour continuer vers ${clientName}.
        signup.signup.usernamePlaceholder = Nom d’utilisateur
        signup.signup.footerText = Vous avez déjà un compte ?
        signup.signup.footerLinkText = Se connecter
        signup.signup.loginActionText = ${footerText}
        signup.signup.loginActionLinkText = ${footerLinkText}
        signup.signup.invitationDescription = Inscrivez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.
        signup-id.signup-id.pageTitle = Inscription | ${clientName}
        signup-id.signup-id.title = Créez votre compte
        signup-id.signup-id.description = Inscrivez-vous à ${companyName} pour continuer vers ${clientName}.
        signup-id.signup-id.usernamePlaceholder = Nom d’utilisateur
        signup-id.signup-id.footerText = Vous avez déjà un compte ?
        signup-id.signup-id.footerLinkText = Se connecter
        signup-id.signup-id.loginActionText = ${footerText}
        signup-id.signup-id.loginActionLinkText = ${footerLinkText}
        signup-id.signup-id.invitationDescription = Inscrivez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.
        signup-password.signup-password.pageTitle = Choisissez un mot de passe | ${clientName}
        signup-password.signup-password.title = Choisissez un mot de passe
        signup-password.signup-password.description = Choisissez un mot de passe pour ${companyName} afin de continuer vers ${clientName}.
        signup-password.signup-password.usernamePlaceholder = Nom d’utilisateur
        signup-password.signup-password.footerText = Vous avez déjà un compte ?
        signup-password.signup-password.footerLinkText = Se connecter
        signup-password.signup-password.loginActionText = ${footerText}
        signup-password.signup-password.loginActionLinkText = ${footerLinkText}
        signup-password.signup-password.invitationDescription = Inscrivez-vous pour accepter l’invitation de ${inviterName} à rejoindre ${companyName} sur ${clientName}.

        # A code that proves an email address
        email-identifier-challenge.email-identifier-challenge.pageTitle = Vérifiez votre adresse e-mail | ${clientName}
        email-identifier-challenge.email-identifier-challenge.title = Vérifiez votre adresse e-mail
        email-identifier-challenge.email-identifier-challenge.description = Nous avons envoyé un code à ${email}. Saisissez-le ici pour terminer votre inscription.
        email-identifier-challenge.email-identifier-challenge.placeholder = Code reçu par e-mail
        email-identifier-challenge.email-identifier-challenge.resendText = Pas encore d’e-mail ?
        email-identifier-challenge.email-identifier-challenge.resendActionText = Envoyer un autre code
        email-identifier-challenge.email-identifier-challenge.backText = Utiliser une autre adresse e-mail

        # A forgotten password
        reset-password.reset-password-request.pageTitle = Réinitialiser le mot de passe | ${clientName}
        reset-password.reset-password-request.title = Mot de passe oublié ?
        reset-password.reset-password-request.descriptionEmail = Saisissez votre adresse e-mail et nous vous enverrons un lien pour choisir un nouveau mot de passe.
        reset-password.reset-password-request.descriptionUsername = Saisissez votre nom d’utilisateur et nous vous enverrons un lien pour choisir un nouveau mot de passe.
        reset-password.reset-password-request.placeholderEmail = Adresse e-mail
        reset-password.reset-password-request.placeholderUsername = Nom d’utilisateur
        reset-password.reset-password-email.pageTitle = Consultez vos e-mails | ${clientName}
        reset-password.reset-password-email.title = Consultez vos e-mails
        reset-password.reset-password-email.emailDescription = S’il existe un compte pour ${email}, nous venons de lui envoyer un lien pour choisir un nouveau mot de passe.
        reset-password.reset-password-email.usernameDescription = S’il existe un compte ${email}, nous venons d’envoyer à son adresse e-mail un lien pour choisir un nouveau mot de passe.
        reset-password.reset-password-email.resendText = Pas encore d’e-mail ?
        reset-password.reset-password-email.resendLinkText = Renvoyer
        reset-password.reset-password.pageTitle = Changer le mot de passe | ${clientName}
        reset-password.reset-password.title = Changez votre mot de passe
        reset-password.reset-password.description = Saisissez le nouveau mot de passe de votre compte.
        reset-password.reset-password.buttonText = Changer le mot de passe
        reset-password.reset-password.passwordPlaceholder = Nouveau mot de passe
        reset-password.reset-password.reEnterpasswordPlaceholder = Répétez le nouveau mot de passe
        reset-password.reset-password-success.pageTitle = Mot de passe changé | ${clientName}
        reset-password.reset-password-success.eventTitle = Mot de passe changé !
        reset-password.reset-password-success.description = Votre mot de passe a bien été changé.
        reset-password.reset-password-success.buttonText = Retour à ${clientName}
        reset-password.reset-password-error.pageTitle = Lien non valide | ${clientName}
        reset-password.reset-password-error.eventTitleExpired = Ce lien a expiré
        reset-password.reset-password-error.eventTitleUsed = Ce lien a été utilisé
        reset-password.reset-password-error.eventTitleGeneric = Ce lien n’est pas valide
        reset-password.reset-password-error.descriptionExpired = Pour réinitialiser votre mot de passe, retournez à la page de connexion et choisissez « Mot de passe oublié ? » pour recevoir un nouvel e-mail.
        reset-password.reset-password-error.descriptionUsed = Chaque lien ne sert qu’une fois. Pour réinitialiser à nouveau votre mot de passe, retournez à la page de connexion et choisissez « Mot de passe oublié ? ».
        reset-password.reset-password-error.descriptionGeneric = Pour réinitialiser votre mot de passe, retournez à la page de connexion et choisissez « Mot de passe oublié ? » pour recevoir un nouvel e-mail.

        # A confirmed email address
        email-verification.email-verification-result.pageTitle = Vérification de l’adresse e-mail | ${clientName}
        email-verification.email-verification-result.verifiedTitle = Adresse e-mail vérifiée
        email-verification.email-verification-result.verifiedDescription = Merci. Votre adresse e-mail est vérifiée.
        email-verification.email-verification-result.alreadyVerifiedTitle = Déjà vérifiée
        email-verification.email-verification-result.alreadyVerifiedDescription = Cette adresse e-mail a déjà été vérifiée. Vous n’avez plus rien à faire.
        email-verification.email-verification-result.errorTitle = Non vérifiée
        email-verification.email-verification-result.expiredDescription = Ce lien a expiré. Veuillez vous connecter pour en recevoir un autre.
        email-verification.email-verification-result.invalidAccountOrCodeDescription = Ce compte n’existe pas, ou le lien n’est pas valide.
        email-verification.email-verification-result.unknownErrorDescription = Votre adresse e-mail n’a pas pu être vérifiée.
        email-verification.email-verification-result.buttonText = Retour à ${clientName}

        # Consent
        consent.consent.pageTitle = Autoriser ${clientName}
        consent.consent.title = Autoriser ${clientName}
        consent.consent.pickerTitle = Bonjour ${userName},
        consent.consent.messageSingleTenant = ${clientName} demande l’accès à votre compte ${companyName}.
        consent.consent.messageMultipleTenants = ${clientName} demande l’accès à votre compte.
        consent.consent.scopesTitle = L’application souhaite :
        consent.consent.audienceTitle = Dans ${audienceName}, elle souhaite :
        consent.consent.acceptButtonText = Accepter
        consent.consent.declineButtonText = Refuser
        consent.consent.scope-profile = Voir votre profil, comme votre nom et votre photo
        consent.consent.scope-email = Voir votre adresse e-mail
        consent.consent.scope-address = Voir votre adresse postale
        consent.consent.scope-phone = Voir votre numéro de téléphone
        consent.consent.scope-offline_access = Garder cet accès quand vous ne l’utilisez pas
        consent.consent.scope-actions = ${resourceTitle} : ${actions} vos ${resource}
        consent.consent.scope-list = ${first} et ${last}

        # Organizations
        organizations.organization-picker.pageTitle = Choisissez une organisation | ${clientName}
        organizations.organization-picker.title = Choisissez une organisation
        organizations.organization-picker.description = À quelle organisation souhaitez-vous vous connecter sur ${clientName} ?
        organizations.organization-selection.pageTitle = Indiquez votre organisation | ${clientName}
        organizations.organization-selection.title = Indiquez votre organisation
        organizations.organization-selection.description = Pour continuer vers ${clientName}, saisissez le nom de votre organisation.
        organizations.organization-selection.placeholder = Nom de votre organisation
        invitation.accept-invitation.pageTitle = Accepter l’invitation | ${clientName}
        invitation.accept-invitation.title = Vous êtes invité(e) !
        invitation.accept-invitation.description = ${inviterName} vous invite (${email}) à rejoindre ${companyName} sur ${clientName}.

        # Logging out
        logout.logout.pageTitle = Déconnexion | ${clientName}
        logout.logout.title = Déconnexion
        logout.logout.userSalute = Bonjour ${userName},
        logout.logout.description = Voulez-vous vous déconnecter de ${clientName} ?
        logout.logout.acceptButtonText = Oui, me déconnecter
        logout.logout.declineButtonText = Non, rester connecté(e)
        logout.logout-complete.pageTitle = Déconnecté(e) | ${clientName}
        logout.logout-complete.eventTitle = Vous êtes déconnecté(e)
        logout.logout-complete.description = À bientôt.

        # A blocked account
        brute-force-protection.brute-force-protection-unblock.pageTitle = Débloquer votre compte | ${clientName}
        brute-force-protection.brute-force-protection-unblock.title = Débloquez votre compte
        brute-force-protection.brute-force-protection-unblock.description = Votre compte a été bloqué après plusieurs échecs de connexion. Si c’était vous, vous pouvez le débloquer maintenant.
        brute-force-protection.brute-force-protection-unblock.buttonText = Débloquer mon compte
        brute-force-protection.brute-force-protection-unblock-success.pageTitle = Compte débloqué | ${clientName}
        brute-force-protection.brute-force-protection-unblock-success.eventTitle = Compte débloqué
        brute-force-protection.brute-force-protection-unblock-success.description = Vous pouvez de nouveau vous connecter.
        brute-force-protection.brute-force-protection-unblock-failure.pageTitle = Lien non valide | ${clientName}
        brute-force-protection.brute-force-protection-unblock-failure.eventTitle = Votre compte est encore bloqué
        brute-force-protection.brute-force-protection-unblock-failure.expiredError = Ce lien a expiré.
        brute-force-protection.brute-force-protection-unblock-failure.usedError = Chaque lien ne sert qu’une fois.
        brute-force-protection.brute-force-protection-unblock-failure.genericError = Ce lien n’est pas valide.

        # Errors and messages
        status.status.pageTitle = ${companyName}
        status.status.errorTitle = Un problème est survenu
        status.status.errorDescription = Veuillez retourner à l’application et réessayer.
        status.status.hintTitle = Pour les développeurs
        status.status.trackingText = Numéro de suivi
        status.status.supportText = Contacter l’assistance
        """#
}
