"""The published table of the management API as a test reads it: operations, values that fit, and values that do not."""
import json
import re

from harness import ROOT

TABLE = json.loads((ROOT / "Sources/CManagementTable/management-v2.json").read_text())
UNKNOWN, NEVER = "latchkey_unknown", "latchkey-none"
WRONG = ({"wrong": 1}, 7, "wrong", True, [1])
# Texts that patterns of the table accept, tried in order.
SAMPLES = (
    "sample", "a1b2c3d4", "https://example.test/", "somebody@example.test", "+15550100200", "#123456", "example.test", "12",
    "192.0.2.1", "2035-01-01T00:00:00.000Z", "{}", "en", "1.0.0", "simplified/1.0", "us-east-1", "123456789012",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AC" + "0" * 32, "arn:aws:iam::123456789012:role/x", "con_x|db_x", "con_0123456789ABCDEF",
    "rol_0123456789ABCDEF", "grp_123456789abcdefghijkmn", "flg_abcdefghijkmnopqrstuvw", "exp_abcdefghijkmnopqrstuvw",
    "var_abcdefghijkmnopqrstuvw", "3f0e9a3c-1b1c-4a51-9d3c-0a8f5d7c9e11",
)
FORMATS = {
    "email": "somebody@example.test", "date-time": "2035-01-01T00:00:00.000Z", "date": "2035-01-01",
    "cidr": "192.0.2.0/24", "ipv6_cidr": "2001:db8::/32", "ipv4": "192.0.2.1", "ipv6": "2001:db8::1",
    "hostname": "example.test", "hostname-rfc2181": "example.test", "uuid": "3f0e9a3c-1b1c-4a51-9d3c-0a8f5d7c9e11",
    "hexadecimal": "0123abcd", "html-color": "#123456", "forms-hex-color": "#123456", "organization-name": "sample",
    "client-id": "0123456789abcdefABCDEF0123456789", "user-id": "auth0|0123456789abcdef01234567",
    "user-id-with-max-length": "auth0|0123456789abcdef01234567", "session-id": "0123456789abcdef",
    "connection-id": "con_0123456789ABCDEF", "organization-id": "org_0123456789ABCDEF", "role-id": "rol_0123456789ABCDEF",
    "client-grant-id": "cgr_0123456789ABCDEF", "credential-id": "cred_0123456789abcdefABCDEF",
    "flow-id": "af_0123456789abcdefABCDEF", "flows-vault-connections-id": "ac_0123456789abcdefABCDEF",
    "connection-profile-id": "cop_0123456789abcdefABCDEF", "user-attribute-profile-id": "uap_0123456789abcdefABCDEF",
}


def resolved(schema):
    """The schema behind references; what only parameters have is left out."""
    while "$ref" in schema:
        schema = TABLE["schemas"][schema["$ref"]]
    return {key: value for key, value in schema.items() if key != "in"} if "in" in schema else schema


def types(schema):
    named = schema.get("type", [])
    return named if isinstance(named, list) else [named]


def required(schema):
    """The names of members that must be there; of a parameter, where the word is a flag, none."""
    return schema["required"] if isinstance(schema.get("required"), list) else []


def matches(pattern, text):
    """Whether a pattern of JavaScript finds something in a text."""
    return re.search(re.sub(r"\\w-", r"\\w\\-", pattern), text) is not None


def sample(schema):
    """A value that fits a schema, as small as the schema lets it be."""
    schema = resolved(schema)
    if "enum" in schema:
        return schema["enum"][0]
    if alternatives := schema.get("oneOf") or schema.get("anyOf"):
        inner = sample(alternatives[0])
        return {**members(schema), **inner} if isinstance(inner, dict) else inner
    kind = next((k for k in types(schema) if k != "null"), "object")
    if kind == "object":
        made = members(schema)
        for part in schema.get("allOf", []):
            made.update(sample(part))
        return made
    if kind == "array":
        return [sample(schema["items"]) for _ in range(schema.get("minItems", 1))] if "items" in schema else []
    if kind in ("integer", "number"):
        return schema.get("minimum", schema.get("maximum", 1))
    return True if kind == "boolean" else text(schema)


def members(schema):
    """An object of what must be there, and as much more as there must be."""
    named, extra = schema.get("properties", {}), schema.get("additionalProperties")
    made = {name: sample(named.get(name, {})) for name in required(schema)}
    if len(made) < (least := schema.get("minProperties", 0)):
        made.update({name: sample(inner) for name, inner in list(named.items())[:least]})
        if len(made) < least and extra is not False:
            made["member"] = sample(extra) if isinstance(extra, dict) else True
    return made


