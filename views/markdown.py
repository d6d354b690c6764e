"""Text that came from data or a person, shown as characters and never as Markdown."""


def plain(text: str) -> str:
    """The text with Markdown's marks escaped.

    Examples
    --------
    >>> plain("*a* [b](c) $x$")
    '\\\\*a\\\\* \\\\[b\\\\]\\\\(c\\\\) \\\\$x\\\\$'
    """
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>$~:&" else c for c in text)
