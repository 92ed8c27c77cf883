/**
 * Schemas for the XML we publish, written from the specifications: the sitemap protocol (sitemaps.org/protocol.html)
 * with the alternates that Google adds, and Atom (RFC 4287) as far as our feed uses it. Counts stay unbounded here:
 * libxml2 unrolls a bound of 50,000 into an automaton that takes minutes, so the tests count instead.
 */
const W3C_DATE = String.raw`\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+\-]\d\d:\d\d))?)?)?`;

const SITEMAP_TYPES = `
  <xsd:simpleType name="loc"><xsd:restriction base="xsd:anyURI"><xsd:minLength value="12"/><xsd:maxLength value="2048"/><xsd:pattern value="https?://.+"/></xsd:restriction></xsd:simpleType>
  <xsd:simpleType name="lastmod"><xsd:restriction base="xsd:string"><xsd:pattern value="${W3C_DATE}"/></xsd:restriction></xsd:simpleType>`;

const HEAD = (extra = '') =>
  `<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified"${extra}>`;

export const SITEMAP_INDEX_SCHEMA = `${HEAD()}${SITEMAP_TYPES}
  <xsd:element name="sitemapindex"><xsd:complexType><xsd:sequence>
    <xsd:element name="sitemap" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
      <xsd:element name="loc" type="loc"/><xsd:element name="lastmod" type="lastmod" minOccurs="0"/>
    </xsd:sequence></xsd:complexType></xsd:element>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>`;

export const XHTML_LINK_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml" elementFormDefault="qualified">
  <xsd:element name="link"><xsd:complexType>
    <xsd:attribute name="rel" use="required"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:enumeration value="alternate"/></xsd:restriction></xsd:simpleType></xsd:attribute>
    <xsd:attribute name="hreflang" use="required"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:pattern value="[a-z]{2}(-[A-Za-z]+)?|x-default"/></xsd:restriction></xsd:simpleType></xsd:attribute>
    <xsd:attribute name="href" use="required"><xsd:simpleType><xsd:restriction base="xsd:anyURI"><xsd:pattern value="https?://.+"/></xsd:restriction></xsd:simpleType></xsd:attribute>
  </xsd:complexType></xsd:element>
</xsd:schema>`;

export const SITEMAP_SCHEMA = `${HEAD(' xmlns:xhtml="http://www.w3.org/1999/xhtml"')}
  <xsd:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="part-0.xsd"/>${SITEMAP_TYPES}
  <xsd:element name="urlset"><xsd:complexType><xsd:sequence>
    <xsd:element name="url" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
      <xsd:element name="loc" type="loc"/><xsd:element name="lastmod" type="lastmod" minOccurs="0"/>
      <xsd:element ref="xhtml:link" minOccurs="0" maxOccurs="unbounded"/>
    </xsd:sequence></xsd:complexType></xsd:element>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>`;

export const ATOM_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2005/Atom" xmlns="http://www.w3.org/2005/Atom" elementFormDefault="qualified">
  <xsd:simpleType name="id"><xsd:restriction base="xsd:anyURI"><xsd:pattern value="(tag:[^,]+,\\d{4}(-\\d\\d){0,2}:|https?://|urn:).+"/></xsd:restriction></xsd:simpleType>
  <xsd:simpleType name="words"><xsd:restriction base="xsd:string"><xsd:minLength value="1"/></xsd:restriction></xsd:simpleType>
  <xsd:complexType name="link"><xsd:attribute name="href" use="required"><xsd:simpleType><xsd:restriction base="xsd:anyURI"><xsd:pattern value="https?://.+"/></xsd:restriction></xsd:simpleType></xsd:attribute><xsd:attribute name="rel" type="xsd:string"/></xsd:complexType>
  <xsd:element name="feed"><xsd:complexType><xsd:sequence>
    <xsd:element name="id" type="id"/><xsd:element name="title" type="words"/>
    <xsd:element name="link" type="link" minOccurs="2" maxOccurs="unbounded"/>
    <xsd:element name="updated" type="xsd:dateTime"/>
    <xsd:element name="author"><xsd:complexType><xsd:sequence><xsd:element name="name" type="words"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="entry" minOccurs="0" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
      <xsd:element name="id" type="id"/><xsd:element name="title" type="words"/><xsd:element name="link" type="link"/>
      <xsd:element name="updated" type="xsd:dateTime"/><xsd:element name="summary" type="words"/>
    </xsd:sequence><xsd:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xsd:complexType></xsd:element>
  </xsd:sequence><xsd:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xsd:complexType></xsd:element>
</xsd:schema>`;
