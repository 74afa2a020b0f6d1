#pragma once
// What the room Tokens needs of OpenSSL 3 and Swift cannot import (macros, variadic functions), and the few sequences of
// calls that are plainer in C. Functions answer NULL, 0 or a negative number when they fail; the reason stays in
// OpenSSL's error queue until latchkey_take_error.
#include <limits.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Writes the text of the latest error, or nothing, and empties the queue.
static inline void latchkey_take_error(char *buffer, size_t size) {
    unsigned long code = ERR_peek_last_error();
    buffer[0] = 0;
    if (code != 0) ERR_error_string_n(code, buffer, size);
    ERR_clear_error();
}

// Wipes and frees what an i2d_ function allocated.
static inline void latchkey_free(void *pointer, size_t size) { OPENSSL_clear_free(pointer, size); }

// ---- Keys

static inline EVP_PKEY *latchkey_generate_rsa(size_t bits) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

static inline EVP_PKEY *latchkey_generate_ec(const char *group) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", group);
}

static inline EVP_PKEY *latchkey_generate_ed25519(void) {
    return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

// A private key from PKCS #8 (is_pkcs8) or one of the older forms, which must fill all the bytes.
static inline EVP_PKEY *latchkey_private_key(const unsigned char *der, size_t size, int is_pkcs8) {
    const unsigned char *end = der;
    EVP_PKEY *key = NULL;
    if (size > 65536) return NULL;
    if (is_pkcs8) {
        PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &end, (long)size);
        if (info != NULL) key = EVP_PKCS82PKEY(info);
        PKCS8_PRIV_KEY_INFO_free(info);
    } else {
        key = d2i_AutoPrivateKey(NULL, &end, (long)size);
    }
    if (key != NULL && end != der + size) {
        EVP_PKEY_free(key);
        return NULL;
    }
    return key;
}

// PKCS #8 DER; the caller frees it with latchkey_free.
static inline int latchkey_pkcs8(EVP_PKEY *key, unsigned char **out) {
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    int size = info == NULL ? -1 : i2d_PKCS8_PRIV_KEY_INFO(info, out);
    PKCS8_PRIV_KEY_INFO_free(info);
    return size;
}

// A public key from SubjectPublicKeyInfo or (is_pkcs1) from RSAPublicKey, which must fill all the bytes.
static inline EVP_PKEY *latchkey_public_key(const unsigned char *der, size_t size, int is_pkcs1) {
    const unsigned char *end = der;
    if (size > 65536) return NULL;
    EVP_PKEY *key = is_pkcs1 ? d2i_PublicKey(EVP_PKEY_RSA, NULL, &end, (long)size) : d2i_PUBKEY(NULL, &end, (long)size);
    if (key != NULL && end != der + size) {
        EVP_PKEY_free(key);
        return NULL;
    }
    return key;
}

static inline EVP_PKEY *latchkey_from_parameters(const char *type, OSSL_PARAM *parameters) {
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (context != NULL && parameters != NULL && EVP_PKEY_fromdata_init(context) == 1
        && EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

// An RSA public key from big-endian numbers.
static inline EVP_PKEY *latchkey_rsa_public(
    const unsigned char *n, size_t n_size, const unsigned char *e, size_t e_size) {
    BIGNUM *modulus = BN_bin2bn(n, (int)n_size, NULL), *exponent = BN_bin2bn(e, (int)e_size, NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM *parameters = NULL;
    if (builder != NULL && modulus != NULL && exponent != NULL
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent) == 1)
        parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY *key = latchkey_from_parameters("RSA", parameters);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_free(modulus);
    BN_free(exponent);
    return key;
}

// A public key on a named curve from an uncompressed point; fails if the point is not on the curve.
static inline EVP_PKEY *latchkey_ec_public(const char *group, const unsigned char *point, size_t size) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)point, size),
        OSSL_PARAM_construct_end(),
    };
    return latchkey_from_parameters("EC", parameters);
}

static inline EVP_PKEY *latchkey_ed25519_public(const unsigned char *bytes, size_t size) {
    return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes, size);
}

// Writes a number of a key (n, e, qx, qy) big-endian, padded to width or, if that is 0, in as few bytes as it needs.
static inline int latchkey_key_number(
    const EVP_PKEY *key, const char *name, int width, unsigned char *out, size_t capacity) {
    BIGNUM *number = NULL;
    int size = -1;
    if (EVP_PKEY_get_bn_param(key, name, &number) == 1) {
        if (width == 0) width = BN_num_bytes(number);
        if ((size_t)width <= capacity) size = BN_bn2binpad(number, out, width);
    }
    BN_free(number);
    return size;
}

// ---- Signatures

