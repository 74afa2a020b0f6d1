/// The pages in Portuguese.
enum PortugueseTexts {
    static let text = #"""
        # Said on several screens
        alertListTitle = Verifique o seguinte
        logoAltText = ${companyName}
        buttonText = Continuar
        separatorText = ou
        federatedConnectionButtonText = Continuar com ${connectionName}
        backToLoginLinkText = Voltar para ${clientName}
        editEmailText = Alterar
        editLinkScreenReadableText = Usar outra conta
        optionalText = opcional
        privacyPolicyText = Privacidade
        termsOfServiceText = Termos de uso
        showPasswordText = Mostrar senha
        hidePasswordText = Ocultar senha
        forgotPasswordText = Esqueceu a senha?
        invitationTitle = Você recebeu um convite!

        # Fields
        emailPlaceholder = Endereço de e-mail
        phonePlaceholder = Número de telefone
        usernameOnlyPlaceholder = Nome de usuário
        usernamePlaceholder = Nome de usuário ou e-mail
        usernameOrEmailPlaceholder = Nome de usuário ou e-mail
        phoneOrEmailPlaceholder = Telefone ou e-mail
        phoneOrUsernamePlaceholder = Telefone ou nome de usuário
        phoneOrUsernameOrEmailPlaceholder = Telefone, nome de usuário ou e-mail
        passwordPlaceholder = Senha

