/// The pages in English.
enum EnglishTexts {
    static let text = #"""
        # Said on several screens
        alertListTitle = Please check the following
        logoAltText = ${companyName}
        buttonText = Continue
        separatorText = or
        federatedConnectionButtonText = Continue with ${connectionName}
        backToLoginLinkText = Back to ${clientName}
        editEmailText = Edit
        editLinkScreenReadableText = Use another account
        optionalText = optional
        privacyPolicyText = Privacy
        termsOfServiceText = Terms
        showPasswordText = Show password
        hidePasswordText = Hide password
        forgotPasswordText = Forgot password?
        invitationTitle = You've been invited!

        # Fields
        emailPlaceholder = Email address
        phonePlaceholder = Phone number
        usernameOnlyPlaceholder = Username
        usernamePlaceholder = Username or email address
        usernameOrEmailPlaceholder = Username or email address
        phoneOrEmailPlaceholder = Phone number or email address
        phoneOrUsernamePlaceholder = Phone number or username
        phoneOrUsernameOrEmailPlaceholder = Phone number, username or email address
        passwordPlaceholder = Password

        # What a password must be
        passwordSecurityText = Your password must contain:
        password-policy-non-empty = At least one character
        password-policy-length-at-least = At least ${count} characters
        password-policy-contains-at-least = At least ${count} of the following:
        password-policy-should-contain = All of the following:
        password-policy-lower-case = Lower case letters (a-z)
        password-policy-upper-case = Upper case letters (A-Z)
        password-policy-numbers = Numbers (0-9)
        password-policy-special-characters = Special characters (such as !@#$%^&*)
        password-policy-identical-chars = No more than ${count} identical characters in a row
        password-policy-sequential-chars = No more than ${count} characters in sequence
        password-policy-length-at-most = At most ${count} characters
        ruleMetText = done
        ruleUnmetText = still missing

        # What can be wrong
        wrong-credentials = Wrong username or password
        wrong-email-credentials = Wrong email or password
        wrong-username-credentials = Wrong username or password
        wrong-phone-credentials = Wrong phone number or password
        wrong-email-username-credentials = Wrong email, username or password
        wrong-email-phone-credentials = Wrong email, phone number or password. A phone number needs its country code.
        wrong-phone-username-credentials = Wrong phone number, username or password. A phone number needs its country code.
        wrong-email-phone-username-credentials = Wrong email, phone number, username or password. A phone number needs its country code.
        no-email = Please enter an email address
        no-phone = Please enter a phone number
        no-username = Please enter a username
        no-password = Please enter a password
        no-re-enter-password = Please enter the new password a second time
        no-code = Please enter the code
        invalid-email-format = This is not a valid email address
        invalid-phone-format = This is not a valid phone number. Please include the country code.
        invalid-username = A username has ${min} to ${max} characters: letters, digits or any of ${characters}
        invalid-username-min-length = A username has at least ${min} characters
        invalid-username-max-length = A username has at most ${max} characters
        invalid-username-invalid-characters = This username has characters that are not allowed
        invalid-username-email-not-allowed = A username cannot be an email address
        email-in-use = There is already an account with this email address
        phone-in-use = There is already an account with this phone number
        username-taken = This username is already taken
        invalid-signup = We could not create this account. If you already have one, please log in.
        public-signup-disabled = New accounts cannot be created here
        password-too-weak = This password is too weak
        password-too-common = This password is too common
        password-previously-used = You have used this password before
        password-contains-user-information = The password must not contain your name, username or email address
        password-mismatch = The two passwords do not match
        password-breached = We have found this password in a data breach elsewhere. To protect your account, please reset your password before you log in.
        user-blocked = Your account has been blocked after multiple consecutive login attempts. We've sent you a notification via your preferred contact method with instructions on how to unblock it.
        ip-blocked = We have detected suspicious login behavior and further attempts will be blocked. Please contact the administrator.
        ip-signup-blocked = Too many accounts have been created from your network. Please try again later.
        same-user-login = Too many login attempts for this account. Please wait a moment and try again.
        too-many-requests = There are too many requests right now. Please wait a moment and try again.
        too-many-email = We have already sent you several emails. Please wait a while before you ask for another.
        invalid-connection = This way of logging in is not available
        no-db-connection = This way of logging in is not available
        no-hrd-connection = We do not know this email domain
        invalid-organization = We do not know this organization
        no-organization = Please enter the name of your organization
        invalid-code = This code is not right
        invalid-expired-code = This code is not right, or it has expired
        code-sent = We have sent you another code. The one before it no longer works.
        too-many-failures = This code has been tried too often. Please have another one sent.
        session-expired = You have been on this page for too long. Please start again.
        authentication-failure = Something went wrong while logging you in. Please try again.
        custom-script-error-code = Something went wrong. Please try again later.
        auth0-users-validation = Something went wrong. Please try again later.
        auth0-users-expired-ticket = This link has expired
        auth0-users-used-ticket = This link has already been used
        reset-password-error = We could not send the email. Please try again later.

        # Login
        login.login.pageTitle = Log in | ${clientName}
        login.login.title = Welcome
        login.login.description = Log in to ${companyName} to continue to ${clientName}.
        login.login.footerText = Don't have an account?
        login.login.footerLinkText = Sign up
        login.login.signupActionText = ${footerText}
        login.login.signupActionLinkText = ${footerLinkText}
        login.login.invitationDescription = Log in to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.
        login-id.login-id.pageTitle = Log in | ${clientName}
        login-id.login-id.title = Welcome
        login-id.login-id.description = Log in to ${companyName} to continue to ${clientName}.
        login-id.login-id.footerText = Don't have an account?
        login-id.login-id.footerLinkText = Sign up
        login-id.login-id.signupActionText = ${footerText}
        login-id.login-id.signupActionLinkText = ${footerLinkText}
        login-id.login-id.invitationDescription = Log in to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.
        login-password.login-password.pageTitle = Enter your password to log in | ${clientName}
        login-password.login-password.title = Enter your password
        login-password.login-password.description = Enter your password for ${companyName} to continue to ${clientName}.
        login-password.login-password.footerText = Don't have an account?
        login-password.login-password.footerLinkText = Sign up
        login-password.login-password.signupActionText = ${footerText}
        login-password.login-password.signupActionLinkText = ${footerLinkText}
        login-password.login-password.invitationDescription = Log in to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.

        # Sign up
        signup.signup.pageTitle = Sign up | ${clientName}
        signup.signup.title = Create your account
        signup.signup.description = Sign up to ${companyName} to continue to ${clientName}.
        signup.signup.usernamePlaceholder = Username
        signup.signup.footerText = Already have an account?
        signup.signup.footerLinkText = Log in
        signup.signup.loginActionText = ${footerText}
        signup.signup.loginActionLinkText = ${footerLinkText}
        signup.signup.invitationDescription = Sign up to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.
        signup-id.signup-id.pageTitle = Sign up | ${clientName}
        signup-id.signup-id.title = Create your account
        signup-id.signup-id.description = Sign up to ${companyName} to continue to ${clientName}.
        signup-id.signup-id.usernamePlaceholder = Username
        signup-id.signup-id.footerText = Already have an account?
        signup-id.signup-id.footerLinkText = Log in
        signup-id.signup-id.loginActionText = ${footerText}
        signup-id.signup-id.loginActionLinkText = ${footerLinkText}
        signup-id.signup-id.invitationDescription = Sign up to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.
        signup-password.signup-password.pageTitle = Choose a password to sign up | ${clientName}
        signup-password.signup-password.title = Choose a password
        signup-password.signup-password.description = Choose a password for ${companyName} to continue to ${clientName}.
        signup-password.signup-password.usernamePlaceholder = Username
        signup-password.signup-password.footerText = Already have an account?
        signup-password.signup-password.footerLinkText = Log in
        signup-password.signup-password.loginActionText = ${footerText}
        signup-password.signup-password.loginActionLinkText = ${footerLinkText}
        signup-password.signup-password.invitationDescription = Sign up to accept ${inviterName}'s invitation to join ${companyName} on ${clientName}.

        # A code that proves an email address
        email-identifier-challenge.email-identifier-challenge.pageTitle = Verify your email address | ${clientName}
        email-identifier-challenge.email-identifier-challenge.title = Verify your email address
        email-identifier-challenge.email-identifier-challenge.description = We have sent a code to ${email}. Enter it here to finish signing up.
        email-identifier-challenge.email-identifier-challenge.placeholder = Code from the email
        email-identifier-challenge.email-identifier-challenge.resendText = No email yet?
        email-identifier-challenge.email-identifier-challenge.resendActionText = Send another code
        email-identifier-challenge.email-identifier-challenge.backText = Use another email address

        # A forgotten password
        reset-password.reset-password-request.pageTitle = Reset your password | ${clientName}
        reset-password.reset-password-request.title = Forgot your password?
        reset-password.reset-password-request.descriptionEmail = Enter your email address and we will send you a link to choose a new password.
        reset-password.reset-password-request.descriptionUsername = Enter your username and we will send you a link to choose a new password.
        reset-password.reset-password-request.placeholderEmail = Email address
        reset-password.reset-password-request.placeholderUsername = Username
        reset-password.reset-password-email.pageTitle = Check your email | ${clientName}
        reset-password.reset-password-email.title = Check your email
        reset-password.reset-password-email.emailDescription = If there is an account for ${email}, we have just sent it a link to choose a new password.
        reset-password.reset-password-email.usernameDescription = If there is an account ${email}, we have just sent a link to its email address to choose a new password.
        reset-password.reset-password-email.resendText = No email yet?
        reset-password.reset-password-email.resendLinkText = Send it again
        reset-password.reset-password.pageTitle = Change your password | ${clientName}
        reset-password.reset-password.title = Change your password
        reset-password.reset-password.description = Enter the new password of your account.
        reset-password.reset-password.buttonText = Reset password
        reset-password.reset-password.passwordPlaceholder = New password
        reset-password.reset-password.reEnterpasswordPlaceholder = Repeat new password
        reset-password.reset-password-success.pageTitle = Password changed | ${clientName}
        reset-password.reset-password-success.eventTitle = Password changed!
        reset-password.reset-password-success.description = Your password has been changed successfully.
        reset-password.reset-password-success.buttonText = Back to ${clientName}
        reset-password.reset-password-error.pageTitle = Link not valid | ${clientName}
        reset-password.reset-password-error.eventTitleExpired = This link has expired
        reset-password.reset-password-error.eventTitleUsed = This link has been used
        reset-password.reset-password-error.eventTitleGeneric = This link is not valid
        reset-password.reset-password-error.descriptionExpired = To reset your password, go back to the login page and choose “Forgot password?” for a new email.
        reset-password.reset-password-error.descriptionUsed = Each link works once. To reset your password again, go back to the login page and choose “Forgot password?”.
        reset-password.reset-password-error.descriptionGeneric = To reset your password, go back to the login page and choose “Forgot password?” for a new email.

        # A confirmed email address
        email-verification.email-verification-result.pageTitle = Email verification | ${clientName}
        email-verification.email-verification-result.verifiedTitle = Email verified
        email-verification.email-verification-result.verifiedDescription = Thank you. Your email address has been verified.
        email-verification.email-verification-result.alreadyVerifiedTitle = Already verified
        email-verification.email-verification-result.alreadyVerifiedDescription = This email address has been verified before. There is nothing left to do.
        email-verification.email-verification-result.errorTitle = Not verified
        email-verification.email-verification-result.expiredDescription = This link has expired. Please log in to have another one sent.
        email-verification.email-verification-result.invalidAccountOrCodeDescription = There is no such account, or the link is not valid.
        email-verification.email-verification-result.unknownErrorDescription = Your email address could not be verified.
        email-verification.email-verification-result.buttonText = Back to ${clientName}

        # Consent
        consent.consent.pageTitle = Authorize ${clientName}
        consent.consent.title = Authorize ${clientName}
        consent.consent.pickerTitle = Hi ${userName},
        consent.consent.messageSingleTenant = ${clientName} is requesting access to your ${companyName} account.
        consent.consent.messageMultipleTenants = ${clientName} is requesting access to your account.
        consent.consent.scopesTitle = It wants to:
        consent.consent.audienceTitle = In ${audienceName}, it wants to:
        consent.consent.acceptButtonText = Accept
        consent.consent.declineButtonText = Decline
        consent.consent.scope-profile = See your profile, such as your name and picture
        consent.consent.scope-email = See your email address
        consent.consent.scope-address = See your postal address
        consent.consent.scope-phone = See your phone number
        consent.consent.scope-offline_access = Keep this access when you are not using it
        consent.consent.scope-actions = ${resourceTitle}: ${actions} your ${resource}
        consent.consent.scope-list = ${first} and ${last}

        # Organizations
        organizations.organization-picker.pageTitle = Choose an organization | ${clientName}
        organizations.organization-picker.title = Choose an organization
        organizations.organization-picker.description = Which organization do you want to log in to on ${clientName}?
        organizations.organization-selection.pageTitle = Enter your organization | ${clientName}
        organizations.organization-selection.title = Enter your organization
        organizations.organization-selection.description = To continue to ${clientName}, enter the name of your organization.
        organizations.organization-selection.placeholder = Name of your organization
        invitation.accept-invitation.pageTitle = Accept your invitation | ${clientName}
        invitation.accept-invitation.title = You've been invited!
        invitation.accept-invitation.description = ${inviterName} has invited you (${email}) to join ${companyName} on ${clientName}.

        # Logging out
        logout.logout.pageTitle = Log out | ${clientName}
        logout.logout.title = Log out
        logout.logout.userSalute = Hi ${userName},
        logout.logout.description = Do you want to log out of ${clientName}?
        logout.logout.acceptButtonText = Yes, log out
        logout.logout.declineButtonText = No, stay logged in
        logout.logout-complete.pageTitle = Logged out | ${clientName}
        logout.logout-complete.eventTitle = You are logged out
        logout.logout-complete.description = See you soon.

        # A blocked account
        brute-force-protection.brute-force-protection-unblock.pageTitle = Unblock your account | ${clientName}
        brute-force-protection.brute-force-protection-unblock.title = Unblock your account
        brute-force-protection.brute-force-protection-unblock.description = Your account was blocked after several failed login attempts. If they were yours, you can unblock it now.
        brute-force-protection.brute-force-protection-unblock.buttonText = Unblock my account
        brute-force-protection.brute-force-protection-unblock-success.pageTitle = Account unblocked | ${clientName}
        brute-force-protection.brute-force-protection-unblock-success.eventTitle = Account unblocked
        brute-force-protection.brute-force-protection-unblock-success.description = You can log in again.
        brute-force-protection.brute-force-protection-unblock-failure.pageTitle = Link not valid | ${clientName}
        brute-force-protection.brute-force-protection-unblock-failure.eventTitle = Your account is still blocked
        brute-force-protection.brute-force-protection-unblock-failure.expiredError = This link has expired.
        brute-force-protection.brute-force-protection-unblock-failure.usedError = Each link works once.
        brute-force-protection.brute-force-protection-unblock-failure.genericError = This link is not valid.

        # Errors and messages
        status.status.pageTitle = ${companyName}
        status.status.errorTitle = Oops!, something went wrong
        status.status.errorDescription = Please go back to the application and try again.
        status.status.hintTitle = For the developer
        status.status.trackingText = Tracking ID
        status.status.supportText = Contact support
        """#
}