// A context made ready once, of which each signature or verification takes a copy: on OpenSSL 3.0 the copy costs 0.7 µs
// and making it ready, with its look-ups under locks, 9 µs.
static inline EVP_MD_CTX *latchkey_signature_context(EVP_PKEY *key, const char *digest, int is_pss, int verifies) {
    EVP_PKEY_CTX *parameters = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL) return NULL;
    int ok = verifies ? EVP_DigestVerifyInit_ex(context, &parameters, digest, NULL, NULL, key, NULL)
                      : EVP_DigestSignInit_ex(context, &parameters, digest, NULL, NULL, key, NULL);
    if (ok == 1 && is_pss)
        ok = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
    if (ok == 1) return context;
    EVP_MD_CTX_free(context);
    return NULL;
}

// Signs; with a width the signature, an ECDSA-Sig-Value, is written as two numbers of so many bytes. Answers its length.
static inline size_t latchkey_sign(
    const EVP_MD_CTX *prepared, int width, const unsigned char *message, size_t size, unsigned char *out,
    size_t capacity) {
    unsigned char der[256];
    size_t length = width > 0 ? sizeof der : capacity;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int ok = context != NULL && EVP_MD_CTX_copy_ex(context, prepared) == 1
        && EVP_DigestSign(context, width > 0 ? der : out, &length, message, size) == 1;
    EVP_MD_CTX_free(context);
    if (!ok) return 0;
    if (width == 0) return length;
    const unsigned char *next = der;
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &next, (long)length);
    ok = pair != NULL && capacity >= 2 * (size_t)width
        && BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, width) == width
        && BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + width, width) == width;
    ECDSA_SIG_free(pair);
    return ok ? 2 * (size_t)width : 0;
}

// Whether a signature, with a width two numbers of so many bytes, is right.
static inline int latchkey_verify(
    const EVP_MD_CTX *prepared, int width, const unsigned char *message, size_t size, const unsigned char *signature,
    size_t length) {
    unsigned char *der = NULL;
    if (width > 0) {
        if (length != 2 * (size_t)width) return 0;
        ECDSA_SIG *pair = ECDSA_SIG_new();
        BIGNUM *r = BN_bin2bn(signature, width, NULL), *s = BN_bin2bn(signature + width, width, NULL);
        if (pair == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(pair, r, s) != 1) {
            BN_free(r);
            BN_free(s);
            ECDSA_SIG_free(pair);
            return 0;
        }
        int written = i2d_ECDSA_SIG(pair, &der);
        ECDSA_SIG_free(pair);
        if (written <= 0) return 0;
        signature = der;
        length = (size_t)written;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int ok = context != NULL && EVP_MD_CTX_copy_ex(context, prepared) == 1
        && EVP_DigestVerify(context, signature, length, message, size) == 1;
    EVP_MD_CTX_free(context);
    OPENSSL_free(der);
    if (!ok) ERR_clear_error();
    return ok;
}

// ---- Sealing

// AES-256-GCM with a 12-byte nonce and a 16-byte tag; seals, or opens and checks the tag. Looking the cipher up costs as
// much as the work on a small value, so the caller keeps it.
static inline EVP_CIPHER *latchkey_aes_256_gcm(void) { return EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL); }

static inline int latchkey_gcm(
    const EVP_CIPHER *cipher, int seals, const unsigned char *key, const unsigned char *nonce,
    const unsigned char *context, size_t context_size, const unsigned char *in, size_t size, unsigned char *out,
    unsigned char *tag) {
    unsigned char rest[16];
    int length = 0;
    EVP_CIPHER_CTX *work = size > INT_MAX || context_size > INT_MAX ? NULL : EVP_CIPHER_CTX_new();
    int ok = work != NULL && EVP_CipherInit_ex2(work, cipher, key, nonce, seals, NULL) == 1
        && (context_size == 0 || EVP_CipherUpdate(work, NULL, &length, context, (int)context_size) == 1)
        && (size == 0 || EVP_CipherUpdate(work, out, &length, in, (int)size) == 1)
        && (seals || EVP_CIPHER_CTX_ctrl(work, EVP_CTRL_GCM_SET_TAG, 16, tag) == 1)
        && EVP_CipherFinal_ex(work, rest, &length) == 1
        && (!seals || EVP_CIPHER_CTX_ctrl(work, EVP_CTRL_GCM_GET_TAG, 16, tag) == 1);
    EVP_CIPHER_CTX_free(work);
    if (!ok) ERR_clear_error();
    return ok;
}

// ---- Certificates

