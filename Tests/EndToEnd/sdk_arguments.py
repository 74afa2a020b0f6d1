"""Arguments for auth0-python's methods, made from their type hints: each required one, and of the optional ones those named."""
import datetime
import inspect
import typing

import pydantic


def methods(node, path=()):
    """Every public method below a namespace of the SDK, with its dotted name."""
    for name, member in inspect.getmembers(type(node)):
        if name.startswith("_") or name == "with_raw_response":
            continue
        if isinstance(member, property):
            yield from methods(getattr(node, name), (*path, name))
        elif inspect.isfunction(member):
            yield ".".join((*path, name)), getattr(node, name)


# Numbers that must be more than one.
NUMBERS = {"reference_text_size": 16, "size": 100, "otp_length": 6, "otp_expiration_time": 300, "remember_for": 30}


class Arguments:
    """Makes values of types; `text` answers the string for the name of a parameter or member."""

    def __init__(self, text):
        self.text = text

    def of(self, method, given):
        """The keyword arguments of one call: those given, and what the signature requires besides."""
        hints = typing.get_type_hints(method)
        return {name: self.value(hints[name], name, given[name]) if name in given else self.value(hints[name], name)
                for name, parameter in inspect.signature(method).parameters.items()
                if name in given or parameter.default is inspect.Parameter.empty}

    def value(self, hint, name, given=None):
        """A value of a type, unless one is given."""
        if given is not None:
            return given
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Literal:
            return inner[0]
        if origin is typing.Union:
            return self.value(next(one for one in inner if one not in (type(None), typing.Any)), name)
        if origin in (list, set) or origin is not None and issubclass(origin, typing.Sequence) and origin is not tuple:
            return [self.value(inner[0], name)]
        if origin is not None and issubclass(origin, typing.Mapping):
            return {"key": self.value(inner[1], name)}
        if isinstance(hint, type) and issubclass(hint, pydantic.BaseModel):
            return hint(**{field: self.value(info.annotation, field) for field, info in hint.model_fields.items()
                           if info.is_required()})
        number = NUMBERS.get(name, 1)
        return {bool: True, int: number, float: number, datetime.datetime: datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC),
                typing.Any: {}, object: {}}.get(hint) if hint is not str else self.text(name)
