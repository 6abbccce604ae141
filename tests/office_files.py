"""Documents of word processors, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:r="{_KINDS}"'
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of a Word document; `properties` go into its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str, properties: str = "", style: str = "") -> str:
    """A paragraph of a Word document: plain text, or elements if it begins with one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def part(root: str, content: str) -> str:
    """A part of a Word document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{content}</w:{root}>'


def style(key: str, name: str, more: str = "", kind: str = "paragraph", *, usual: int = 0) -> str:
    """A style of a Word document."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}" w:default="{usual}"><w:name w:val="{name}"/>'
        f"{more}</w:style>"
    )


def outline(level: int) -> str:
    """The properties of a heading's style by its outline level, which counts from 0."""
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


STYLES = (
    style("Normal", "Normal", usual=1)
    + style("Title", "Title")
    + style("Subtitle", "Subtitle")
    + style("berschrift1", "heading 1", outline(0) + "<w:rPr><w:b/></w:rPr>")
    + style("Kop2", "Kop 2")
    + style("Akt", "Akt", outline(0))
    + style("Szene", "Szene", '<w:basedOn w:val="Akt"/>')
    + style("Zitat", "Quote", "<w:rPr><w:i/></w:rPr>")
    + style("TOC1", "toc 1")
    + style("Betont", "Emphasis", "<w:rPr><w:i/></w:rPr>", "character")
    + style("Unsichtbar", "Hidden", "<w:rPr><w:vanish/></w:rPr>", "character")
)


def docx(
    body: str,
    *,
    styles: str = STYLES,
    core: str = "",
    more: Mapping[str, str | bytes] | None = None,
    main: str = "word/document.xml",
) -> bytes:
    """A Word document."""
    return zipped(
        {
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_KINDS}/officeDocument" Target="{main}"/></Relationships>',
            main: part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
            "word/styles.xml": part("styles", styles),
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:core" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>',
            **(more or {}),
        }
    )


_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_OPEN_SPACES = (
    f'xmlns:office="{_OPEN}office:1.0" xmlns:text="{_OPEN}text:1.0" xmlns:style="{_OPEN}style:1.0" '
    f'xmlns:fo="{_OPEN}xsl-fo-compatible:1.0" xmlns:table="{_OPEN}table:1.0" '
    f'xmlns:draw="{_OPEN}drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    f'xmlns:meta="{_OPEN}meta:1.0"'
)


def odt(
    text: str, *, styles: str = "", meta: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """An OpenDocument text."""
    common = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" '
        'fo:country="GB"/></style:default-style>'
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" '
        'style:family="paragraph"/><style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Horizontal_20_Line" style:family="paragraph">'
        '<style:paragraph-properties fo:border-bottom="1pt solid"/></style:style>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0"?><office:document-content {_OPEN_SPACES}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
            f"{text}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_OPEN_SPACES}><office:styles>{common}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {_OPEN_SPACES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            **(more or {}),
        }
    )
