#!/usr/bin/env bash
# The management API v1 as a script of 2013 used it: curl, a client id and a secret. Runs the examples of the reference in
# their order and checks each answer; ends at the first that is wrong.
#
# YOUR_NAMESPACE, YOUR_CLIENT_ID and YOUR_CLIENT_SECRET say whose API it is; A_USER and A_DATABASE name a user who has
# signed in and the connection they did it through. How to reach the server stands in the .curlrc of CURL_HOME.
set -u -o pipefail

step() { STEP=$1; STEPS=$((${STEPS:-0} + 1)); }

fail() {
    echo "step $STEPS, $STEP: $1" >&2
    echo "$STATUS $ANSWER" >&2
    exit 1
}

# Calls curl; the answer's body is ANSWER, its status STATUS.
ask() {
    STATUS=000 ANSWER=
    local answer
    answer=$(curl -w '\n%{http_code}' "$@") || fail "curl ended with $?"
    STATUS=${answer##*$'\n'}
    ANSWER=${answer%$'\n'*}
}

is() { [ "$STATUS" = "$1" ] || fail "not $1"; }
says() { for text; do case $ANSWER in *"$text"*) ;; *) fail "does not say $text" ;; esac; done; }
hides() { for text; do case $ANSWER in *"$text"*) fail "says $text" ;; esac; done; }
# The first text member of a name.
member() { printf '%s' "$ANSWER" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

API=https://$YOUR_NAMESPACE/api
JSON='Content-type: application/json'

# --- Access

step 'a token'
ask "https://$YOUR_NAMESPACE/oauth/token" \
    --data "client_id=$YOUR_CLIENT_ID&client_secret=$YOUR_CLIENT_SECRET&type=web_server&grant_type=client_credentials"
is 200
says '"access_token":"' '"token_type":"bearer"'
hides expires_in
TOKEN=$(member access_token)
[ -n "$TOKEN" ] || fail 'no token'

step 'a wrong secret'
ask "https://$YOUR_NAMESPACE/oauth/token" \
    --data "client_id=$YOUR_CLIENT_ID&client_secret=wrong&type=web_server&grant_type=client_credentials"
is 401

step 'no token'
ask "$API/connections"
is 401
says '"detail":'

step 'the token in the header'
ask -H "Authorization: bearer $TOKEN" "$API/connections"
is 200
LIST=$ANSWER

step 'the token in the query; Accept is ignored'
ask -H 'Accept: text/html' "$API/connections/?access_token=$TOKEN"
is 200
[ "$ANSWER" = "$LIST" ] || fail 'another list than with the header'
says "\"client_id\":\"$YOUR_CLIENT_ID\"" "\"name\":\"$A_DATABASE\"" '"options":{' '"status":1' '"strategy":"auth0"'

# --- Connections, each strategy with the options of the reference

# Makes a connection with options and looks it up again.
connect() {
    ask -X POST "$API/connections?access_token=$TOKEN" -H "$JSON" \
        --data "{\"name\": \"$1\", \"strategy\": \"$2\", \"status\": 1, \"options\": $3}"
    is 200
    says '"id":"' "\"name\":\"$1\"" "\"strategy\":\"$2\"" '"status":1' "\"client_id\":\"$YOUR_CLIENT_ID\""
    ask "$API/connections/$1?access_token=$TOKEN"
    is 200
    says "\"name\":\"$1\"" "\"strategy\":\"$2\""
}

# An object of flags, every second of them set.
flags() {
    local value=true text=
    for name; do
        text="$text, \"$name\": $value"
        if [ "$value" = true ]; then value=false; else value=true; fi
    done
    printf '%s' "${text#, }"
}

# Each flag comes back as it was sent.
says_flags() {
    local value=true
    for name; do
        says "\"$name\":$value"
        if [ "$value" = true ]; then value=false; else value=true; fi
    done
}

step 'adfs'
connect fabrikam.com adfs '{"tenant_domain": "fabrikam.com",
    "adfs_server": "https://adfs.fabrikam.com/FederationMetadata/2007-06/FederationMetadata.xml",
    "thumbprints": ["9b250aad7e4950604072ffaa60cde7795f23b52a", "f97702a42c893a0fb1bc6dad21c79fb720473a85"],
    "signInEndpoint": "https://adfs.fabrikam.com/adfs/ls"}'
says '"tenant_domain":"fabrikam.com"' '"signInEndpoint":"https://adfs.fabrikam.com/adfs/ls"' \
    '"thumbprints":["9b250aad7e4950604072ffaa60cde7795f23b52a","f97702a42c893a0fb1bc6dad21c79fb720473a85"]' \
    '"provisioning_ticket":"' '"provisioning_ticket_url":"https://'

step 'google-apps'
GOOGLE_APPS='email profile ext_groups ext_is_admin ext_is_suspended ext_agreed_terms api_enable_users'
connect contoso-apps google-apps "{\"client_id\": \"GOOG-ID\", \"client_secret\": \"GOOG-SECRET\",
    \"tenant_domain\": \"contoso.com\", $(flags $GOOGLE_APPS)}"
says_flags $GOOGLE_APPS
says '"client_id":"GOOG-ID"' '"client_secret":"GOOG-SECRET"' '"tenant_domain":"contoso.com"' '"provisioning_ticket":"' \
    '"scope":["https://www.googleapis.com/auth/userinfo.email"'

step 'google-oauth2'
GOOGLE='email profile contacts blogger calendar gmail google_plus orkut picasa_web tasks youtube adsense_management
    google_affiliate_network analytics google_books google_cloud_storage content_api_for_shopping chrome_web_store
    document_list google_drive google_drive_files latitude_best latitude_city moderator sites spreadsheets
    url_shortener webmaster_tools'
