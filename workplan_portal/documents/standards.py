"""What the file says about itself: one XMP packet that declares PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

from datetime import UTC
from xml.etree import ElementTree

from weasyprint.pdf.metadata import NS, DocumentMetadata

from .jobs import PRODUCT, Metadata

DESCRIBING = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
for prefix, address in DESCRIBING.items():
    ElementTree.register_namespace(prefix, address)  # PDF/A demands these very prefixes

# PDF/A allows only properties it knows or that are described in the packet itself; PDF/UA's own is not among those.
PDF_UA = f"""
<x:both xmlns:x="both" xmlns:rdf="{NS["rdf"]}" xmlns:pdfuaid="{NS["pdfuaid"]}"
  {" ".join(f'xmlns:{prefix}="{address}"' for prefix, address in DESCRIBING.items())}>
  <rdf:Description rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
  <rdf:Description rdf:about="">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>{NS["pdfuaid"]}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>The part of ISO 14289 that this file conforms to</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
</x:both>
"""


class DualMetadata(DocumentMetadata):
    """Metadata that declares both standards; WeasyPrint itself declares one."""

    def __init__(self, metadata: Metadata) -> None:
        created = metadata.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        super().__init__(
            title=metadata.title,
            authors=[metadata.author],
            description=metadata.subject,
            keywords=list(metadata.keywords),
            generator=PRODUCT,
            created=created,
            modified=created,
            lang=metadata.language,
        )
        self.identifier = metadata.identifier

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(super().generate_rdf_metadata(variant, version, conformance))  # noqa: S314 -- ours
        rdf.extend(ElementTree.fromstring(PDF_UA))  # noqa: S314 -- ours
        described = ElementTree.SubElement(rdf, f"{{{NS['rdf']}}}Description", {f"{{{NS['rdf']}}}about": ""})
        ElementTree.SubElement(described, f"{{{NS['dc']}}}identifier").text = self.identifier
        return ElementTree.tostring(rdf, encoding="utf-8")
