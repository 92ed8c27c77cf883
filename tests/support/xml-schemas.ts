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
  <xsd:complexType name="link"><xsd:attribute name="href" use="required"><xsd:simpleType><xsd:restriction base="xsd:anyURI"><xsd:pattern value="https?://.+"/></xsd:restriction></xsd:simpleType></xsd:attribute><xsd:attribute name="rel" type="xsd:string"/><xsd:attribute name="type" type="xsd:string"/></xsd:complexType>
  <xsd:element name="feed"><xsd:complexType><xsd:sequence>
    <xsd:element name="id" type="id"/><xsd:element name="title" type="words"/>
    <xsd:element name="link" type="link" minOccurs="2" maxOccurs="unbounded"/>
    <xsd:element name="updated" type="xsd:dateTime"/>
    <xsd:element name="author"><xsd:complexType><xsd:sequence><xsd:element name="name" type="words"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="entry" minOccurs="0" maxOccurs="unbounded"><xsd:complexType><xsd:sequence>
      <xsd:element name="id" type="id"/><xsd:element name="title" type="words"/><xsd:element name="link" type="link" maxOccurs="2"/>
      <xsd:element name="updated" type="xsd:dateTime"/><xsd:element name="summary" type="words"/>
    </xsd:sequence><xsd:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xsd:complexType></xsd:element>
  </xsd:sequence><xsd:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xsd:complexType></xsd:element>
</xsd:schema>`;

const CAP_TIME = String.raw`<xs:simpleType><xs:restriction base="xs:dateTime"><xs:pattern value="\d\d\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d"/></xs:restriction></xs:simpleType>`;
const oneOf = (...values: string[]) => `<xs:simpleType><xs:restriction base="xs:string">${values.map((value) => `<xs:enumeration value="${value}"/>`).join('')}</xs:restriction></xs:simpleType>`; // prettier-ignore
const capText = (name: string, more = '') => `<xs:element name="${name}" type="xs:string" ${more}/>`;
const capPairs = (name: string) => `<xs:element name="${name}" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>${capText('valueName')}${capText('value')}</xs:sequence></xs:complexType></xs:element>`; // prettier-ignore
const FREE = 'minOccurs="0"';
const MANY = 'minOccurs="0" maxOccurs="unbounded"';

/** Common Alerting Protocol 1.2, section 3.4 of the OASIS standard of 1 July 2010, without signatures. */
export const CAP_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:oasis:names:tc:emergency:cap:1.2" elementFormDefault="qualified">
  <xs:element name="alert"><xs:complexType><xs:sequence>
    ${capText('identifier')}${capText('sender')}<xs:element name="sent">${CAP_TIME}</xs:element>
    <xs:element name="status">${oneOf('Actual', 'Exercise', 'System', 'Test', 'Draft')}</xs:element>
    <xs:element name="msgType">${oneOf('Alert', 'Update', 'Cancel', 'Ack', 'Error')}</xs:element>
    ${capText('source', FREE)}<xs:element name="scope">${oneOf('Public', 'Restricted', 'Private')}</xs:element>
    ${capText('restriction', FREE)}${capText('addresses', FREE)}${capText('code', MANY)}${capText('note', FREE)}${capText('references', FREE)}${capText('incidents', FREE)}
    <xs:element name="info" ${MANY}><xs:complexType><xs:sequence>
      <xs:element name="language" type="xs:language" ${FREE}/>
      <xs:element name="category" maxOccurs="unbounded">${oneOf('Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other')}</xs:element>
      ${capText('event')}
      <xs:element name="responseType" ${MANY}>${oneOf('Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None')}</xs:element>
      <xs:element name="urgency">${oneOf('Immediate', 'Expected', 'Future', 'Past', 'Unknown')}</xs:element>
      <xs:element name="severity">${oneOf('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')}</xs:element>
      <xs:element name="certainty">${oneOf('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')}</xs:element>
      ${capText('audience', FREE)}${capPairs('eventCode')}
      ${['effective', 'onset', 'expires'].map((name) => `<xs:element name="${name}" ${FREE}>${CAP_TIME}</xs:element>`).join('')}
      ${['senderName', 'headline', 'description', 'instruction'].map((name) => capText(name, FREE)).join('')}
      <xs:element name="web" type="xs:anyURI" ${FREE}/>${capText('contact', FREE)}${capPairs('parameter')}
      <xs:element name="resource" ${MANY}><xs:complexType><xs:sequence>
        ${capText('resourceDesc')}${capText('mimeType')}<xs:element name="size" type="xs:integer" ${FREE}/><xs:element name="uri" type="xs:anyURI" ${FREE}/>${capText('derefUri', FREE)}${capText('digest', FREE)}
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="area" ${MANY}><xs:complexType><xs:sequence>
        ${capText('areaDesc')}${capText('polygon', MANY)}${capText('circle', MANY)}${capPairs('geocode')}<xs:element name="altitude" type="xs:decimal" ${FREE}/><xs:element name="ceiling" type="xs:decimal" ${FREE}/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;

/**
 * XLIFF 2.0 core (OASIS standard, section 4.2), as far as our exports use it: who stands in whom and how often, which
 * attributes there are, and that every id is a name token.
 */
export const XLIFF_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:oasis:names:tc:xliff:document:2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" elementFormDefault="qualified">
  <xs:simpleType name="state"><xs:restriction base="xs:string"><xs:enumeration value="initial"/><xs:enumeration value="translated"/><xs:enumeration value="reviewed"/><xs:enumeration value="final"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="subState"><xs:restriction base="xs:string"><xs:pattern value="[^:\\s]+:[^:\\s]+"/></xs:restriction></xs:simpleType>
  <xs:complexType name="words"><xs:simpleContent><xs:extension base="xs:string"><xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/></xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="xliff"><xs:complexType><xs:sequence>
    <xs:element name="file" maxOccurs="unbounded"><xs:complexType><xs:sequence>
      <xs:element name="unit" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="segment" maxOccurs="unbounded"><xs:complexType><xs:sequence>
          <xs:element name="source" type="words"/><xs:element name="target" type="words" minOccurs="0"/>
        </xs:sequence><xs:attribute name="id" type="xs:NMTOKEN"/><xs:attribute name="state" type="state"/><xs:attribute name="subState" type="subState"/></xs:complexType></xs:element>
      </xs:sequence><xs:attribute name="id" type="xs:NMTOKEN" use="required"/><xs:attribute name="name" type="xs:string"/></xs:complexType></xs:element>
    </xs:sequence><xs:attribute name="id" type="xs:NMTOKEN" use="required"/><xs:attribute name="original" type="xs:string"/></xs:complexType>
      <xs:unique name="unit-ids"><xs:selector xpath="*"/><xs:field xpath="@id"/></xs:unique></xs:element>
  </xs:sequence><xs:attribute name="version" use="required" fixed="2.0"/><xs:attribute name="srcLang" type="xs:language" use="required"/><xs:attribute name="trgLang" type="xs:language"/></xs:complexType>
    <xs:unique name="file-ids"><xs:selector xpath="*"/><xs:field xpath="@id"/></xs:unique></xs:element>
</xs:schema>`;