def text(schema):
    """A string that fits."""
    named = schema.get("format", "")
    if named in FORMATS:
        return FORMATS[named]
    if "url" in named or "uri" in named:
        return "https://example.test/"
    padded = (one.ljust(schema.get("minLength", 0), "0")[:schema.get("maxLength")] for one in SAMPLES)
    return next((one for one in padded if matches(schema.get("pattern", ""), one)), "sample")


class Operation:
    """One row of the table."""

    def __init__(self, row):
        self.id, self.method, self.path, self.scopes = row["id"], row["method"], row["path"], row["scopes"]
        self.body, places = row.get("body"), row.get("parameters", [])
        self.path_parameters = {p["name"]: p for p in places if p["in"] == "path"}
        self.query_parameters = {p["name"]: p for p in places if p["in"] == "query"}
        self.required_query = {name: sample(p) for name, p in self.query_parameters.items() if p.get("required")}

    def url(self, **values):
        """The path with values for its parameters; those not given get one that fits."""
        def value(found):
            return values.get(found[1]) or str(sample(self.path_parameters[found[1]]))
        return re.sub(r"\{([^}]+)\}", value, self.path)

    def __repr__(self):
        return f"{self.method} {self.path}"


OPERATIONS = [Operation(row) for row in TABLE["operations"]]


def broken(schema, way, path="", depth=0):
    """A value that is wrong in one way wherever it can be, and what is said of each; None if it can be nowhere."""
    schema = resolved(schema)
    if depth > 4 or any(keyword in schema for keyword in ("oneOf", "anyOf", "allOf")):
        return None
    kinds, at = types(schema), f"' on property {path}" if path else "'"
    if "object" in kinds and (schema.get("properties") or required(schema)):
        return broken_object(schema, way, path, at, depth)
    if "array" in kinds and "items" in schema and way != "type" and schema.get("maxItems") != 0:
        inner = broken(schema["items"], way, f"{path}[0]", depth + 1)
        more = [sample(schema["items"])] * (max(schema.get("minItems", 1), 1) - 1)
        return inner and ([inner[0]] + more, inner[1])
    return leaf(schema, way, at, kinds)


def broken_object(schema, way, path, at, depth):
    value, said = members(schema), []
    if way == "missing":
        value, said = {}, [f"'Missing required property: {name}{at}" for name in required(schema)]
    if way == "unknown" and schema.get("additionalProperties") is False:
        value[UNKNOWN], said = 1, [f"'Additional properties not allowed: {UNKNOWN}{at}"]
    for name, inner in schema.get("properties", {}).items():
        if way == "missing" and name in required(schema):
            continue
        made = broken(inner, way, f"{path}.{name}" if path else name, depth + 1)
        if made:
            value[name], said = made[0], said + made[1]
    return (value, said) if said else None


def leaf(schema, way, at, kinds):
    """A wrong value for a schema without parts of its own, and what is said of it."""
    if way == "type" and kinds:
        names = {dict: "object", int: "integer", str: "string", bool: "boolean", list: "array"}
        accepted = {*kinds, *(["integer"] if "number" in kinds else [])}
        wrong = next(one for one in WRONG if names[type(one)] not in accepted)
        expected = kinds[0] if len(kinds) == 1 else json.dumps(kinds, separators=(",", ":"))
        return wrong, [f"'Expected type {expected} but found type {names[type(wrong)]}{at}"]
    if way == "range" and "integer" in kinds and "minimum" in schema:
        low = schema["minimum"] - 1
        return low, [f"'Value {low} is less than minimum {schema['minimum']}{at}"]
    if "string" not in kinds:
        return None
    if "enum" in schema:
        return (NEVER, [f"'Invalid value \"{NEVER}\"{at}"]) if way == "enum" else None
    if way == "long" and (most := schema.get("maxLength", 5000)) < 5000:
        return "a" * (most + 1), [f"'String is too long ({most + 1} chars), maximum {most}{at}"]
    if way == "short" and (least := schema.get("minLength", 0)) > 0:
        return "", [f"'String is too short (0 chars), minimum {least}{at}"]
    if way == "pattern" and "pattern" in schema:
        wrong = next((one for one in ("<>", "é ~", "\n", "") if not matches(schema["pattern"], one)), None)
        return wrong if wrong is None else (wrong, [f"'String does not match pattern {schema['pattern']}: {wrong}{at}"])
    return None


def broken_parameter(parameter):
    """A text that a parameter of a path or query refuses, and what is said of it; None if it takes any."""
    schema, at = resolved(parameter), f"' on property {parameter['name']}"
    kinds = types(schema)
    if not kinds or "array" in kinds or "oneOf" in schema or "anyOf" in schema:
        return None
    if "string" not in kinds:
        return "latchkey", f"'Expected type {kinds[0]} but found type string{at}"
    found = leaf(schema, "enum", at, kinds) or leaf(schema, "long", at, kinds)
    return found and (found[0], found[1][0])