// A certificate that must fill all the bytes.
static inline X509 *latchkey_certificate(const unsigned char *der, size_t size) {
    const unsigned char *end = der;
    if (size > 65536) return NULL;
    X509 *certificate = d2i_X509(NULL, &end, (long)size);
    if (certificate != NULL && end != der + size) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

// The key of a certificate.
static inline EVP_PKEY *latchkey_certificate_key(const unsigned char *der, size_t size) {
    X509 *certificate = latchkey_certificate(der, size);
    EVP_PKEY *key = certificate == NULL ? NULL : X509_get_pubkey(certificate);
    X509_free(certificate);
    return key;
}

static inline int latchkey_add_extension(X509 *certificate, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    int ok = extension != NULL && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return ok;
}

// A self-signed version 3 certificate as DER; the caller frees it with latchkey_free. Times are seconds since the epoch.
static inline int latchkey_self_signed(
    EVP_PKEY *key, const char *digest, const unsigned char *name, size_t name_size, const unsigned char *serial,
    size_t serial_size, int64_t not_before, int64_t not_after, unsigned char **out) {
    X509 *certificate = X509_new();
    BIGNUM *number = BN_bin2bn(serial, (int)serial_size, NULL);
    int size = -1;
    if (certificate == NULL || number == NULL) goto done;
    X509_NAME *subject = X509_get_subject_name(certificate);
    if (X509_set_version(certificate, X509_VERSION_3) != 1
        || BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) == NULL
        || ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)not_before) == NULL
        || ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)not_after) == NULL
        || X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, name, (int)name_size, -1, 0) != 1
        || X509_set_issuer_name(certificate, subject) != 1 || X509_set_pubkey(certificate, key) != 1
        || !latchkey_add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE")
        || !latchkey_add_extension(certificate, NID_subject_key_identifier, "hash")
        || !latchkey_add_extension(certificate, NID_key_usage, "critical,digitalSignature,keyCertSign"))
        goto done;
    if (X509_sign(certificate, key, digest == NULL ? NULL : EVP_get_digestbyname(digest)) > 0)
        size = i2d_X509(certificate, out);
done:
    BN_free(number);
    X509_free(certificate);
    return size;
}

// A PKCS #7 signed-data structure that carries a certificate and no signature, as DER.
static inline int latchkey_pkcs7(X509 *certificate, unsigned char **out) {
    PKCS7 *bag = PKCS7_new();
    int size = -1;
    if (bag != NULL && PKCS7_set_type(bag, NID_pkcs7_signed) == 1 && PKCS7_content_new(bag, NID_pkcs7_data) == 1
        && PKCS7_set_detached(bag, 1) == 1 && PKCS7_add_certificate(bag, certificate) == 1)
        size = i2d_PKCS7(bag, out);
    PKCS7_free(bag);
    return size;
}

// Seconds from the epoch to a time; 0 if it cannot be read, which is_known tells from 1970.
static inline int64_t latchkey_seconds(const ASN1_TIME *time, int *is_known) {
    int days = 0, seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    *is_known = epoch != NULL && ASN1_TIME_diff(&days, &seconds, epoch, time) == 1;
    ASN1_TIME_free(epoch);
    return (int64_t)days * 86400 + seconds;
}

// Writes a subject as "C=JP\nO=Client\nCN=example.org" in UTF-8. Answers its length, or -1 if it does not fit.
static inline int latchkey_subject(const X509 *certificate, char *out, size_t capacity) {
    BIO *memory = BIO_new(BIO_s_mem());
    char *text = NULL;
    int size = -1;
    unsigned long flags = ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT
        | ASN1_STRFLGS_DUMP_UNKNOWN | ASN1_STRFLGS_DUMP_DER | XN_FLAG_SEP_MULTILINE | XN_FLAG_FN_SN;
    if (memory != NULL && X509_NAME_print_ex(memory, X509_get_subject_name(certificate), 0, flags) >= 0) {
        long length = BIO_get_mem_data(memory, &text);
        if (length >= 0 && (size_t)length <= capacity) {
            for (long index = 0; index < length; index++) out[index] = text[index];
            size = (int)length;
        }
    }
    BIO_free(memory);
    return size;
}

// ---- Passwords

// PBKDF2 with a digest of a library context. The lower bounds of SP 800-132 are off: old hashes do not keep them.
static inline int latchkey_pbkdf2(
    OSSL_LIB_CTX *library, const char *digest, const unsigned char *password, size_t password_size,
    const unsigned char *salt, size_t salt_size, uint64_t iterations, unsigned char *out, size_t size) {
    int is_unbounded = 1;
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, (void *)password, password_size),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_size),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_ITER, &iterations),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &is_unbounded),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF *function = EVP_KDF_fetch(library, "PBKDF2", NULL);
    EVP_KDF_CTX *context = function == NULL ? NULL : EVP_KDF_CTX_new(function);
    int ok = context != NULL && EVP_KDF_derive(context, out, size, parameters) == 1;
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(function);
    return ok;
}
