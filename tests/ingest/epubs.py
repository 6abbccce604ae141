"""EPUBs made by code, whole ones and ones with something wrong about them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PROSE = "The boy looked into every shop window, but the kite was in none of them."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)
METADATA = (
    '<dc:title id="t">The Kite</dc:title><dc:creator id="c">Jane Doe</dc:creator>'
    "<dc:language>en-GB</dc:language>"
)


def page(body: str, title: str = "page") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def chapter(n: int, heading: str = "h2") -> str:
    return page(f"<{heading}>Chapter {n}</{heading}><p>{PROSE} ({n})</p>")


def package(items: str, spine: str, metadata: str = METADATA, attributes: str = "") -> str:
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine {attributes}>{spine}</spine></package>"
    )


def item(key: str, href: str, kind: str = "application/xhtml+xml", more: str = "") -> str:
    return f'<item id="{key}" href="{href}" media-type="{kind}" {more}/>'


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def built(
    pages: Mapping[str, str],
    *,
    items: str = "",
    more: Mapping[str, str | bytes] | None = None,
    metadata: str = METADATA,
    attributes: str = "",
    spine: str | None = None,
) -> bytes:
    listed = "".join(item(f"p{n}", name) for n, name in enumerate(pages)) + items
    order = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    opf = package(listed, order if spine is None else spine, metadata, attributes)
    texts = {f"OEBPS/{name}": text for name, text in pages.items()}
    return zipped(
        {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": opf, **texts, **(more or {})}
    )


def nav(links: str) -> dict[str, str | bytes]:
    text = page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{links}</ol></nav>')
    return {"OEBPS/nav.xhtml": text}


NAV_ITEM = item("nav", "nav.xhtml", more='properties="nav"')
