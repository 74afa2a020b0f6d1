"""Django, by two roads: the `auth0` backend of python-social-auth, and mozilla-django-oidc."""
import secrets
import urllib.parse

import django
import pytest
from django.conf import settings
from django.contrib.auth import logout
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import include, path
from signing_in import make_app, without_throttle
from sites import Site, Visitor
from social_core.backends.auth0 import Auth0OAuth2


class Auth0(Auth0OAuth2):
    """The backend, with the callback as it is registered: it would put the state into the callback's query as well."""

    REDIRECT_STATE = False


def profile(request):
    """Who is signed in, and what python-social-auth keeps of them."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "nobody"}, status=401)
    accounts = [{"uid": account.uid, **account.extra_data} for account in request.user.social_auth.all()]
    return JsonResponse({"email": request.user.email, "username": request.user.username, "accounts": accounts})


def sign_out(request):
    """Ends the session here, then the one at the server."""
    logout(request)
    query = {"client_id": settings.SOCIAL_AUTH_AUTH0_KEY, "returnTo": request.build_absolute_uri("/profile")}
    return HttpResponseRedirect(f"{settings.ISSUER}v2/logout?{urllib.parse.urlencode(query)}")


def logout_url(request):
    """Where mozilla-django-oidc goes after it has ended the session here."""
    query = {"id_token_hint": request.session["oidc_id_token"],
             "post_logout_redirect_uri": request.build_absolute_uri("/profile")}
    return f"{settings.ISSUER}oidc/logout?{urllib.parse.urlencode(query)}"


def urls():
    """The addresses of the application; both kits read settings when they are loaded."""
    return (
        path("profile", profile),
        path("sign-out", sign_out),
        path("refused", lambda request: JsonResponse({"error": "refused"}, status=400)),
        path("oidc/", include("mozilla_django_oidc.urls")),
        path("", include("social_django.urls", namespace="social")),
    )


def configure(folder, tenant, client):
    """The settings of a Django project; Django takes them once in a process."""
    issuer = tenant.tls_url + "/"
    settings.configure(
        SECRET_KEY=secrets.token_hex(32), ALLOWED_HOSTS=["*"], USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "django.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                        "social_django", "mozilla_django_oidc"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware",
                    "social_django.middleware.SocialAuthExceptionMiddleware"],
        AUTHENTICATION_BACKENDS=[f"{__name__}.Auth0", "mozilla_django_oidc.auth.OIDCAuthenticationBackend"],
        LOGIN_REDIRECT_URL="/profile", LOGOUT_REDIRECT_URL="/profile", LOGIN_REDIRECT_URL_FAILURE="/refused",
        SOCIAL_AUTH_LOGIN_ERROR_URL="/refused", SOCIAL_AUTH_AUTH0_DOMAIN=tenant.domain, SOCIAL_AUTH_AUTH0_KEY=client.id,
        SOCIAL_AUTH_AUTH0_SECRET=client.secret,
        ISSUER=issuer, OIDC_RP_CLIENT_ID=client.id, OIDC_RP_CLIENT_SECRET=client.secret, OIDC_RP_SIGN_ALGO="RS256",
        OIDC_RP_SCOPES="openid profile email", OIDC_USE_PKCE=True, OIDC_STORE_ID_TOKEN=True,
        OIDC_OP_AUTHORIZATION_ENDPOINT=f"{issuer}authorize", OIDC_OP_TOKEN_ENDPOINT=f"{issuer}oauth/token",
        OIDC_OP_USER_ENDPOINT=f"{issuer}userinfo", OIDC_OP_JWKS_ENDPOINT=f"{issuer}.well-known/jwks.json",
        OIDC_OP_LOGOUT_URL_METHOD=f"{__name__}.logout_url")
    django.setup()
    settings.ROOT_URLCONF = urls()
    call_command("migrate", verbosity=0)


@pytest.fixture(scope="module")
def site(shared_tenant, tmp_path_factory):
    without_throttle(shared_tenant)
    folder = tmp_path_factory.mktemp("django")
    with Site(folder) as running:
        client = make_app(shared_tenant, allowed_logout_urls=[f"{running.url}/profile"],
                          callbacks=[f"{running.url}/complete/auth0/", f"{running.url}/oidc/callback/"])
        configure(folder, shared_tenant, client)
        yield running.serve_wsgi(get_wsgi_application())


@pytest.fixture
def visitor(shared_tenant, site, trust):
    return Visitor(shared_tenant, site)


def test_python_social_auth_signs_somebody_in_and_out(user, visitor):
    assert visitor.visit("/profile").last.status_code == 401
    visitor.post("/login/auth0/")
    assert visitor.is_asked and visitor.sent("/authorize")["scope"] == "openid profile email"
    known = visitor.sign_in(user.email, user.password).last.json()
    assert visitor.page.url.endswith("/profile") and known["email"] == user.email
    account = known["accounts"][0]
    assert account["uid"] == user.user_id and account["picture"].startswith("https://")
    assert account["token_type"] == "Bearer" and account["access_token"]
    assert visitor.visit("/sign-out").last.status_code == 401 and visitor.page.url.endswith("/profile")
    assert visitor.post("/login/auth0/").is_asked


def test_python_social_auth_refuses_an_answer_to_somebody_elses_question(user, visitor):
    visitor.post("/login/auth0/")
    visitor.session.cookies.clear("shop.test")
    visitor.sign_in(user.email, user.password)
    assert visitor.last.status_code == 400 and "/refused" in visitor.page.url
    assert visitor.visit("/profile").last.status_code == 401


def test_mozilla_django_oidc_signs_somebody_in_and_out(user, visitor):
    visitor.visit("/oidc/authenticate/")
    asked = visitor.sent("/authorize")
    assert visitor.is_asked and asked["code_challenge_method"] == "S256" and asked["nonce"]
    known = visitor.sign_in(user.email, user.password).last.json()
    assert visitor.page.url.endswith("/profile") and known["email"] == user.email
    visitor.post("/oidc/logout/")
    assert visitor.last.status_code == 401 and visitor.page.url.endswith("/profile")
    assert visitor.visit("/oidc/authenticate/").is_asked
