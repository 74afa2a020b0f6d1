"""Two kinds of chart as SVG, readable on light and on dark pages: the colours follow the reader's setting."""
from html import escape
from math import log10

STYLE = """<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
.title { font-size: 15px; font-weight: 600; } .quiet { fill: #59636e; } .end { text-anchor: end; } .middle { text-anchor: middle; }
.page { fill: #ffffff; stroke: #d1d9e0; } .grid { stroke: #d1d9e0; } .band { fill: #1a7f37; opacity: 0.10; }
.a { fill: #57606a; } .b { fill: #0969da; } .c { fill: #bc4c00; }
.line.b, .line.c { fill: none; stroke-width: 2; } .line.b { stroke: #0969da; } .line.c { stroke: #bc4c00; }
.limit { stroke: #1a7f37; stroke-width: 2; stroke-dasharray: 5 3; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .quiet { fill: #9198a1; } .page { fill: #0d1117; stroke: #3d444d; } .grid { stroke: #3d444d; }
.a { fill: #8b949e; } .b { fill: #4493f8; } .c { fill: #f0883e; } .line.b { stroke: #4493f8; } .line.c { stroke: #f0883e; }
.limit { stroke: #3fb950; } .band { fill: #3fb950; opacity: 0.14; }
}
</style>"""
WIDTH, LEFT, RIGHT = 760, 90, 30


class Drawing:
    """An SVG in the making."""

    def __init__(self, height, title, description):
        self.height = height
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img"><title>{escape(title)}</title><desc>{escape(description)}</desc>', STYLE,
            f'<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="6"/>']
        self.text(20, 30, title, "title")

    def text(self, x, y, content, kind=""):
        """Writes a text."""
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(str(content))}</text>')

    def rectangle(self, x, y, width, height, kind):
        """Fills a rectangle."""
        self.parts.append(
            f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"/>')

    def line(self, x1, y1, x2, y2, kind):
        """Draws a line."""
        self.parts.append(f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')

    def curve(self, points, kind):
        """Draws a line through points, with a dot on each."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline class="line {kind}" points="{path}"/>')
        self.parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points]

    def key(self, entries, y):
        """Explains colours, in a row."""
        x = 20
        for kind, label in entries:
            self.rectangle(x, y - 10, 12, 12, kind)
            self.text(x + 18, y, label, "quiet")
            x += 42 + 6.8 * len(label)

    def finished(self):
        """The document."""
        return "\n".join([*self.parts, "</svg>", ""])


def ticks(most):
    """Round numbers from 0 to just above the most, four to eight of them."""
    step = 10 ** int(log10(most) if most >= 1 else log10(most) - 1)
    step = next(step * factor for factor in (0.1, 0.2, 0.5, 1, 2, 5) if most / (step * factor) <= 7)
    return [step * number for number in range(int(most / step) + 2)]


def bars(title, description, rows, unit, limit=None):
    """Horizontal bars in two parts each: `rows` are (label, bare, whole); `limit` is (value, text) for the first row."""
    height = 96 + 40 * len(rows) + 40
    drawing = Drawing(height, title, description)
    drawing.key([("a", "the bare signature"), ("b", "everything else the server does")], 54)
    if limit:
        drawing.line(450, 50, 474, 50, "limit")
        drawing.text(480, 54, limit[1], "quiet")
    marks = ticks(max(max(whole for _, _, whole in rows), limit[0] if limit else 0))
    bottom = height - 40

    def x(value):
        return LEFT + value / marks[-1] * (WIDTH - LEFT - RIGHT - 40)

    for mark in marks:
        drawing.line(x(mark), 70, x(mark), bottom, "grid")
        drawing.text(x(mark), bottom + 18, f"{mark:g}", "quiet middle")
    drawing.text(WIDTH - RIGHT, bottom + 34, unit, "quiet end")
    for index, (label, part, whole) in enumerate(rows):
        y = 80 + 40 * index
        drawing.text(LEFT - 10, y + 17, label, "end")
        drawing.rectangle(x(0), y, x(min(part, whole)) - x(0), 24, "a")
        drawing.rectangle(x(min(part, whole)), y, x(whole) - x(min(part, whole)), 24, "b")
        end = x(whole)
        if limit and index == 0:
            mark = x(limit[0])
            drawing.line(mark, y - 6, mark, y + 30, "limit")
            end = mark if end < mark < end + 40 else end
        drawing.text(end + 8, y + 17, f"{whole:.0f}")
    return drawing.finished()


def parts(title, description, rows):
    """Horizontal bars in multiples of a bare operation: `rows` are (label, multiple, limit or None)."""
    height, left = 96 + 40 * len(rows) + 40, 250
    drawing = Drawing(height, title, description)
    drawing.key([("a", "at least"), ("b", "everything else the server does")], 54)
    drawing.line(450, 50, 474, 50, "limit")
    drawing.text(480, 54, "target", "quiet")
    marks = ticks(max(max(value, limit or 0, 1) for _, value, limit in rows))
    bottom = height - 40

    def x(value):
        return left + value / marks[-1] * (WIDTH - left - RIGHT - 40)

    for mark in marks:
        drawing.line(x(mark), 70, x(mark), bottom, "grid")
        drawing.text(x(mark), bottom + 18, f"{mark:g}", "quiet middle")
    for index, (label, value, limit) in enumerate(rows):
        y = 80 + 40 * index
        drawing.text(left - 10, y + 17, label, "end")
        drawing.rectangle(x(0), y, x(min(1, value)) - x(0), 24, "a")
        drawing.rectangle(x(min(1, value)), y, x(value) - x(min(1, value)), 24, "b")
        end = x(value)
        if limit:
            drawing.line(x(limit), y - 6, x(limit), y + 30, "limit")
            end = x(limit) if end < x(limit) < end + 44 else end
        drawing.text(end + 8, y + 17, f"{value:.2f}")
    return drawing.finished()


def curves(title, description, lines, band):
    """Curves over a logarithmic axis: `lines` are (label, [(count, relative)]); `band` is the tolerated deviation from 1."""
    height = 360
    drawing = Drawing(height, title, description)
    drawing.key([(kind, label) for kind, (label, _) in zip("bc", lines)] + [("band", f"within {band:.0%}")], 54)
    top, bottom = 74, height - 48
    values = [value for _, points in lines for _, value in points]
    most = max(1 + 2 * band, *(value + 0.05 for value in values))
    least = min(1 - 2 * band, *(value - 0.05 for value in values))
    decades = max(log10(count) for _, points in lines for count, _ in points) or 1

    def place(count, value):
        return (LEFT + log10(count) / decades * (WIDTH - LEFT - RIGHT - 20),
                bottom - (value - least) / (most - least) * (bottom - top))

    _, high = place(1, 1 + band)
    _, low = place(1, 1 - band)
    drawing.rectangle(LEFT, high, WIDTH - LEFT - RIGHT, low - high, "band")
    for decade in range(int(decades) + 1):
        x, _ = place(10 ** decade, 1)
        drawing.line(x, top, x, bottom, "grid")
        drawing.text(x, bottom + 18, f"{10 ** decade:,}", "quiet middle")
    for value in (1 - band, 1, 1 + band):
        _, y = place(1, value)
        drawing.line(LEFT, y, WIDTH - RIGHT, y, "grid")
        drawing.text(LEFT - 10, y + 4, f"{value:.2f}", "quiet end")
    drawing.text(WIDTH - RIGHT, bottom + 38, "how many there are", "quiet end")
    for kind, (_, points) in zip("bc", lines):
        drawing.curve([place(count, value) for count, value in points], kind)
    return drawing.finished()
