"""From the bytes of HTML, XHTML and other XML to a tree: encodings, entities, and limits.

Nothing is fetched, no entity is expanded, and what is nested beyond measure is refused.
"""

from __future__ import annotations

import codecs
import html
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from fullcast.errors import StoryError
from fullcast.ingest.decode import decode

_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]{0,200}\?>")
_DECLARED = re.compile(
    rb"<\?xml\b[^<>]{0,200}?encoding\s*=\s*[\"']([\w-]{1,40})|"
    rb"<meta\b[^<>]{0,400}?charset\s*=\s*[\"']?\s*([\w-]{1,40})",
    re.I,
)
_DECLARED_WITHIN = 4096  # bytes; the WHATWG looks at 1024, but scripts stand before it in the wild
_TEXT_ENCODING = re.compile(
    r"utf-?8|iso-8859-\d+|latin-?\d+|windows-\d+|cp\d+|koi8-[ru]|gb2312|gbk|gb18030|big5|"
    r"euc-(?:jp|kr)|shift[_-]?jis|sjis|iso-2022-jp|macintosh|(?:us-)?ascii",
    re.I,
)
_LATIN = frozenset(("iso8859-1", "ascii"))  # the WHATWG reads either as Windows-1252
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_SUBSET = re.compile(r"<!DOCTYPE\b[^<>\[]{0,500}\[", re.I)
_SUBSET_END = re.compile(r"\]\s*>")
_LONGEST_OWN = 32  # characters
_OWN_ENTITY = re.compile(
    rf"<!ENTITY\s+([\w.-]{{1,32}})\s+([\"'])([^\"'<>&%]{{0,{_LONGEST_OWN}}})\2\s*>"
)
_MOST_GROWTH = 32_000_000  # characters that a page may grow by its own entities
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_XHTML = re.compile(r"\A\s*<\?xml\b|<(?:[\w.-]{1,20}:)?html\b[^<>]*\bxmlns\b", re.I)
_END = re.compile(r"</(?:html|body)\s*>", re.I)
_EMPTY = re.compile(r"<([A-Za-z][\w:-]{0,40})(\s[^<>]*)?/>")
# libxml2 ends the italics where such a paragraph begins; browsers show it in italics.
_ITALIC_BLOCKS = re.compile(
    r"<(i|em)\b[^<>]{0,200}>(\s{0,20}<(?:p|div|blockquote)\b(?:(?!<\1\b).){0,20000}?)</\1\s*>",
    re.I | re.S,
)
_RAW = frozenset(("title", "script", "style", "textarea", "iframe", "noscript", "template"))
LARGEST_BULK = 2_000_000
"""Tags and lines of a page, or of all pages of a book; the largest stories have a quarter of it.
An element takes a hundred bytes of memory and more, however short its tags."""
_MOST_ATTRIBUTES = 1_000
"""Of an element: libxml2's parser of HTML compares each with all before it."""
_ATTRIBUTE = (  # as the WHATWG has it, but for the slash, which parts attributes
    r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>\"'][^\s>]*+)?)?"
)
_TAG = re.compile(
    rf"<[A-Za-z][^\s/>]*+(?:[\s/]*+{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+(?P<more>[\s/]*+{_ATTRIBUTE})?"
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def decode_markup(data: bytes, path: Path) -> str:
    """The text of an HTML or XML file; `path` is for messages only.

    A byte-order mark decides, then UTF-8 if the bytes are that and not ASCII alone (pages that
    were saved anew often keep the declaration of their old encoding), then what the file itself
    declares, then what `decode` finds.

    Raises:
        StoryError: the bytes are no text.
    """
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = (match[1] or match[2]).decode("ascii")
        if _TEXT_ENCODING.fullmatch(name) and (data.isascii() or not _is_utf8(data)):
            try:
                codec = codecs.lookup(name).name
                return decode(data.decode("cp1252" if codec in _LATIN else codec).encode(), path)
            except (LookupError, UnicodeDecodeError):
                return decode(data, path)  # the declaration is wrong
    return decode(data, path)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page(text: str, path: Path) -> Any:
    """The tree of an HTML or XHTML page; None if there is nothing in it.

    XHTML is parsed as XML where it is well-formed, else as HTML, as browsers do with most of it.

    Raises:
        StoryError: the page is nested too deeply to be read, or has too much in it.
    """
    refuse_bulk(bulk(text), path)
    xhtml = _XHTML.search(text[:_DECLARED_WITHIN]) is not None
    if xhtml:
        text = _plain(text)
        with suppress(etree.XMLSyntaxError):
            return _parsed(text, recover=False)
    if any(match["more"] for match in _TAG.finditer(text)):
        raise StoryError(
            f"{path} has an element with too many attributes to be read; save it anew."
        )
    text = _END.sub("", text)  # the parser drops what follows; browsers show it
    text = _EMPTY.sub(lambda match: _closed(match, xhtml), text)
    text = _ITALIC_BLOCKS.sub(r'<div style="font-style: italic">\2</div>', text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None  # nothing in it that is an element or text
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise StoryError(f"{path} has elements nested too deeply to be read; save it anew.")
    return root


def _closed(match: re.Match[str], xhtml: bool) -> str:
    """`<title/>` as HTML understands it, where it would swallow all that follows."""
    name = match[1].lower()
    if name in _VOID or not (xhtml or name in _RAW):
        return match[0]
    return f"<{match[1]}{match[2] or ''}></{match[1]}>"


def xml(text: str, *, recover: bool = False) -> Any:
    """The root of an XML text, in which HTML's named characters may stand.

    Raises:
        lxml.etree.XMLSyntaxError: the text is not well-formed, or beyond the parser's limits.
    """
    return _parsed(_plain(text), recover=recover)


def lenient(text: str) -> Any:
    """The root of an XML document, of a broken one as far as it can be read; None if it cannot."""
    for recover in (False, True):
        with suppress(etree.XMLSyntaxError):
            return xml(text, recover=recover)
    return None


def _parsed(text: str, *, recover: bool) -> Any:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _plain(text: str) -> str:
    """An XML text without what is declared at its top, with the characters that entities name.

    So no parser ever sees the declaration of an entity. Of the document's own, short texts are
    known; a reference to any other stays as it is, which is how browsers show it.
    """
    text = _XML_DECLARATION.sub("", text, count=1).lstrip("\ufeff \n\t")
    own: dict[str, str] = {}
    begin = _SUBSET.search(text)
    end = _SUBSET_END.search(text, begin.end()) if begin else None
    if begin and end:
        if _LONGEST_OWN * text.count("&") <= _MOST_GROWTH:
            own = {m[1]: m[3] for m in _OWN_ENTITY.finditer(text, begin.end(), end.start())}
        text = text[: begin.start()] + text[end.end() :].lstrip()

    def character(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in _XML_ENTITIES else own.get(name) or html.unescape(match[0])

    return _ENTITY.sub(character, text)


def bulk(text: str) -> int:
    """How much there is in a page that takes time: tags and lines."""
    return text.count("<") + text.count("\n")


def refuse_bulk(found: int, path: Path) -> None:
    """Refuses what has more than `LARGEST_BULK`.

    Raises:
        StoryError: it has.
    """
    if found > LARGEST_BULK:
        raise StoryError(f"{path} has more than {LARGEST_BULK:,} tags and lines; it is not read.")


def name_of(element: Any) -> str:
    """An element's name in lower case, without its namespace; "" for an entity."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def attribute(element: Any, name: str = "val") -> str:
    """An attribute's value, whatever its namespace; "" if there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def content_of(element: Any, most: int = 10_000) -> str:
    """The text within an element, white space collapsed; cut off somewhere behind `most`."""
    found: list[str] = []
    length = 0
    for text in element.itertext():
        words = " ".join(text[: 100 + 10 * most].split())
        found.append(f"{' ' * text[:1].isspace()}{words}{' ' * text[-1:].isspace()}")
        length += len(words)
        if length > most:
            break
    return " ".join("".join(found).split())
