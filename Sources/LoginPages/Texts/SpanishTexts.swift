/// The pages in Spanish.
enum SpanishTexts {
    static let text = #"""
        # Said on several screens
        alertListTitle = Comprueba lo siguiente
        logoAltText = ${companyName}
        buttonText = Continuar
        separatorText = o
        federatedConnectionButtonText = Continuar con ${connectionName}
        backToLoginLinkText = Volver a ${clientName}
        editEmailText = Cambiar
        editLinkScreenReadableText = Usar otra cuenta
        optionalText = opcional
        privacyPolicyText = Privacidad
        termsOfServiceText = Condiciones
        showPasswordText = Mostrar contraseña
        hidePasswordText = Ocultar contraseña
        forgotPasswordText = ¿Has olvidado tu contraseña?
        invitationTitle = ¡Tienes una invitación!

        # Fields
        emailPlaceholder = Correo electrónico
        phonePlaceholder = Número de teléfono
        usernameOnlyPlaceholder = Nombre de usuario
        usernamePlaceholder = Nombre de usuario o correo electrónico
        usernameOrEmailPlaceholder = Nombre de usuario o correo electrónico
        phoneOrEmailPlaceholder = Teléfono o correo electrónico
        phoneOrUsernamePlaceholder = Teléfono o nombre de usuario
        phoneOrUsernameOrEmailPlaceholder = Teléfono, nombre de usuario o correo electrónico
        passwordPlaceholder = Contraseña

