"""How figures are written in the report."""


def table(head, rows):
    """A Markdown table: the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(head) + " |", "|---" + "|--:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def quotient(value):
    """A ratio with as many decimals as say something."""
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def microseconds(value):
    """CPU time in a unit that suits it."""
    return f"{value:,.0f} µs" if value < 20_000 else f"{value / 1000:,.1f} ms"


def milliseconds(value):
    """A latency."""
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def rate(value):
    """So many a second."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def verdict(is_met):
    """What the table of targets says."""
    return "met" if is_met else "**not met**"


def percent(text):
    """A space before the sign."""
    return text.replace("%", " %")