        # What a password must be
        passwordSecurityText = Sua senha deve conter:
        password-policy-non-empty = Pelo menos um caractere
        password-policy-length-at-least = Pelo menos ${count} caracteres
        password-policy-contains-at-least = Pelo menos ${count} dos seguintes tipos:
        password-policy-should-contain = Todos os tipos seguintes:
        password-policy-lower-case = Letras minúsculas (a-z)
        password-policy-upper-case = Letras maiúsculas (A-Z)
        password-policy-numbers = Números (0-9)
        password-policy-special-characters = Caracteres especiais (por exemplo !@#$%^&*)
        password-policy-identical-chars = No máximo ${count} caracteres iguais seguidos
        password-policy-sequential-chars = No máximo ${count} caracteres em sequência
        password-policy-length-at-most = No máximo ${count} caracteres
        ruleMetText = cumprido
        ruleUnmetText = ainda falta

        # What can be wrong
        wrong-credentials = Nome de usuário ou senha incorretos
        wrong-email-credentials = E-mail ou senha incorretos
        wrong-username-credentials = Nome de usuário ou senha incorretos
        wrong-phone-credentials = Telefone ou senha incorretos
        wrong-email-username-credentials = E-mail, nome de usuário ou senha incorretos
        wrong-email-phone-credentials = E-mail, telefone ou senha incorretos. O telefone precisa do código do país.
        wrong-phone-username-credentials = Telefone, nome de usuário ou senha incorretos. O telefone precisa do código do país.
        wrong-email-phone-username-credentials = E-mail, telefone, nome de usuário ou senha incorretos. O telefone precisa do código do país.
        no-email = Informe um endereço de e-mail
        no-phone = Informe um número de telefone
        no-username = Informe um nome de usuário
        no-password = Informe uma senha
        no-re-enter-password = Informe a nova senha uma segunda vez
        no-code = Informe o código
        invalid-email-format = Este endereço de e-mail não é válido
        invalid-phone-format = Este número de telefone não é válido. Inclua o código do país.
        invalid-username = Um nome de usuário tem de ${min} a ${max} caracteres: letras, números ou algum de ${characters}
        invalid-username-min-length = Um nome de usuário tem pelo menos ${min} caracteres
        invalid-username-max-length = Um nome de usuário tem no máximo ${max} caracteres
        invalid-username-invalid-characters = Este nome de usuário tem caracteres não permitidos
        invalid-username-email-not-allowed = Um nome de usuário não pode ser um e-mail
        email-in-use = Já existe uma conta com este e-mail
        phone-in-use = Já existe uma conta com este telefone
        username-taken = Este nome de usuário já está em uso
        invalid-signup = Não foi possível criar esta conta. Se você já tem uma, faça login.
        public-signup-disabled = Não é possível criar novas contas aqui
        password-too-weak = Esta senha é muito fraca
        password-too-common = Esta senha é muito comum
        password-previously-used = Você já usou esta senha antes
        password-contains-user-information = A senha não pode conter seu nome, seu nome de usuário ou seu e-mail
        password-mismatch = As duas senhas não coincidem
        password-breached = Encontramos esta senha em um vazamento de dados de outro site. Para proteger sua conta, redefina sua senha antes de fazer login.
        user-blocked = Sua conta foi bloqueada após várias tentativas de login consecutivas. Enviamos uma mensagem que explica como desbloqueá-la.
        ip-blocked = Detectamos tentativas de login suspeitas e bloquearemos as próximas. Entre em contato com o administrador.
        ip-signup-blocked = Foram criadas contas demais a partir da sua rede. Tente novamente mais tarde.
        same-user-login = Tentativas de login demais para esta conta. Aguarde um momento e tente novamente.
        too-many-requests = Há solicitações demais neste momento. Aguarde um momento e tente novamente.
        too-many-email = Já enviamos vários e-mails. Aguarde um pouco antes de pedir outro.
        invalid-connection = Esta forma de login não está disponível
        no-db-connection = Esta forma de login não está disponível
        no-hrd-connection = Não conhecemos este domínio de e-mail
        invalid-organization = Não conhecemos esta organização
        no-organization = Informe o nome da sua organização
        invalid-code = Este código não está correto
        invalid-expired-code = Este código não está correto ou expirou
        code-sent = Enviamos outro código. O anterior não vale mais.
        too-many-failures = Este código foi tentado muitas vezes. Peça o envio de outro.
        session-expired = Você ficou tempo demais nesta página. Comece novamente.
        authentication-failure = Algo deu errado durante o login. Tente novamente.
        custom-script-error-code = Algo deu errado. Tente novamente mais tarde.
        auth0-users-validation = Algo deu errado. Tente novamente mais tarde.
        auth0-users-expired-ticket = Este link expirou
        auth0-users-used-ticket = Este link já foi usado
        reset-password-error = Não foi possível enviar o e-mail. Tente novamente mais tarde.

        # Login
        login.login.pageTitle = Entrar | ${clientName}
        login.login.title = Boas-vindas
        login.login.description = Entre em ${companyName} para continuar em ${clientName}.
        login.login.footerText = Não tem uma conta?
        login.login.footerLinkText = Cadastre-se
        login.login.signupActionText = ${footerText}
        login.login.signupActionLinkText = ${footerLinkText}
        login.login.invitationDescription = Entre para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.
        login-id.login-id.pageTitle = Entrar | ${clientName}
        login-id.login-id.title = Boas-vindas
        login-id.login-id.description = Entre em ${companyName} para continuar em ${clientName}.
        login-id.login-id.footerText = Não tem uma conta?
        login-id.login-id.footerLinkText = Cadastre-se
        login-id.login-id.signupActionText = ${footerText}
        login-id.login-id.signupActionLinkText = ${footerLinkText}
        login-id.login-id.invitationDescription = Entre para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.
        login-password.login-password.pageTitle = Digite sua senha | ${clientName}
        login-password.login-password.title = Digite sua senha
        login-password.login-password.description = Digite sua senha de ${companyName} para continuar em ${clientName}.
        login-password.login-password.footerText = Não tem uma conta?
        login-password.login-password.footerLinkText = Cadastre-se
        login-password.login-password.signupActionText = ${footerText}
        login-password.login-password.signupActionLinkText = ${footerLinkText}
        login-password.login-password.invitationDescription = Entre para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.

        # Sign up
        signup.signup.pageTitle = Criar conta | ${clientName}
        signup.signup.title = Crie sua conta
        signup.signup.description = Cadastre-se em ${companyName} para continuar em ${clientName}.
        signup.signup.usernamePlaceholder = Nome de usuário
        signup.signup.footerText = Já tem uma conta?
        signup.signup.footerLinkText = Entrar
        signup.signup.loginActionText = ${footerText}
        signup.signup.loginActionLinkText = ${footerLinkText}
        signup.signup.invitationDescription = Cadastre-se para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.
        signup-id.signup-id.pageTitle = Criar conta | ${clientName}
        signup-id.signup-id.title = Crie sua conta
        signup-id.signup-id.description = Cadastre-se em ${companyName} para continuar em ${clientName}.
        signup-id.signup-id.usernamePlaceholder = Nome de usuário
        signup-id.signup-id.footerText = Já tem uma conta?
        signup-id.signup-id.footerLinkText = Entrar
        signup-id.signup-id.loginActionText = ${footerText}
        signup-id.signup-id.loginActionLinkText = ${footerLinkText}
        signup-id.signup-id.invitationDescription = Cadastre-se para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.
        signup-password.signup-password.pageTitle = Escolha uma senha | ${clientName}
        signup-password.signup-password.title = Escolha uma senha
        signup-password.signup-password.description = Escolha uma senha para ${companyName} e continue em ${clientName}.
        signup-password.signup-password.usernamePlaceholder = Nome de usuário
        signup-password.signup-password.footerText = Já tem uma conta?
        signup-password.signup-password.footerLinkText = Entrar
        signup-password.signup-password.loginActionText = ${footerText}
        signup-password.signup-password.loginActionLinkText = ${footerLinkText}
        signup-password.signup-password.invitationDescription = Cadastre-se para aceitar o convite de ${inviterName} para participar de ${companyName} em ${clientName}.

        # A code that proves an email address
        email-identifier-challenge.email-identifier-challenge.pageTitle = Verifique seu endereço de e-mail | ${clientName}
        email-identifier-challenge.email-identifier-challenge.title = Verifique seu endereço de e-mail
        email-identifier-challenge.email-identifier-challenge.description = Enviamos um código para ${email}. Informe-o aqui para concluir o cadastro.
        email-identifier-challenge.email-identifier-challenge.placeholder = Código do e-mail
        email-identifier-challenge.email-identifier-challenge.resendText = Ainda não recebeu?
        email-identifier-challenge.email-identifier-challenge.resendActionText = Enviar outro código
        email-identifier-challenge.email-identifier-challenge.backText = Usar outro endereço de e-mail

        # A forgotten password
        reset-password.reset-password-request.pageTitle = Redefinir senha | ${clientName}
        reset-password.reset-password-request.title = Esqueceu a senha?
        reset-password.reset-password-request.descriptionEmail = Informe seu e-mail e enviaremos um link para você escolher uma nova senha.
        reset-password.reset-password-request.descriptionUsername = Informe seu nome de usuário e enviaremos um link para você escolher uma nova senha.
        reset-password.reset-password-request.placeholderEmail = Endereço de e-mail
        reset-password.reset-password-request.placeholderUsername = Nome de usuário
        reset-password.reset-password-email.pageTitle = Verifique seu e-mail | ${clientName}
        reset-password.reset-password-email.title = Verifique seu e-mail
        reset-password.reset-password-email.emailDescription = Se existir uma conta para ${email}, acabamos de enviar a ela um link para escolher uma nova senha.
        reset-password.reset-password-email.usernameDescription = Se existir a conta ${email}, acabamos de enviar ao e-mail dela um link para escolher uma nova senha.
        reset-password.reset-password-email.resendText = Ainda não recebeu?
        reset-password.reset-password-email.resendLinkText = Enviar novamente
        reset-password.reset-password.pageTitle = Alterar senha | ${clientName}
        reset-password.reset-password.title = Altere sua senha
        reset-password.reset-password.description = Digite a nova senha da sua conta.
        reset-password.reset-password.buttonText = Alterar senha
        reset-password.reset-password.passwordPlaceholder = Nova senha
        reset-password.reset-password.reEnterpasswordPlaceholder = Repita a nova senha
        reset-password.reset-password-success.pageTitle = Senha alterada | ${clientName}
        reset-password.reset-password-success.eventTitle = Senha alterada!
        reset-password.reset-password-success.description = Sua senha foi alterada com sucesso.
        reset-password.reset-password-success.buttonText = Voltar para ${clientName}
        reset-password.reset-password-error.pageTitle = Link inválido | ${clientName}
        reset-password.reset-password-error.eventTitleExpired = Este link expirou
        reset-password.reset-password-error.eventTitleUsed = Este link já foi usado
        reset-password.reset-password-error.eventTitleGeneric = Este link não é válido
        reset-password.reset-password-error.descriptionExpired = Para redefinir sua senha, volte à página de login e escolha “Esqueceu a senha?” para receber outro e-mail.
        reset-password.reset-password-error.descriptionUsed = Cada link funciona uma vez. Para redefinir sua senha novamente, volte à página de login e escolha “Esqueceu a senha?”.
        reset-password.reset-password-error.descriptionGeneric = Para redefinir sua senha, volte à página de login e escolha “Esqueceu a senha?” para receber outro e-mail.

        # A confirmed email address
        email-verification.email-verification-result.pageTitle = Verificação de e-mail | ${clientName}
        email-verification.email-verification-result.verifiedTitle = E-mail verificado
        email-verification.email-verification-result.verifiedDescription = Obrigado. Seu e-mail está verificado.
        email-verification.email-verification-result.alreadyVerifiedTitle = Já verificado
        email-verification.email-verification-result.alreadyVerifiedDescription = Este e-mail já foi verificado antes. Não há mais nada a fazer.
        email-verification.email-verification-result.errorTitle = Não verificado
        email-verification.email-verification-result.expiredDescription = Este link expirou. Faça login para receber outro.
        email-verification.email-verification-result.invalidAccountOrCodeDescription = A conta não existe ou o link não é válido.
        email-verification.email-verification-result.unknownErrorDescription = Não foi possível verificar seu e-mail.
        email-verification.email-verification-result.buttonText = Voltar para ${clientName}

        # Consent
        consent.consent.pageTitle = Autorizar ${clientName}
        consent.consent.title = Autorizar ${clientName}
        consent.consent.pickerTitle = Olá, ${userName}.
        consent.consent.messageSingleTenant = ${clientName} solicita acesso à sua conta de ${companyName}.
        consent.consent.messageMultipleTenants = ${clientName} solicita acesso à sua conta.
        consent.consent.scopesTitle = O aplicativo quer:
        consent.consent.audienceTitle = Em ${audienceName}, ele quer:
        consent.consent.acceptButtonText = Aceitar
        consent.consent.declineButtonText = Recusar
        consent.consent.scope-profile = Ver seu perfil, como seu nome e sua foto
        consent.consent.scope-email = Ver seu endereço de e-mail
        consent.consent.scope-address = Ver seu endereço postal
        consent.consent.scope-phone = Ver seu número de telefone
        consent.consent.scope-offline_access = Manter este acesso quando você não o estiver usando
        consent.consent.scope-actions = ${resourceTitle}: ${actions} em ${resource}
        consent.consent.scope-list = ${first} e ${last}

        # Organizations
        organizations.organization-picker.pageTitle = Escolha uma organização | ${clientName}
        organizations.organization-picker.title = Escolha uma organização
        organizations.organization-picker.description = Em qual organização você quer entrar em ${clientName}?
        organizations.organization-selection.pageTitle = Informe sua organização | ${clientName}
        organizations.organization-selection.title = Informe sua organização
        organizations.organization-selection.description = Para continuar em ${clientName}, informe o nome da sua organização.
        organizations.organization-selection.placeholder = Nome da sua organização
        invitation.accept-invitation.pageTitle = Aceite seu convite | ${clientName}
        invitation.accept-invitation.title = Você recebeu um convite!
        invitation.accept-invitation.description = ${inviterName} convidou você (${email}) para participar de ${companyName} em ${clientName}.

        # Logging out
        logout.logout.pageTitle = Sair | ${clientName}
        logout.logout.title = Sair
        logout.logout.userSalute = Olá, ${userName}.
        logout.logout.description = Deseja sair de ${clientName}?
        logout.logout.acceptButtonText = Sim, sair
        logout.logout.declineButtonText = Não, continuar conectado
        logout.logout-complete.pageTitle = Sessão encerrada | ${clientName}
        logout.logout-complete.eventTitle = Você saiu
        logout.logout-complete.description = Até logo.

        # A blocked account
        brute-force-protection.brute-force-protection-unblock.pageTitle = Desbloquear sua conta | ${clientName}
        brute-force-protection.brute-force-protection-unblock.title = Desbloqueie sua conta
        brute-force-protection.brute-force-protection-unblock.description = Sua conta foi bloqueada após várias tentativas de login sem sucesso. Se foi você, pode desbloqueá-la agora.
        brute-force-protection.brute-force-protection-unblock.buttonText = Desbloquear minha conta
        brute-force-protection.brute-force-protection-unblock-success.pageTitle = Conta desbloqueada | ${clientName}
        brute-force-protection.brute-force-protection-unblock-success.eventTitle = Conta desbloqueada
        brute-force-protection.brute-force-protection-unblock-success.description = Você já pode entrar novamente.
        brute-force-protection.brute-force-protection-unblock-failure.pageTitle = Link inválido | ${clientName}
        brute-force-protection.brute-force-protection-unblock-failure.eventTitle = Sua conta continua bloqueada
        brute-force-protection.brute-force-protection-unblock-failure.expiredError = Este link expirou.
        brute-force-protection.brute-force-protection-unblock-failure.usedError = Cada link funciona uma vez.
        brute-force-protection.brute-force-protection-unblock-failure.genericError = Este link não é válido.

        # Errors and messages
        status.status.pageTitle = ${companyName}
        status.status.errorTitle = Algo deu errado
        status.status.errorDescription = Volte ao aplicativo e tente novamente.
        status.status.hintTitle = Para quem desenvolve
        status.status.trackingText = Número de rastreamento
        status.status.supportText = Falar com o suporte
        """#
}