connect google google-oauth2 "{\"client_id\": \"GOOG-ID\", \"client_secret\": \"GOOG-SECRET\", $(flags $GOOGLE),
    \"scope\": []}"
says_flags $GOOGLE
says '"scope":["https://www.googleapis.com/auth/userinfo.email","https://www.google.com/m8/feeds/"'
hides provisioning_ticket

step 'office365'
OFFICE='basic_profile ext_profile ext_groups ext_assigned_plans api_enable_users'
connect contoso-office office365 "{\"client_id\": \"O365-ID\", \"client_secret\": \"O365-SECRET\",
    \"tenant_domain\": \"contoso.onmicrosoft.com\", $(flags $OFFICE), \"app_domain\": \"$YOUR_NAMESPACE\",
    \"thumbprints\": []}"
says_flags $OFFICE
says '"tenant_domain":"contoso.onmicrosoft.com"' "\"app_domain\":\"$YOUR_NAMESPACE\"" '"thumbprints":[]' \
    '"provisioning_ticket_url":"https://'

step 'windowslive'
LIVE='signin emails postal_addresses birthday work_profile basic offline_access calendars calendars_update
    contacts_birthday contacts_create contacts_calendar contacts_photos contacts_skydrive events_create messenger
    phone_numbers photos share skydrive skydrive_update applications applications_create'
connect live windowslive "{\"client_id\": \"MSFT-ID\", \"client_secret\": \"MSFT-SECRET\", $(flags $LIVE), \"scope\": []}"
says_flags $LIVE
says '"scope":["wl.signin","wl.postal_addresses"'

step 'all of them'
ask "$API/connections/?access_token=$TOKEN"
is 200
says '"name":"fabrikam.com"' '"name":"contoso-apps"' '"name":"google"' '"name":"contoso-office"' '"name":"live"'

# --- One connection

step 'a specific connection, with a slash at the end'
ask "$API/connections/fabrikam.com/?access_token=$TOKEN"
is 200
says '"name":"fabrikam.com"' '"strategy":"adfs"'
ID=$(member id)

step 'a connection that is not there'
ask "$API/connections/nobody?access_token=$TOKEN"
is 404

step 'delete a connection'
ask -X DELETE "$API/connections/fabrikam.com/?access_token=$TOKEN"
is 200
[ "$ANSWER" = "{\"removed\":\"$ID\"}" ] || fail "not the id $ID"
ask "$API/connections/fabrikam.com?access_token=$TOKEN"
is 404
ask -X DELETE "$API/connections/fabrikam.com/?access_token=$TOKEN"
is 404

step 'create a connection, inactive'
ask -X POST "https://$YOUR_NAMESPACE/connections" -H "Authorization: bearer $TOKEN" -H "$JSON" --data '{
    "name": "fourth-coffee", "status": 0, "strategy": "google-apps",
    "options": {"client_id": "GOOG-APPS-CLIENT-ID", "client_secret": "GOOG-APPS-CLIENT-SECRET",
                "tenant_domain": "fourthcoffee.com", "ext_groups": true}}'
is 200
says '"id":"' '"status":0' '"ext_groups":true' '"tenant_domain":"fourthcoffee.com"' '"provisioning_ticket":"'

step 'a name that is taken'
ask -X POST "$API/connections?access_token=$TOKEN" -H "$JSON" \
    --data '{"name": "fourth-coffee", "strategy": "google-apps", "options": {}}'
is 400
says '"detail":'

step 'a strategy that is not there'
ask -X POST "$API/connections?access_token=$TOKEN" -H "$JSON" \
    --data '{"name": "other", "strategy": "telepathy", "options": {}}'
is 400
says '"detail":'

step 'update a connection: all of it is replaced'
ask -X PUT "$API/connections/fourth-coffee?access_token=$TOKEN" -H "$JSON" --data '{
    "status": 1, "strategy": "google-apps", "name": "fourth-coffee",
    "options": {"client_id": "ANOTHER-ID", "client_secret": "ANOTHER-SECRET", "tenant_domain": "fourthcoffee.com"}}'
is 200
says '"status":1' '"client_id":"ANOTHER-ID"' '"ext_groups":false'
ask "$API/connections/fourth-coffee?access_token=$TOKEN"
is 200
says '"status":1' '"client_secret":"ANOTHER-SECRET"' '"ext_groups":false'

# --- Users

step 'all users who have signed in'
ask "$API/users?access_token=$TOKEN"
is 200
says "\"user_id\":\"$A_USER\"" '"_id":"' '"lastLogin":"' '"loginsCount":' '"identities":[' '"name":"' '"nickname":"' \
    '"picture":"'

step 'the users of a connection'
ask "$API/connections/$A_DATABASE/users?access_token=$TOKEN"
is 200
says "\"user_id\":\"$A_USER\""

step 'the users of a directory that nobody came from'
ask "$API/connections/contoso-office/users?access_token=$TOKEN"
is 200
[ "$ANSWER" = '[]' ] || fail 'somebody is there'

step 'the users of social connections'
ask "$API/socialconnections/users?access_token=$TOKEN"
is 200
[ "$ANSWER" = '[]' ] || fail 'somebody is there'

step 'one user'
ask "$API/users/${A_USER/|/%7C}?access_token=$TOKEN"
is 200
says "\"user_id\":\"$A_USER\"" '"loginsCount":'

echo "$STEPS steps"