        # What a password must be
        passwordSecurityText = Tu contraseña debe contener:
        password-policy-non-empty = Al menos un carácter
        password-policy-length-at-least = Al menos ${count} caracteres
        password-policy-contains-at-least = Al menos ${count} de los siguientes tipos:
        password-policy-should-contain = Todos los tipos siguientes:
        password-policy-lower-case = Letras minúsculas (a-z)
        password-policy-upper-case = Letras mayúsculas (A-Z)
        password-policy-numbers = Números (0-9)
        password-policy-special-characters = Caracteres especiales (por ejemplo !@#$%^&*)
        password-policy-identical-chars = No más de ${count} caracteres iguales seguidos
        password-policy-sequential-chars = No más de ${count} caracteres consecutivos
        password-policy-length-at-most = Como máximo ${count} caracteres
        ruleMetText = cumplido
        ruleUnmetText = falta

        # What can be wrong
        wrong-credentials = Nombre de usuario o contraseña incorrectos
        wrong-email-credentials = Correo electrónico o contraseña incorrectos
        wrong-username-credentials = Nombre de usuario o contraseña incorrectos
        wrong-phone-credentials = Teléfono o contraseña incorrectos
        wrong-email-username-credentials = Correo electrónico, nombre de usuario o contraseña incorrectos
        wrong-email-phone-credentials = Correo electrónico, teléfono o contraseña incorrectos. El teléfono debe llevar el prefijo del país.
        wrong-phone-username-credentials = Teléfono, nombre de usuario o contraseña incorrectos. El teléfono debe llevar el prefijo del país.
        wrong-email-phone-username-credentials = Correo electrónico, teléfono, nombre de usuario o contraseña incorrectos. El teléfono debe llevar el prefijo del país.
        no-email = Introduce un correo electrónico
        no-phone = Introduce un número de teléfono
        no-username = Introduce un nombre de usuario
        no-password = Introduce una contraseña
        no-re-enter-password = Introduce la nueva contraseña por segunda vez
        no-code = Introduce el código
        invalid-email-format = Este correo electrónico no es válido
        invalid-phone-format = Este número de teléfono no es válido. Incluye el prefijo del país.
        invalid-username = Un nombre de usuario tiene de ${min} a ${max} caracteres: letras, números o alguno de ${characters}
        invalid-username-min-length = Un nombre de usuario tiene al menos ${min} caracteres
        invalid-username-max-length = Un nombre de usuario tiene como máximo ${max} caracteres
        invalid-username-invalid-characters = Este nombre de usuario tiene caracteres no permitidos
        invalid-username-email-not-allowed = Un nombre de usuario no puede ser un correo electrónico
        email-in-use = Ya existe una cuenta con este correo electrónico
        phone-in-use = Ya existe una cuenta con este teléfono
        username-taken = Este nombre de usuario ya está en uso
        invalid-signup = No hemos podido crear esta cuenta. Si ya tienes una, inicia sesión.
        public-signup-disabled = Aquí no se pueden crear cuentas nuevas
        password-too-weak = Esta contraseña es demasiado débil
        password-too-common = Esta contraseña es demasiado común
        password-previously-used = Ya has usado esta contraseña
        password-contains-user-information = La contraseña no debe contener tu nombre, tu nombre de usuario ni tu correo electrónico
        password-mismatch = Las dos contraseñas no coinciden
        password-breached = Hemos encontrado esta contraseña en una filtración de datos de otro sitio. Para proteger tu cuenta, restablece tu contraseña antes de iniciar sesión.
        user-blocked = Tu cuenta ha sido bloqueada tras varios intentos de inicio de sesión consecutivos. Te hemos enviado un mensaje que explica cómo desbloquearla.
        ip-blocked = Hemos detectado intentos de inicio de sesión sospechosos y bloquearemos los siguientes. Ponte en contacto con el administrador.
        ip-signup-blocked = Se han creado demasiadas cuentas desde tu red. Inténtalo de nuevo más tarde.
        same-user-login = Demasiados intentos de inicio de sesión para esta cuenta. Espera un momento e inténtalo de nuevo.
        too-many-requests = Ahora mismo hay demasiadas solicitudes. Espera un momento e inténtalo de nuevo.
        too-many-email = Ya te hemos enviado varios correos. Espera un poco antes de pedir otro.
        invalid-connection = Esta forma de iniciar sesión no está disponible
        no-db-connection = Esta forma de iniciar sesión no está disponible
        no-hrd-connection = No conocemos este dominio de correo electrónico
        invalid-organization = No conocemos esta organización
        no-organization = Introduce el nombre de tu organización
        invalid-code = Este código no es correcto
        invalid-expired-code = Este código no es correcto o ha caducado
        code-sent = Te hemos enviado otro código. El anterior ya no sirve.
        too-many-failures = Este código se ha probado demasiadas veces. Pide que te enviemos otro.
        session-expired = Has estado demasiado tiempo en esta página. Empieza de nuevo.
        authentication-failure = Algo ha fallado al iniciar sesión. Inténtalo de nuevo.
        custom-script-error-code = Algo ha fallado. Inténtalo de nuevo más tarde.
        auth0-users-validation = Algo ha fallado. Inténtalo de nuevo más tarde.
        auth0-users-expired-ticket = Este enlace ha caducado
        auth0-users-used-ticket = Este enlace ya se ha usado
        reset-password-error = No hemos podido enviar el correo. Inténtalo de nuevo más tarde.

        # Login
        login.login.pageTitle = Iniciar sesión | ${clientName}
        login.login.title = Te damos la bienvenida
        login.login.description = Inicia sesión en ${companyName} para continuar a ${clientName}.
        login.login.footerText = ¿No tienes una cuenta?
        login.login.footerLinkText = Regístrate
        login.login.signupActionText = ${footerText}
        login.login.signupActionLinkText = ${footerLinkText}
        login.login.invitationDescription = Inicia sesión para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.
        login-id.login-id.pageTitle = Iniciar sesión | ${clientName}
        login-id.login-id.title = Te damos la bienvenida
        login-id.login-id.description = Inicia sesión en ${companyName} para continuar a ${clientName}.
        login-id.login-id.footerText = ¿No tienes una cuenta?
        login-id.login-id.footerLinkText = Regístrate
        login-id.login-id.signupActionText = ${footerText}
        login-id.login-id.signupActionLinkText = ${footerLinkText}
        login-id.login-id.invitationDescription = Inicia sesión para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.
        login-password.login-password.pageTitle = Introduce tu contraseña | ${clientName}
        login-password.login-password.title = Introduce tu contraseña
        login-password.login-password.description = Introduce tu contraseña de ${companyName} para continuar a ${clientName}.
        login-password.login-password.footerText = ¿No tienes una cuenta?
        login-password.login-password.footerLinkText = Regístrate
        login-password.login-password.signupActionText = ${footerText}
        login-password.login-password.signupActionLinkText = ${footerLinkText}
        login-password.login-password.invitationDescription = Inicia sesión para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.

        # Sign up
        signup.signup.pageTitle = Crear cuenta | ${clientName}
        signup.signup.title = Crea tu cuenta
        signup.signup.description = Regístrate en ${companyName} para continuar a ${clientName}.
        signup.signup.usernamePlaceholder = Nombre de usuario
        signup.signup.footerText = ¿Ya tienes una cuenta?
        signup.signup.footerLinkText = Inicia sesión
        signup.signup.loginActionText = ${footerText}
        signup.signup.loginActionLinkText = ${footerLinkText}
        signup.signup.invitationDescription = Regístrate para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.
        signup-id.signup-id.pageTitle = Crear cuenta | ${clientName}
        signup-id.signup-id.title = Crea tu cuenta
        signup-id.signup-id.description = Regístrate en ${companyName} para continuar a ${clientName}.
        signup-id.signup-id.usernamePlaceholder = Nombre de usuario
        signup-id.signup-id.footerText = ¿Ya tienes una cuenta?
        signup-id.signup-id.footerLinkText = Inicia sesión
        signup-id.signup-id.loginActionText = ${footerText}
        signup-id.signup-id.loginActionLinkText = ${footerLinkText}
        signup-id.signup-id.invitationDescription = Regístrate para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.
        signup-password.signup-password.pageTitle = Elige una contraseña | ${clientName}
        signup-password.signup-password.title = Elige una contraseña
        signup-password.signup-password.description = Elige una contraseña para ${companyName} y continúa a ${clientName}.
        signup-password.signup-password.usernamePlaceholder = Nombre de usuario
        signup-password.signup-password.footerText = ¿Ya tienes una cuenta?
        signup-password.signup-password.footerLinkText = Inicia sesión
        signup-password.signup-password.loginActionText = ${footerText}
        signup-password.signup-password.loginActionLinkText = ${footerLinkText}
        signup-password.signup-password.invitationDescription = Regístrate para aceptar la invitación de ${inviterName} a unirte a ${companyName} en ${clientName}.

        # A code that proves an email address
        email-identifier-challenge.email-identifier-challenge.pageTitle = Verifica tu correo electrónico | ${clientName}
        email-identifier-challenge.email-identifier-challenge.title = Verifica tu correo electrónico
        email-identifier-challenge.email-identifier-challenge.description = Hemos enviado un código a ${email}. Introdúcelo aquí para terminar de registrarte.
        email-identifier-challenge.email-identifier-challenge.placeholder = Código del correo
        email-identifier-challenge.email-identifier-challenge.resendText = ¿No te ha llegado?
        email-identifier-challenge.email-identifier-challenge.resendActionText = Enviar otro código
        email-identifier-challenge.email-identifier-challenge.backText = Usar otro correo electrónico

        # A forgotten password
        reset-password.reset-password-request.pageTitle = Restablecer contraseña | ${clientName}
        reset-password.reset-password-request.title = ¿Has olvidado tu contraseña?
        reset-password.reset-password-request.descriptionEmail = Introduce tu correo electrónico y te enviaremos un enlace para elegir una nueva contraseña.
        reset-password.reset-password-request.descriptionUsername = Introduce tu nombre de usuario y te enviaremos un enlace para elegir una nueva contraseña.
        reset-password.reset-password-request.placeholderEmail = Correo electrónico
        reset-password.reset-password-request.placeholderUsername = Nombre de usuario
        reset-password.reset-password-email.pageTitle = Revisa tu correo | ${clientName}
        reset-password.reset-password-email.title = Revisa tu correo
        reset-password.reset-password-email.emailDescription = Si existe una cuenta para ${email}, acabamos de enviarle un enlace para elegir una nueva contraseña.
        reset-password.reset-password-email.usernameDescription = Si existe la cuenta ${email}, acabamos de enviar a su correo un enlace para elegir una nueva contraseña.
        reset-password.reset-password-email.resendText = ¿No te ha llegado?
        reset-password.reset-password-email.resendLinkText = Enviar de nuevo
        reset-password.reset-password.pageTitle = Cambiar contraseña | ${clientName}
        reset-password.reset-password.title = Cambia tu contraseña
        reset-password.reset-password.description = Introduce la nueva contraseña de tu cuenta.
        reset-password.reset-password.buttonText = Cambiar contraseña
        reset-password.reset-password.passwordPlaceholder = Nueva contraseña
        reset-password.reset-password.reEnterpasswordPlaceholder = Repite la nueva contraseña
        reset-password.reset-password-success.pageTitle = Contraseña cambiada | ${clientName}
        reset-password.reset-password-success.eventTitle = ¡Contraseña cambiada!
        reset-password.reset-password-success.description = Tu contraseña se ha cambiado correctamente.
        reset-password.reset-password-success.buttonText = Volver a ${clientName}
        reset-password.reset-password-error.pageTitle = Enlace no válido | ${clientName}
        reset-password.reset-password-error.eventTitleExpired = Este enlace ha caducado
        reset-password.reset-password-error.eventTitleUsed = Este enlace ya se ha usado
        reset-password.reset-password-error.eventTitleGeneric = Este enlace no es válido
        reset-password.reset-password-error.descriptionExpired = Para restablecer tu contraseña, vuelve a la página de inicio de sesión y elige «¿Has olvidado tu contraseña?» para recibir otro correo.
        reset-password.reset-password-error.descriptionUsed = Cada enlace sirve una sola vez. Para restablecer de nuevo tu contraseña, vuelve a la página de inicio de sesión y elige «¿Has olvidado tu contraseña?».
        reset-password.reset-password-error.descriptionGeneric = Para restablecer tu contraseña, vuelve a la página de inicio de sesión y elige «¿Has olvidado tu contraseña?» para recibir otro correo.

        # A confirmed email address
        email-verification.email-verification-result.pageTitle = Verificación del correo | ${clientName}
        email-verification.email-verification-result.verifiedTitle = Correo verificado
        email-verification.email-verification-result.verifiedDescription = Gracias. Tu correo electrónico está verificado.
        email-verification.email-verification-result.alreadyVerifiedTitle = Ya estaba verificado
        email-verification.email-verification-result.alreadyVerifiedDescription = Este correo electrónico ya se había verificado. No tienes que hacer nada más.
        email-verification.email-verification-result.errorTitle = No verificado
        email-verification.email-verification-result.expiredDescription = Este enlace ha caducado. Inicia sesión para recibir otro.
        email-verification.email-verification-result.invalidAccountOrCodeDescription = La cuenta no existe o el enlace no es válido.
        email-verification.email-verification-result.unknownErrorDescription = No se ha podido verificar tu correo electrónico.
        email-verification.email-verification-result.buttonText = Volver a ${clientName}

        # Consent
        consent.consent.pageTitle = Autorizar a ${clientName}
        consent.consent.title = Autorizar a ${clientName}
        consent.consent.pickerTitle = Hola, ${userName}:
        consent.consent.messageSingleTenant = ${clientName} solicita acceso a tu cuenta de ${companyName}.
        consent.consent.messageMultipleTenants = ${clientName} solicita acceso a tu cuenta.
        consent.consent.scopesTitle = La aplicación quiere:
        consent.consent.audienceTitle = En ${audienceName}, quiere:
        consent.consent.acceptButtonText = Aceptar
        consent.consent.declineButtonText = Rechazar
        consent.consent.scope-profile = Ver tu perfil, como tu nombre y tu foto
        consent.consent.scope-email = Ver tu correo electrónico
        consent.consent.scope-address = Ver tu dirección postal
        consent.consent.scope-phone = Ver tu número de teléfono
        consent.consent.scope-offline_access = Mantener este acceso cuando no la estés usando
        consent.consent.scope-actions = ${resourceTitle}: ${actions} tus ${resource}
        consent.consent.scope-list = ${first} y ${last}

        # Organizations
        organizations.organization-picker.pageTitle = Elige una organización | ${clientName}
        organizations.organization-picker.title = Elige una organización
        organizations.organization-picker.description = ¿En qué organización quieres iniciar sesión en ${clientName}?
        organizations.organization-selection.pageTitle = Indica tu organización | ${clientName}
        organizations.organization-selection.title = Indica tu organización
        organizations.organization-selection.description = Para continuar a ${clientName}, introduce el nombre de tu organización.
        organizations.organization-selection.placeholder = Nombre de tu organización
        invitation.accept-invitation.pageTitle = Acepta tu invitación | ${clientName}
        invitation.accept-invitation.title = ¡Tienes una invitación!
        invitation.accept-invitation.description = ${inviterName} te invita (${email}) a unirte a ${companyName} en ${clientName}.

        # Logging out
        logout.logout.pageTitle = Cerrar sesión | ${clientName}
        logout.logout.title = Cerrar sesión
        logout.logout.userSalute = Hola, ${userName}:
        logout.logout.description = ¿Quieres cerrar tu sesión en ${clientName}?
        logout.logout.acceptButtonText = Sí, cerrar sesión
        logout.logout.declineButtonText = No, seguir conectado
        logout.logout-complete.pageTitle = Sesión cerrada | ${clientName}
        logout.logout-complete.eventTitle = Has cerrado la sesión
        logout.logout-complete.description = Hasta pronto.

        # A blocked account
        brute-force-protection.brute-force-protection-unblock.pageTitle = Desbloquear tu cuenta | ${clientName}
        brute-force-protection.brute-force-protection-unblock.title = Desbloquea tu cuenta
        brute-force-protection.brute-force-protection-unblock.description = Tu cuenta se bloqueó tras varios inicios de sesión fallidos. Si fuiste tú, puedes desbloquearla ahora.
        brute-force-protection.brute-force-protection-unblock.buttonText = Desbloquear mi cuenta
        brute-force-protection.brute-force-protection-unblock-success.pageTitle = Cuenta desbloqueada | ${clientName}
        brute-force-protection.brute-force-protection-unblock-success.eventTitle = Cuenta desbloqueada
        brute-force-protection.brute-force-protection-unblock-success.description = Ya puedes volver a iniciar sesión.
        brute-force-protection.brute-force-protection-unblock-failure.pageTitle = Enlace no válido | ${clientName}
        brute-force-protection.brute-force-protection-unblock-failure.eventTitle = Tu cuenta sigue bloqueada
        brute-force-protection.brute-force-protection-unblock-failure.expiredError = Este enlace ha caducado.
        brute-force-protection.brute-force-protection-unblock-failure.usedError = Cada enlace sirve una sola vez.
        brute-force-protection.brute-force-protection-unblock-failure.genericError = Este enlace no es válido.

        # Errors and messages
        status.status.pageTitle = ${companyName}
        status.status.errorTitle = Algo ha fallado
        status.status.errorDescription = Vuelve a la aplicación e inténtalo de nuevo.
        status.status.hintTitle = Para quien desarrolla
        status.status.trackingText = Número de seguimiento
        status.status.supportText = Contactar con soporte
        """#
}
